"""Blocks by plan over the offices of an area: how many offices, projects and how much money serve a code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from emenscr_xl.register.areas.plan_rows import CODE, MONEY, PLAN, PLANS, PROJECTS, Y2, PlanRow
from emenscr_xl.register.summaries.figures import KEY, Block, Cell, Count, Heading, Line, Ratio, Total
from emenscr_xl.register.summaries.plans import PLANS as OWN_PLANS
from emenscr_xl.register.tables.project_table import UNKNOWN

OTHER_NAMES = "สำนักงานใช้ชื่อต่างกัน"
HEADINGS = (
    Heading("สำนักงาน"),
    Heading("โครงการ"),
    Heading("ร้อยละ", "percent"),
    Heading("วงเงิน M2 (บาท)", "money"),
    Heading("ร้อยละ", "percent"),
    Heading("หมายเหตุ", "text"),
)
Rows = Sequence[tuple[int, str, PlanRow]]
#: The plans from the highest level down; a project may serve several Y2.
ORDER = (*(p.key for p in OWN_PLANS[:2]), Y2, *(p.key for p in OWN_PLANS[2:]))
OF_SEVERAL = ("โครงการหนึ่งอาจมีหลายเป้าหมาย ผลรวมจึงอาจมากกว่าจำนวนโครงการ",)


def plan_blocks(rows: Rows) -> Iterator[Block]:
    """A block for each plan that any project serves."""
    for plan in ORDER:
        found = [row for _, _, row in rows if row.plan == plan]
        if found:
            yield _block(plan, found)


def _block(plan: str, rows: Sequence[PlanRow]) -> Block:
    """A line for each code, those that no project names last."""
    whole, chosen = ((PLAN, plan),), ((PLAN, plan), (CODE, KEY))
    projects, money = (Total(PLANS, column, chosen) for column in (PROJECTS, MONEY))
    shares: tuple[Cell, ...] = (money, Ratio(money, Total(PLANS, MONEY, whole)))
    if plan == Y2:  # the money of a project with several would be told several times
        shares = (None, None)
    cells = (Count(PLANS, chosen), projects, Ratio(projects, Total(PLANS, PROJECTS, whole)), *shares)
    said = _said(rows)
    codes = sorted(said, key=lambda code: (code == UNKNOWN, code))
    lines = tuple(Line(code, said[code][0], (*cells, said[code][1])) for code in codes)
    return Block(plan, rows[0].title, ("รหัส", "ชื่อ"), HEADINGS, lines, OF_SEVERAL if plan == Y2 else ())


def _said(rows: Sequence[PlanRow]) -> Mapping[str, tuple[str, str]]:
    """The name of each code as its first office has it, and its remark; offices may have other lists."""
    said: dict[str, tuple[str, str]] = {}
    for row in rows:
        first = said.setdefault(row.code, (row.name, row.remark))[0]
        if row.name != first:
            said[row.code] = first, OTHER_NAMES
    return said
