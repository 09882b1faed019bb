"""What Excel makes of a text that is put into a cell as if a person had typed it."""

import re
from datetime import datetime, timedelta

ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
NUMBER = re.compile(r"([+-]?)\$?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(E[+-]?\d+)?(%?)", re.IGNORECASE)
DATED = re.compile(r"(?=.*\d)[A-Za-z\d][\w ,/:-]{2,29}", re.ASCII)
DATES = ("%m/%d/%Y", "%m-%d-%Y", "%Y-%m-%d", "%Y/%m/%d", "%m/%d/%y", "%d-%b-%Y", "%d %b %Y", "%b %d, %Y")
TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p")
#: Excel's day 0, as COM counts.
DAY_0 = datetime(1899, 12, 30)


def typed(text: str) -> str | float | bool | datetime:
    """A number, a truth value, a date; a text that begins with = for a formula; else the text."""
    if text[:1] == "=" and len(text) > 1:
        return text
    plain = text.strip()
    if plain.upper() in ("TRUE", "FALSE"):
        return plain.upper() == "TRUE"
    if plain.upper() in ERRORS:
        return f"={plain.upper()}"
    if found := NUMBER.fullmatch(plain):
        sign, digits, power, percent = found.groups()
        return float(sign + digits.replace(",", "") + (power or "")) / (100 if percent else 1)
    if DATED.fullmatch(plain) and (moment := _moment(plain)):
        return moment
    return f"={plain}" if plain[:1] in ("+", "-", "@") and len(plain) > 1 else text


def _moment(text: str) -> datetime | None:
    for date in DATES:
        for pattern in (date, *(f"{date} {time}" for time in TIMES)):
            if found := _parsed(text, pattern):
                return found
    for pattern in TIMES:
        if found := _parsed(text, pattern):
            return DAY_0 + timedelta(hours=found.hour, minutes=found.minute, seconds=found.second)
    return _parsed(f"{text}/{datetime.now().year}", "%m/%d/%Y")


def _parsed(text: str, pattern: str) -> datetime | None:
    try:
        return datetime.strptime(text, pattern)
    except ValueError:
        return None
