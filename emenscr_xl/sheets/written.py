"""What a workbook writes into an answer's cell, and what the cells that it computes show."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import isfinite

from emenscr_xl.core.months import active_word
from emenscr_xl.core.submission import Submission, Value, Where
from emenscr_xl.core.sums import amount
from emenscr_xl.core.text import fitted, squeezed
from emenscr_xl.core.values import split_code
from emenscr_xl.form.thai import FIRST_BE_YEAR
from emenscr_xl.register.tables.answered import FIRST_EXCEL_DAY


def written(submission: Submission, where: Where) -> str | int | Decimal | date | None:
    """The value, a code with its name, or the text as it was typed; None where nothing is answered.

    Of a text that is longer than a cell holds (no Excel wrote it) the beginning; its kept copy has it whole.
    """
    answer = submission.answer(where)
    if answer is None:
        return None
    field = submission.form.question(where.address)[2]
    if field.type == "code":
        entry = submission.form.catalogues[field.catalogue].get(str(answer.value))
        name = squeezed(split_code(answer.typed)[1])
        return entry.text if entry and name in ("", squeezed(entry.name)) else fitted(answer.typed)
    if answer.value is None or _altered(answer.value):
        return fitted(answer.typed)
    return fitted(answer.value) if isinstance(answer.value, str) else answer.value


def computed(submission: Submission, where: Where) -> float | str:
    """What the formula of a computed cell gives."""
    field = submission.form.question(where.address)[2]
    if field.type == "active":
        return active_word(submission, where)
    if field.type == "mirror":
        shown = written(submission, Where.at(field.of[0], where.record))
        return "" if shown is None else str(shown)
    total = float(amount(submission, where.address, where.record))
    return total if isfinite(total) else 0.0


def shown(submission: Submission, where: Where) -> str:
    """The text that a cell shows, near enough to know how much room it takes."""
    field = submission.form.question(where.address)[2]
    value = computed(submission, where) if field.computed else written(submission, where)
    if isinstance(value, float):
        return f"{value:,.2f}"
    return "" if value is None else str(value)


def _altered(value: Value) -> bool:
    """True for a value that a cell would give back as another: it is written as it was typed instead."""
    if isinstance(value, date):
        return value < FIRST_EXCEL_DAY or value.year >= FIRST_BE_YEAR
    return not isinstance(value, str) and Decimal(repr(float(Decimal(value)))) != value
