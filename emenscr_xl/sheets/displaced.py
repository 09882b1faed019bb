"""Where the rows and columns of a returned sheet lie, compared with the layout as drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from emenscr_xl.sheets.layout import ANSWER, Layout
from emenscr_xl.sheets.module_sheets import Happening, ModuleSheet, SheetPlaces


def displaced(sheet: ModuleSheet, layout: Layout) -> Iterator[Happening]:
    """What happened to the rows and columns of one module's sheet."""
    kinds, columns = _shifted(sheet.places, layout)
    yield from ((kind, sheet.name) for kind in kinds)
    if "columns_inserted" in kinds:
        yield from (("columns_text", at) for at in _between(sheet, columns))
    if not sheet.places.mended and _sorted(sheet):
        yield "records_sorted", sheet.name


@lru_cache(maxsize=64)
def _shifted(places: SheetPlaces, layout: Layout) -> tuple[tuple[str, ...], frozenset[int]]:
    """How rows and columns lie otherwise than drawn, and the columns that answers stand in."""
    both = [(layout.cells[w], c) for w, c in places.cells.items() if w in layout.cells]
    rows = sorted({(drawn.row, found.row) for drawn, found in both})
    columns = sorted({(drawn.column, found.column) for drawn, found in both if drawn.column >= ANSWER})
    kinds = dict.fromkeys((*_shifts("rows", rows), *_shifts("columns", columns)))
    return tuple(kinds), frozenset(found for _, found in columns)


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


def _between(sheet: ModuleSheet, known: frozenset[int]) -> Iterator[str]:
    """The written cells of columns that stand between those of the form."""
    strange = sorted(set(range(min(known), max(known))) - known)
    for r, row in enumerate(sheet.grid):
        yield from (sheet.spot(r, c) for c in strange if c < len(row) and row[c] not in (None, ""))


def _sorted(sheet: ModuleSheet) -> bool:
    """True when the numbers before the records no longer match their anchors."""
    positions, height = sheet.places.numbered, len(sheet.grid)
    numbers = [sheet.grid[row][column] if row < height else None for row, column in positions]
    pairs = zip(numbers, positions.values(), strict=True)
    return any(isinstance(number, int | float) and number != record for number, record in pairs)
