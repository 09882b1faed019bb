"""Dates as Thai people type them: Buddhist or Common Era, in digits or in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from emenscr_xl.core.text import digits, squeezed
from emenscr_xl.form.thai import BE_OFFSET, FIRST_BE_YEAR, MONTHS, SHORT_MONTHS

#: A day without a time that another program wrote out.
MIDNIGHTS = (" 00:00:00", "T00:00:00", " 00:00", "T00:00")
DAY_WORD, ERA_WORD = "วันที่", "พศ"
_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2}|\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})([ก-๙.]+?)(\d{4}|\d{2})", re.ASCII)
#: A month's names without dots, full ones first.
MONTH_NAMES = tuple(name.replace(".", "") for names in (MONTHS, SHORT_MONTHS) for name in names)

#: Two digits from here on are a Buddhist year (69 is 2569); below it a Common Era year (26 is 2026), for 2526
#: is no year of a project of today.
FIRST_SHORT_BE = 40
#: Excel counts the days of 1900 wrong; nothing of ours is older.
FIRST_YEAR = 1901
#: Excel's day 0, and the serial number after its last day.
DAY_ZERO, LAST_SERIAL = date(1899, 12, 30), 2_958_466


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A date, and whether its year was typed in the era that the cell does not ask for."""

    day: date
    other_era: bool = False


def read_date(raw: str | date | datetime) -> TypedDate | None:
    """The date a person meant, or None. A real date whose year is Buddhist was typed as asked."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        day = _day(raw.year, raw.month, raw.day)
        return TypedDate(day) if day else None
    parts = date_parts(compact(raw))
    return _from_parts(*parts) if parts else None


def read_serial(number: int | float) -> TypedDate | None:
    """The date whose serial number stands in a cell that has lost its date format, or None."""
    if not 0 < number < LAST_SERIAL:
        return None
    return read_date(DAY_ZERO + timedelta(days=int(number)))


def compact(text: str) -> str:
    """The text of a date in Arabic digits: no blanks, no word for day, no midnight behind it."""
    text = squeezed(text)
    midnight = next((m for m in MIDNIGHTS if text.endswith(m)), "")
    return digits(text.removesuffix(midnight).replace(DAY_WORD, "", 1).replace(" ", ""))


def date_parts(text: str) -> tuple[str, str, str] | None:
    """Year, month and day of a compact text, in digits as typed; None when it is not written as a date."""
    if match := _ISO.fullmatch(text):
        return match[1], match[2], match[3]
    if match := _NUMERIC.fullmatch(text):
        return match[3], match[2], match[1]
    if match := _WORDS.fullmatch(text):
        name = match[2].replace(".", "").replace(ERA_WORD, "")
        if name in MONTH_NAMES:
            return match[3], str(MONTH_NAMES.index(name) % 12 + 1), match[1]
    return None


def _from_parts(typed_year: str, month: str, day: str) -> TypedDate | None:
    year = int(typed_year)
    if len(typed_year) == 2:
        year += 2500 if year >= FIRST_SHORT_BE else 2000
    found = _day(year, int(month), int(day))
    return TypedDate(found, year < FIRST_BE_YEAR) if found else None


def _day(year: int, month: int, day: int) -> date | None:
    """The date, its year in either era; None when there is no such day."""
    year -= BE_OFFSET if year >= FIRST_BE_YEAR else 0
    try:
        return date(year, month, day) if year >= FIRST_YEAR else None
    except ValueError:
        return None
