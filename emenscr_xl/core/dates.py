"""Dates as Thai people type them: Buddhist or Common Era, in digits or in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from emenscr_xl.core.text import clean, digits
from emenscr_xl.form.thai import BE_OFFSET, FIRST_BE_YEAR, MONTHS, SHORT_MONTHS

_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2}|\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_WORDS = re.compile(r"(?:วันที่ *)?(\d{1,2}) *([ก-๙. ]+?) *(?:พ\.?ศ\.? *)?(\d{4}|\d{2})")
_NAMES = {
    name.replace(".", "").replace(" ", ""): number
    for names in (MONTHS, SHORT_MONTHS)
    for number, name in enumerate(names, start=1)
}


#: Two digits from here on are a Buddhist year (69 is 2569); below it a Common Era year (26 is 2026), for 2526
#: is no year of a project of today.
FIRST_SHORT_BE = 40


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A date, and whether its year was typed in the era that the cell does not ask for."""

    day: date
    other_era: bool = False


def read_date(raw: str | date | datetime) -> TypedDate | None:
    """The date a person meant, or None. Real dates whose year is Buddhist are read as Buddhist."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        typed_be = raw.year >= FIRST_BE_YEAR
        day = _day(raw.year, raw.month, raw.day)
        return TypedDate(day, typed_be) if day else None
    return _read_text(digits(clean(raw)))


def _read_text(text: str) -> TypedDate | None:
    if match := _ISO.fullmatch(text):
        year, month, day = (int(g) for g in match.groups())
    elif match := _NUMERIC.fullmatch(text):
        day, month, year = (int(g) for g in match.groups())
    elif match := _WORDS.fullmatch(text):
        day, year = int(match[1]), int(match[3])
        month = _NAMES.get(match[2].replace(".", "").replace(" ", ""), 0)
    else:
        return None
    if year < 100:
        year += 2500 if year >= FIRST_SHORT_BE else 2000
    found = _day(year, month, day)
    return TypedDate(found, year < FIRST_BE_YEAR) if found else None


def _day(year: int, month: int, day: int) -> date | None:
    """The date, its year in either era; None when there is no such day."""
    try:
        return date(year - BE_OFFSET if year >= FIRST_BE_YEAR else year, month, day)
    except ValueError:
        return None
