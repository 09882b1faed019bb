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
    gone, strange, statuses = _formulas(sheet.places, sheet.formulas)
    for position in sorted(gone | strange):
        if position in gone:
            yield from _computed(sheet, submission, position)
        elif not _error(submission, sheet.places.answered[position]):
            yield "answer_formulas" if sheet.text(position) else "blank_formulas", sheet.spot(*position)
    for status in statuses:
        yield "formulas", sheet.spot(*status) if status else sheet.name


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


@lru_cache(maxsize=64)  # of most returns of a form, formulas and places are the same
def _formulas(
    places: SheetPlaces, formulas: frozenset[Position]
) -> tuple[frozenset[Position], frozenset[Position], tuple[Position | None, ...]]:
    """Computed cells without a formula, answers with one, and what is amiss in the column of statuses."""
    gone, strange = places.computed.keys() - formulas, places.answered.keys() & formulas
    return frozenset(gone), frozenset(strange), tuple(_statuses(places, formulas))


def _statuses(places: SheetPlaces, formulas: frozenset[Position]) -> Iterator[Position | None]:
    """Rows of answers without a formula in the column, left of the answers, where the others have theirs.

    None when there is no such column.
    """
    rows, first = {r for r, _ in places.answered}, min((c for _, c in places.answered), default=0)
    columns = Counter(column for row, column in formulas if column < first and row in rows)
    if columns:
        ((column, _),) = columns.most_common(1)
        yield from ((r, column) for r in sorted(rows) if (r, column) not in formulas)
    elif rows:
        yield None


def start_counts(source: CellSource, name: str, labels: Sequence[str]) -> Iterator[Happening]:
    """The Start sheet, when the line of a module has fewer formulas than another line, or none has any."""
    formulas = Counter(row for row, _ in source.formulas(name))
    lines = [formulas[r] for r, row in enumerate(source.grid(name)) if any(v in labels for v in row)]
    if lines and (not max(lines) or min(lines) < max(lines)):
        yield "formulas", name
