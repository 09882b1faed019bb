"""Where the rows and columns of a returned sheet lie, compared with the layout as drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import Table
from emenscr_xl.sheets.layout import ANSWER, NUMBER, Layout
from emenscr_xl.sheets.module_sheets import Happening, ModuleSheet


def displaced(sheet: ModuleSheet, layout: Layout) -> Iterator[Happening]:
    """What happened to the rows and columns of one module's sheet."""
    both = [(layout.cells[w], c) for w, c in sheet.cells.items() if w in layout.cells]
    rows = sorted({(drawn.row, found.row) for drawn, found in both})
    columns = sorted({(drawn.column, found.column) for drawn, found in both if drawn.column >= ANSWER})
    yield from ((kind, sheet.name) for kind in dict.fromkeys(_shifts("rows", rows)))
    kinds = list(dict.fromkeys(_shifts("columns", columns)))
    yield from ((kind, sheet.name) for kind in kinds)
    if "columns_inserted" in kinds:
        yield from (("columns_text", at) for at in _between(sheet, {found for _, found in columns}))
    if not sheet.mended and any(_sorted(table, sheet) for table in sheet.module.tables):
        yield "records_sorted", sheet.name


def _shifts(name: str, pairs: Sequence[tuple[int, int]]) -> Iterator[str]:
    """What the pairs of drawn and found positions tell: inserted, deleted or moved."""
    if any(later[1] < earlier[1] for earlier, later in pairwise(pairs)):
        yield f"{name}_moved"
        return
    before = 0
    for drawn, found in pairs:
        if found - drawn != before:
            yield f"{name}_inserted" if found - drawn > before else f"{name}_deleted"
        before = found - drawn


def _between(sheet: ModuleSheet, known: set[int]) -> Iterator[str]:
    """The written cells of columns that stand between those of the form."""
    strange = sorted(set(range(min(known), max(known))) - known)
    for r, row in enumerate(sheet.grid):
        yield from (sheet.spot(r, c) for c in strange if c < len(row) and row[c] not in (None, ""))


def _sorted(table: Table, sheet: ModuleSheet) -> bool:
    """True when the numbers before the records no longer match their anchors."""
    first = f"{table.key}.{table.placed[0].key}"
    for record in range(1, table.rows + 1):
        cell = sheet.cells.get(Where(sheet.module.key, first, record))
        left = cell.column - (ANSWER - NUMBER) if cell else -1
        if cell and left >= 0 and cell.row < len(sheet.grid):
            number = sheet.grid[cell.row][left]
            if isinstance(number, int | float) and number != record:
                return True
    return False
