"""The sums that a workbook shows, computed from the answers. Cached formula results are never trusted."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.form.model import Form


def amount(submission: Submission, address: str, record: int = 0) -> Decimal:
    """The number at an address: answered, or summed when the field is a sum.

    Blank and unreadable answers count as 0, as in the sheet.
    """
    parts = leaves(submission, address, record)
    return sum((submission.number(w.address, w.record) or Decimal(0) for w in parts), Decimal(0))


def certain(submission: Submission, address: str, record: int = 0) -> bool:
    """True when every number that makes up the amount is blank or sound, and none is lost."""
    for where in leaves(submission, address, record):
        answer = submission.answer(where)
        if where in submission.lost or (answer is not None and answer.fault):
            return False
    return True


def first_part(form: Form, address: str) -> Where | None:
    """Where a person begins to fill the table that a sum adds up; None when it adds no table."""
    _, _, field = form.question(address)
    while field.type == "sum":
        address = field.of[0]
        field = form.question(address)[2]
    module, table, _ = form.question(address)
    return Where(module.key, f"{table.key}.{table.answerable[0].key}", 1) if table else None


def leaves(submission: Submission, address: str, record: int = 0) -> tuple[Where, ...]:
    """The answered places that an amount adds up: in its record, or over all records of a table."""
    key = address, record
    if key not in submission.parts:
        submission.parts[key] = tuple(_leaves(submission, address, record))
    return submission.parts[key]


def _leaves(submission: Submission, address: str, record: int) -> Iterator[Where]:
    module, table, field = submission.form.question(address)
    if table and not record:
        lost = {w.record for w in submission.lost if w.address == address}
        for number in {*submission.records(module, table), *lost}:
            yield from leaves(submission, address, number)
    elif field.type == "sum":
        for part in field.of:
            yield from leaves(submission, part, record)
    else:
        yield Where.at(address, record)
