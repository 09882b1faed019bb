"""Months of the fiscal year: when an activity is planned to be active."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.form.thai import month_position, month_year, quarter_of


def position(context: Context, address: str, record: int) -> int | None:
    """The place (1–12) in the fiscal year of the month answered at an address; None when blank or unknown."""
    return position_of(context.submission.text(address, record))


def position_of(code: str) -> int | None:
    """The place (1–12) in the fiscal year of a month's code; None when it is none."""
    month = _month(code)
    return month_position(month) if month else None


def active(context: Context, start: str, end: str, record: int, quarter: int) -> bool:
    """True when a record's months overlap a quarter; False while either month is blank."""
    first, last = position(context, start, record), position(context, end, record)
    if first is None or last is None:
        return False
    return quarter_of(first) <= quarter <= quarter_of(last)


def active_word(submission: Submission, where: Where) -> str:
    """What an `active` field shows: its word when its record is planned for the quarter, else ""."""
    module, _, field = submission.form.question(where.address)
    start, end = field.of
    planned = active(Context(submission.form, submission), start, end, where.record, module.quarter)
    return field.word if planned else ""


def span(code: str, fiscal_year: int) -> tuple[date, date] | None:
    """The first and last day of a month code (`10`) in a fiscal year (BE)."""
    month = _month(code)
    if month is None:
        return None
    year = month_year(month, fiscal_year)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _month(code: str) -> int | None:
    """The month (1–12) of a code; None when it is none."""
    month = int(code) if code.isascii() and code.isdecimal() and len(code) <= 2 else 0
    return month if 1 <= month <= 12 else None
