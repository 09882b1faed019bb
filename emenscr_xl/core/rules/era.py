"""A date typed in the other era than the cell asks for (T-06)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding
from emenscr_xl.form.model import Rule
from emenscr_xl.form.thai import be_date_long


def era(rule: Rule, context: Context) -> Iterator[Finding]:
    """A note of how such a date was understood; the value itself is kept."""
    for address in rule.fields["dates"]:
        for where, answer in context.submission.places(address):
            if answer.other_era and isinstance(answer.value, date):
                yield context.finding(
                    rule.code, where, value=answer.typed, understood=be_date_long(answer.value)
                )
