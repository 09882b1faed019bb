"""The charts of the summary: which block has one, what it shows, and how it looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Any

from xlsxwriter.worksheet import Worksheet

from emenscr_xl.register.figures import Value
from emenscr_xl.sheets.book import Book
from emenscr_xl.sheets.summary_blocks import BlockPen
from emenscr_xl.sheets.summary_formulas import CODE, FIRST_FIGURE, NAME, Placed

COUNT, MONEY = "จำนวนโครงการ", "บาท"
BAR_PIXELS, MOST_PIXELS = 34, 760
HIDDEN_ZERO = "#,##0;-#,##0;;"


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """One chart over a block: its kind, its series as columns of figures, and its house colours by number."""

    kind: str  # "bar" or "column"
    title: str
    series: tuple[int, ...]
    colours: tuple[int, ...]
    measure: str = COUNT
    category: str = ""  # the title of the category axis
    stacked: bool = False
    named_by: int = NAME
    lines: tuple[int, int] | None = None  # the first and last line shown; None: all but the total
    beside: int = 0  # the column right of the table where the chart begins; 0: below the table


CHARTS: Mapping[str, ChartPlan] = {
    "key": ChartPlan(
        "column", "งบประมาณ: จัดสรร วงเงิน แผน และเบิกจ่าย", (0,), (0,), MONEY, lines=(4, 7), beside=4
    ),
    "completeness": ChartPlan(
        "bar", "ความครบถ้วนของข้อมูลแยกตามส่วน", (0, 1, 2, 3), (1, 2, 4, 3), stacked=True, named_by=CODE
    ),
    "strategies": ChartPlan("bar", "จำนวนโครงการตามยุทธศาสตร์ชาติ", (0,), (0,)),
    "units": ChartPlan(
        "bar", "โครงการของแต่ละกลุ่ม/หน่วย: ทั้งหมด ส่งคืนแล้ว ครบถ้วน", (0, 1, 2), (0, 2, 1)
    ),
    "money": ChartPlan(
        "column", "แผนการใช้จ่ายและการเบิกจ่ายรายไตรมาส", (1, 2), (0, 2), MONEY, "ไตรมาส", named_by=CODE
    ),
    "reports": ChartPlan(
        "column", "การส่งรายงานความก้าวหน้าตามกำหนด", (0, 1, 2, 3), (1, 5, 4, 3), category="รายงาน",
        stacked=True, named_by=CODE,
    ),
    "approval": ChartPlan(
        "bar", "สถานะการอนุมัติของแต่ละเรื่อง", (0, 1, 2, 3, 4), (3, 2, 5, 1, 4), stacked=True, named_by=CODE
    ),
}  # fmt: skip


def chart_height(placed: Placed, plan: ChartPlan) -> int:
    """The height in pixels: bars need room for each line."""
    if plan.beside:
        return 32 * (placed.last_row - placed.heading_row + 1)
    if plan.kind == "column":
        return 320
    first, last = _lines(placed, plan)
    each = BAR_PIXELS if plan.stacked or len(plan.series) == 1 else 22 * len(plan.series)
    return min(MOST_PIXELS, 130 + each * (last - first + 1))


def draw_chart(
    pen: BlockPen, placed: Placed, plan: ChartPlan, corner: tuple[int, int], most: float
) -> None:
    """Draw a block's chart from a row on, so many pixels wide; `most` is the length of the longest bar."""
    book, sheet, (row, width) = pen.book, pen.sheet, corner
    chart = book.workbook.add_chart({"type": plan.kind} | ({"subtype": "stacked"} if plan.stacked else {}))
    for column, colour in zip(plan.series, plan.colours, strict=True):
        chart.add_series(_series(book, sheet, placed, plan, column, book.style["colour"]["chart"][colour]))
    font = {"name": book.style["font"]["name"], "size": 12, "color": book.colour("ink")}
    chart.set_title({"name": plan.title, "overlay": False, "name_font": font | {"size": 16, "bold": True}})
    plain = {"num_font": font, "name_font": font | {"bold": False}}
    categories = plain | ({"name": plan.category} if plan.category else {})
    lines = {"visible": True, "line": {"color": book.colour("locked"), "width": 0.75}}
    values = plain | {"name": plan.measure, "num_format": "#,##0", "min": 0, "major_gridlines": lines}
    if plan.measure == COUNT:
        values["major_unit"] = max(1, ceil(most / 10))  # no half projects
    if plan.kind == "bar":
        chart.set_y_axis(categories | {"reverse": True, "crossing": "max"})
        chart.set_x_axis(values)
    else:
        chart.set_x_axis(categories)
        chart.set_y_axis(values)
    chart.set_legend({"position": "bottom", "font": font} if len(plan.series) > 1 else {"none": True})
    chart.set_chartarea({"border": {"color": book.colour("border")}})
    chart.set_size({"width": width, "height": chart_height(placed, plan) - 8})
    place = {"x_offset": 6, "y_offset": 4, "description": plan.title, "object_position": 2}
    sheet.insert_chart(row, plan.beside, chart, place)


def longest(values: Sequence[Sequence[Value]], placed: Placed, plan: ChartPlan) -> float:
    """The length of the longest bar, or of the tallest pile."""
    first, last = _lines(placed, plan)
    rows = [[v for v in (row[c] for c in plan.series) if isinstance(v, int | Decimal)] for row in values]
    longest = (sum(row) if plan.stacked else max(row, default=0) for row in rows[first : last + 1])
    return float(max(longest, default=0))


def _series(
    book: Book, sheet: Worksheet, placed: Placed, plan: ChartPlan, column: int, colour: str
) -> dict[str, Any]:
    """One series: its name from the heading, its categories and figures from the table."""
    first, last = (placed.first_row + line for line in _lines(placed, plan))
    name, figures = sheet.get_name(), FIRST_FIGURE + column
    ink = "#FFFFFF" if plan.stacked else book.colour("ink")
    font = {"name": book.style["font"]["name"], "size": 11, "color": ink}
    return {
        "name": [name, placed.heading_row, figures],
        "categories": [name, first, plan.named_by, last, plan.named_by],
        "values": [name, first, figures, last, figures],
        "fill": {"color": colour},
        "gap": 60,
        "data_labels": {"value": True, "num_format": HIDDEN_ZERO, "font": font},
    } | ({"overlap": 100} if plan.stacked else {})


def _lines(placed: Placed, plan: ChartPlan) -> tuple[int, int]:
    """The first and the last line that the chart shows."""
    return plan.lines or (0, sum(not line.total for line in placed.block.lines) - 1)
