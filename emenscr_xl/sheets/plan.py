"""What follows from how a workbook is laid out, found once for all workbooks laid out alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from emenscr_xl.core.submission import Finding, Where
from emenscr_xl.form.model import Form, Module, Table
from emenscr_xl.sheets.layout import Cell
from emenscr_xl.sheets.sheet_layout import Found

_MOST_ITEMS = 3  # of a module are said one by one


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What to read where. A plan equals only itself."""

    form: Form  # its lists as long as they were found
    found: Found
    cells: Mapping[Where, Cell]  # inserted rows, too
    sheets: frozenset[str]  # those that are read
    asked: Mapping[
        str, Mapping[int, tuple[tuple[int, Where], ...]]
    ]  # what a person answers: sheet, row, column
    sums: tuple[tuple[Where, Cell], ...]
    lost: frozenset[Where]
    absent: tuple[Finding, ...]  # sheets and rows that are gone


@lru_cache(maxsize=4)
def plan_of(form: Form, found: Found) -> Plan:
    """What to read of a workbook that is laid out so."""
    form = _grown(form, found)
    cells = {**found.cells, **found.inserted}
    asked: dict[str, dict[int, tuple[tuple[int, Where], ...]]] = {}
    sums = []
    for where, cell in found.cells.items():
        field = form.question(where.address)[2]
        if not field.computed:
            rows = asked.setdefault(cell.sheet, {})
            rows[cell.row] = (*rows.get(cell.row, ()), (cell.column, where))
        elif field.type == "sum":
            sums.append((where, cell))
    lost = frozenset(p for module, _, places in _expected(form) for p in places if _gone(module, p, found))
    return Plan(
        form,
        found,
        cells,
        frozenset(c.sheet for places in (cells, found.twice) for c in places.values()),
        asked,
        tuple(sums),
        lost,
        tuple(_absent(form, lost, found)),
    )


def _grown(form: Form, found: Found) -> Form:
    """The form with lists as long as they were found."""
    longest: dict[tuple[str, str], int] = {}
    for where in found.cells:
        key = (where.module, where.field.partition(".")[0])
        longest[key] = max(longest.get(key, 0), where.record)

    def grown(module: Module, table: Table) -> int:
        found_rows = longest.get((module.key, table.key), 0) if module.layout == "list" else 0
        return max(table.rows, found_rows)

    return form.with_rows(grown)


def _expected(form: Form) -> Iterator[tuple[Module, str, list[Where]]]:
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


def _gone(module: Module, where: Where, found: Found) -> bool:
    """True for a place that should be in the file and is not. A list may end anywhere."""
    if module.layout == "list":
        return module.key not in found.modules
    return where not in found.cells


def _absent(form: Form, lost: Collection[Where], found: Found) -> Iterator[Finding]:
    """Sheets and rows that are gone: many of a module said together, else each item."""
    gone: dict[str, list[tuple[Where, str]]] = {}
    for module, label, places in _expected(form) if lost else ():
        absent = [p for p in places if p in lost]
        if absent:
            gone.setdefault(module.key, []).append((absent[0], label))
    for key, items in gone.items():
        (first, _), label = items[0], form.module(key).label
        if key not in found.modules:
            yield Finding("STR-06.anchors" if key in found.sheets else "STR-06", first, {"label": label})
        elif len(items) > _MOST_ITEMS:
            names = ", ".join(name for _, name in items[:_MOST_ITEMS]) + ", …"
            yield Finding("STR-06.several", first, {"label": label, "count": str(len(items)), "items": names})
        else:
            yield from (Finding("STR-06", where, {"label": name}) for where, name in items)
