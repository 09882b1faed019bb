"""The plan seen from above: a table for each plan, charts, and the heat map, all formulas over the matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_range, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.register.plans.coverage import (
    CROWDED,
    HEADINGS,
    NODES,
    PROJECTS,
    SERVES,
    UNSERVED,
    coverage,
    crowded,
)
from emenscr_xl.register.summaries.figures import Value, values
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.sheets.book import put, quoted
from emenscr_xl.sheets.data_sheet import mark_page, titled
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.summary.blocks import BlockPen
from emenscr_xl.sheets.summary.charts import ROW_POINTS, ChartPlan
from emenscr_xl.sheets.summary.formulas import CODE, FIRST_FIGURE, NAME, Placed
from emenscr_xl.sheets.summary.pages import Pages, draw_block

WIDTHS = (20, 58, *[13] * 2, 10, 18, 10, 18, 24)
INDEX_ROW = 3
COUNT, SHARE, STANDING = 1, 2, 5
CHARTS: Mapping[str, ChartPlan] = {
    "strategy": ChartPlan("bar", "จำนวนโครงการตามยุทธศาสตร์ชาติ", (COUNT,), (0,)),
    "issue": ChartPlan("bar", "จำนวนโครงการตามแผนแม่บท", (COUNT,), (1,)),
    "milestone": ChartPlan("bar", "จำนวนโครงการตามหมุดหมาย", (COUNT,), (3,), named_by=CODE),
}
TONES = ((UNSERVED, "error"), (CROWDED, "wanted"), (SERVES, "done"))


def draw_coverage(drawing: Drawing, sheet: Worksheet, tables: Mapping[str, DataTable], sample: bool) -> None:
    """Draw the sheet over the hidden tables of projects and of nodes to be served."""
    book, texts = drawing.book, drawing.definition.texts
    mark_page(sheet, sample)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    put(sheet, 0, CODE, titled(texts["coverage_title"], sample), book.title())
    sheet.set_row(0, book.style["height"]["title"])
    served = drawing.form.module("served").sheet
    least, percent = crowded(drawing.form)
    note = texts["coverage_note"].format(served=served, least=least, most=percent)
    put(sheet, 1, CODE, note, book.note())
    blocks = coverage(drawing.form, tables[PROJECTS], tables[NODES])
    pen, pages = BlockPen(book, sheet, WIDTHS, tables), Pages((len(blocks) + 5) * ROW_POINTS)
    row = INDEX_ROW + len(blocks) + 2
    for line, block in enumerate(blocks, start=INDEX_ROW + 1):
        placed = Placed(block, row)
        found = values(block, tables)
        _index_line(drawing, sheet, line, placed, found)
        row = draw_block(pen, pages, placed, found, CHARTS)
        (_heat if block.headings != HEADINGS else _coloured)(drawing, sheet, placed)
    heads = (texts["coverage_index"], UNSERVED, CROWDED)
    for column, text in enumerate(heads, start=NAME):
        put(sheet, INDEX_ROW, column, text, book.heading())
    sheet.set_row(INDEX_ROW, 2 * book.style["height"]["least"])
    sheet.set_h_pagebreaks(pages.breaks)
    sheet.print_area(0, 0, row, len(WIDTHS) - 1)
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, CODE, row, CODE)})
    sheet.freeze_panes(1, 0)


def _index_line(
    drawing: Drawing, sheet: Worksheet, line: int, placed: Placed, found: Sequence[Sequence[Value]]
) -> None:
    """A link to one table, and how many of its nodes are unserved or crowded."""
    book, block, name = drawing.book, placed.block, drawing.definition.texts["coverage_page"]
    sheet.write_url(line, NAME, f"internal:{quoted(name)}!A{placed.row + 1}", book.link(), block.title)
    if block.headings == HEADINGS:
        words, at = [row[STANDING] for row in found], FIRST_FIGURE + STANDING
        area = xl_range_abs(placed.first_row, at, placed.last_row, at)
        shape = book.cell_format("integer", align="center", num_format="#,##0;;")
        for column, word in enumerate((UNSERVED, CROWDED), start=FIRST_FIGURE):
            sheet.write_formula(line, column, f'=COUNTIF({area},"{word}")', shape, words.count(word))


def _coloured(drawing: Drawing, sheet: Worksheet, placed: Placed) -> None:
    """Bars behind the shares, colours behind the words."""
    last = placed.last_row - 1
    bar: dict[str, object] = {"type": "data_bar", "bar_solid": True, "bar_color": drawing.book.colour("bar")}
    bar |= {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    column = FIRST_FIGURE + SHARE
    sheet.conditional_format(placed.first_row, column, last, column, bar)
    for word, tone in TONES:
        colours = {"bg_color": drawing.book.colour(tone), "font_color": drawing.book.colour(f"{tone}_ink")}
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
        rule["format"] = drawing.book.workbook.add_format(colours)
        column = FIRST_FIGURE + STANDING
        sheet.conditional_format(placed.first_row, column, last, column, rule)


def _heat(drawing: Drawing, sheet: Worksheet, placed: Placed) -> None:
    """The more projects, the deeper the colour."""
    scale: dict[str, object] = {"type": "2_color_scale", "min_type": "num", "min_value": 0}
    scale |= {"min_color": "#FFFFFF", "max_color": drawing.book.colour("heat")}
    last = FIRST_FIGURE + len(placed.block.headings) - 2
    sheet.conditional_format(placed.first_row, FIRST_FIGURE, placed.last_row, last, scale)
