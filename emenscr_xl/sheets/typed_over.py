"""Formulas of a returned workbook that are gone or typed over, and formulas where answers belong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from emenscr_xl.core.rules.amounts import TOLERANCE
from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.core.sums import amount
from emenscr_xl.sheets.marked_cells import Position
from emenscr_xl.sheets.module_sheets import Happening, ModuleSheet, SheetPlaces
from emenscr_xl.sheets.source import CellSource


def typed_over(sheet: ModuleSheet, submission: Submission) -> Iterator[Happening]:
    """What happened to the formulas and the answer cells of a module's sheet."""
    places, formulas = sheet.places, sheet.formulas
    gone = places.computed.keys() - formulas
    strange = {p for p in places.answered.keys() & formulas if not _error(submission, places.answered[p])}
    for position in sorted(gone | strange):
        if position in strange:
            yield "answer_formulas" if sheet.text(position) else "blank_formulas", sheet.spot(*position)
        else:
            yield from _computed(sheet, submission, position)
    yield from _statuses(sheet)


def _computed(sheet: ModuleSheet, submission: Submission, position: Position) -> Iterator[Happening]:
    """A computed cell without its formula. Of a sum that is wrong now, C-21 speaks."""
    where, field = sheet.places.computed[position]
    shown, spot = submission.shown.get(where), sheet.spot(*position)
    if field.type == "sum":
        right = not isinstance(shown, str) and (
            shown is None or abs(shown - amount(submission, where.address, where.record)) <= TOLERANCE
        )
        if right:
            yield "formulas", spot
        return
    text = sheet.text(position)
    same = text in ("", submission.typed(field.of[0], where.record))
    yield "formulas" if same else "mirrors", spot


def _error(submission: Submission, where: Where) -> bool:
    """True for an error value, of which STR-09 speaks."""
    answer = submission.answer(where)
    return answer is not None and answer.fault == "STR-09"


def _statuses(sheet: ModuleSheet) -> Iterator[Happening]:
    """Rows of answers without a formula in the column, left of the answers, where the others have theirs."""
    rows, first = _answered(sheet.places)
    columns = Counter(column for row, column in sheet.formulas if column < first and row in rows)
    if columns:
        ((column, number),) = columns.most_common(1)
        if number < len(rows):
            yield from (
                ("formulas", sheet.spot(r, column)) for r in sorted(rows) if (r, column) not in sheet.formulas
            )
    elif rows:
        yield "formulas", sheet.name


@lru_cache(maxsize=64)
def _answered(places: SheetPlaces) -> tuple[frozenset[int], int]:
    """The rows that hold answers, and the first column that does."""
    return frozenset(r for r, _ in places.answered), min((c for _, c in places.answered), default=0)


def start_counts(source: CellSource, name: str, labels: Sequence[str]) -> Iterator[Happening]:
    """The Start sheet, when the line of a module has fewer formulas than another line, or none has any."""
    formulas = Counter(row for row, _ in source.formulas(name))
    lines = [formulas[r] for r, row in enumerate(source.grid(name)) if any(v in labels for v in row)]
    if lines and (not max(lines) or min(lines) < max(lines)):
        yield "formulas", name
