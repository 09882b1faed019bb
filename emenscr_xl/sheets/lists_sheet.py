"""Drawing the hidden sheet of lists."""

from __future__ import annotations

from emenscr_xl.core.places import address, quoted
from emenscr_xl.sheets.book import Book, put
from emenscr_xl.sheets.lists import Lists


def draw_lists(book: Book, lists: Lists, sheet_name: str) -> None:
    """Write the lists, hidden, and define their names."""
    sheet = book.sheet(sheet_name)
    plain = book.format()
    left = 0
    for block in lists.blocks:
        put(sheet, 0, left, " ".join(block.names), plain)
        for row, values in enumerate(block.rows, start=1):
            for column, value in enumerate(values, start=left):
                put(sheet, row, column, value, plain)
        right = left + len(block.rows[0]) - 1
        for name, (first, count) in block.names.items():
            corners = (first + 1, left), (first + count, right)
            area = ":".join(address(*corner, fixed=True) for corner in corners)
            book.workbook.define_name(name, f"={quoted(sheet_name)}!{area}")
        left = right + 1
    sheet.hide()
