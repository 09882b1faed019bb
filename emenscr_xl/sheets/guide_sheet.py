"""The guide in the workbook itself: sections of short numbered lines, one column, nothing to fill in."""

from __future__ import annotations

from emenscr_xl.form.guide import numbered
from emenscr_xl.sheets.book import put, quoted
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.heights import height
from emenscr_xl.sheets.module_sheet import PROTECTION

COLUMN, WIDTH, MARGIN = 1, 78, 2
TITLE_ROW, BACK_ROW, FIRST_SECTION = 0, 1, 3


def draw_guide(drawing: Drawing) -> None:
    """Draw the sheet: a title, the way back, and the sections from top to bottom."""
    book, texts = drawing.book, drawing.definition.texts
    sheet = book.sheet(texts["guide_sheet"], landscape=False)
    sheet.set_column(0, 0, MARGIN)
    sheet.set_column(COLUMN, COLUMN, WIDTH)
    put(sheet, TITLE_ROW, COLUMN, texts["guide_title"], book.title())
    sheet.set_row(TITLE_ROW, book.style["height"]["title"])
    link = book.link()
    back = f"internal:{quoted(texts['start_sheet'])}!A1"
    sheet.write_url(BACK_ROW, COLUMN, back, link, texts["go"].format(sheet=texts["start_sheet"]))
    row = FIRST_SECTION
    for title, lines in numbered(drawing.definition.guide):
        put(sheet, row, COLUMN, title, book.heading(font_color=book.colour("brand")))
        for row, line in enumerate(lines, start=row + 1):  # noqa: B020 - goes on below the title
            put(sheet, row, COLUMN, line, book.cell_format("mirror"))
            sheet.set_row(row, height(book.style, [(line, WIDTH)]))
        row += 2
    sheet.print_area(TITLE_ROW, COLUMN, row - 2, COLUMN)
    sheet.freeze_panes(TITLE_ROW + 1, 0)
    sheet.protect("", PROTECTION)
