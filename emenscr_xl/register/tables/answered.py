"""One submission as the data sheets show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from emenscr_xl.core.months import active_word
from emenscr_xl.core.submission import Answer, Submission, Value, Where
from emenscr_xl.core.sums import leaves
from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.model import Field

#: Excel keeps 15 digits: longer numbers stay the text that was typed.
MOST_NUMBER = Decimal(10) ** 15
#: Excel's calendar is sound from here on.
FIRST_EXCEL_DAY = date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Answered:
    """A submission's answers as a data sheet shows them."""

    submission: Submission

    def cell(self, where: Where) -> Value | None:
        """What a data sheet shows at a place: answers, sums, and what mirrors and plans show."""
        form, where = self.submission.form, self.origin(where)
        field = form.question(where.address)[2]
        if field.type == "sum":
            parts = leaves(self.submission, where.address, where.record)
            return sum((self.number(part) or Decimal(0) for part in parts), Decimal(0))
        if field.type == "active":
            return active_word(self.submission, where) or None
        return _shown(field, self.submission.answer(where), form.catalogues)

    def origin(self, where: Where) -> Where:
        """The place whose answer is shown at a place: another one where it mirrors that."""
        field = self.submission.form.question(where.address)[2]
        return Where.at(field.of[0], where.record) if field.type == "mirror" else where

    def number(self, where: Where) -> Decimal | None:
        """The number at a place, as the sheet shows it; None when blank or no number."""
        value = self.cell(where)
        return Decimal(value) if isinstance(value, Decimal | int) else None


def _shown(asked: Field, answer: Answer | None, catalogues: Mapping[str, Catalogue]) -> Value | None:
    """What a data sheet shows of an answer: its value, `code – name`, or the text as it was typed."""
    if answer is None:
        return None
    value = answer.value
    if asked.type == "code":
        entry = catalogues[asked.catalogue].known(str(value))
        return entry.text if entry else answer.typed
    if isinstance(value, Decimal | int) and -MOST_NUMBER < value < MOST_NUMBER:
        return value
    if isinstance(value, date) and value >= FIRST_EXCEL_DAY:
        return value
    return value if isinstance(value, str) else answer.typed
