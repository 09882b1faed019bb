"""What is said of many offices together: which are counted, why others are not, and where everything lies."""

from __future__ import annotations

from collections.abc import Mapping

from rich.markup import escape

from emenscr_xl.cli.parquet_report import say_parquet
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
    say_parquet(console, done.parquet, done.nowhere, lang)
