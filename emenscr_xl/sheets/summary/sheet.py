"""The annual summary sheet: the office's year on a few pages of A4, tables and charts one below the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.form.model import Module
from emenscr_xl.form.thai import be_date_long
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.follow_up.punctuality import received_on
from emenscr_xl.register.summaries.annual import CONTENTS, CONTENTS_KEY, summary
from emenscr_xl.register.summaries.figures import Block, values
from emenscr_xl.register.summaries.of_quarter import quarter_summary
from emenscr_xl.register.summaries.quarters import quarter_name
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.register.tables.stack import SUMMARY
from emenscr_xl.sheets.book import Book, put, quoted
from emenscr_xl.sheets.data_sheet import mark_page, titled
from emenscr_xl.sheets.summary.blocks import BlockPen
from emenscr_xl.sheets.summary.charts import CHARTS, QUARTER_CHARTS, ROW_POINTS, ChartPlan
from emenscr_xl.sheets.summary.formulas import CODE, Placed
from emenscr_xl.sheets.summary.pages import Pages, draw_block

Tables = Mapping[str, DataTable]
WIDTHS = (10, 58, *[16] * 7)
LINK_ROW = 4
HOW = (
    "ทุกตัวเลขเป็นสูตรที่คำนวณจากแผ่นข้อมูลในไฟล์นี้ คลิกที่ตัวเลขเพื่อเปิดคอลัมน์ที่นับ (ชี้ค้างไว้เพื่อดูว่ากรองอะไร)"
    " แต่ละแถวของแผ่นข้อมูลมีลิงก์ไปยังไฟล์และช่องที่มา"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a summary: its title, whose it is, and what its figures rest on."""

    title: str
    whose: str
    until: str
    how: str = HOW
    sample: bool = False


def draw_summary(
    book: Book, sheet: Worksheet, collected: Collected, tables: Tables, elsewhere: Collection[str] = ()
) -> None:
    """Draw the annual summary of a consolidation over its data sheets; `elsewhere`: those without rows."""
    year = collected.definition.form.fiscal_year
    title = f"สรุปประจำปีงบประมาณ พ.ศ. {year} การนำเข้าข้อมูล eMENSCR"
    pen = BlockPen(book, sheet, WIDTHS, tables, drill=True, elsewhere=elsewhere)
    rows = draw_blocks(pen, _head_of(collected, title), summary(collected, tables), CHARTS)
    link_below_head(pen, f"↓ {CONTENTS}", sheet.name, rows[CONTENTS_KEY])
    sheet.set_tab_color(book.colour("brand"))


def draw_quarter(
    book: Book,
    sheet: Worksheet,
    collected: Collected,
    tables: Tables,
    module: Module,
    elsewhere: Collection[str] = (),
) -> None:
    """Draw the summary of one quarter."""
    year = collected.definition.form.fiscal_year
    title = f"สรุป{quarter_name(module.quarter, year)} ปีงบประมาณ พ.ศ. {year} การรายงาน eMENSCR"
    pen = BlockPen(book, sheet, WIDTHS, tables, drill=True, elsewhere=elsewhere)
    draw_blocks(pen, _head_of(collected, title), quarter_summary(collected, tables, module), QUARTER_CHARTS)
    link_below_head(pen, f"← {SUMMARY}", SUMMARY, 0)
    sheet.set_tab_color(book.colour("bar"))


def draw_blocks(
    pen: BlockPen, head: Head, blocks: Sequence[Block], charts: Mapping[str, ChartPlan]
) -> Mapping[str, int]:
    """The head and the blocks one below the other, on pages of A4; gives the row of each block's title."""
    sheet = pen.sheet
    sheet.center_horizontally()
    mark_page(sheet, head.sample)
    for column, width in enumerate(pen.widths):
        sheet.set_column(column, column, width)
    pages = Pages(_draw_head(pen, head))
    row, rows = 5, {}
    for block in blocks:
        rows[block.key] = row
        row = draw_block(pen, pages, Placed(block, row), values(block, pen.tables), charts)
    sheet.set_h_pagebreaks(pages.breaks)
    sheet.print_area(0, 0, row, len(pen.widths) - 1)
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, CODE, row, CODE)})
    sheet.freeze_panes(1, 0)
    return rows


def link_below_head(pen: BlockPen, text: str, sheet: str, row: int, column: int = CODE) -> None:
    """A link below the head."""
    target = f"internal:{quoted(sheet)}!A{row + 1}"
    pen.sheet.write_url(LINK_ROW, column, target, pen.book.link(), text)


def _head_of(collected: Collected, title: str) -> Head:
    """The head of an office's summary."""
    year = collected.definition.form.fiscal_year
    newest = max((received_on(line).date() for line in collected.received), default=None)
    until = f"ไฟล์ล่าสุดที่ได้รับ {be_date_long(newest)}" if newest else "ยังไม่ได้รับไฟล์ใด"
    until = f"ปีงบประมาณ พ.ศ. {year} · {until}"
    return Head(title, collected.office.name, until, sample=collected.sample)


def _draw_head(pen: BlockPen, head: Head) -> float:
    """Draw the head; gives its height."""
    book, sheet = pen.book, pen.sheet
    band = {"bold": True, "bg_color": book.colour("brand"), "font_color": "#FFFFFF", "valign": "vcenter"}
    named = titled(head.title, head.sample)
    for row, text, size, points in ((0, named, 22, 36), (1, head.whose, 16, 28)):
        for column in range(len(pen.widths)):
            put(sheet, row, column, "" if column else f"  {text}", book.format(**band, font_size=size))
        sheet.set_row(row, points)
    put(sheet, 2, CODE, head.until, book.format())
    put(sheet, 3, CODE, head.how, book.note())
    return 6 * ROW_POINTS
