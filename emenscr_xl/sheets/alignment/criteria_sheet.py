"""The seven criteria of NESDC with all their bands, to read and to look up."""

from __future__ import annotations

from emenscr_xl.sheets.alignment.scores import BAND, CRITERION, FIRST_ROW, SCORE, TEXT, bands_of
from emenscr_xl.sheets.book import put
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.heights import height

WIDTHS = (8, 12, 10, 110)


def draw_criteria(drawing: Drawing) -> None:
    """Add the sheet: each band of each criterion, its score and its text."""
    book, texts = drawing.book, drawing.definition.texts
    sheet = book.sheet(texts["criteria_page"])
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    put(sheet, 0, 0, texts["criteria_title"], book.title())
    sheet.set_row(0, book.style["height"]["title"])
    put(sheet, 1, 0, texts["self_check"], book.note())
    for column, key in enumerate(("criterion", "band", "score", "described")):
        put(sheet, FIRST_ROW - 1, column, texts[key], book.heading())
    centre = book.cell_format("text", align="center")
    for row, (key, band, points, text) in enumerate(bands_of(drawing.form), start=FIRST_ROW):
        number = key.removeprefix("criterion_").replace("_", ".")
        put(sheet, row, CRITERION, number, centre)
        put(sheet, row, BAND, band, centre)
        put(sheet, row, SCORE, points, book.cell_format("number", align="center"))
        put(sheet, row, TEXT, text, book.cell_format("text"))
        sheet.set_row(row, height(book.style, [(text, WIDTHS[TEXT])]))
    sheet.ignore_errors({"number_stored_as_text": "A1:B999"})
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.repeat_rows(FIRST_ROW - 1)
