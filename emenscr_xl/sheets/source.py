"""Cells of a closed workbook, by one protocol: sheet names, and the grid of values of a sheet."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from io import BytesIO
from typing import Protocol, cast

from python_calamine import CalamineWorkbook

from emenscr_xl.core.submission import Cell
from emenscr_xl.sheets.guard import UnreadableWorkbook, opened
from emenscr_xl.sheets.marked_cells import MarkedCells, Position, marked_cells
from emenscr_xl.sheets.package import FileFacts, file_facts

Grid = Sequence[Sequence[Cell]]


class CellSource(Protocol):
    """What a reader needs of a workbook, closed or live."""

    @property
    def sheet_names(self) -> Sequence[str]:
        """The sheets in order."""

    def grid(self, sheet: str) -> Grid:
        """The values of a sheet from its first cell on; blanks are None or ""."""

    def errors(self, sheet: str) -> Mapping[Position, str]:
        """The error values (`#N/A`) of a sheet."""

    def formulas(self, sheet: str) -> frozenset[Position]:
        """The cells of a sheet that hold a formula."""


class ClosedWorkbook:
    """A workbook file read by calamine; openpyxl is the second opinion when calamine refuses."""

    def __init__(self, content: bytes, beside: Collection[str] = ()) -> None:
        """Raises UnreadableWorkbook when the content is no workbook, or not safe to open.

        `beside`: sheets that are large and seldom asked for, by name; only who asks waits for them.
        """
        self._content, self._beside = content, frozenset(beside)
        self._package = opened(content, beside)
        self._grids = self._first_reader()
        self._marked: dict[str, MarkedCells] = {}

    @property
    def sheet_names(self) -> Sequence[str]:
        """The sheets in order."""
        return self._grids.sheet_names

    def grid(self, sheet: str) -> Grid:
        """The values of a sheet from A1 on. Raises UnreadableWorkbook for one beside that is not safe."""
        return self._whole.grid(sheet) if sheet in self._beside else self._grids.grid(sheet)

    def errors(self, sheet: str) -> Mapping[Position, str]:
        """The error values of a sheet: calamine reads them as blanks, so they come from the XML."""
        return self._cells(sheet).errors

    def formulas(self, sheet: str) -> frozenset[Position]:
        """The cells of a sheet that hold a formula."""
        return self._cells(sheet).formulas

    def facts(self) -> FileFacts:
        """What the file says of itself beside its cells."""
        return file_facts(self._package)

    def _cells(self, sheet: str) -> MarkedCells:
        if sheet in self._beside:
            return self._whole._cells(sheet)
        if sheet not in self._marked:
            part = next((s.part for s in self._package.book.sheets if s.name == sheet), "")
            self._marked[sheet] = marked_cells(self._package.parts.read(part) if part else b"")
        return self._marked[sheet]

    def _first_reader(self) -> _Calamine | _OpenPyxl:
        """The first reader that reads every sheet but those beside, which the second cannot leave out."""
        for reader in (_Calamine, _OpenPyxl):
            try:
                package = self._package if reader is _Calamine else opened(self._content)
                book = reader(package.packed())
                for name in book.sheet_names:
                    if name not in self._beside:
                        book.grid(name)
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException:  # calamine's panics are no Exceptions; the next reader decides
                continue
            return book
        raise UnreadableWorkbook("STR-01")

    @cached_property
    def _whole(self) -> ClosedWorkbook:
        """The same workbook with every sheet read."""
        return ClosedWorkbook(self._content)


class _Calamine:
    def __init__(self, content: bytes) -> None:
        self._book = CalamineWorkbook.from_filelike(BytesIO(content))
        self.sheet_names: Sequence[str] = self._book.sheet_names
        self._read: dict[str, Grid] = {}

    def grid(self, sheet: str) -> Grid:
        if sheet not in self._read:
            found = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            self._read[sheet] = cast(Grid, found)
        return self._read[sheet]


class _OpenPyxl:
    def __init__(self, content: bytes) -> None:
        from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, seldom asked

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that it would lose on writing: it only reads here
            self._book = load_workbook(BytesIO(content), data_only=True, keep_links=False)
        self.sheet_names: Sequence[str] = [s.title for s in self._book.worksheets]

    def grid(self, sheet: str) -> Grid:
        rows = self._book[sheet].iter_rows(min_row=1, min_col=1, values_only=True)
        return [[_plain(v) for v in row] for row in rows]


def _plain(value: object) -> Cell:
    return value if isinstance(value, str | int | float | bool | date | datetime) else None
