"""The sums that a workbook shows, computed from the answers. Cached formula results are never trusted."""

from __future__ import annotations

from decimal import Decimal

from emenscr_xl.core.submission import Submission
from emenscr_xl.form.model import Field, Table


def amount(submission: Submission, address: str, record: int = 0) -> Decimal:
    """The number at an address: answered, or summed when the field is a sum. Blank counts as 0."""
    field = submission.form.question(address)[2]
    if field.type != "sum":
        return submission.number(address, record) or Decimal(0)
    return sum((_part(submission, part, record) for part in field.of), Decimal(0))


def parts(submission: Submission, address: str, table: Table | None, field: Field) -> tuple[str, ...]:
    """The full addresses that a sum adds up."""
    return field.of


def _part(submission: Submission, address: str, record: int) -> Decimal:
    """One part: in the same record, or over all records when the sum stands outside the table."""
    module, table, _ = submission.form.question(address)
    if table and not record:
        numbers = submission.records(module, table)
        return sum((amount(submission, address, n) for n in numbers), Decimal(0))
    return amount(submission, address, record)
