"""A key-in workbook as staff see it and fill it in, by openpyxl alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

SHEET, COVER = "ใบนำเข้า", "ก่อนนำเข้า"
KEY_ROW, FIRST = 3, 5  # counted from 1
TICK = "✓"
Row = Mapping[str, Any]


def rows_of(path: Path) -> list[Row]:
    """Every line by the column keys of the hidden row."""
    sheet = load_workbook(path)[SHEET]
    keys = [str(cell.value).removeprefix("#") for cell in sheet[KEY_ROW]]
    return [
        dict(zip(keys, row, strict=True))
        for row in sheet.iter_rows(min_row=FIRST, values_only=True)
        if any(row)
    ]


def row_of(path: Path, anchor: str) -> Row:
    """The one line of an anchor."""
    (row,) = (r for r in rows_of(path) if r["anchor"] == anchor)
    return row


def states(path: Path) -> dict[str, str]:
    """How the lines that count stand beside the last key-in, where anything is said of them."""
    return {r["anchor"]: r["state"] for r in rows_of(path) if r["state"] and r["carried"] is not None}


def filled(path: Path, marks: Mapping[str, Mapping[str, Any]]) -> Path:
    """The workbook with some cells filled in, by anchor and column key."""

    def fill(book: Workbook) -> None:
        sheet = book[SHEET]
        at = {str(cell.value).removeprefix("#"): cell.column for cell in sheet[KEY_ROW]}
        for row in range(FIRST, sheet.max_row + 1):
            for key, value in marks.get(sheet.cell(row, at["anchor"]).value, {}).items():
                sheet.cell(row, at[key]).value = value

    return changed(path, fill)


def all_done(path: Path, day: datetime | str = "") -> Path:
    """The workbook with every line that counts ticked."""
    mark = {"tick": TICK, "day": day or None, "by": "กข"}
    return filled(path, {r["anchor"]: mark for r in rows_of(path) if r["carried"] is not None})


def changed(path: Path, change: Callable[[Workbook], None]) -> Path:
    """The workbook after a person did something with it."""
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def sheet_of(path: Path, name: str) -> Worksheet:
    """A sheet with the values that its formulas had."""
    return load_workbook(path, data_only=True)[name]
