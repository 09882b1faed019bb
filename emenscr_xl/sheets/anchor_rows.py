"""Which row of a module's sheet is which: by its hidden anchors, mended by what the sheet itself says.

Titles, labels and record names are as good as anchors where each stands exactly once. What stands twice or
not at all is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from emenscr_xl.core.submission import Cell as Value
from emenscr_xl.form.model import Module, Table
from emenscr_xl.sheets.layout import MARK
from emenscr_xl.sheets.source import Grid

SEARCHED_COLUMNS = 12
_ANCHOR = re.compile(r"#(?P<module>\w+)\.(?P<key>\w+)(?:\[(?P<record>[0-9]{1,6})\])?$")
#: A field or a table's key row (record 0), or a table's record.
Item = tuple[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Anchored:
    """The item of each row that bears an anchor. Sheets with the same anchors share one.

    `telling`: the rows that tell where the columns lie and what was inserted; None when rows are missing or
    stand twice, and the whole sheet tells.
    """

    rows: Mapping[int, Item]
    telling: tuple[int, ...] | None


@lru_cache(maxsize=256)
def anchored(anchors: tuple[Value, ...], module: Module) -> Anchored:
    """The rows of a module's sheet by the cells of its anchors' column."""
    rows = {}
    for r, text in enumerate(anchors):
        anchor = _ANCHOR.match(str(text))
        if anchor and anchor["module"] == module.key:
            rows[r] = anchor["key"], int(anchor["record"] or 0)
    if not complete(module, rows) or any(_renumbered(table, rows) for table in module.tables):
        return Anchored(rows, None)
    tables, inside, telling = {t.key for t in module.tables}, False, []
    for r in range(len(anchors)):
        key, record = rows.get(r, ("", 0))
        inside = key in tables if key else inside
        if inside and not record:
            telling.append(r)
    return Anchored(rows, tuple(telling))


def cells_of(grid: Grid, column: int) -> tuple[Value, ...]:
    """The cells of a column, None where a row ends before it."""
    return tuple(row[column] if column < len(row) else None for row in grid)


def anchor_column(grid: Grid, module: Module) -> int | None:
    """The column in which anchors of the module stand, on a sheet that has lost its mark."""
    beginning = f"{MARK}{module.key}."
    for row in grid:
        for column, value in enumerate(row[:SEARCHED_COLUMNS]):
            if isinstance(value, str) and value.startswith(beginning):
                return column
    return None


def mended(grid: Grid, module: Module, rows: Mapping[int, Item]) -> dict[int, Item]:
    """The rows with copied anchors put right, and rows whose anchor is gone found by their labels."""
    found = dict(rows)
    for table in module.tables:
        found |= _renumbered(table, rows)
    absent = _items(module) - set(found.values())
    if absent:
        said = labelled(grid, module)[1]
        found |= {r: item for r, item in said.items() if item in absent and r not in found}
    return found


def complete(module: Module, rows: Mapping[int, Item]) -> bool:
    """True when every item of the module has its row."""
    return _items(module) <= set(rows.values())


def labelled(grid: Grid, module: Module) -> tuple[int, dict[int, Item]]:
    """The column of labels, and the item of each row that one of them names beyond doubt."""
    tops = _key_rows(grid, module)
    best: tuple[int, dict[int, Item]] = 0, {}
    for column in range(SEARCHED_COLUMNS):
        texts = [_title(row[column]) if column < len(row) else "" for row in grid]
        rows = {r: (key, 0) for r, key in _fields(texts, module)}
        for table in module.tables:
            rows |= _records(texts, table, tops)
        if len(rows) > len(best[1]):
            best = column, rows
    return best[0], best[1] | {r: (key, 0) for key, r in tops.items()}


def heading_columns(grid: Grid, table: Table, rows: Sequence[int]) -> dict[str, int]:
    """The column of each field by the table's heading, sought in some rows from below; {} without one."""
    for r in reversed(rows):
        titles = [_title(v) for v in grid[r]]
        if all(titles.count(f.label) == 1 for f in table.placed):
            return {f.key: titles.index(f.label) for f in table.placed}
    return {}


def key_columns(row: Sequence[Value]) -> dict[str, int]:
    """The column of each field, from a table's key row."""
    keys = ((c, v) for c, v in enumerate(row) if isinstance(v, str) and v.startswith(MARK))
    return {v.removeprefix(MARK): c for c, v in keys if "." not in v}


def drawn_columns(
    table: Table, answers: int | None, others: Sequence[tuple[Table, Mapping[str, int]]]
) -> dict[str, int]:
    """The columns as drawn, side by side from the answers on, where a wider table still has its own so."""

    def drawn(one: Table) -> dict[str, int]:
        return {f.key: (answers or 0) + n for n, f in enumerate(one.placed)}

    wide = [o for o, columns in others if answers is not None and drawn(o).items() <= columns.items()]
    return drawn(table) if any(len(o.placed) >= len(table.placed) for o in wide) else {}


def _items(module: Module) -> set[Item]:
    """Every row that the module's sheet should have."""
    items = {(i.key, 0) for i in module.items}
    return items | {(t.key, n) for t in module.tables for n in range(1, t.rows + 1)}


def _renumbered(table: Table, rows: Mapping[int, Item]) -> dict[int, Item]:
    """Whole rows copied over others bear the first row's anchor: where no row is too many, order tells."""
    records = [(r, n) for r, (key, n) in sorted(rows.items()) if key == table.key and n]
    numbers = [n for _, n in records]
    if len(records) != table.rows:
        return {}
    return {
        r: (table.key, place)
        for place, (r, n) in enumerate(records, start=1)
        if n != place and numbers.count(n) > 1 and place not in numbers
    }


def _title(value: Value) -> str:
    """A label without its star and its hint."""
    return value.partition("\n")[0].strip().removesuffix(" *") if isinstance(value, str) else ""


def _fields(texts: Sequence[str], module: Module) -> Iterator[tuple[int, str]]:
    for field in module.fields:
        if texts.count(field.label) == 1:
            yield texts.index(field.label), field.key


def _key_rows(grid: Grid, module: Module) -> dict[str, int]:
    """The key row of each table: the row that names its columns and no others. Equals follow in order."""
    rows: dict[frozenset[str], list[int]] = {}
    for r, row in enumerate(grid):
        keys = frozenset(v for v in row if isinstance(v, str) and v.startswith(MARK) and "." not in v)
        if keys:
            rows.setdefault(keys, []).append(r)
    tables: dict[frozenset[str], list[str]] = {}
    for table in module.tables:
        tables.setdefault(frozenset(f"{MARK}{f.key}" for f in table.fields), []).append(table.key)
    alike = ((names, rows.get(keys, [])) for keys, names in tables.items())
    return {
        name: r for names, at in alike if len(names) == len(at) for name, r in zip(names, at, strict=True)
    }


def _records(texts: Sequence[str], table: Table, tops: Mapping[str, int]) -> dict[int, Item]:
    """The rows below a table's key row that bear its records' names."""
    if table.key not in tops:
        return {}
    top = tops[table.key]
    block = texts[top + 1 : min((r for r in tops.values() if r > top), default=len(texts))]
    names = {n: table.record.format(n=n) for n in range(1, table.rows + 1)}
    return {
        top + 1 + block.index(name): (table.key, n) for n, name in names.items() if block.count(name) == 1
    }
