"""What is said of many offices together: which are counted, why others are not, and where everything lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from emenscr_xl.cli.report import console_of, pick
from emenscr_xl.form.messages import Language
from emenscr_xl.jobs.area import AreaDone
from emenscr_xl.register.areas.area_office import (
    COUNTED,
    NO_WORKSPACE,
    NOTHING_RETURNED,
    OTHER_YEAR,
    SAME_OFFICE,
    STATES,
    UNREADABLE,
)
from emenscr_xl.sheets.beyond import HOW_TO_OPEN, Beyond, data_folder

#: The states in English; in Thai they are said as the sheet has them.
IN_ENGLISH: Mapping[str, str] = {
    COUNTED: "counted",
    NOTHING_RETURNED: "counted, nothing returned yet",
    NO_WORKSPACE: "no workspace",
    UNREADABLE: "cannot be read",
    OTHER_YEAR: "of another fiscal year",
    SAME_OFFICE: "the same office twice",
}


def say_area(done: AreaDone, lang: Language) -> None:
    """How many folders are in which state; those that do not count with their reasons; the workbook."""
    console = console_of()
    for state in STATES:
        offices = [o for o in done.offices if o.state == state]
        if offices:
            console.print(f"  {pick(lang, state, IN_ENGLISH[state])}: {len(offices)}")
        for office in offices:
            if not office.counts:
                console.print(f"    [yellow]{escape(office.folder)}[/]: {escape(office.reason)}")
    counted, every = len(done.counted), len(done.offices)
    figures = (
        f"นับได้ {counted} จาก {every} โฟลเดอร์ · ปีงบประมาณ {done.year}",
        f"{counted} of {every} folders counted · fiscal year {done.year}",
    )
    console.print(pick(lang, *figures))
    console.print(pick(lang, "สมุดภาพรวม: ", "Workbook: ") + escape(str(done.workbook)))
    say_beyond(console, done.workbook, done.beyond, done.nowhere, lang)


def say_beyond(
    console: Console, workbook: Path, beyond: Beyond, nowhere: Iterable[str], lang: Language
) -> None:
    """Which data lies in Parquet files and how they are opened; which data lies nowhere and what to do."""
    if beyond.files:
        th = f"ข้อมูลในไฟล์ Parquet {len(beyond.files)} ไฟล์: {data_folder(workbook)} — {HOW_TO_OPEN}"
        en = (
            f"Data in {len(beyond.files)} Parquet files: {data_folder(workbook)}."
            " In Excel: Data > Get Data > From File > From Parquet."
        )
        console.print(escape(pick(lang, th, en)))
    for sheet in nowhere:
        th = f"{sheet}: แถวมากกว่าที่แผ่นงานรับได้ จึงไม่อยู่ในสมุด — ติดตั้ง emenscr-xl[parquet] แล้วสั่งใหม่"
        en = f"{sheet}: more rows than a sheet holds; left out. Install emenscr-xl[parquet], then run again."
        console.print(f"[yellow]{escape(pick(lang, th, en))}[/]")
