"""The sheets of a returned workbook that hold a module each, as they came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from emenscr_xl.core.places import place
from emenscr_xl.core.submission import Where
from emenscr_xl.core.values import typed_text
from emenscr_xl.form.model import Field, Module
from emenscr_xl.sheets.layout import ANSWER, NUMBER, Cell
from emenscr_xl.sheets.marked_cells import Position
from emenscr_xl.sheets.plan import Plan
from emenscr_xl.sheets.read import Returned
from emenscr_xl.sheets.source import CellSource, Grid

#: A kind of damage (`form.damage.KINDS`), and the sheet or cell that it befell.
Happening = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class SheetPlaces:
    """Where the places of a module's sheet lie. They equal only themselves."""

    module: Module
    name: str
    cells: Mapping[Where, Cell]
    mended: bool
    computed: Mapping[Position, tuple[Where, Field]]  # sums and mirrors
    answered: Mapping[Position, Where]  # what a person answers
    numbered: Mapping[Position, int]  # the cell before each record, which says its number


@dataclass(frozen=True, slots=True)
class ModuleSheet:
    """A module's sheet: the places found on it, its values and its formulas."""

    places: SheetPlaces
    grid: Grid
    formulas: frozenset[Position]

    @property
    def module(self) -> Module:
        """The module that the sheet holds."""
        return self.places.module

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.places.name

    @property
    def cells(self) -> Mapping[Where, Cell]:
        """The cell of each place."""
        return self.places.cells

    def text(self, position: Position) -> str:
        """What a cell shows."""
        row, column = position
        cells = self.grid[row] if row < len(self.grid) else ()
        return typed_text(cells[column]) if column < len(cells) else ""

    def spot(self, row: int, column: int) -> str:
        """`M4 กิจกรรม E7`: a cell as a person finds it."""
        return " ".join(place(self.name, row, column))


def module_sheets(returned: Returned, source: CellSource) -> Iterator[ModuleSheet]:
    """The first sheet of each module, in the form's order. Rows that were inserted are no places."""
    for places in _places_of(returned.plan):
        yield ModuleSheet(places, source.grid(places.name), source.formulas(places.name))


@lru_cache(maxsize=4)
def _places_of(plan: Plan) -> tuple[SheetPlaces, ...]:
    cells: dict[str, dict[Where, Cell]] = {}
    for where, cell in plan.found.cells.items():
        cells.setdefault(where.module, {})[where] = cell
    first = {m: next(iter(cells[m.key].values())).sheet for m in plan.form.modules if m.key in cells}
    return tuple(
        _sheet_places(plan, module, name, {w: c for w, c in cells[module.key].items() if c.sheet == name})
        for module, name in first.items()
    )


def _sheet_places(plan: Plan, module: Module, name: str, cells: Mapping[Where, Cell]) -> SheetPlaces:
    computed: dict[Position, tuple[Where, Field]] = {}
    answered: dict[Position, Where] = {}
    for where, cell in cells.items():
        field = plan.form.question(where.address)[2]
        if field.type in ("sum", "mirror"):
            computed[cell.row, cell.column] = where, field
        elif not field.computed:
            answered[cell.row, cell.column] = where
    mended = name in plan.found.mended
    return SheetPlaces(module, name, cells, mended, computed, answered, _numbered(module, cells))


def _numbered(module: Module, cells: Mapping[Where, Cell]) -> dict[Position, int]:
    numbered = {}
    for table in module.tables:
        first = f"{table.key}.{table.placed[0].key}"
        for record in range(1, table.rows + 1):
            cell = cells.get(Where(module.key, first, record))
            left = cell.column - (ANSWER - NUMBER) if cell else -1
            if cell and left >= 0:
                numbered[cell.row, left] = record
    return numbered
