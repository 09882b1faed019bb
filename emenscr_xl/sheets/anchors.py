"""Finding a form's cells in a returned workbook by the anchors it carries, wherever they have moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from emenscr_xl.core.submission import Cell as Value
from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import Form, Module, Table
from emenscr_xl.sheets.layout import ANSWER_MARK, MARK, MODULE_MARK, Cell
from emenscr_xl.sheets.source import CellSource, Grid

_SEARCHED_ROWS, _SEARCHED_COLUMNS = 20, 12
_ANCHOR = re.compile(r"#(?P<module>\w+)\.(?P<key>\w+)(?:\[(?P<record>\d+)\])?$")


@dataclass(slots=True)
class Found:
    """The layout as found: each place's cell; places that stand twice; rows inserted into tables."""

    cells: dict[Where, Cell] = field(default_factory=dict)
    twice: dict[Where, Cell] = field(default_factory=dict)
    inserted: dict[Where, Cell] = field(default_factory=dict)  # rows that are no record: numbered below 0

    def add(self, where: Where, cell: Cell) -> None:
        """Note where a place lies; the first place found counts."""
        if where in self.cells:
            self.twice.setdefault(where, cell)
        else:
            self.cells[where] = cell


def find(source: CellSource, form: Form) -> Found:
    """The cell of every place whose anchor is still there."""
    found = Found()
    modules = {m.key: m for m in form.modules}
    for sheet in source.sheet_names:
        grid = source.grid(sheet)
        mark = _mark(grid)
        if mark and mark[2] in modules:
            row, column, key = mark
            if modules[key].layout == "list":
                _list(found, modules[key], sheet, grid, column)
            else:
                _module(found, modules[key], sheet, grid, row, column)
    return found


def _mark(grid: Grid) -> tuple[int, int, str] | None:
    """Row, column and module of a sheet's mark."""
    for r, row in enumerate(grid[:_SEARCHED_ROWS]):
        for c, value in enumerate(row[:_SEARCHED_COLUMNS]):
            if isinstance(value, str) and value.startswith(MODULE_MARK):
                return r, c, value.removeprefix(MODULE_MARK).strip()
    return None


def _module(found: Found, module: Module, sheet: str, grid: Grid, mark_row: int, column: int) -> None:
    answer = next((c for c, v in enumerate(grid[mark_row]) if v == ANSWER_MARK), None)
    tables = {t.key: t for t in module.tables}
    columns: Mapping[str, int] = {}
    last: tuple[Table, int] | None = None
    for r, row in enumerate(grid):
        anchor = _ANCHOR.match(row[column]) if isinstance(row[column], str) else None
        table = tables.get(anchor["key"]) if anchor else None
        if anchor and table and anchor["record"]:
            if last and last[0] is table:
                _inserted(found, module, table, sheet, range(last[1] + 1, r), columns)
            _record(found, module, table, sheet, r, int(anchor["record"]), columns)
            last = (table, r)
        elif anchor and table:
            columns = _columns(row, column)
        elif anchor and answer is not None:
            found.add(Where(module.key, anchor["key"]), Cell(sheet, r, answer))


def _columns(row: Sequence[Value], anchor: int) -> dict[str, int]:
    """The column of each field, from a table's key row."""
    return {
        v.removeprefix(MARK): c
        for c, v in enumerate(row)
        if c != anchor and isinstance(v, str) and v.startswith(MARK)
    }


def _record(
    found: Found, module: Module, table: Table, sheet: str, row: int, record: int, columns: Mapping[str, int]
) -> None:
    for f in table.fields:
        if f.key in columns and 1 <= record <= table.rows:
            where = Where(module.key, f"{table.key}.{f.key}", record)
            found.add(where, Cell(sheet, row, columns[f.key]))


def _inserted(
    found: Found, module: Module, table: Table, sheet: str, rows: range, columns: Mapping[str, int]
) -> None:
    """Rows between two records that carry no anchor: what stands in them is no answer."""
    for row in rows:
        for f in table.answerable:
            if f.key in columns:
                where = Where(module.key, f"{table.key}.{f.key}", -row)
                found.inserted[where] = Cell(sheet, row, columns[f.key])


def _list(found: Found, module: Module, sheet: str, grid: Grid, anchor: int) -> None:
    """A list takes every row below its heading, however many there are."""
    (table,) = module.tables
    key_row = next((r for r, row in enumerate(grid) if row[anchor] == f"{MARK}{module.key}.{table.key}"), None)
    if key_row is None:
        return
    columns = _columns(grid[key_row], anchor)
    for record, row in enumerate(range(key_row + 2, len(grid)), start=1):
        for f in table.fields:
            if f.key in columns:
                found.add(Where(module.key, f"{table.key}.{f.key}", record), Cell(sheet, row, columns[f.key]))


def expected(form: Form) -> Iterator[tuple[Module, str, list[Where]]]:
    """Every item that a person answers: its module, its label and its places."""
    for module in form.modules:
        for item in module.items:
            if isinstance(item, Table):
                names = [f"{item.key}.{f.key}" for f in item.answerable]
                yield module, item.label, [
                    Where(module.key, n, r) for r in range(1, item.rows + 1) for n in names
                ]
            elif not item.computed:
                yield module, item.label, [Where(module.key, item.key)]
