"""The command for many offices together."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emenscr_xl.cli.running import (
    CLEAN,
    FINDINGS,
    ClusterOption,
    JsonOption,
    Lang,
    LangOption,
    ParquetOption,
    failures,
    print_json,
    progress_bar,
)


def area(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="โฟลเดอร์ที่เก็บสมุดภาพรวม")],
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="FOLDER...", help="โฟลเดอร์ที่มีโฟลเดอร์ทำงานของสำนักงาน (ซ้อนกี่ชั้นก็ได้)"),
    ],
    fiscal_year: Annotated[int, typer.Option(help="ปีงบประมาณ พ.ศ. (0 = ปีของสำนักงานส่วนใหญ่)")] = 0,
    name: Annotated[str, typer.Option(help="ชื่อพื้นที่ที่พิมพ์ในสมุด (ไม่ระบุ: ชื่อโฟลเดอร์)")] = "",
    parquet: ParquetOption = False,
    cluster: ClusterOption = "",
    as_json: JsonOption = False,
    lang: LangOption = Lang.TH,
) -> None:
    """รวมโฟลเดอร์ทำงานของหลายสำนักงานเป็นภาพรวมเดียว (รหัสจบ: 0 ครบ, 1 มีโฟลเดอร์ที่นับไม่ได้, 2 ทำงานไม่ได้)"""
    from emenscr_xl.cli.area_report import say_area
    from emenscr_xl.jobs.area import Wanted
    from emenscr_xl.jobs.area import area as job
    from emenscr_xl.jobs.cluster import on_cluster

    with failures(lang), progress_bar() as progress, on_cluster(cluster) as executor:
        wanted = Wanted(fiscal_year, name, parquet)
        done = job(out, folders, wanted, progress=progress, executor=executor)
    if as_json:
        print_json(done.as_json())
    else:
        say_area(done, lang.value)
    raise typer.Exit(CLEAN if done.whole else FINDINGS)
