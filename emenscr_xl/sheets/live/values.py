"""What the formulas of the sheet of checks give for a submission: the values in an issued workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from emenscr_xl.core.dates import compact, date_parts
from emenscr_xl.core.months import position_of
from emenscr_xl.core.submission import Finding, Submission, Where
from emenscr_xl.core.sums import amount, certain
from emenscr_xl.core.text import digits, squeezed
from emenscr_xl.core.values import number_text, read_number, split_code
from emenscr_xl.core.verdicts import verdicts
from emenscr_xl.sheets.live.formulas import Live
from emenscr_xl.sheets.live.places import BEGUN, DETAIL, FAULT, PLAIN, TEXT, VALUE, VERDICT
from emenscr_xl.sheets.live.reasons import COMPLETE
from emenscr_xl.sheets.written import written

Shown = str | float
_DAY_ZERO = date(1899, 12, 30)


def numbers_of(live: Live, submission: Submission) -> dict[Where, int]:
    """The verdict of every judged place, as the core finds it."""
    found = verdicts(submission, live.reasons.messages)
    return {w: _number(live, submission, w, found.get(w)) for w in live.terms.places.rows}


def _number(live: Live, submission: Submission, where: Where, finding: Finding | None) -> int:
    field = submission.form.question(where.address)[2]
    answered = where in submission.answers
    if finding and not answered and not field.computed:
        return live.reasons.wanted
    if finding:
        return live.reasons.number(finding)
    return COMPLETE if answered and not field.locked else 0


def values_of(
    live: Live, submission: Submission, numbers: Mapping[Where, int]
) -> dict[tuple[int, int], Shown]:
    """By row and column: the value of every formula that would be another one for a blank answer."""
    found: dict[tuple[int, int], Shown] = {}
    places = live.terms.places
    for where, row in places.rows.items():
        if number := numbers[where]:
            found[row, VERDICT] = number
        for column, value in _cells(live, submission, where):
            found[row, column] = value
    for key, row in places.modules.items():
        found[row, VALUE] = int(submission.reported(submission.form.module(key)))
    return found


def _cells(live: Live, submission: Submission, where: Where) -> Iterator[tuple[int, Shown]]:
    module, table, field = submission.form.question(where.address)
    if field.type == "sum":
        yield VALUE, float(amount(submission, where.address, where.record))
        yield FAULT, int(not certain(submission, where.address, where.record))
    elif where in submission.answers:
        yield from _answer(live, submission, where)
    if table and where == live.terms.places.record(where)[0]:
        yield BEGUN, int(submission.begun(module, table, where.record))


def _answer(live: Live, submission: Submission, where: Where) -> Iterator[tuple[int, Shown]]:
    answer, field = submission.answers[where], submission.form.question(where.address)[2]
    cell = written(submission, where)
    text = squeezed(cell) if isinstance(cell, str) else ""
    yield TEXT, text or _serial(cell)
    if answer.fault and live.reasons.messages[answer.fault].cell:
        yield FAULT, live.reasons.number(Finding(answer.fault, where, answer.details))
    if field.type == "code":
        yield PLAIN, digits(split_code(text)[0])
        yield VALUE, str(answer.value)
        if where.address in live.months:
            yield DETAIL, position_of(str(answer.value)) or 0
    elif field.type == "date":
        plain = compact(text)
        yield PLAIN, plain
        yield VALUE, _serial(answer.value)
        yield DETAIL, "/".join(date_parts(plain) or ())
    elif field.type in ("integer", "number", "money"):
        yield PLAIN, number_text(text)
        yield VALUE, _serial(read_number(cell))


def _serial(value: object) -> Shown:
    """A number or a day as a cell holds it; "" for nothing."""
    if isinstance(value, date):
        return float((value - _DAY_ZERO).days)
    return "" if value is None else float(str(value))
