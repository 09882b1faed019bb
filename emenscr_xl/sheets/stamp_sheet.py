"""The very hidden sheet that says what a workbook is, and what its owner cannot change."""

from __future__ import annotations

from emenscr_xl.sheets.drawing import Drawing


def draw_stamp(drawing: Drawing) -> None:
    """Add the sheet: a key and its text in each row."""
    name = drawing.definition.texts["stamp_sheet"]
    sheet, plain = drawing.book.sheet(name), drawing.book.format()
    for held, row, column in drawing.contents.values:
        if held == name:
            drawing.text(sheet, row, column, plain)
    sheet.very_hidden()
