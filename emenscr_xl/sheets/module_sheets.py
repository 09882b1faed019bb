"""The sheets of a returned workbook that hold a module each, as they came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from emenscr_xl.core.places import place
from emenscr_xl.core.submission import Where
from emenscr_xl.core.values import typed_text
from emenscr_xl.form.model import Module
from emenscr_xl.sheets.layout import Cell
from emenscr_xl.sheets.marked_cells import Position
from emenscr_xl.sheets.read import Returned
from emenscr_xl.sheets.source import CellSource, Grid

#: A kind of damage (`form.damage.KINDS`), and the sheet or cell that it befell.
Happening = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ModuleSheet:
    """A module's sheet: the places found on it, its values and its formulas."""

    module: Module
    name: str
    cells: Mapping[Where, Cell]
    grid: Grid
    formulas: frozenset[Position]
    mended: bool

    def text(self, cell: Cell) -> str:
        """What a cell shows."""
        row = self.grid[cell.row] if cell.row < len(self.grid) else ()
        return typed_text(row[cell.column]) if cell.column < len(row) else ""

    def spot(self, row: int, column: int) -> str:
        """`M4 กิจกรรม E7`: a cell as a person finds it."""
        return " ".join(place(self.name, row, column))


def module_sheets(returned: Returned, source: CellSource) -> Iterator[ModuleSheet]:
    """The first sheet of each module, in the form's order. Rows that were inserted are no places."""
    cells: dict[str, dict[Where, Cell]] = {}
    for where, cell in returned.cells.items():
        if where.record >= 0:
            cells.setdefault(where.module, {})[where] = cell
    for module in returned.submission.form.modules:
        found = cells.get(module.key, {})
        name = next((c.sheet for c in found.values()), None)
        if name is not None:
            here = {w: c for w, c in found.items() if c.sheet == name}
            mended = name in returned.mended
            yield ModuleSheet(module, name, here, source.grid(name), source.formulas(name), mended)
