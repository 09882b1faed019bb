"""What makes one workbook of another, found by openpyxl and calamine: cells, styles and row heights."""

import re
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import coordinate_to_tuple
from openpyxl.utils.datetime import to_excel
from python_calamine import CalamineWorkbook

from emenscr_xl.core.submission import Cell

Place = tuple[str, int, int]
_STYLE = re.compile(r'<c r="([A-Z]+\d+)" s="(\d+)"')
_AROUND = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)


@dataclass(frozen=True)
class Read:
    """A workbook as two readers see it. Places are sheet, row and column, from 0."""

    path: Path

    @cached_property
    def content(self) -> bytes:
        return self.path.read_bytes()

    def _loaded(self, *, data_only: bool) -> Workbook:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl does not know
            return load_workbook(BytesIO(self.content), data_only=data_only)

    @cached_property
    def book(self) -> Workbook:
        return self._loaded(data_only=False)

    @cached_property
    def texts(self) -> dict[Place, Cell]:
        """What calamine reads in every cell that is not blank; cached values where there are formulas."""
        book = CalamineWorkbook.from_filelike(BytesIO(self.content))
        grids = {n: book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in book.sheet_names}
        return {
            (name, r, c): value
            for name, grid in grids.items()
            for r, row in enumerate(grid)
            for c, value in enumerate(row)
            if value != ""
        }

    @cached_property
    def formulas(self) -> dict[Place, str]:
        return {p: cell.value for p, cell in self.cells.items() if cell.data_type == "f"}

    @cached_property
    def cached(self) -> dict[Place, Any]:
        """The cached value of every formula, as openpyxl reads it."""
        book = self._loaded(data_only=True)
        return {(s, r, c): book[s].cell(r + 1, c + 1).value for s, r, c in self.formulas}

    @cached_property
    def cells(self) -> dict[Place, Any]:
        return {
            (s.title, cell.row - 1, cell.column - 1): cell
            for s in self.book.worksheets
            for row in s.iter_rows()
            for cell in row
        }

    @cached_property
    def kinds(self) -> dict[Place, str]:
        return {p: cell.data_type for p, cell in self.cells.items()}

    @cached_property
    def styles(self) -> dict[Place, str]:
        """Every property of each cell's style."""
        seen: dict[Any, str] = {}
        found = {}
        for place, cell in self.cells.items():
            if cell.has_style:
                key = tuple(cell._style)
                if key not in seen:
                    parts = (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
                    seen[key] = f"{cell.number_format} {parts!r}"
                found[place] = seen[key]
        return found

    @cached_property
    def heights(self) -> dict[tuple[str, int], float]:
        """By sheet and row, from 0."""
        return {
            (s.title, row - 1): d.height for s in self.book.worksheets for row, d in s.row_dimensions.items()
        }

    @cached_property
    def members(self) -> Mapping[str, bytes]:
        with zipfile.ZipFile(BytesIO(self.content)) as package:
            assert package.testzip() is None
            return {name: package.read(name) for name in package.namelist()}

    @cached_property
    def around(self) -> dict[str, bytes]:
        """Of each sheet all but its rows: merged cells, input rules, colours, protection, print settings."""
        parts = {n: x for n, x in self.members.items() if n.startswith("xl/worksheets/sheet")}
        return {name: _AROUND.sub(b"", xml) for name, xml in parts.items()}

    @cached_property
    def style_numbers(self) -> dict[str, int]:
        """By a style's properties: its number in the file."""
        found = {}
        for number, sheet in enumerate(self.book.sheetnames, start=1):
            xml = self.members[f"xl/worksheets/sheet{number}.xml"].decode()
            for address, style in _STYLE.findall(xml):
                row, column = coordinate_to_tuple(address)
                if (place := (sheet, row - 1, column - 1)) in self.styles:
                    found[self.styles[place]] = int(style)
        return found


@dataclass(frozen=True)
class Differences:
    """What must be stamped, by sheet."""

    cells: dict[str, dict[tuple[int, int], Any]]
    heights: dict[str, dict[int, float]]
    styles: dict[str, dict[tuple[int, int], int]]

    @property
    def count(self) -> int:
        return sum(map(len, self.cells.values()))


def differences(template: Read, wanted: Read) -> Differences:
    """What makes the wanted workbook of the template. KeyError for a style that the template lacks."""
    found = Differences({}, {}, {})
    for place in wanted.cells:
        sheet, *at = place
        ours, theirs = (_held(read, place) for read in (template, wanted))
        if (type(ours), ours) != (type(theirs), theirs):
            found.cells.setdefault(sheet, {})[at[0], at[1]] = theirs
        if wanted.styles.get(place) != template.styles.get(place):
            number = template.style_numbers[wanted.styles[place]]
            found.styles.setdefault(sheet, {})[at[0], at[1]] = number
    for (sheet, row), height in wanted.heights.items():
        if height != template.heights[sheet, row]:
            found.heights.setdefault(sheet, {})[row] = height
    return found


def _held(read: Read, place: Place) -> Any:
    """What a cell must be stamped with to hold the same."""
    value = read.cached[place] if place in read.formulas else read.texts.get(place)
    if isinstance(value, date):
        return float(to_excel(value))
    return value
