"""Dates and months in order and inside their periods (T-01)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from emenscr_xl.core.context import Context, in_words
from emenscr_xl.core.months import position, span
from emenscr_xl.core.submission import Finding, Where
from emenscr_xl.form.model import Rule
from emenscr_xl.form.thai import be_date, first_day, last_day


def in_order(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where the first date or month is after the second. Said at the first."""
    (first,), (second,) = rule.fields["first"], rule.fields["second"]
    for record in context.records(first):
        a, b = _comparable(context, first, record), _comparable(context, second, record)
        if a is not None and b is not None and a > b:
            yield context.finding(
                rule.code,
                Where.at(first, record),
                value=_said(context, first, record),
                other=_said(context, second, record),
                other_label=context.label(second),
            )


def _comparable(context: Context, address: str, record: int) -> int | None:
    value = context.submission.value(address, record)
    return value.toordinal() if isinstance(value, date) else position(context, address, record)


def _said(context: Context, address: str, record: int) -> str:
    value = context.submission.value(address, record)
    if context.form.question(address)[2].type == "code":
        return context.shown(address, str(value))
    return in_words(value)


def touches_year(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where the project's dates share no day with the fiscal year."""
    (start_at,), (end_at,) = rule.fields["start"], rule.fields["end"]
    start, end = context.day(start_at), context.day(end_at)
    year = context.submission.stamp.fiscal_year
    if start and end and start <= end and (end < first_day(year) or start > last_day(year)):
        yield context.finding(
            f"{rule.code}.year",
            Where.at(start_at),
            start=be_date(start),
            end=be_date(end),
            fiscal_year=str(year),
        )


def within_period(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding for each month that has no day inside the project's dates."""
    start, end = context.day(rule.fields["period_start"][0]), context.day(rule.fields["period_end"][0])
    if start is None or end is None or start > end:
        return
    for address in (*rule.fields["start"], *rule.fields["end"]):
        for where, code in context.codes(address):
            days = span(code, context.submission.stamp.fiscal_year)
            if days and (days[1] < start or days[0] > end):
                yield context.finding(
                    f"{rule.code}.period",
                    where,
                    value=context.shown(address, code),
                    start=be_date(start),
                    end=be_date(end),
                )
