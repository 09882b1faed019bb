"""Plans of the right edition: A-05 (in force in the fiscal year) and A-06 (no longer asked)."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding
from emenscr_xl.form.catalogue import FIRST_YEAR, LAST_YEAR, Entry
from emenscr_xl.form.model import Rule


def in_edition(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding for each chosen entry whose edition does not cover the submission's fiscal year."""
    year = context.submission.stamp.fiscal_year
    for address in rule.fields["codes"]:
        catalogue = context.form.catalogues[context.form.question(address)[2].catalogue]
        for where, code in context.codes(address):
            entry = catalogue.get(code)
            if entry and not entry.covers(year):
                yield context.finding(
                    rule.code, where, code=entry.text, years=_years(entry), fiscal_year=str(year)
                )


def _years(entry: Entry) -> str:
    first = "" if entry.first_year == FIRST_YEAR else str(entry.first_year)
    last = "" if entry.last_year == LAST_YEAR else str(entry.last_year)
    return f"{first}–{last}"


def not_asked_since(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where a field is filled that is not asked since a fiscal year."""
    since = rule.options["fiscal_year"]
    if context.submission.stamp.fiscal_year < int(since):
        return
    for address in rule.fields["field"]:
        for where, answer in context.submission.places(address):
            yield context.finding(rule.code, where, value=answer.typed, since=since)
