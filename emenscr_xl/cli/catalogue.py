"""`catalogue check` and `catalogue import`: official lists in the place of those that ship."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emenscr_xl.cli.running import CLEAN, FINDINGS, JsonOption, Lang, LangOption, failures, print_json

catalogue = typer.Typer(name="catalogue", help="ตรวจและนำเข้าบัญชีรายการทางการ", no_args_is_help=True)

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="บัญชีทางการ (.xlsx หรือ CSV)")]
CatalogueOption = Annotated[
    list[str] | None, typer.Option("--catalogue", metavar="KEY", help="เป็นบัญชีใด (ไม่ระบุ: ดูจากหัวคอลัมน์)")
]
FromOption = Annotated[int | None, typer.Option(help="ใช้ตั้งแต่ปีงบประมาณ (พ.ศ.) ถ้าบัญชีไม่บอกเอง")]
ToOption = Annotated[int | None, typer.Option(help="ใช้ถึงปีงบประมาณ (พ.ศ.) ถ้าบัญชีไม่บอกเอง")]


@catalogue.command()
def check(
    file: FileArgument,
    workspace: Annotated[Path | None, typer.Option(help="เทียบกับบัญชีที่โฟลเดอร์นี้ใช้อยู่")] = None,
    key: CatalogueOption = None,
    from_year: FromOption = None,
    to_year: ToOption = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.TH,
) -> None:
    """ตรวจบัญชีและแสดงผลต่างโดยไม่บันทึก (รหัสจบ: 0 นำเข้าได้, 1 ต้องแก้ก่อน, 2 ทำงานไม่ได้)"""
    from emenscr_xl.cli.catalogue_report import say_catalogue
    from emenscr_xl.jobs.check_catalogue import ListOptions, check_catalogue

    with failures(lang):
        done = check_catalogue(file, workspace, ListOptions(key or (), from_year, to_year))
        if as_json:
            print_json(done.as_json())
        else:
            say_catalogue(done, lang.value)
    raise typer.Exit(FINDINGS if done.refused else CLEAN)


@catalogue.command("import")
def import_(
    file: FileArgument,
    workspace: Annotated[Path, typer.Argument(metavar="WORKSPACE", help="โฟลเดอร์ของปีงบประมาณ")],
    key: CatalogueOption = None,
    from_year: FromOption = None,
    to_year: ToOption = None,
    unconfirmed: Annotated[
        bool, typer.Option("--unconfirmed", help="ยังไม่ใช่บัญชีทางการ: แสดงว่ารอยืนยันทุกที่ที่ใช้")
    ] = False,
    as_json: JsonOption = False,
    lang: LangOption = Lang.TH,
) -> None:
    """นำเข้าบัญชีเป็นฉบับใหม่ของโฟลเดอร์ (เก็บฉบับเดิมไว้) (รหัสจบ: 0 สำเร็จ, 1 ต้องแก้ก่อน, 2 ทำงานไม่ได้)"""
    from emenscr_xl.cli.catalogue_report import say_imported
    from emenscr_xl.jobs.check_catalogue import ListOptions
    from emenscr_xl.jobs.import_catalogue import import_catalogue

    with failures(lang):
        options = ListOptions(key or (), from_year, to_year, confirmed=not unconfirmed)
        done = import_catalogue(file, workspace, options)
        if as_json:
            print_json(done.as_json())
        else:
            say_imported(done, lang.value)
    raise typer.Exit(FINDINGS if done.checked.refused else CLEAN)
