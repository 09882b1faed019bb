"""What the formulas of the sheet of checks give for a submission: the values in an issued workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from emenscr_xl.core.dates import DAY_ZERO, compact, date_parts
from emenscr_xl.core.months import position_of
from emenscr_xl.core.submission import Finding, Submission, Where
from emenscr_xl.core.sums import amount, certain
from emenscr_xl.core.text import digits, squeezed
from emenscr_xl.core.values import number_text, read_number, split_code
from emenscr_xl.core.verdicts import verdicts
from emenscr_xl.form.model import NUMERIC_TYPES
from emenscr_xl.sheets.live.formulas import Live
from emenscr_xl.sheets.live.places import BEGUN, DETAIL, FAULT, PLAIN, TEXT, VALUE, VERDICT
from emenscr_xl.sheets.live.reasons import COMPLETE
from emenscr_xl.sheets.written import written

Shown = str | float


def numbers_of(live: Live, submission: Submission) -> dict[Where, int]:
    """The verdicts above 0 by judged place, as the core finds them."""
    rows, found = live.terms.places.rows, verdicts(submission, live.reasons.messages)
    numbers = {w: _number(live, submission, w, finding) for w, finding in found.items() if w in rows}
    for where in submission.answers:
        if where not in numbers and where in rows:
            numbers[where] = 0 if submission.form.question(where.address)[2].locked else COMPLETE
    return {where: number for where, number in numbers.items() if number}


def _number(live: Live, submission: Submission, where: Where, finding: Finding) -> int:
    computed = submission.form.question(where.address)[2].computed
    blank = where not in submission.answers and not computed
    return live.reasons.wanted if blank else live.reasons.number(finding)


def values_of(
    live: Live, submission: Submission, numbers: Mapping[Where, int], wheres: Iterable[Where]
) -> Iterator[tuple[tuple[int, int], Shown]]:
    """By row and column: what the formulas of some places give, if it is not what a blank gives."""
    for where in wheres:
        row = live.terms.places.rows[where]
        yield (row, VERDICT), numbers.get(where, 0)
        for column, value in _cells(live, submission, where):
            yield (row, column), value


def due_values(live: Live, submission: Submission) -> Iterator[tuple[tuple[int, int], Shown]]:
    """Whether the module of each quarter is due or begun."""
    for key, row in live.terms.places.modules.items():
        yield (row, VALUE), int(submission.reported(submission.form.module(key)))


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
    yield TEXT, text or _number_of(cell)
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
        yield VALUE, _number_of(answer.value)
        yield DETAIL, "/".join(date_parts(plain) or ())
    elif field.type in NUMERIC_TYPES:
        yield PLAIN, number_text(text)
        yield VALUE, _number_of(read_number(cell))


def serial(day: date) -> float:
    """A day as a cell holds it."""
    return float((day - DAY_ZERO).days)


def _number_of(value: object) -> Shown:
    """A number or a day as a cell holds it; "" for nothing."""
    if isinstance(value, date):
        return serial(value)
    return "" if value is None else float(str(value))
