"""Where the places of one module's sheet lie, once it is known what each of its rows is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from emenscr_xl.core.submission import Cell as Value
from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import Module, Table
from emenscr_xl.sheets.anchor_rows import Anchored, Item, drawn_columns, heading_columns, key_columns, mended
from emenscr_xl.sheets.layout import MARK, Cell
from emenscr_xl.sheets.source import Grid


@dataclass(slots=True, eq=False)
class Found:
    """The layout as found: each place's cell; places that stand twice; rows inserted into tables.

    Workbooks that are laid out alike share one, which equals only itself.
    """

    modules: set[str] = field(default_factory=set)  # those whose sheet is there
    sheets: dict[str, str] = field(default_factory=dict)  # by module: its sheet, readable or not
    cells: dict[Where, Cell] = field(default_factory=dict)
    twice: dict[Where, Cell] = field(default_factory=dict)
    inserted: dict[Where, Cell] = field(default_factory=dict)  # rows that are no record: numbered below 0
    mended: set[str] = field(default_factory=set)  # sheets whose anchors were damaged, and put right

    def add(self, where: Where, cell: Cell) -> None:
        """Note where a place lies; the first place found counts."""
        if where in self.cells:
            self.twice.setdefault(where, cell)
        else:
            self.cells[where] = cell

    def take(self, sheet: Found) -> None:
        """Note the layout of a sheet; the first sheet of a module counts."""
        self.modules |= sheet.modules
        self.sheets = sheet.sheets | self.sheets
        self.mended |= sheet.mended
        self.inserted |= sheet.inserted
        for where, cell in (*sheet.cells.items(), *sheet.twice.items()):
            self.add(where, cell)


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """A module's sheet: what each of its rows is, and where its answers stand."""

    name: str
    module: Module
    grid: Grid
    anchors: int
    answers: int | None
    rows: Mapping[int, Item]


@lru_cache(maxsize=256)
def laid(
    name: str,
    module: Module,
    answers: int | None,
    rows: Anchored,
    height: int,
    telling: tuple[tuple[Value, ...], ...],
) -> Found:
    """The layout of a whole sheet, as the rows that tell make it: sheets that agree in them share one."""
    told = dict(zip(rows.telling or (), telling, strict=True))
    grid = [told.get(r, ()) for r in range(height)]
    return taken(MarkedSheet(name, module, grid, -1, answers, rows.rows))


def taken(sheet: MarkedSheet) -> Found:
    """The layout of one sheet."""
    found = Found({sheet.module.key}, {sheet.module.key: sheet.name})
    if sheet.module.layout == "list":
        _list(found, sheet)
        return found
    rows = mended(sheet.grid, sheet.module, sheet.rows)
    if rows != sheet.rows:
        found.mended.add(sheet.name)
    _questions(found, replace(sheet, rows=rows))
    return found


def _tables(module: Module) -> dict[str, Table]:
    """The module's tables by key."""
    return {t.key: t for t in module.tables}


def _questions(found: Found, sheet: MarkedSheet) -> None:
    """Questions asked once, and tables record by record. What stands in a table's other rows was inserted."""
    tables = _tables(sheet.module)
    columns = _all_columns(sheet, tables)
    table: Table | None = None
    unnamed: list[int] = []
    for r in range(len(sheet.grid)):
        if r not in sheet.rows:
            unnamed.append(r)
            continue
        key, record = sheet.rows[r]
        found.inserted |= _inserted(sheet, table, columns, unnamed)
        table, unnamed = tables.get(key), []
        if table and record:
            for where, cell in _cells(sheet, table, columns, r, record).items():
                found.add(where, cell)
        elif not table and sheet.answers is not None and key in {f.key for f in sheet.module.fields}:
            found.add(Where(sheet.module.key, key), Cell(sheet.name, r, sheet.answers))
    found.inserted |= _inserted(sheet, table, columns, unnamed)


_Columns = Mapping[str, Mapping[str, int]]  # by table and field


def _all_columns(sheet: MarkedSheet, tables: Mapping[str, Table]) -> _Columns:
    """The columns of each table: by its key row, its heading, or as they were drawn."""
    found: dict[str, Mapping[str, int]] = {}
    for r, (key, record) in sheet.rows.items():
        if key in tables and not record:
            found.setdefault(key, key_columns(sheet.grid[r]))
    whole = [(tables[key], columns) for key, columns in found.items()]
    for key, table in tables.items():
        records = [r for r, item in sheet.rows.items() if item[0] == key]
        if key not in found and records:
            above = max((r for r in sheet.rows if r < min(records)), default=-1)
            rows = range(above + 1, min(records))
            found[key] = heading_columns(sheet.grid, table, rows) or drawn_columns(
                table, sheet.answers, whole
            )
    return found


def _inserted(
    sheet: MarkedSheet, table: Table | None, columns: _Columns, rows: Iterable[int]
) -> dict[Where, Cell]:
    """The cells of a table's rows that have no anchor, but for titles and headings."""
    cells: dict[Where, Cell] = {}
    if table is None:
        return cells
    drawn = {t.label for t in sheet.module.tables} | {f.label for t in sheet.module.tables for f in t.fields}
    for r in rows:
        if drawn.isdisjoint(str(v).removesuffix(" *") for v in sheet.grid[r]):
            cells |= _cells(sheet, table, columns, r, -r)
    return cells


def _cells(sheet: MarkedSheet, table: Table, columns: _Columns, row: int, record: int) -> dict[Where, Cell]:
    """The cells of one row of a table. A record below 0 is a row that was inserted: answers only."""
    fields, lies = table.fields if record > 0 else table.answerable, columns.get(table.key, {})
    if record > table.rows and sheet.module.layout == "form":
        return {}
    return {
        Where(sheet.module.key, f"{table.key}.{f.key}", record): Cell(sheet.name, row, lies[f.key])
        for f in fields
        if f.key in lies
    }


def _list(found: Found, sheet: MarkedSheet) -> None:
    """A list takes every row below its heading, however many there are."""
    (table,) = sheet.module.tables
    key = f"{MARK}{sheet.module.key}.{table.key}"
    rows = [r for r, row in enumerate(sheet.grid) if row[sheet.anchors] == key]
    if rows:
        columns = {table.key: key_columns(sheet.grid[rows[0]])}
        for record, row in enumerate(range(rows[0] + 2, len(sheet.grid)), start=1):
            for where, cell in _cells(sheet, table, columns, row, record).items():
                found.add(where, cell)
