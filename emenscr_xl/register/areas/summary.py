"""The summary of an area: what a ministry asks first, each figure a sum over the sheet of offices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from emenscr_xl.register.areas.area_office import COUNTED, NOTHING_RETURNED, AreaOffice
from emenscr_xl.register.areas.office_table import GROUP, NO_GROUP, OFFICE, OFFICE_SHEET, STATE
from emenscr_xl.register.areas.plan_blocks import plan_blocks
from emenscr_xl.register.areas.plan_rows import PlanRow
from emenscr_xl.register.areas.spread import LATE_NOW, OFFICES, Spread
from emenscr_xl.register.summaries.annual import CONTENTS, CONTENTS_KEY, NOBODY
from emenscr_xl.register.summaries.figures import (
    KEY,
    Above,
    Block,
    Conditions,
    Count,
    Heading,
    Left,
    Line,
    Minus,
    OverData,
    Ratio,
    Sum,
    Total,
)
from emenscr_xl.register.summaries.quarters import PLAN_LINES
from emenscr_xl.register.tables import file_tables as files
from emenscr_xl.register.tables import project_table as projects

MOST_NAMED, MOST_ABSENT = 10, 20
#: How many of an office's key figures the area shows, and which lines of its own are money.
KEY_LINES, KEY_MONEY = 10, (6, 9)
FIRST = ("ที่", "สำนักงาน")
LATE_TITLE = "สำนักงานที่มีรายงานเกินกำหนดมากที่สุด"
UNSPENT_TITLE = "สำนักงานที่เงินตามแผนยังไม่เบิกจ่ายมากที่สุด"
BY_OFFICE_KEY, BY_OFFICE = "offices", "จำแนกรายสำนักงาน"
NUMBERED = re.compile(r"^[0-9.]+ ")
BY_NAME: Conditions = ((OFFICE, KEY),)
BY_GROUP: Conditions = ((GROUP, KEY),)
#: The figures of an office's data that the tables by office show.
ALL = Count(projects.PROJECTS)
RETURNED = Count(projects.PROJECTS, ((projects.STATUS, projects.RETURNED),))
NOT_RETURNED = Count(projects.PROJECTS, ((projects.STATUS, projects.NOT_RETURNED),))
COMPLETE = Count(projects.PROJECTS, ((projects.COMPLETE, projects.WHOLE),))
PLANNED, SPENT = (Total(projects.PROJECTS, column) for column in (projects.PLAN, projects.SPENT))
ERRORS = Count(files.FINDINGS, ((files.SEVERITY, files.SHOWN["E"]),))
#: Headings whose figures are coloured.
LATE_LABEL, ERRORS_LABEL, LEFT_LABEL = "เกินกำหนด (เรื่อง)", "ต้องแก้ (E)", "ยังไม่เบิกจ่าย (บาท)"
SHARES = ("ร้อยละที่ส่ง", "ร้อยละที่เบิก")
OFFICE_HEADINGS = (
    Heading("โครงการ"),
    Heading("ส่งคืนแล้ว"),
    Heading(SHARES[0], "percent"),
    Heading("ครบถ้วน"),
    Heading(LATE_LABEL),
    Heading(ERRORS_LABEL),
    Heading("แผน M5 (บาท)", "money"),
    Heading("เบิกจ่ายสะสม (บาท)", "money"),
    Heading(SHARES[1], "percent"),
)


@dataclass(frozen=True, slots=True)
class Area:
    """What the summary is made from: every office, the blocks that all have, and the plans they serve."""

    offices: tuple[AreaOffice, ...]
    shape: Spread
    plans: tuple[tuple[int, str, PlanRow], ...]
    begun: tuple[int, ...]  # the quarters that have begun by the day of the run
    sheets: tuple[tuple[str, int], ...] = ()  # name and rows of the other sheets

    @property
    def counted(self) -> tuple[AreaOffice, ...]:
        """The offices whose figures are summed."""
        return tuple(o for o in self.offices if o.counts)

    @property
    def planned_so_far(self) -> Sum:
        """What is planned for the quarters that have begun."""
        return Sum(tuple(Total(PLAN_LINES, f"q{quarter}") for quarter in self.begun or (1,)))

    def of(self, office: AreaOffice, *figures: OverData) -> Decimal:
        """A figure of one office, or the sum of several, to rank by."""
        found = (office.figures.get(self.shape.of[figure]) for figure in figures)
        return sum((Decimal(str(value)) for value in found if value), Decimal(0))

    def total(self, figure: OverData, where: Conditions = ()) -> OverData:
        """A figure summed over the offices of a row."""
        if isinstance(figure, Sum):
            return Sum(tuple(Total(OFFICES, self.shape.of[part], where) for part in figure.parts))
        return Total(OFFICES, self.shape.of[figure], where)


def area_blocks(area: Area) -> tuple[Block, ...]:
    """The blocks of the summary sheet, from top to bottom, numbered."""
    own = {block.key: area.shape.over_offices(block) for block in area.shape.blocks}
    blocks = (
        _key_block(area, own["key"]), _absent_block(area), _late_block(area), _unspent_block(area),
        own["owed"], own["reports"], own["money"], *_group_block(area), *plan_blocks(area.plans),
        _office_block(area), own["completeness"], own["approval"], _contents_block(area),
    )  # fmt: skip
    return tuple(replace(b, title=f"{n}. {unnumbered(b.title)}") for n, b in enumerate(blocks, start=1))


def _key_block(area: Area, own: Block) -> Block:
    """The area in a dozen figures: first of how many offices they are."""
    counted = Sum(tuple(Count(OFFICES, ((STATE, state),)) for state in (COUNTED, NOTHING_RETURNED)))
    offices = (
        ("สำนักงานที่นับในตัวเลขนี้", counted, "แห่ง"),
        ("รายงานที่เกินกำหนดและยังไม่ได้รับ", area.total(LATE_NOW), "เรื่อง"),
    )
    first = (Line("", name, (figure, unit), ("count", "text")) for name, figure, unit in offices)
    shown = (*first, *own.lines[:KEY_LINES])
    lines = (replace(line, code=str(n)) for n, line in enumerate(shown, start=1))
    return replace(own, lines=tuple(lines))


def _absent_block(area: Area) -> Block:
    """Which offices are not in the figures, or have nothing returned, and why."""
    left = [o for o in area.offices if o.state != COUNTED]
    lines = tuple(
        Line(str(o.number), f"{o.name} — {o.reason}" if o.reason else o.name, (o.state,))
        for o in left[:MOST_ABSENT]
    )
    notes = [f"นับได้ {len(area.counted)} จาก {len(area.offices)} โฟลเดอร์ รายการเต็มอยู่ในแผ่น{OFFICE_SHEET}"]
    if len(left) > len(lines):
        notes.append(f"แสดง {len(lines)} แห่งแรกจากทั้งหมด {len(left)} แห่ง")
    nobody = (Line("–", NOBODY, ("",)),)
    title = "สำนักงานที่ยังไม่ส่ง หรือยังนับไม่ได้"
    return Block("absent", title, FIRST, (Heading("สถานะ", "text"),), lines or nobody, tuple(notes))


def _late_block(area: Area) -> Block:
    """The offices that owe the most reports whose day is past."""
    ranked = _ranked(area, lambda o: area.of(o, LATE_NOW))
    figures = (LATE_NOW, NOT_RETURNED, ALL, ERRORS)
    cells = tuple(area.total(figure, BY_NAME) for figure in figures)
    lines = tuple(Line(str(o.number), o.name, (*cells, o.newest and o.newest.date())) for o in ranked)
    headings = (
        *map(Heading, (LATE_LABEL, "ยังไม่ส่งคืน", "โครงการ", ERRORS_LABEL)), Heading("รับไฟล์ล่าสุด", "date"),
    )  # fmt: skip
    nobody = (Line("–", NOBODY, (None,) * len(headings)),)
    return Block("late_offices", LATE_TITLE, FIRST, headings, lines or nobody, keyed_by_name=True)


def _unspent_block(area: Area) -> Block:
    """The offices whose spending is furthest behind what they planned for the quarters that have begun."""
    planned = area.planned_so_far
    ranked = _ranked(area, lambda o: area.of(o, *planned.parts) - area.of(o, SPENT))
    cells = (
        area.total(planned, BY_NAME),
        area.total(SPENT, BY_NAME),
        Minus(0, 1),
        Ratio(Left(1), Left(0)),
        area.total(PLANNED, BY_NAME),
    )
    money = ("แผนถึงไตรมาสนี้ (บาท)", "เบิกจ่ายสะสม (บาท)", LEFT_LABEL)
    headings = (
        *(Heading(label, "money") for label in money),
        Heading(SHARES[1], "percent"),
        Heading("แผนทั้งปี (บาท)", "money"),
    )
    lines = tuple(Line(str(o.number), o.name, cells) for o in ranked)
    notes = (f"แผนถึงไตรมาสนี้ = แผนการใช้จ่าย (M5) ของไตรมาสที่เริ่มแล้ว ถึงไตรมาส {max(area.begun or (1,))}",)
    nobody = (Line("–", NOBODY, (None,) * len(headings)),)
    return Block("unspent", UNSPENT_TITLE, FIRST, headings, lines or nobody, notes, keyed_by_name=True)


def _ranked(area: Area, by: Callable[[AreaOffice], Decimal]) -> list[AreaOffice]:
    """The offices with the most of something, the first ten that have any; equals in their order."""
    some = [(by(o), o) for o in area.counted]
    return [o for most, o in sorted(some, key=lambda pair: -pair[0]) if most > 0][:MOST_NAMED]


def _group_block(area: Area) -> Iterator[Block]:
    """The offices by the folder that they lie in, when there is more than one."""
    groups = list(dict.fromkeys(o.group for o in area.counted))
    if len(groups) > 1:
        lines = [
            Line(str(n), name or NO_GROUP, _cells(area, BY_GROUP)) for n, name in enumerate(groups, start=1)
        ]
        lines.append(_whole_line(area))
        title = "จำแนกตามกลุ่มโฟลเดอร์ (ภาคหรือพื้นที่)"
        first = ("ที่", "กลุ่มโฟลเดอร์")
        yield Block("groups", title, first, OFFICE_HEADINGS, tuple(lines), keyed_by_name=True)


def _office_block(area: Area) -> Block:
    """Every office that counts, in the order of the folders."""
    lines = [Line(str(o.number), o.name, _cells(area, BY_NAME)) for o in area.counted]
    lines.append(_whole_line(area))
    return Block(BY_OFFICE_KEY, BY_OFFICE, FIRST, OFFICE_HEADINGS, tuple(lines), keyed_by_name=True)


def _whole_line(area: Area) -> Line:
    cells = _cells(area, ())
    return Line("", "รวม", tuple(c if isinstance(c, Ratio) else Above() for c in cells), total=True)


def _cells(area: Area, where: Conditions) -> tuple[OverData | Ratio, ...]:
    """The figures of a row by office: projects, what came, what is wrong, and money."""
    every, returned, complete, late, errors, planned, spent = (
        area.total(figure, where) for figure in (ALL, RETURNED, COMPLETE, LATE_NOW, ERRORS, PLANNED, SPENT)
    )
    share, used = Ratio(returned, every), Ratio(spent, planned)
    return every, returned, share, complete, late, errors, planned, spent, used


def _contents_block(area: Area) -> Block:
    """The other sheets, with links and how many rows each has."""
    lines = tuple(
        Line(str(n), sheet, (rows,), link=sheet) for n, (sheet, rows) in enumerate(area.sheets, start=1)
    )
    title = f"{CONTENTS} (คลิกชื่อเพื่อเปิด)"
    return Block(CONTENTS_KEY, title, ("ที่", "แผ่นงาน"), (Heading("จำนวนแถว"),), lines)


def unnumbered(title: str) -> str:
    """A block's title without the number that it has in an office's summary."""
    return NUMBERED.sub("", title)
