"""The commands. Thai first; `--lang en` for English. Exit 0 clean, 1 findings, 2 could not run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emenscr_xl.cli.addin import addin
from emenscr_xl.cli.area import area
from emenscr_xl.cli.catalogue import catalogue
from emenscr_xl.cli.running import (
    CLEAN,
    FINDINGS,
    ClusterOption,
    JsonOption,
    Lang,
    LangOption,
    ParquetOption,
    WorkspaceArgument,
    failures,
    print_json,
    progress_bar,
)

app = typer.Typer(
    name="emenscr-xl",
    help="แบบเก็บข้อมูล ตรวจสอบ และรวมข้อมูลโครงการ eMENSCR (M1–M6) ด้วย Excel",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(catalogue)
app.add_typer(addin)
app.command()(area)


@app.command()
def new(
    workspace: WorkspaceArgument,
    fiscal_year: Annotated[int, typer.Option(help="ปีงบประมาณ พ.ศ.")] = 2570,
    office: Annotated[str, typer.Option(help="ชื่อสำนักงานเขตพื้นที่การศึกษา")] = "",
    lang: LangOption = Lang.TH,
) -> None:
    """สร้างโฟลเดอร์ทำงานและทะเบียนคุมของปีงบประมาณ"""
    from emenscr_xl.cli.report import say_new
    from emenscr_xl.jobs.new import new as job

    with failures(lang):
        say_new(job(workspace, fiscal_year, office), lang.value)


@app.command()
def forms(
    workspace: WorkspaceArgument,
    quarter: Annotated[int, typer.Option(min=0, max=4, help="ไตรมาสที่ขอรายงาน (0 = ทั้งปี)")] = 0,
    project: Annotated[list[str] | None, typer.Option(help="ออกให้เฉพาะโครงการนี้ (ออกซ้ำได้)")] = None,
    lang: LangOption = Lang.TH,
) -> None:
    """ออกแบบเก็บข้อมูลให้ทุกโครงการที่ต้องนำเข้า (รหัสจบ: 0 ครบ, 1 มีโครงการหรือทะเบียนคุมที่ต้องแก้, 2 ทำงานไม่ได้)"""
    from emenscr_xl.cli.report import say_forms
    from emenscr_xl.jobs.forms import forms as job

    with failures(lang):
        done = job(workspace, quarter, project or ())
        say_forms(done, lang.value)
    raise typer.Exit(CLEAN if done.clean else FINDINGS)


@app.command()
def correct(
    workspace: WorkspaceArgument,
    project: Annotated[list[str] | None, typer.Option(help="เฉพาะโครงการนี้ (ออกซ้ำได้)")] = None,
    lang: LangOption = Lang.TH,
) -> None:
    """ออกสมุดแก้ไขให้โครงการที่มีข้อค้นพบหรือข้อเสนอแนะ (รหัสจบ: 0 ครบ, 1 มีโครงการหรือทะเบียนคุมที่ต้องแก้, 2 ทำงานไม่ได้)"""
    from emenscr_xl.cli.correct_report import say_corrected
    from emenscr_xl.jobs.correct import correct as job

    with failures(lang), progress_bar() as progress:
        done = job(workspace, project or (), progress=progress)
    say_corrected(done, lang.value)
    raise typer.Exit(CLEAN if done.whole else FINDINGS)


@app.command()
def align(workspace: WorkspaceArgument, lang: LangOption = Lang.TH) -> None:
    """ออกแบบวิเคราะห์ความเชื่อมโยงของทุกโครงการกับแผน 3 ระดับ"""
    from emenscr_xl.cli.alignment_report import say_aligned
    from emenscr_xl.jobs.align import align as job

    with failures(lang):
        say_aligned(job(workspace), lang.value)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="แบบที่ส่งคืน")],
    workspace: Annotated[
        Path | None,
        typer.Option(metavar="WORKSPACE", help="ใช้บัญชีรายการของโฟลเดอร์นี้ (ไม่ระบุ: โฟลเดอร์ที่ไฟล์อยู่)"),
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.TH,
) -> None:
    """ตรวจแบบที่ส่งคืน (รหัสจบ: 0 ไม่พบ, 1 มีข้อค้นพบ, 2 ทำงานไม่ได้)"""
    from emenscr_xl.jobs.check import check as job

    with failures(lang):
        checked = job(files, workspace)
        if as_json:
            print_json({"files": [c.as_json() for c in checked]})
        else:
            from emenscr_xl.cli.report import say_checked

            say_checked(checked, lang.value)
    raise typer.Exit(CLEAN if all(c.status == "clean" for c in checked) else FINDINGS)


@app.command()
def consolidate(
    workspace: WorkspaceArgument,
    parquet: ParquetOption = False,
    cluster: ClusterOption = "",
    as_json: JsonOption = False,
    lang: LangOption = Lang.TH,
) -> None:
    """รับแบบที่ส่งคืนเข้าทะเบียน และเขียนสมุดรวมพร้อมสรุปประจำปี"""
    from emenscr_xl.cli.parquet_report import say_parquet
    from emenscr_xl.cli.report import console_of, say_consolidated
    from emenscr_xl.jobs.cluster import on_cluster
    from emenscr_xl.jobs.consolidate import consolidate as job

    with failures(lang), progress_bar() as progress, on_cluster(cluster) as executor:
        done = job(workspace, progress=progress, parquet=parquet, executor=executor)
    if as_json:
        print_json(done.as_json())
        return
    say_consolidated(done, lang.value)
    say_parquet(console_of(), done.parquet, done.nowhere, lang.value)


@app.command()
def notices(workspace: WorkspaceArgument, lang: LangOption = Lang.TH) -> None:
    """เขียนข้อความแจ้งเตือนผู้รับผิดชอบ: เลยกำหนด ใกล้ครบกำหนด ขอให้แก้ไข"""
    from emenscr_xl.cli.notices_report import say_noticed
    from emenscr_xl.jobs.notices import notices as job

    with failures(lang):
        say_noticed(job(workspace), lang.value)


@app.command()
def report(
    workspace: WorkspaceArgument,
    quarter: Annotated[
        int, typer.Option(min=0, max=4, help="บันทึกข้อความสรุปไตรมาสนี้ (0 = เสนอแผนไตรมาสถัดไป)")
    ] = 0,
    annual: Annotated[bool, typer.Option("--annual", help="เฉพาะบันทึกข้อความสรุปทั้งปี")] = False,
    project: Annotated[list[str] | None, typer.Option(help="เฉพาะใบนำเข้าของโครงการนี้ ออกฉบับใหม่เสมอ")] = None,
    lang: LangOption = Lang.TH,
) -> None:
    """เขียนใบนำเข้า eMENSCR ของโครงการที่มีข้อมูลใหม่ และบันทึกข้อความเสนอแผนหรือสรุปผล"""
    from emenscr_xl.cli.printed_report import say_reported
    from emenscr_xl.jobs.report import report as job

    with failures(lang):
        say_reported(job(workspace, quarter, project or (), annual=annual), lang.value)


@app.command()
def demo(
    directory: Annotated[Path, typer.Argument(metavar="DIRECTORY", help="โฟลเดอร์ใหม่สำหรับตัวอย่าง")],
    lang: LangOption = Lang.TH,
) -> None:
    """สาธิตทั้งปีด้วยสำนักงานตัวอย่าง: ทะเบียน → แบบ → ส่งคืน → รวม → สรุปประจำปี"""
    from emenscr_xl.cli.demo_report import say_demo
    from emenscr_xl.jobs.demo import demo as job

    with failures(lang), progress_bar() as progress:
        done = job(directory, progress=progress)
    say_demo(done, lang.value)


@app.command()
def blank(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="โฟลเดอร์ที่เก็บแบบเปล่า")],
    fiscal_year: Annotated[int, typer.Option(help="ปีงบประมาณ พ.ศ.")] = 2570,
    lang: LangOption = Lang.TH,
) -> None:
    """เขียนทะเบียนคุมเปล่าและแบบเก็บข้อมูลเปล่าของปีงบประมาณ"""
    from emenscr_xl.jobs.blank import blank as job

    with failures(lang):
        for path in job(folder, fiscal_year):
            typer.echo(path)


@app.command()
def describe(
    folder: Annotated[Path, typer.Argument(help="โฟลเดอร์ของเอกสาร")] = Path("docs"),
    check_only: Annotated[bool, typer.Option("--check", help="ตรวจว่าเอกสารตรงกับนิยาม")] = False,
    lang: LangOption = Lang.TH,
) -> None:
    """เขียนเอกสารอ้างอิงจากนิยามของแบบ"""
    from emenscr_xl.jobs.describe import describe as job

    with failures(lang):
        stale = job(folder, write=not check_only)
    from emenscr_xl.cli.report import say_described

    say_described(stale, check_only, lang.value)
    raise typer.Exit(FINDINGS if stale and check_only else CLEAN)
