"""Finding a form's cells in a returned workbook by the anchors it carries, wherever they have moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import Form, Module, Table
from emenscr_xl.sheets.anchor_rows import (
    SEARCHED_COLUMNS,
    Item,
    anchor_column,
    anchored,
    complete,
    drawn_columns,
    heading_columns,
    key_columns,
    labelled,
    mended,
)
from emenscr_xl.sheets.layout import ANSWER_MARK, MARK, MODULE_MARK, Cell
from emenscr_xl.sheets.sheet_kinds import TITLE_ROWS, holds_no_answers, is_stamp
from emenscr_xl.sheets.source import CellSource, Grid


@dataclass(slots=True)
class Found:
    """The layout as found: each place's cell; places that stand twice; rows inserted into tables."""

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


def find(source: CellSource, form: Form, beside: Collection[str] = ()) -> Found:
    """The cell of every place whose anchor is still there, or can be told without doubt.

    `beside`: sheets that hold no answers, by name; they are large, and not looked at.
    """
    found = Found()
    modules = {m.key: m for m in form.modules}
    unmarked = []
    for name in source.sheet_names:
        if name in beside:
            continue
        grid = source.grid(name)
        sheet = _marked(name, grid, modules)
        if sheet:
            _take(found, sheet)
        elif not (is_stamp(grid) or holds_no_answers(grid)):
            unmarked.append((name, grid))
    for name, grid in unmarked:
        _take_unmarked(found, name, grid, form)
    return found


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A module's sheet: what each of its rows is, and where its answers stand."""

    name: str
    module: Module
    grid: Grid
    anchors: int
    answers: int | None
    rows: Mapping[int, Item]


def _marked(name: str, grid: Grid, modules: Mapping[str, Module]) -> _Sheet | None:
    """The sheet with its mark read; None when it bears none."""
    for row in grid:
        for column, value in enumerate(row[:SEARCHED_COLUMNS]):
            if isinstance(value, str) and value.startswith(MODULE_MARK):
                module = modules.get(value.removeprefix(MODULE_MARK).strip())
                rows = anchored(grid, module, column) if module else {}
                return _Sheet(name, module, grid, column, _answers([row]), rows) if module else None
    return None


def _answers(grid: Grid) -> int | None:
    """The column that bears the answers' mark."""
    return next((c for row in grid for c, v in enumerate(row) if v == ANSWER_MARK), None)


def _take(found: Found, sheet: _Sheet) -> None:
    """Note every place of a sheet."""
    found.modules.add(sheet.module.key)
    found.sheets.setdefault(sheet.module.key, sheet.name)
    if sheet.module.layout == "list":
        _list(found, sheet)
        return
    rows = mended(sheet.grid, sheet.module, sheet.rows)
    if rows != sheet.rows:
        found.mended.add(sheet.name)
    _questions(found, replace(sheet, rows=rows))


def _take_unmarked(found: Found, name: str, grid: Grid, form: Form) -> None:
    """Note every place of a sheet that has lost its mark, when it is plainly a module's that is not found."""
    titles = {v for row in grid[:TITLE_ROWS] for v in row if isinstance(v, str)}
    for module in form.modules:
        if module.layout == "list" or module.key in found.modules:
            continue
        column = anchor_column(grid, module)
        if column is None and name != module.sheet and module.label not in titles:
            continue
        sheet = _restored(name, grid, module, column)
        if sheet:
            found.mended.add(name)
            _take(found, sheet)
        else:
            found.sheets.setdefault(module.key, name)
        return


def _restored(name: str, grid: Grid, module: Module, column: int | None) -> _Sheet | None:
    """A sheet without its mark: by its anchors, else by labels and key rows when they name every row."""
    labels, said = labelled(grid, module)
    rows = mended(grid, module, said if column is None else anchored(grid, module, column))
    if column is None and not complete(module, rows):
        return None
    answers = _answers(grid[:TITLE_ROWS])
    if answers is None:  # beside the labels, where every table begins too
        tops = [grid[r] for r, (key, record) in rows.items() if not record and key in _tables(module)]
        beside = tops and all(labels + 1 in key_columns(row).values() for row in tops)
        answers = labels + 1 if beside else None
    return _Sheet(name, module, grid, -1 if column is None else column, answers, rows)


def _tables(module: Module) -> dict[str, Table]:
    """The module's tables by key."""
    return {t.key: t for t in module.tables}


def _questions(found: Found, sheet: _Sheet) -> None:
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


def _all_columns(sheet: _Sheet, tables: Mapping[str, Table]) -> _Columns:
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
    sheet: _Sheet, table: Table | None, columns: _Columns, rows: Iterable[int]
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


def _cells(sheet: _Sheet, table: Table, columns: _Columns, row: int, record: int) -> dict[Where, Cell]:
    """The cells of one row of a table. A record below 0 is a row that was inserted: answers only."""
    fields, lies = table.fields if record > 0 else table.answerable, columns.get(table.key, {})
    if record > table.rows and sheet.module.layout == "form":
        return {}
    return {
        Where(sheet.module.key, f"{table.key}.{f.key}", record): Cell(sheet.name, row, lies[f.key])
        for f in fields
        if f.key in lies
    }


def _list(found: Found, sheet: _Sheet) -> None:
    """A list takes every row below its heading, however many there are."""
    (table,) = sheet.module.tables
    key = f"{MARK}{sheet.module.key}.{table.key}"
    rows = [r for r, row in enumerate(sheet.grid) if row[sheet.anchors] == key]
    if rows:
        columns = {table.key: key_columns(sheet.grid[rows[0]])}
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
