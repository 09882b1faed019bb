"""Cells of a closed workbook, by one protocol: sheet names, and the grid of values of a sheet."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from io import BytesIO
from typing import Protocol
from xml.etree import ElementTree
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from emenscr_xl.core.submission import Cell
from emenscr_xl.sheets.guard import UnreadableWorkbook, column_number, opened

Grid = Sequence[Sequence[Cell]]
#: A cell's row and column, from 0.
Position = tuple[int, int]

#: A cell whose attributes name its place and the type "e", in any order.
_ERROR = re.compile(
    rb"<c\b(?=[^>]*\bt=\"e\")[^>]*\br=\"([A-Z]+)(\d+)\"[^>]*>(?:<f\b.*?(?:/>|</f>))?<v>([^<]*)</v>"
)
_FORMULA = re.compile(rb"<c\b[^>]*\br=\"([A-Z]+)(\d+)\"[^>]*><f\b")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


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

    def __init__(self, content: bytes) -> None:
        """Raises UnreadableWorkbook when the content is no workbook, or not safe to open."""
        self._package = opened(content)
        self._grids = _grids(content)

    @property
    def sheet_names(self) -> Sequence[str]:
        """The sheets in order."""
        return self._grids.sheet_names

    def grid(self, sheet: str) -> Grid:
        """The values of a sheet from A1 on."""
        return self._grids.grid(sheet)

    def errors(self, sheet: str) -> Mapping[Position, str]:
        """The error values of a sheet: calamine reads them as blanks, so they come from the XML."""
        xml = self._xml(sheet)
        found = _ERROR.findall(xml) if b't="e"' in xml else []
        return {(int(row) - 1, column_number(col) - 1): text.decode() for col, row, text in found}

    def formulas(self, sheet: str) -> frozenset[Position]:
        """The cells of a sheet that hold a formula."""
        return frozenset(
            (int(row) - 1, column_number(col) - 1) for col, row in _FORMULA.findall(self._xml(sheet))
        )

    def _xml(self, sheet: str) -> bytes:
        member = self._members.get(sheet)
        return self._package.read(member) if member else b""

    @cached_property
    def _members(self) -> Mapping[str, str]:
        return _sheet_parts(self._package)


def _sheet_parts(package: ZipFile) -> dict[str, str]:
    """The package part of each sheet; empty where the package does not say."""
    try:
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return {}
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    parts = {}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            target = targets.get(element.get(_RELATION), "")
            parts[element.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return {name: part for name, part in parts.items() if part in package.namelist()}


class _Calamine:
    def __init__(self, content: bytes) -> None:
        self._book = CalamineWorkbook.from_filelike(BytesIO(content))
        self.sheet_names: Sequence[str] = self._book.sheet_names

    def grid(self, sheet: str) -> Grid:
        return self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)  # type: ignore[return-value]


class _OpenPyxl:
    def __init__(self, content: bytes) -> None:
        from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, seldom asked

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that it would lose on writing: it only reads here
            self._book = load_workbook(BytesIO(content), data_only=True)
        self.sheet_names: Sequence[str] = [s.title for s in self._book.worksheets]

    def grid(self, sheet: str) -> Grid:
        rows = self._book[sheet].iter_rows(min_row=1, min_col=1, values_only=True)
        return [[_plain(v) for v in row] for row in rows]


def _plain(value: object) -> Cell:
    return value if isinstance(value, str | int | float | bool | date | datetime) else None


def _grids(content: bytes) -> _Calamine | _OpenPyxl:
    """The first reader that opens the content."""
    for reader in (_Calamine, _OpenPyxl):
        try:
            book = reader(content)
            for name in book.sheet_names:
                book.grid(name)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # calamine's panics are no Exceptions; the next reader decides
            continue
        return book
    raise UnreadableWorkbook("STR-01")
