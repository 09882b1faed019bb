"""One submission as the data sheets show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from emenscr_xl.core.months import active_word
from emenscr_xl.core.submission import Answer, Submission, Value, Where
from emenscr_xl.core.sums import leaves
from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.model import Field, Form

#: Excel keeps 15 digits: longer numbers stay the text that was typed.
MOST_NUMBER = Decimal(10) ** 15
#: Excel's calendar is sound from here on.
FIRST_EXCEL_DAY = date(1900, 3, 1)
#: What a submission shows at an address, in a record.
Showing = Callable[[Submission, int], Value | None]


@dataclass(frozen=True, slots=True)
class Answered:
    """A submission's answers as a data sheet shows them."""

    submission: Submission

    def cell(self, where: Where) -> Value | None:
        """What a data sheet shows at a place: answers, sums, and what mirrors and plans show."""
        return showing(self.submission.form, where.address)(self.submission, where.record)

    def number(self, where: Where) -> Decimal | None:
        """The number at a place, as the sheet shows it; None when blank or no number."""
        return number(self.cell(where))


def showing(form: Form, address: str) -> Showing:
    """What is shown at an address, worked out once for every submission of the form."""
    module, table, field = form.question(address)
    if field.type == "mirror":
        return showing(form, field.of[0])
    if field.type == "sum":
        return _sum_of(form, address)
    name = f"{table.key}.{field.key}" if table else field.key
    if field.type == "active":
        return lambda submission, record: active_word(submission, Where(module.key, name, record)) or None
    shown, key = _shown_of(field, form.catalogues), module.key

    def answer(submission: Submission, record: int) -> Value | None:
        answers = cast("Mapping[tuple[str, str, int], Answer]", submission.answers)
        given = answers.get((key, name, record))
        return None if given is None else shown(given)

    return answer


def origin(form: Form, address: str) -> str:
    """The address whose answer is shown at an address: another one where it mirrors that."""
    field = form.question(address)[2]
    return field.of[0] if field.type == "mirror" else address


def number(value: object) -> Decimal | None:
    """The number that a cell shows; None when it is blank or no number."""
    return Decimal(value) if isinstance(value, Decimal | int) else None


def _sum_of(form: Form, address: str) -> Showing:
    """The sum that is shown at an address. What a submission has lost may belong to it, too."""
    known: dict[str, Showing] = {}

    def total(submission: Submission, record: int) -> Decimal:
        found = Decimal(0)
        for part in leaves(submission, address, record):
            if part.address not in known:
                known[part.address] = showing(form, part.address)
            found += number(known[part.address](submission, part.record)) or 0
        return found

    return total


def _shown_of(asked: Field, catalogues: Mapping[str, Catalogue]) -> Callable[[Answer], Value]:
    """What a data sheet shows of an answer: its value, `code – name`, or the text as it was typed."""
    if asked.type != "code":
        return _plain
    catalogue, texts = catalogues[asked.catalogue], dict[str, str]()

    def named(answer: Answer) -> Value:
        code = str(answer.value)
        if code not in texts and (entry := catalogue.known(code)):
            texts[code] = entry.text
        return texts.get(code, answer.typed)

    return named


def _plain(answer: Answer) -> Value:
    value = answer.value
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal | int) and -MOST_NUMBER < value < MOST_NUMBER:
        return value
    if isinstance(value, date) and value >= FIRST_EXCEL_DAY:
        return value
    return answer.typed
