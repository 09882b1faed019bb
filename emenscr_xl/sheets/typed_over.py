"""Formulas of a returned workbook that are gone or typed over, and formulas where answers belong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from emenscr_xl.core.rules.amounts import TOLERANCE
from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.core.sums import amount
from emenscr_xl.form.model import Field
from emenscr_xl.sheets.layout import Cell
from emenscr_xl.sheets.module_sheets import Happening, ModuleSheet
from emenscr_xl.sheets.source import CellSource


def typed_over(sheet: ModuleSheet, submission: Submission) -> Iterator[Happening]:
    """What happened to the formulas and the answer cells of a module's sheet."""
    for where, cell in sheet.cells.items():
        field = submission.form.question(where.address)[2]
        written = (cell.row, cell.column) in sheet.formulas
        if field.type in ("sum", "mirror") and not written:
            yield from _computed(sheet, submission, field, where, cell)
        elif written and not field.computed and not _error(submission, where):
            kind = "answer_formulas" if sheet.text(cell) else "blank_formulas"
            yield kind, sheet.spot(cell.row, cell.column)
    yield from _statuses(sheet, submission)


def _computed(
    sheet: ModuleSheet, submission: Submission, field: Field, where: Where, cell: Cell
) -> Iterator[Happening]:
    """A computed cell without its formula. Of a sum that is wrong now, C-21 speaks."""
    shown, spot = submission.shown.get(where), sheet.spot(cell.row, cell.column)
    if field.type == "sum":
        right = not isinstance(shown, str) and (
            shown is None or abs(shown - amount(submission, where.address, where.record)) <= TOLERANCE
        )
        if right:
            yield "formulas", spot
        return
    text = sheet.text(cell)
    same = text in ("", submission.typed(field.of[0], where.record))
    yield "formulas" if same else "mirrors", spot


def _error(submission: Submission, where: Where) -> bool:
    """True for an error value, of which STR-09 speaks."""
    answer = submission.answer(where)
    return answer is not None and answer.fault == "STR-09"


def _statuses(sheet: ModuleSheet, submission: Submission) -> Iterator[Happening]:
    """Rows of answers without a formula in the column, left of the answers, where the others have theirs."""
    answers = [c for w, c in sheet.cells.items() if not submission.form.question(w.address)[2].computed]
    rows, first = {c.row for c in answers}, min((c.column for c in answers), default=0)
    columns = Counter(column for row, column in sheet.formulas if row in rows and column < first)
    if columns:
        ((column, _),) = columns.most_common(1)
        yield from (
            ("formulas", sheet.spot(r, column)) for r in sorted(rows) if (r, column) not in sheet.formulas
        )
    elif rows:
        yield "formulas", sheet.name


def start_counts(source: CellSource, name: str, labels: Sequence[str]) -> Iterator[Happening]:
    """The Start sheet, when the line of a module has fewer formulas than another line, or none has any."""
    formulas = Counter(row for row, _ in source.formulas(name))
    lines = [formulas[r] for r, row in enumerate(source.grid(name)) if any(v in labels for v in row)]
    if lines and (not max(lines) or min(lines) < max(lines)):
        yield "formulas", name
