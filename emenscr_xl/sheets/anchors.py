"""Finding a form's cells in a returned workbook by the anchors it carries, wherever they have moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from emenscr_xl.core.submission import Cell as Value
from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import Form, Module, Table
from emenscr_xl.sheets.layout import ANSWER_MARK, MARK, MODULE_MARK, Cell
from emenscr_xl.sheets.source import CellSource, Grid

_SEARCHED_COLUMNS = 12
_ANCHOR = re.compile(r"#(?P<module>\w+)\.(?P<key>\w+)(?:\[(?P<record>[0-9]{1,6})\])?$")


@dataclass(slots=True)
class Found:
    """The layout as found: each place's cell; places that stand twice; rows inserted into tables."""

    modules: set[str] = field(default_factory=set)  # those whose sheet is there
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
    for name in source.sheet_names:
        sheet = _marked(name, source.grid(name), modules)
        if sheet:
            found.modules.add(sheet.module.key)
            _list(found, sheet) if sheet.module.layout == "list" else _questions(found, sheet)
    return found


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet that bears a module's mark: where its anchors and its answers stand."""

    name: str
    module: Module
    grid: Grid
    anchors: int
    answers: int | None


def _marked(name: str, grid: Grid, modules: Mapping[str, Module]) -> _Sheet | None:
    """The sheet with its mark read; None when it bears none."""
    for row in grid:
        for column, value in enumerate(row[:_SEARCHED_COLUMNS]):
            if isinstance(value, str) and value.startswith(MODULE_MARK):
                module = modules.get(value.removeprefix(MODULE_MARK).strip())
                answers = next((c for c, v in enumerate(row) if v == ANSWER_MARK), None)
                return _Sheet(name, module, grid, column, answers) if module else None
    return None


def _questions(found: Found, sheet: _Sheet) -> None:
    """Questions asked once, and tables record by record. What stands in a table's other rows was inserted."""
    tables = {t.key: t for t in sheet.module.tables}
    once = {f.key for f in sheet.module.fields}
    columns: Mapping[str, int] = {}
    table: Table | None = None
    unnamed: list[int] = []
    for r, row in enumerate(sheet.grid):
        key, record = _anchor(sheet, row)
        if not key:
            unnamed.append(r)
            continue
        found.inserted |= _inserted(sheet, table, columns, unnamed)
        table, unnamed = tables.get(key), []
        if table and record:
            for where, cell in _cells(sheet, table, columns, r, record).items():
                found.add(where, cell)
        elif table:
            columns = _columns(row, sheet.anchors)
        elif key in once and sheet.answers is not None:
            found.add(Where(sheet.module.key, key), Cell(sheet.name, r, sheet.answers))
    found.inserted |= _inserted(sheet, table, columns, unnamed)


def _anchor(sheet: _Sheet, row: Sequence[Value]) -> tuple[str, int]:
    """The item and record that a row's anchor names; "" for a row without an anchor of this module."""
    anchor = _ANCHOR.match(str(row[sheet.anchors]))
    if anchor is None or anchor["module"] != sheet.module.key:
        return "", 0
    return anchor["key"], int(anchor["record"] or 0)


def _inserted(
    sheet: _Sheet, table: Table | None, columns: Mapping[str, int], rows: Iterable[int]
) -> dict[Where, Cell]:
    """The cells of a table's rows that have no anchor, but for titles and headings."""
    cells: dict[Where, Cell] = {}
    if table is None:
        return cells
    drawn = {t.label for t in sheet.module.tables} | {f.label for f in table.fields}
    for r in rows:
        if drawn.isdisjoint(str(v).removesuffix(" *") for v in sheet.grid[r]):
            cells |= _cells(sheet, table, columns, r, -r)
    return cells


def _columns(row: Sequence[Value], anchors: int) -> dict[str, int]:
    """The column of each field, from a table's key row."""
    return {
        v.removeprefix(MARK): c
        for c, v in enumerate(row)
        if c != anchors and isinstance(v, str) and v.startswith(MARK)
    }


def _cells(
    sheet: _Sheet, table: Table, columns: Mapping[str, int], row: int, record: int
) -> dict[Where, Cell]:
    """The cells of one row of a table. A record below 0 is a row that was inserted: answers only."""
    fields = table.fields if record > 0 else table.answerable
    if record > table.rows and sheet.module.layout == "form":
        return {}
    return {
        Where(sheet.module.key, f"{table.key}.{f.key}", record): Cell(sheet.name, row, columns[f.key])
        for f in fields
        if f.key in columns
    }


def _list(found: Found, sheet: _Sheet) -> None:
    """A list takes every row below its heading, however many there are."""
    (table,) = sheet.module.tables
    key = f"{MARK}{sheet.module.key}.{table.key}"
    rows = [r for r, row in enumerate(sheet.grid) if row[sheet.anchors] == key]
    if rows:
        columns = _columns(sheet.grid[rows[0]], sheet.anchors)
        for record, row in enumerate(range(rows[0] + 2, len(sheet.grid)), start=1):
            for where, cell in _cells(sheet, table, columns, row, record).items():
                found.add(where, cell)


def expected(form: Form) -> Iterator[tuple[Module, str, list[Where]]]:
    """Every item that a person answers: its module, its label and its places."""
    for module in form.modules:
        for item in module.items:
            if isinstance(item, Table):
                names = [f"{item.key}.{f.key}" for f in item.answerable]
                yield (
                    module,
                    item.label,
                    [Where(module.key, n, r) for r in range(1, item.rows + 1) for n in names],
                )
            elif not item.computed:
                yield module, item.label, [Where(module.key, item.key)]
