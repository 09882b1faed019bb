"""Reading one cell as the value its field asks for. What cannot be read says why, with a message code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from math import isfinite

from emenscr_xl.core.dates import read_date, read_serial
from emenscr_xl.core.submission import Answer, Cell
from emenscr_xl.core.text import BLANKS, clean, digits, squeezed
from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.model import Field
from emenscr_xl.form.thai import be_date

#: No amount that a person types is longer.
LONGEST_NUMBER = 40
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?|[+-]?\d*(\.\d+)?", re.ASCII)
_CODE_AND_NAME = re.compile(rf"^([^{BLANKS} ]+)[{BLANKS} ]+[–—-][{BLANKS} ]+(.*)$", re.DOTALL)


def read_answer(field: Field, cell: Cell, catalogues: Mapping[str, Catalogue]) -> Answer | None:
    """The answer in a cell, or None when it is blank."""
    typed = typed_text(cell)
    if not typed:
        return None
    if field.type in ("text", "long_text"):
        return _text(field, typed)
    if field.type == "code":
        return _code(catalogues[field.catalogue], typed)
    return _READERS[field.type](field, cell, typed)


def typed_text(cell: Cell) -> str:
    """What a cell shows, as text: whole numbers without a fraction, dates in the Buddhist era."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, time | timedelta):
        return str(cell)
    return _date_text(cell) if isinstance(cell, date) else _number_text(cell)


def _date_text(cell: date) -> str:
    read = read_date(cell)
    return be_date(read.day) if read else cell.isoformat()


def _number_text(cell: int | float | Decimal) -> str:
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    if isinstance(cell, float) and not (cell.is_integer() and abs(cell) < 1e15):
        return repr(cell)
    return str(int(cell))


def split_code(text: str) -> tuple[str, str]:
    """The code and the name of `code – name`; the name is "" when only one part stands there."""
    match = _CODE_AND_NAME.match(text)
    return (digits(match[1]), match[2].strip()) if match else (text, "")


def _text(field: Field, typed: str) -> Answer:
    length = len(squeezed(typed))  # a run of blanks counts as one
    if field.max_length and length > field.max_length:
        return Answer(typed, typed, "VAL-03", {"value": str(length), "allowed": str(field.max_length)})
    if field.pattern and not re.fullmatch(field.pattern, digits(typed)):
        return Answer(typed, typed, "VAL-04", {"value": typed, "hint": field.hint})
    return Answer(typed, typed)


def _code(catalogue: Catalogue, typed: str) -> Answer:
    """The code before the dash; a bare name or a code that lost its zeros is looked up; else as typed."""
    code, _ = split_code(typed)
    if catalogue.get(code) is None:
        listed = catalogue.named(squeezed(typed)) or catalogue.numbered(digits(code))
        code = listed.code if listed else digits(code)
    return Answer(typed, code)


def _choice(field: Field, cell: Cell, typed: str) -> Answer:
    for choice in field.choices:
        if squeezed(typed) == choice:
            return Answer(typed, choice)
    return Answer(typed, None, "VAL-01", {"value": typed, "allowed": " / ".join(field.choices)})


def _date(field: Field, cell: Cell, typed: str) -> Answer:
    read = read_date(cell) if isinstance(cell, date | str) else None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        read = read_serial(cell)
    if read is None:
        return Answer(typed, None, "TYP-02", {"value": typed})
    return Answer(typed, read.day, other_era=read.other_era)


def _number(field: Field, cell: Cell, typed: str) -> Answer:
    number = read_number(cell)
    if number is None:
        return Answer(typed, None, number_fault(field, "TYP-01", "number"), {"value": typed})
    if field.type == "integer" and number != number.to_integral_value():
        return Answer(typed, None, "TYP-03", {"value": typed})
    value = int(number) if field.type == "integer" else number
    if allowed := _outside(field, number):
        details = {"value": f"{number:,f}", "allowed": allowed}
        return Answer(typed, value, number_fault(field, "VAL-02", "range"), details)
    return Answer(typed, value)


def number_fault(field: Field, usual: str, variant: str) -> str:
    """The field's own message for a bad number, or the usual one."""
    return f"{field.invalid}.{variant}" if field.invalid else usual


def read_number(cell: Cell) -> Decimal | None:
    """A number typed with Thai digits, thousands separators or blanks around; None when it is none."""
    if isinstance(cell, bool) or cell is None or isinstance(cell, date | time | timedelta):
        return None
    if isinstance(cell, Decimal):
        return cell
    if isinstance(cell, float):
        return Decimal(typed_text(cell)) if isfinite(cell) else None
    text = number_text(str(cell))
    if not text or len(text) > LONGEST_NUMBER or not _GROUPED.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def number_text(text: str) -> str:
    """The text of a number without blanks, with Arabic digits."""
    return digits(squeezed(text)).replace(" ", "")


def _outside(field: Field, number: Decimal) -> str:
    """The allowed range in symbols when the number lies outside it, else ""."""
    low, above, high = field.minimum, field.exclusive_minimum, field.maximum
    inside = (
        (low is None or number >= low)
        and (above is None or number > above)
        and (high is None or number <= high)
    )
    return "" if inside else allowed_range(field)


def allowed_range(field: Field) -> str:
    """`≥ 0`, `> 0`, `1–17`; "" when every number is allowed."""
    if field.minimum is not None and field.maximum is not None:
        return f"{field.minimum}–{field.maximum}"
    if field.exclusive_minimum is not None:
        return f"> {field.exclusive_minimum}"
    if field.minimum is not None:
        return f"≥ {field.minimum}"
    return f"≤ {field.maximum}" if field.maximum is not None else ""


_READERS: Mapping[str, Callable[[Field, Cell, str], Answer]] = {
    "choice": _choice,
    "date": _date,
    "integer": _number,
    "number": _number,
    "money": _number,
}
