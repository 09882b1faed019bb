"""The Thai calendar: months, Buddhist years, fiscal years and dates in words."""

from __future__ import annotations

import re
from datetime import date

BE_OFFSET = 543
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_DIGITS = re.compile(r"[A-Za-z]+[0-9]+|[0-9]+")
_TO_THAI = str.maketrans("0123456789", THAI_DIGITS)
#: A year from here on is a Buddhist year; before it a Common Era year.
FIRST_BE_YEAR = 2400
MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip


def be_date(day: date) -> str:
    """`1 ต.ค. 2569`."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year + BE_OFFSET}"


def be_date_long(day: date) -> str:
    """`1 ตุลาคม 2569`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BE_OFFSET}"


def be_date_digits(day: date) -> str:
    """`1/10/2569`."""
    return f"{day.day}/{day.month}/{day.year + BE_OFFSET}"


def thai_digits(text: str) -> str:
    """The text with Thai digits, as official letters have them; a Latin name such as `M6` stays as it is."""
    return _DIGITS.sub(
        lambda found: found[0] if found[0][0].isalpha() else found[0].translate(_TO_THAI), text
    )


def first_day(fiscal_year: int) -> date:
    """1 October of the year before, for a fiscal year in BE."""
    return date(fiscal_year - BE_OFFSET - 1, 10, 1)


def last_day(fiscal_year: int) -> date:
    """30 September, for a fiscal year in BE."""
    return date(fiscal_year - BE_OFFSET, 9, 30)


def month_position(month: int) -> int:
    """A calendar month's place in the fiscal year: October 1, September 12."""
    return (month - 10) % 12 + 1


def quarter_of(position: int) -> int:
    """The quarter (1–4) of a month's place in the fiscal year."""
    return (position - 1) // 3 + 1


def month_year(month: int, fiscal_year: int) -> int:
    """The CE year in which a calendar month of a fiscal year (BE) lies."""
    return fiscal_year - BE_OFFSET - (1 if month >= 10 else 0)
