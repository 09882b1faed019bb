"""Blocks one below the other on pages of A4: each table with its chart, none cut that fits a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from emenscr_xl.register.summaries.figures import Value
from emenscr_xl.sheets.summary.blocks import BlockPen
from emenscr_xl.sheets.summary.charts import (
    ROW_PIXELS,
    ROW_POINTS,
    ChartPlan,
    chart_height,
    draw_chart,
    longest,
)
from emenscr_xl.sheets.summary.formulas import Placed

#: What an A4 page in landscape holds from top to bottom when the sheet's widths fill it.
PAGE_POINTS = 640


@dataclass(slots=True)
class Pages:
    """Where the pages end: a block that does not fit begins a new one."""

    used: float = 0
    breaks: list[int] = field(default_factory=list)

    def begin(self, row: int, points: float) -> None:
        """Make room for something of that height which begins in that row."""
        if self.used and self.used + points > PAGE_POINTS:
            self.breaks.append(row)
            self.used = 0
        self.used += points  # after more than a page, the next block begins a new one

    def begin_both(self, row: int, points: float, below: int, points_below: float) -> None:
        """Make room for a table and the chart below it, on one page if they fit one."""
        if points + points_below <= PAGE_POINTS:
            self.begin(row, points + points_below)
        else:
            self.begin(row, points)
            self.begin(below, points_below)


def draw_block(
    pen: BlockPen,
    pages: Pages,
    placed: Placed,
    found: Sequence[Sequence[Value]],
    charts: Mapping[str, ChartPlan],
) -> int:
    """Draw a block and its chart; gives the row where the next block begins."""
    points, after = pen.draw(placed, found), placed.last_row + 1
    plan = charts.get(placed.block.key)
    if plan is None:
        pages.begin(placed.row, points + ROW_POINTS)
        return after + 1
    most = longest(found, placed, plan)
    tall = chart_height(placed, plan, PAGE_POINTS - points)
    width = sum(map(_pixels, pen.widths[plan.beside :])) - 12
    if plan.beside:
        pages.begin(placed.row, points + ROW_POINTS)
        draw_chart(pen, placed, plan, placed.heading_row, (width, tall), most)
        return after + 1
    rows = ceil(tall / ROW_PIXELS)
    pages.begin_both(placed.row, points, after, (rows + 1) * ROW_POINTS)
    draw_chart(pen, placed, plan, after, (width, tall), most)
    return after + rows + 1


def _pixels(width: int) -> int:
    """A column's width on the screen."""
    return width * 7 + 5
