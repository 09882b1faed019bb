"""The summary of one office spread over a row, and the same summary over the rows of many offices.

A figure is defined once, in the office's own summary: here it becomes a column of the sheet of offices, and
in the area's summary the sum of that column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from emenscr_xl.register.collected import Collected
from emenscr_xl.register.follow_up.punctuality import OVERDUE, STATES
from emenscr_xl.register.office import scope
from emenscr_xl.register.summaries.annual import completeness_block, key_figures
from emenscr_xl.register.summaries.figures import (
    Across,
    Block,
    Cell,
    Count,
    Heading,
    Line,
    OverData,
    Ratio,
    Total,
    Value,
    values,
)
from emenscr_xl.register.summaries.quarters import approval_block, money_block, quarter_name, report_block
from emenscr_xl.register.tables.data_table import Column, DataTable
from emenscr_xl.register.tables.deadline_table import DEADLINES, SCOPE
from emenscr_xl.register.tables.gathered import STATE

OFFICES = "offices"
#: The reports that are owed and have not come though their day is past, in all scopes together.
LATE_NOW = Count(DEADLINES, ((STATE, OVERDUE),))
KINDS = {"count": "integer", "money": "money"}


@dataclass(frozen=True, slots=True)
class Spread:
    """The blocks of an office's summary that an area has too, and the column of each of their figures."""

    blocks: tuple[Block, ...]
    columns: tuple[Column, ...]
    of: Mapping[OverData, str]  # a figure of an office's data: the key of its column

    def over_offices(self, block: Block) -> Block:
        """The block with each figure summed over the sheet of offices."""
        lines = tuple(replace(line, cells=tuple(map(self.summed, line.cells))) for line in block.lines)
        return replace(block, lines=lines)

    def summed(self, cell: Cell) -> Cell:
        """A cell over the sheet of offices; what is worked out in the block stays."""
        if isinstance(cell, Ratio):
            return Ratio(*(cast("Total", self.summed(part)) for part in (cell.over, cell.under)))
        return Total(OFFICES, self.of[cell]) if isinstance(cell, OverData) else cell


def spread(collected: Collected) -> Spread:
    """The blocks that every office of a year has alike, and their columns."""
    blocks = tuple(_blocks(collected))
    of: dict[OverData, str] = {}
    columns = []
    for block in blocks:
        for line in block.lines:
            for number, figure in _figures(line):
                if figure not in of:
                    of[figure] = f"{block.key}:{line.code}:{number}"
                    columns.append(_column(block, line, number, of[figure]))
    return Spread(blocks, tuple(columns), of)


def figures_of(shape: Spread, tables: Mapping[str, DataTable]) -> dict[str, Value]:
    """What an office's own data come to, by column of the sheet of offices."""
    line = Line("", "", tuple(shape.of))
    (row,) = values(Block("", "", ("", ""), (), (line,)), tables)
    return dict(zip(shape.of.values(), row, strict=True))


def _blocks(collected: Collected) -> Iterator[Block]:
    modules = tuple(m for m in collected.definition.form.modules if m.quarter)
    key = key_figures(collected)
    yield replace(key, notes=key.notes[:1])  # what complete means; the rest is of one office
    yield _deadline_block(collected, (0, *(m.quarter for m in modules)))
    reports = report_block(collected, modules)  # its last column is the calendar of one office
    yield _without_last_column(reports)
    yield money_block(collected, modules)
    yield completeness_block(collected)
    yield approval_block(collected, modules)


def _without_last_column(block: Block) -> Block:
    lines = tuple(replace(line, cells=line.cells[:-1]) for line in block.lines)
    return replace(block, lines=lines, headings=block.headings[:-1])


def _deadline_block(collected: Collected, quarters: Sequence[int]) -> Block:
    """How the reports that owners owe stand on the day of the run."""
    year = collected.definition.form.fiscal_year
    lines = [
        Line(
            scope(quarter),
            quarter_name(quarter, year) if quarter else "ข้อมูลโครงการ",
            (
                *(Count(DEADLINES, ((SCOPE, scope(quarter)), (STATE, word))) for word in STATES),
                Across(0, len(STATES) - 1),
            ),
        )
        for quarter in quarters
    ]
    every = Line("", "เกินกำหนดทุกเรื่อง", (*[None] * STATES.index(OVERDUE), LATE_NOW), total=True)
    cells = (*every.cells, *[None] * (len(STATES) + 1 - len(every.cells)))
    headings = tuple(map(Heading, (*STATES, "รวม")))
    title = "กำหนดส่งของเจ้าของโครงการ ณ วันที่รวม (จำนวนเรื่อง)"
    return Block("owed", title, ("เรื่อง", "รายการ"), headings, (*lines, replace(every, cells=cells)))


def _figures(line: Line) -> Iterator[tuple[int, OverData]]:
    """The figures over data of a row, each with the number of its cell."""
    for number, cell in enumerate(line.cells):
        for figure in _leaves(cell):
            yield number, figure


def _leaves(cell: Cell) -> Iterator[OverData]:
    """The figures over data that a cell is made of."""
    if isinstance(cell, Ratio):
        for part in (cell.over, cell.under):
            yield from _leaves(part)
    elif isinstance(cell, OverData):
        yield cell


def _column(block: Block, line: Line, number: int, key: str) -> Column:
    """The column of a figure, called as its row and its heading are."""
    title = block.title.partition(". ")[2] or block.title
    if block.strong:
        return Column(key, line.name, KINDS[block.kind(line, number)], 15, title)
    label = f"{line.code or line.name} {block.headings[number].label}"
    return Column(key, label, KINDS[block.kind(line, number)], 13, title)
