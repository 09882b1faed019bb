"""The annual summary sheet: the office's year on a few pages of A4, tables and charts one below the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.form.thai import be_date_long
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.data_table import DataTable
from emenscr_xl.register.figures import Value, values
from emenscr_xl.register.punctuality import received_on
from emenscr_xl.register.summary import summary
from emenscr_xl.sheets.book import Book, put
from emenscr_xl.sheets.data_sheet import mark_page, titled
from emenscr_xl.sheets.summary_blocks import BlockPen
from emenscr_xl.sheets.summary_charts import CHARTS, ROW_PIXELS, ROW_POINTS, chart_height, draw_chart, longest
from emenscr_xl.sheets.summary_formulas import CODE, Placed

SUMMARY = "สรุปประจำปี"
WIDTHS = (10, 58, *[16] * 7)
#: What an A4 page in landscape holds from top to bottom when the widths above fill it.
PAGE_POINTS = 640
HOW = "ทุกตัวเลขเป็นสูตรที่คำนวณจากแผ่นข้อมูลในไฟล์นี้ คลิกที่ตัวเลขเพื่อดูที่มา แผ่นข้อมูลแต่ละแถวมีลิงก์ไปยังไฟล์ที่ได้รับ"


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


def draw_summary(book: Book, sheet: Worksheet, collected: Collected, tables: Mapping[str, DataTable]) -> None:
    """Draw the summary of a consolidation over its data sheets."""
    sheet.center_horizontally()
    mark_page(sheet, collected.sample)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    pen = BlockPen(book, sheet, WIDTHS, tables)
    pages = Pages(_head(book, sheet, collected))
    row = 5
    for block in summary(collected, tables):
        row = _block(pen, pages, Placed(block, row), values(block, tables))
    sheet.set_h_pagebreaks(pages.breaks)
    sheet.print_area(0, 0, row, len(WIDTHS) - 1)
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, CODE, row, CODE)})
    sheet.freeze_panes(1, 0)
    sheet.set_tab_color(book.colour("brand"))


def _head(book: Book, sheet: Worksheet, collected: Collected) -> float:
    """The title, the office and what the figures rest on; gives the height."""
    year = collected.definition.form.fiscal_year
    title = titled(f"สรุปประจำปีงบประมาณ พ.ศ. {year} การนำเข้าข้อมูล eMENSCR", collected.sample)
    band = {"bold": True, "bg_color": book.colour("brand"), "font_color": "#FFFFFF", "valign": "vcenter"}
    for row, text, size, points in ((0, title, 22, 36), (1, collected.office.name, 16, 28)):
        for column in range(len(WIDTHS)):
            put(sheet, row, column, "" if column else f"  {text}", book.format(**band, font_size=size))
        sheet.set_row(row, points)
    newest = max((received_on(line).date() for line in collected.received), default=None)
    until = f"ไฟล์ล่าสุดที่ได้รับ {be_date_long(newest)}" if newest else "ยังไม่ได้รับไฟล์ใด"
    put(sheet, 2, CODE, f"ปีงบประมาณ พ.ศ. {year} · {until}", book.format())
    put(sheet, 3, CODE, HOW, book.note())
    return 6 * ROW_POINTS


def _block(pen: BlockPen, pages: Pages, placed: Placed, found: Sequence[Sequence[Value]]) -> int:
    """Draw a block and its chart; gives the row where the next block begins."""
    points, after = pen.draw(placed, found), placed.last_row + 1
    plan = CHARTS.get(placed.block.key)
    if plan is None:
        pages.begin(placed.row, points + ROW_POINTS)
        return after + 1
    most = longest(found, placed, plan)
    tall = chart_height(placed, plan, PAGE_POINTS - points)
    width = sum(map(_pixels, WIDTHS[plan.beside :])) - 12
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
