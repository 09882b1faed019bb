"""What can be wrong with an answer by itself, as conditions: its type, range, length and choices."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.core.submission import Where
from emenscr_xl.core.values import allowed_range, number_fault
from emenscr_xl.form.model import NUMERIC_TYPES, Field
from emenscr_xl.sheets.live.pieces import one_of
from emenscr_xl.sheets.live.terms import Condition, Terms


def faults(terms: Terms, where: Where) -> Iterator[Condition]:
    """The faults of a place's answer, the first that is true counts. A blank answer has none."""
    field = terms.form.question(where.address)[2]
    yield Condition(f"ISERROR({terms.places.answer(where)})", "STR-09")
    if field.type in ("text", "long_text") and field.max_length:
        length = f"LEN({terms.text(where)})>{field.max_length}"
        yield Condition(length, "VAL-03", {"allowed": str(field.max_length)})
    elif field.type == "choice":
        yield Condition(f"{one_of(terms.text(where), terms.lists.choices[field.choices])}=0", "VAL-01")
    elif field.type == "date":
        yield Condition(f'{terms.value(where)}=""', "TYP-02")
    elif field.type in NUMERIC_TYPES:
        yield from _number(field, terms.value(where))


def _number(field: Field, value: str) -> Iterator[Condition]:
    yield Condition(f'{value}=""', number_fault(field, "TYP-01", "number"))
    if field.type == "integer":
        yield Condition(f"{value}<>INT({value})", "TYP-03")
    bounds = (
        ("<", field.minimum),
        ("<=", field.exclusive_minimum),
        (">", field.maximum),
    )
    outside = ",".join(f"{value}{sign}{limit}" for sign, limit in bounds if limit is not None)
    if outside:
        details = {"allowed": allowed_range(field)}
        yield Condition(f"OR({outside})", number_fault(field, "VAL-02", "range"), details)
