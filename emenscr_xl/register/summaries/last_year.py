"""This year beside last year: projects, returns, punctuality and money, counted in both years' projects."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.register.collected import Collected
from emenscr_xl.register.follow_up.punctuality import LATE, ON_TIME
from emenscr_xl.register.summaries.figures import (
    Block,
    Count,
    Figure,
    Heading,
    Line,
    Minus,
    Ratio,
    Sum,
    Total,
)
from emenscr_xl.register.tables import project_table as projects
from emenscr_xl.register.tables.data_table import Column, DataTable
from emenscr_xl.register.tables.gathered import ID, NAME, gathered
from emenscr_xl.register.tables.making import Making
from emenscr_xl.register.tables.project_rows import ProjectSheet
from emenscr_xl.register.tables.project_table import PROJECTS, scope_of

LAST_YEAR = "last_year"
SHEET = "โครงการปีก่อน"
MONEY_LINES = (4, 6)  # of the block: allocated, planned, spent
KEPT = (ID, NAME, projects.UNIT, projects.STATUS, projects.COMPLETE)
MONEY = (projects.ALLOCATED, projects.PLAN, projects.SPENT)


def last_year_table(collected: Collected) -> Making | None:
    """Last year's projects with what is compared; None when no last year is known."""
    before = collected.last_year.collected
    if before is None:
        return None
    gather = gathered(before)
    sheet = ProjectSheet(gather)
    kept = (*KEPT, *MONEY, *(f"due:{scope}" for scope in _scopes(before)))
    columns = tuple(
        Column(c.key, c.label, c.kind, c.width, counts=c.counts)
        for c in sheet.making().table.columns
        if c.key in kept
    )
    year, name = before.definition.form.fiscal_year, before.office.name
    title = f"โครงการของปีก่อน (ปีงบประมาณ {year}) · {name} · อ่านจากโฟลเดอร์ {collected.last_year.folder}"
    table = DataTable(LAST_YEAR, SHEET, title, columns, projects.STATUS)
    return Making(table, rest=lambda: ([sheet.cells(p).get(c.key) for c in columns] for p in gather.each()))


def last_year_block(collected: Collected, title: str) -> tuple[Block, ...]:
    """The comparison; none when there is no last year to compare with."""
    before = collected.last_year.collected
    if before is None:
        return ()
    years = tuple(str(c.definition.form.fiscal_year) for c in (before, collected))
    then, now = tuple(_figures(before, LAST_YEAR)), tuple(_figures(collected, PROJECTS))
    lines = tuple(
        Line(str(n), name, (old, new, Minus(1, 0)), (kind,) * 3)
        for n, ((name, kind, old), (_, _, new)) in enumerate(zip(then, now, strict=True), start=1)
    )
    same = years[0] == years[1]
    words = ("ปีก่อน", "ปีนี้") if same else tuple(f"ปีงบประมาณ {year}" for year in years)
    headings = tuple(map(Heading, (*words, "เพิ่มขึ้น (ลดลง)")))
    notes = ("ปีก่อนนับตามไฟล์ที่รับไว้ทั้งหมดในโฟลเดอร์ปีก่อน รายชื่อโครงการอยู่ในแผ่น" + SHEET,)
    return (Block(LAST_YEAR, title, ("ที่", "รายการ"), headings, lines, notes),)


def _scopes(collected: Collected) -> tuple[str, ...]:
    return tuple(scope_of(m) for m in collected.definition.form.modules if m.quarter)


def _figures(collected: Collected, table: str) -> Iterator[tuple[str, str, Figure]]:
    """What is compared, over one year's table: name, kind and figure."""
    yield "โครงการที่ต้องนำเข้า eMENSCR", "count", Count(table)
    yield "ส่งคืนแล้ว", "count", Count(table, ((projects.STATUS, projects.RETURNED),))
    yield "ข้อมูลครบถ้วน", "count", Count(table, ((projects.COMPLETE, projects.WHOLE),))
    in_time, late = (_reports(collected, table, word) for word in (ON_TIME, LATE))
    received = Sum((*in_time.parts, *late.parts))
    yield "ร้อยละของรายงาน M6 ที่ได้รับตรงเวลา", "percent", Ratio(in_time, received)
    for name, column in zip(("งบประมาณที่จัดสรร", "แผนการใช้จ่าย (M5)", "เบิกจ่ายสะสม (M6)"), MONEY, strict=True):
        yield f"{name} (บาท)", "money", Total(table, column)


def _reports(collected: Collected, table: str, word: str) -> Sum:
    return Sum(tuple(Count(table, ((f"due:{scope}", word),)) for scope in _scopes(collected)))
