"""What every rule sees: the form, the answers, and short ways to ask about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from emenscr_xl.core.submission import Finding, Submission, Where, record_name
from emenscr_xl.form.model import Form, Module
from emenscr_xl.form.thai import be_date


@dataclass(frozen=True, slots=True)
class Context:
    """One submission under one form."""

    form: Form
    submission: Submission

    def finding(self, message: str, where: Where, **details: str) -> Finding:
        """A finding whose details name the field and the record it stands in."""
        _, table, field = self.form.question(where.address)
        return Finding(
            message, where, {"label": field.label, "record": record_name(table, where.record), **details}
        )

    def label(self, address: str) -> str:
        """The label of an address."""
        return self.form.question(address)[2].label

    def shown(self, address: str, code: str) -> str:
        """A code as `code – name` when its catalogue holds it, or held it."""
        entry = self.form.catalogues[self.form.question(address)[2].catalogue].known(code)
        return entry.text if entry else code

    def records(self, address: str) -> list[int]:
        """The begun records of the table that an address lies in; [0] for a question asked once."""
        module, table, _ = self.form.question(address)
        return self.submission.records(module, table) if table else [0]

    def codes(self, address: str) -> Iterator[tuple[Where, str]]:
        """The codes answered at an address."""
        for where, answer in self.submission.places(address):
            if isinstance(answer.value, str):
                yield where, answer.value

    def day(self, address: str) -> date | None:
        """The date at an address asked once."""
        value = self.submission.value(address)
        return value if isinstance(value, date) else None

    def reported(self, address: str) -> bool:
        """True when the module of an address is due or begun."""
        return self.submission.reported(self.module(address))

    def module(self, address: str) -> Module:
        """The module of an address."""
        return self.form.module(address.partition(".")[0])


def baht(amount: Decimal) -> str:
    """`12,345.00`."""
    return f"{amount:,.2f}"


def in_words(value: object) -> str:
    """A value as it is said in a message: dates in the Buddhist era."""
    return be_date(value) if isinstance(value, date) else str(value)
