"""The guide to the add-in as a workbook: what every button does, and what every message asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from emenscr_xl.sheets.book import Book, put
from emenscr_xl.sheets.heights import height

_MARGIN, _FIRST, _HEADER = 2, 1, 2
#: A page: the sheet's name, its title, its columns with their widths, its rows.
GuidePage = tuple[str, str, Sequence[tuple[str, int]], Sequence[Sequence[str]]]


def write_addin_guide(path: Path, style: Mapping[str, Any], pages: Iterable[GuidePage]) -> None:
    """Write the workbook, a sheet for each page."""
    with Book(path, style, "คู่มือปุ่ม eMENSCR ใน Excel") as book:
        for page in pages:
            _draw(book, page)


def _draw(book: Book, page: GuidePage) -> None:
    name, title, columns, rows = page
    sheet = book.sheet(name)
    sheet.set_column(0, 0, _MARGIN)
    put(sheet, 0, _FIRST, title, book.title())
    sheet.set_row(0, book.style["height"]["title"])
    for column, (heading, width) in enumerate(columns, start=_FIRST):
        sheet.set_column(column, column, width)
        put(sheet, _HEADER, column, heading, book.heading())
    for number, row in enumerate(rows, start=_HEADER + 1):
        for column, text in enumerate(row, start=_FIRST):
            put(sheet, number, column, text, book.cell_format("mirror"))
        texts = [(text, width) for text, (_, width) in zip(row, columns, strict=True)]
        sheet.set_row(number, height(book.style, texts))
    sheet.freeze_panes(_HEADER + 1, 0)
    sheet.repeat_rows(_HEADER)
