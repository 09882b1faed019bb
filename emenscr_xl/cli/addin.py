"""`addin build`, `install`, `remove`, `status`: the tab "eMENSCR" in Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emenscr_xl.cli.running import CLEAN, FINDINGS, JsonOption, Lang, LangOption, failures, print_json

addin = typer.Typer(name="addin", help="แท็บ eMENSCR ใน Excel: สร้าง ติดตั้ง ถอน ตรวจสถานะ", no_args_is_help=True)


@addin.command()
def build(
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="ไฟล์ที่สร้าง (ไม่ระบุ: emenscr.xlam ในโฟลเดอร์นี้)")
    ] = None,
    lang: LangOption = Lang.TH,
) -> None:
    """สร้างไฟล์ Add-in โดยไม่ต้องมี Excel"""
    from emenscr_xl.cli.addin_report import say_built
    from emenscr_xl.jobs.addin import build_addin

    with failures(lang):
        say_built(build_addin(output), lang.value)


@addin.command()
def install(
    cold: Annotated[
        bool, typer.Option("--cold", help="เริ่ม Python ใหม่ทุกครั้งที่กดปุ่ม (Windows; ช้ากว่า ใช้เมื่อแบบปกติมีปัญหา)")
    ] = False,
    lang: LangOption = Lang.TH,
) -> None:
    """ติดตั้งหรือปรับรุ่น Add-in ให้ผู้ใช้คนนี้ (ปิด Excel ก่อน) (รหัสจบ: 0 พร้อมใช้, 1 มีเรื่องต้องแก้, 2 ทำงานไม่ได้)"""
    from emenscr_xl.cli.addin_report import say_installed
    from emenscr_xl.jobs.addin import install_addin
    from emenscr_xl.jobs.addin_status import addin_status

    with failures(lang):
        done = install_addin(cold=cold)
        troubles = addin_status().troubles if done.placed else ()
        say_installed(done, troubles, lang.value)
    raise typer.Exit(FINDINGS if troubles else CLEAN)


@addin.command()
def remove(lang: LangOption = Lang.TH) -> None:
    """ถอน Add-in และทุกสิ่งที่การติดตั้งสร้างไว้ (ปิด Excel ก่อน)"""
    from emenscr_xl.cli.addin_report import say_removed
    from emenscr_xl.jobs.addin import remove_addin

    with failures(lang):
        say_removed(remove_addin(), lang.value)


@addin.command()
def status(as_json: JsonOption = False, lang: LangOption = Lang.TH) -> None:
    """บอกว่าติดตั้งอะไรไว้ที่ใด รุ่นใด และมีอะไรผิด (รหัสจบ: 0 พร้อมใช้, 1 ยังไม่ได้ติดตั้งหรือมีเรื่องต้องแก้)"""
    from emenscr_xl.cli.addin_report import say_status
    from emenscr_xl.jobs.addin_status import addin_status

    with failures(lang):
        found = addin_status()
        if as_json:
            print_json(found.as_json())
        else:
            say_status(found, lang.value)
    raise typer.Exit(CLEAN if found.well else FINDINGS)
