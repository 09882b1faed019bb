"""The charts of the summary: which block has one, what it shows, and how it looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle
from math import ceil
from typing import Any

from xlsxwriter.chart import Chart

from emenscr_xl.register.summaries.figures import Value
from emenscr_xl.register.summaries.last_year import MONEY_LINES
from emenscr_xl.sheets.book import Book
from emenscr_xl.sheets.summary.blocks import BlockPen
from emenscr_xl.sheets.summary.formulas import CODE, FIRST_FIGURE, NAME, Placed

COUNT, MONEY = "จำนวนโครงการ", "บาท"
FRAME_PIXELS, BAR_PIXELS, LEAST_BAR_PIXELS, COLUMN_PIXELS, MOST_PIXELS = 98, 32, 18, 384, 800
ROW_POINTS, ROW_PIXELS = 24, 32
PLAIN, SMALL = 11, 9  # sizes of a chart's text; the names of bars that stand close are small
HIDDEN_ZERO = "#,##0;-#,##0;;"


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """One chart over a block: its kind, its series as columns of figures, and its house colours by number."""

    kind: str  # "bar" or "column"
    title: str
    series: tuple[int, ...]  # () for all columns but the last, their sum
    colours: tuple[int, ...]
    measure: str = COUNT
    category: str = ""  # the title of the category axis
    stacked: bool = False
    nested: bool = False  # each series is part of the one before and is drawn over it
    named_by: int = NAME
    lines: tuple[int, int] | None = None  # the first and last line shown; None: all but the total
    curves: tuple[int, ...] = ()  # columns drawn as lines over the others
    beside: int = 0  # the column right of the table where the chart begins; 0: below the table


CHARTS: Mapping[str, ChartPlan] = {
    "key": ChartPlan(
        "column", "งบประมาณ: จัดสรร วงเงิน แผน และเบิกจ่าย", (0,), (0,), MONEY, lines=(4, 7), beside=4
    ),
    "completeness": ChartPlan(
        "bar", "ความครบถ้วนของข้อมูลแยกตามส่วน (จำนวนโครงการ)", (0, 1, 2, 3), (1, 2, 4, 3),
        stacked=True, named_by=CODE,
    ),
    "strategies": ChartPlan("bar", "จำนวนโครงการตามยุทธศาสตร์ชาติที่เกี่ยวข้องโดยตรง", (0,), (0,)),
    "units": ChartPlan(
        "bar", "จำนวนโครงการของแต่ละกลุ่ม/หน่วย", (0, 1, 2), (4, 2, 1), nested=True
    ),
    "money": ChartPlan(
        "column", "แผนการใช้จ่ายและการเบิกจ่ายรายไตรมาส และยอดสะสม", (1, 2), (0, 2, 1, 5), MONEY, "ไตรมาส",
        named_by=CODE, curves=(3, 4),
    ),
    "reports": ChartPlan(
        "column", "การส่งรายงานความก้าวหน้า M6 ตามกำหนด", (0, 1, 2, 3), (1, 5, 4, 3),
        stacked=True, named_by=CODE,
    ),
    "approval": ChartPlan(
        "bar", "สถานะการอนุมัติของแต่ละเรื่อง (จำนวนโครงการ)", (), (3, 2, 5, 1, 4),
        stacked=True, named_by=CODE,
    ),
    "funnel": ChartPlan("bar", "M1-M5: จากที่ต้องนำเข้าถึงอนุมัติ (จำนวนโครงการ)", (0,), (0,)),
    "last_year": ChartPlan(
        "column", "งบประมาณและการเบิกจ่าย: ปีก่อนและปีนี้", (0, 1), (4, 0), MONEY, lines=MONEY_LINES
    ),
}  # fmt: skip
QUARTER_CHARTS: Mapping[str, ChartPlan] = {
    "quarter_key": ChartPlan(
        "bar", "การรายงานของไตรมาส (จำนวนโครงการ)", (0,), (0,), lines=(0, 5), beside=4
    ),
    "quarter_units": ChartPlan(
        "bar", "การส่งรายงานของแต่ละกลุ่ม/หน่วย (จำนวนโครงการ)", (0, 1, 2, 3), (1, 5, 4, 3), stacked=True
    ),
}  # fmt: skip


def chart_height(placed: Placed, plan: ChartPlan, room: float) -> int:
    """The height in pixels: what looks best, or what `room` (in points) leaves if that is enough to read."""
    if plan.beside:
        return ROW_PIXELS * (placed.last_row - placed.heading_row + 1)
    if plan.kind == "column":
        return COLUMN_PIXELS
    first, last = _lines(placed, plan)
    best, least = (FRAME_PIXELS + each * (last - first + 1) for each in (BAR_PIXELS, LEAST_BAR_PIXELS))
    left = int(room // ROW_POINTS - 1) * ROW_PIXELS
    return min(MOST_PIXELS, max(left, least) if least <= left < best else best)


def draw_chart(
    pen: BlockPen, placed: Placed, plan: ChartPlan, row: int, size: tuple[int, int], most: float
) -> None:
    """Draw a block's chart from a row on, in pixels of width and height; `most` is the longest bar."""
    book, sheet, (width, tall) = pen.book, pen.sheet, size
    chart = book.workbook.add_chart({"type": plan.kind} | ({"subtype": "stacked"} if plan.stacked else {}))
    series = _columns(placed, plan)
    for column, colour in zip(series, cycle(plan.colours), strict=False):
        chart.add_series(_series(pen, placed, plan, column, book.style["colour"]["chart"][colour]))
    if plan.curves:
        chart.combine(_curves(pen, placed, plan))
    font = _font(book)
    chart.set_title({"name": plan.title, "overlay": False, "name_font": font | {"size": 16, "bold": True}})
    bars = len(range(*_lines(placed, plan))) + 1
    crowded = plan.kind == "bar" and tall < FRAME_PIXELS + BAR_PIXELS * bars
    _axes(book, chart, plan, most, SMALL if crowded else PLAIN)
    chart.set_legend({"position": "right", "font": font} if len(series) > 1 else {"none": True})
    chart.set_chartarea({"border": {"color": book.colour("border")}})
    chart.set_size({"width": width, "height": tall - 8})
    corner = {"x_offset": 6 if plan.beside else 0, "y_offset": 4, "object_position": 2}
    sheet.insert_chart(row, plan.beside, chart, corner | {"description": plan.title})


def _curves(pen: BlockPen, placed: Placed, plan: ChartPlan) -> Chart:
    """The lines over the columns, each in the colour after theirs."""
    chart = pen.book.workbook.add_chart({"type": "line"})
    for column, colour in zip(plan.curves, plan.colours[len(plan.series) :], strict=True):
        shade = pen.book.style["colour"]["chart"][colour]
        line = {"line": {"color": shade, "width": 2.5}, "data_labels": {}}
        marker = {"type": "circle", "size": 7, "fill": {"color": shade}, "border": {"color": shade}}
        chart.add_series(_series(pen, placed, plan, column, shade) | line | {"marker": marker})
    return chart


def longest(values: Sequence[Sequence[Value]], placed: Placed, plan: ChartPlan) -> float:
    """The length of the longest bar, or of the tallest pile."""
    first, last = _lines(placed, plan)
    columns = _columns(placed, plan)
    rows = [[v for v in (row[c] for c in columns) if isinstance(v, int | Decimal)] for row in values]
    longest = (sum(row) if plan.stacked else max(row, default=0) for row in rows[first : last + 1])
    return float(max(longest, default=0))


def _axes(book: Book, chart: Chart, plan: ChartPlan, most: float, size: int) -> None:
    """The axis of names, every one shown, and the axis of figures, from 0 in whole steps."""
    font = _font(book)
    plain = {"num_font": font, "name_font": font | {"bold": False}}
    # 360 is how xlsxwriter says that text is not turned
    names = plain | {
        "interval_unit": 1,
        "num_font": font | {"rotation": 360, "size": size},
        "name": plan.category,
    }
    lines = {"visible": True, "line": {"color": book.colour("locked"), "width": 0.75}}
    figures = plain | {"name": plan.measure, "num_format": "#,##0", "min": 0, "major_gridlines": lines}
    if plan.measure == COUNT:
        figures["major_unit"] = max(1, ceil(most / 10))  # no half projects
    if plan.kind == "bar":  # from top to bottom; its title says what is counted
        chart.set_y_axis(names | {"reverse": True, "crossing": "max"})
        chart.set_x_axis(figures | {"name": ""})
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(figures)


def _series(pen: BlockPen, placed: Placed, plan: ChartPlan, column: int, colour: str) -> dict[str, Any]:
    """One series: its name from the heading, its categories and figures from the table."""
    first, last = (placed.first_row + line for line in _lines(placed, plan))
    name, figures = pen.sheet.get_name(), FIRST_FIGURE + column
    font = _font(pen.book) | ({"color": "#FFFFFF"} if plan.stacked else {})
    labelled = not plan.curves and (not plan.nested or column == plan.series[0])
    return {
        "name": [name, placed.heading_row, figures],
        "categories": [name, first, plan.named_by, last, plan.named_by],
        "values": [name, first, figures, last, figures],
        "fill": {"color": colour},
        "gap": 60,
        "overlap": 100 if plan.stacked or plan.nested else 0,
        "data_labels": {"value": True, "num_format": HIDDEN_ZERO, "font": font} if labelled else {},
    }


def _font(book: Book) -> dict[str, Any]:
    """The font of a chart's small text."""
    return {"name": book.style["font"]["name"], "size": PLAIN, "color": book.colour("ink")}


def _columns(placed: Placed, plan: ChartPlan) -> tuple[int, ...]:
    """The columns that become series."""
    return plan.series or tuple(range(len(placed.block.headings) - 1))


def _lines(placed: Placed, plan: ChartPlan) -> tuple[int, int]:
    """The first and the last line that the chart shows."""
    return plan.lines or (0, sum(not line.total for line in placed.block.lines) - 1)
