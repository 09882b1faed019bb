"""Cells of a closed workbook, by one protocol: sheet names, and the grid of values of a sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol
from xml.parsers.expat import ExpatError

from emenscr_xl.core.submission import Cell
from emenscr_xl.sheets.guard import opened
from emenscr_xl.sheets.marked_cells import MarkedCells, Position, marked_cells
from emenscr_xl.sheets.odd_values import has_odd_values
from emenscr_xl.sheets.package import FileFacts, file_facts
from emenscr_xl.sheets.readers import Cells, Refused, read_again, read_cells
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

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
        self._read = self._by_a_reader()
        self._marked: dict[str, MarkedCells] = {}

    @property
    def second_reader(self) -> bool:
        """True when the first reader refused and openpyxl read the cells."""
        return self._read.second

    @property
    def sheet_names(self) -> Sequence[str]:
        """The sheets in order."""
        return self._read.sheet_names

    def grid(self, sheet: str) -> Grid:
        """The values of a sheet from A1 on. Raises UnreadableWorkbook for one beside that is not safe."""
        return self._whole.grid(sheet) if sheet in self._beside else self._read.grids.get(sheet, ())

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
            try:
                self._marked[sheet] = marked_cells(self._package.parts.read(part) if part else b"")
            except (ExpatError, ValueError) as error:  # the guard looks at the places of cells alone
                raise UnreadableWorkbook("STR-01") from error
        return self._marked[sheet]

    def _by_a_reader(self) -> Cells:
        """The cells of every sheet but those beside, which the second reader cannot leave out."""
        here = self._package.here
        try:
            if any(map(has_odd_values, self._sheets())):
                raise Refused
            return read_cells(self._package.packed(), self._beside, here=here)
        except Refused:
            whole = opened(self._content) if self._beside else self._package
            return read_again(whole.packed_for_second(), self._beside)

    def _sheets(self) -> Iterator[bytes]:
        """The XML of the sheets that are read."""
        package = self._package
        return (package.parts.read(s.part) for s in package.book.sheets if s.part in package.needed)

    @cached_property
    def _whole(self) -> ClosedWorkbook:
        """The same workbook with every sheet read."""
        return ClosedWorkbook(self._content)
