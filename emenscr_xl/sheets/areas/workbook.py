"""The workbook of an area, from the summary down to the rows of every office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xlsxwriter.worksheet import Worksheet

from emenscr_xl.register.areas.spool import Spool
from emenscr_xl.register.areas.summary import BY_OFFICE, BY_OFFICE_KEY, KEY_MONEY, Area, area_blocks
from emenscr_xl.register.summaries.annual import CONTENTS, CONTENTS_KEY
from emenscr_xl.register.summaries.figures import Block
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.sheets.areas.colours import colour_figures
from emenscr_xl.sheets.beyond import MOST_ROWS, Beyond
from emenscr_xl.sheets.book import Book
from emenscr_xl.sheets.data_sheet import draw_data, drawn
from emenscr_xl.sheets.summary.blocks import NUMBERS, BlockPen
from emenscr_xl.sheets.summary.charts import CHARTS
from emenscr_xl.sheets.summary.formulas import FIRST_FIGURE, NAME, Placed
from emenscr_xl.sheets.summary.sheet import Head, draw_blocks, link_below_head

AREA_SUMMARY = "สรุปภาพรวม"
WIDTHS = (8, 46, 16, *[14] * 8)
#: An area's money is read in whole baht; the cells hold the satang.
WHOLE_BAHT = {**NUMBERS, "money": "#,##0"}
#: The money of the area beside its figures, and how its reports came.
AREA_CHARTS = {"key": replace(CHARTS["key"], lines=KEY_MONEY), "reports": CHARTS["reports"]}
HOW = (
    "ทุกตัวเลขเป็นผลรวมจากแผ่นสำนักงาน คลิกที่ตัวเลขเพื่อเปิดคอลัมน์ที่รวม ตัวเลขของแต่ละสำนักงานเท่ากับสรุปประจำปีของสำนักงานนั้น"
    " กรองชื่อสำนักงานในแผ่นข้อมูลเพื่อดูแถวที่นับ"
)


@dataclass(frozen=True, slots=True)
class AreaBook:
    """Everything that the workbook shows."""

    area: Area
    offices: DataTable
    plans: DataTable
    spools: Mapping[str, Spool]
    head: Head
    beyond: Beyond
    style: Mapping[str, Any]


def write_area(path: Path, what: AreaBook) -> None:
    """Write the workbook, atomically. The same offices give the same content."""
    own, beyond = (what.offices, what.plans), what.beyond
    here = replace(beyond, most_rows=MOST_ROWS)  # these two always stand in the workbook
    with Book(path, what.style, f"{what.head.title} – {what.head.whose}") as book:
        sheet = book.sheet(AREA_SUMMARY)
        for table in own:
            noted = here.noted(table, len(table.rows))
            draw_data(book, noted, AREA_SUMMARY, what.head.sample, what.head.whose)
        for spool in what.spools.values():
            noted = beyond.noted(spool.table, spool.count)
            rows = drawn(book, noted)
            for row in () if beyond.too_many(spool.count) else spool.rows():
                rows.append(row)
            draw_data(book, replace(noted, rows=rows), AREA_SUMMARY, what.head.sample, what.head.whose)
        sheets = ((t.sheet, len(t.rows)) for t in own)
        stacked = ((s.table.sheet, s.count) for s in what.spools.values())
        area = replace(what.area, sheets=(*sheets, *stacked))
        _draw_summary(book, sheet, what.head, area_blocks(area), own)


def _draw_summary(
    book: Book, sheet: Worksheet, head: Head, blocks: tuple[Block, ...], own: Iterable[DataTable]
) -> None:
    pen = BlockPen(book, sheet, WIDTHS, {table.key: table for table in own}, True, WHOLE_BAHT)
    rows = draw_blocks(pen, replace(head, how=HOW), blocks, AREA_CHARTS)
    link_below_head(pen, f"↓ {CONTENTS}", sheet.name, rows[CONTENTS_KEY], FIRST_FIGURE)
    link_below_head(pen, f"↓ {BY_OFFICE}", sheet.name, rows[BY_OFFICE_KEY], NAME)
    for block in blocks:
        colour_figures(book, sheet, Placed(block, rows[block.key]))
    sheet.set_tab_color(book.colour("brand"))
