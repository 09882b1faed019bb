"""What a workbook writes into an answer's cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from emenscr_xl.core.submission import Submission, Value, Where
from emenscr_xl.form.thai import FIRST_BE_YEAR

#: Excel's calendar is sound from here on.
FIRST_EXCEL_DAY = date(1900, 3, 1)


def written(submission: Submission, where: Where) -> str | int | Decimal | date | None:
    """The value, a bare code with its name, or the text as it was typed; None where nothing is answered."""
    answer = submission.answer(where)
    if answer is None:
        return None
    field = submission.form.question(where.address)[2]
    if field.type == "code":
        entry = submission.form.catalogues[field.catalogue].get(str(answer.value))
        return entry.text if entry and answer.typed == entry.code else answer.typed
    return answer.typed if answer.value is None or _altered(answer.value) else answer.value


def _altered(value: Value) -> bool:
    """True for a value that a cell would give back as another: it is written as it was typed instead."""
    if isinstance(value, date):
        return value < FIRST_EXCEL_DAY or value.year >= FIRST_BE_YEAR
    return not isinstance(value, str) and Decimal(repr(float(Decimal(value)))) != value
