"""An open workbook as a source of cells: its values as they stand now, saved or not."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

import xlwings as xw

from emenscr_xl.core.submission import Cell
from emenscr_xl.sheets.guard import packaged, within
from emenscr_xl.sheets.marked_cells import Position
from emenscr_xl.sheets.package import FileFacts, file_facts
from emenscr_xl.sheets.source import Grid
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

#: What Excel shows of a formula that fails.
ERRORS = frozenset(
    (
        "#BLOCKED!", "#CALC!", "#CONNECT!", "#DIV/0!", "#FIELD!", "#GETTING_DATA", "#N/A", "#NAME?",
        "#NULL!", "#NUM!", "#REF!", "#SPILL!", "#UNKNOWN!", "#VALUE!",
    )
)  # fmt: skip
#: What xlwings on Windows gives as their numbers. Numbers of cells come as floats.
_NEWER_ERRORS = {
    -2146828288 + number: name
    for number, name in {
        2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!",
        2049: "#FIELD!", 2050: "#CALC!",
    }.items()
}  # fmt: skip
#: On macOS xlwings cannot: there an error reads as a blank.
_NAMES_ERRORS = sys.platform != "darwin"
#: A cell that holds a time of day comes as that time on this day or the one before it.
_DAY_ZERO = datetime(1900, 1, 1)


class LiveWorkbook:
    """A book open in the application, read sheet by sheet as each is asked for."""

    def __init__(self, book: xw.Book) -> None:
        self._sheets = {sheet.name: sheet for sheet in book.sheets}
        self._read: dict[str, _Sheet] = {}

    @property
    def sheet_names(self) -> Sequence[str]:
        """The sheets in order."""
        return tuple(self._sheets)

    def grid(self, sheet: str) -> Grid:
        """The values of a sheet from A1 on; an error reads as a blank."""
        return self._of(sheet).grid

    def errors(self, sheet: str) -> Mapping[Position, str]:
        """The error values of a sheet."""
        return self._of(sheet).errors

    def formulas(self, sheet: str) -> frozenset[Position]:
        """The cells of a sheet that hold a formula."""
        return self._of(sheet).formulas

    def _of(self, sheet: str) -> _Sheet:
        if sheet not in self._read:
            self._read[sheet] = _Sheet(self._sheets[sheet])
        return self._read[sheet]


class OpenedFile(LiveWorkbook):
    """A book that was opened from a file: its cells as they stand now, and what the file says of itself.

    What happened to a file on its way is told by the file; what was typed since, by the cells.
    """

    def __init__(self, book: xw.Book, content: bytes) -> None:
        """Raises UnreadableWorkbook when the content is no workbook."""
        super().__init__(book)
        self._package = packaged(content)

    def facts(self) -> FileFacts:
        """What the package says of itself."""
        return file_facts(self._package)


def live(book: xw.Book, content: bytes | None) -> LiveWorkbook:
    """The book as a source, with the facts of the file that it was opened from where that can be read."""
    if content is not None:
        try:
            return OpenedFile(book, content)
        except UnreadableWorkbook:  # what Excel has opened can be checked, whatever its file is like
            pass
    return LiveWorkbook(book)


@dataclass(frozen=True)
class _Sheet:
    """The cells of one sheet, each kind fetched once and in one go."""

    sheet: xw.Sheet

    @cached_property
    def _area(self) -> xw.Range:
        """From A1 to the last cell that is used: what lies left and above counts, too."""
        last = self.sheet.used_range.last_cell
        within("cells", last.row * last.column)  # borders may be drawn down to the last row of all
        return self.sheet.range((1, 1), (last.row, last.column))

    @cached_property
    def _values(self) -> list[list[Any]]:
        values = self._area.options(ndim=2, err_to_str=_NAMES_ERRORS).value
        return [[_NEWER_ERRORS.get(v, v) if type(v) is int else v for v in row] for row in values]

    @cached_property
    def grid(self) -> Grid:
        """The values as the reader of closed files gives them."""
        return [[_cell(value) for value in row] for row in self._values]

    @cached_property
    def errors(self) -> dict[Position, str]:
        """The error values by their places."""
        return {
            (r, c): value
            for r, row in enumerate(self._values)
            for c, value in enumerate(row)
            if isinstance(value, str) and value in ERRORS
        }

    @cached_property
    def formulas(self) -> frozenset[Position]:
        """The places of formulas. A text that begins with = is its own value; a formula is not."""
        found = self._area.formula
        rows = [[found]] if isinstance(found, str) else found
        return frozenset(
            (r, c)
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
            if isinstance(text, str) and text.startswith("=") and text != self._values[r][c]
        )


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return "" if value in ERRORS else value
    if isinstance(value, Decimal):  # an amount with a currency's format
        return float(value)
    if isinstance(value, datetime) and value < _DAY_ZERO:
        return value.time()  # as the reader of closed files gives it
    return value  # type: ignore[no-any-return]
