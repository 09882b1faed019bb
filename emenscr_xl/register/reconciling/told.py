"""What the register, a return and the list from eMENSCR each tell of one item, and the cell that tells it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from emenscr_xl.core.lists.export import comparable
from emenscr_xl.core.rules.amounts import TOLERANCE
from emenscr_xl.core.rules.value_chain import carried, without_edition
from emenscr_xl.core.submission import Answer, Submission, Value, Where
from emenscr_xl.core.sums import amount
from emenscr_xl.core.values import split_code, typed_text
from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.export import ExportColumn
from emenscr_xl.form.model import Field, Form
from emenscr_xl.form.thai import be_date
from emenscr_xl.register.link import Link
from emenscr_xl.register.office import Office, Row

#: The types of questions whose answers are amounts.
NUMBERS = ("integer", "number", "money")


@dataclass(frozen=True, slots=True)
class Told:
    """One answer and the link to its cell; None where nothing can be pointed at."""

    answer: Answer
    cell: Link | None = None

    def shown(self, field: Field) -> str:
        """The answer as text: money with its separators, a date in the Buddhist era, else as it was typed."""
        value = self.answer.value
        if isinstance(value, date):
            return be_date(value)
        if field.type == "money" and isinstance(value, Decimal | int):
            return f"{value:,.2f}"
        return self.answer.typed

    @property
    def number(self) -> Decimal | None:
        """The answer as a number."""
        value = self.answer.value
        return Decimal(value) if isinstance(value, Decimal | int) else None


def planned(row: Row, office: Office, field: Field) -> Answer | None:
    """What the register says of a question that it prefills; None when nothing."""
    source, _, name = field.prefill.partition(".")
    known: Mapping[str, Value] = {
        "project": row,
        "settings": office.settings,
        "stamp": {"fiscal_year": office.fiscal_year},
    }.get(source, {})
    value = known.get(name)
    return None if value is None else Answer(typed_text(value), value)


def returned(submission: Submission, address: str) -> Answer | None:
    """What a return answers to a question asked once, None when nothing; or what its answers add up to."""
    if submission.form.question(address)[2].type != "sum":
        return submission.answer(Where.at(address))
    total = amount(submission, address)
    return Answer(typed_text(total), total)


def same(column: ExportColumn, field: Field, form: Form) -> Callable[[Answer, Answer], bool]:
    """Tells whether two answers to a question say the same thing."""
    if field.type in NUMBERS:
        return _same_number
    if field.type == "date":
        return lambda a, b: a.value == b.value if a.value and b.value else a.typed == b.typed
    if field.type == "code":
        catalogue = form.catalogues[field.catalogue]
        return lambda a, b: _same_code(column, catalogue, a, b)
    return lambda a, b: comparable(a.typed, column.lead) == comparable(b.typed, column.lead)


def _same_number(a: Answer, b: Answer) -> bool:
    one, other = a.value, b.value
    if isinstance(one, Decimal | int) and isinstance(other, Decimal | int):
        return abs(Decimal(one) - Decimal(other)) <= TOLERANCE
    return a.typed == b.typed


def _same_code(column: ExportColumn, catalogue: Catalogue, a: Answer, b: Answer) -> bool:
    """By code where both tell one, else by name."""
    codes = _code(catalogue, a), _code(catalogue, b)
    if all(codes):
        return codes[0] == codes[1]
    return bool(_names(column, catalogue, a) & _names(column, catalogue, b))


def _code(catalogue: Catalogue, answer: Answer) -> str:
    """The code that an answer tells, without its edition; "" when it is a name alone."""
    code = str(answer.value)
    if not (catalogue.known(code) or (catalogue.shape and re.match(catalogue.shape, code, re.ASCII))):
        return ""
    above = carried(code)  # a factor is written with its component's number in two ways
    return without_edition(f"{above}F{code[-2:]}" if "F" in code and above else code)


def _names(column: ExportColumn, catalogue: Catalogue, answer: Answer) -> set[str]:
    entry = catalogue.known(str(answer.value))
    said = (answer.typed, split_code(answer.typed)[1], entry.name if entry else "")
    return {comparable(name, column.lead) for name in said if name}
