"""What plans the projects of each office serve: a row for each office, plan and code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from emenscr_xl.core.values import split_code
from emenscr_xl.register.areas.office_table import FIRST
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.summaries.figures import Value, values
from emenscr_xl.register.summaries.plans import plan_blocks
from emenscr_xl.register.tables.data_table import Column, DataTable, data_table
from emenscr_xl.register.tables.gathered import ID

PLANS, PLAN_SHEET = "plans", "แผนที่เชื่อมโยง"
PLAN, CODE, NAME, PROJECTS, MONEY, REMARK = "plan", "code", "name", "projects", "money", "remark"
#: The table of the form that holds the issue targets (Y2); a project may have several.
Y2, Y2_TABLE, Y2_COLUMN = "y2", "M1.mp_primary_y2", "target"
Y2_TITLE = "เป้าหมายระดับประเด็น (Y2)"
COLUMNS = (
    *FIRST,
    Column(PLAN, "แผน", width=12),
    Column("plan_title", "ชื่อแผน", width=34),
    Column(CODE, "รหัส", width=12),
    Column(NAME, "เป้าหมายหรือประเด็น", "long_text", 70),
    Column(PROJECTS, "โครงการ", "integer", 10),
    Column(MONEY, "วงเงิน M2 (บาท)", "money", 18),
    Column(REMARK, "หมายเหตุ", width=24),
)
NOTE = "โครงการหนึ่งอาจมี Y2 มากกว่าหนึ่งเป้าหมาย วงเงินจึงแสดงเฉพาะแผนที่แต่ละโครงการเลือกได้ข้อเดียว"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """How many projects of an office serve a code of a plan, and with how much money (None: not told)."""

    plan: str
    title: str
    code: str
    name: str
    projects: int
    money: Value
    remark: str


def plan_rows(collected: Collected, tables: Mapping[str, DataTable]) -> Iterator[PlanRow]:
    """The codes that the office's projects chose, as its own summary counts them; then Y2."""
    for block in plan_blocks(collected, tables):
        title = block.title.partition(" ")[2]
        for line, row in zip(block.lines, values(block, tables), strict=True):
            if row[0] and not line.total:
                count, money = int(str(row[0])), row[2]
                yield PlanRow(block.key, title, line.code, line.name, count, money, str(row[4] or ""))
    yield from _y2_rows(tables[Y2_TABLE])


def _y2_rows(table: DataTable) -> Iterator[PlanRow]:
    """How many projects name each issue target."""
    projects: dict[str, set[object]] = defaultdict(set)
    for project, text in zip(table.column(ID), table.column(Y2_COLUMN), strict=True):
        if text is not None:
            projects[str(text)].add(project)
    for text, named in sorted(projects.items()):
        code, name = split_code(text)
        yield PlanRow(Y2, Y2_TITLE, code, name or text, len(named), None, "")


def plan_table(rows: Iterable[tuple[int, str, PlanRow]], title: str) -> DataTable:
    """The rows of all offices, each with the number and the name of its office."""
    cells = (
        (*office, r.plan, r.title, r.code, r.name, r.projects, r.money, r.remark or None)
        for *office, r in rows
    )
    return replace(data_table(PLANS, PLAN_SHEET, title, COLUMNS, cells, PLAN), note=NOTE)
