"""Amounts that must agree: C-20, C-21, C-22, RUL-02. Blank parts count as 0; tolerance 0.01 baht."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from emenscr_xl.core.context import Context, baht
from emenscr_xl.core.submission import Finding, Where
from emenscr_xl.core.sums import amount, certain, first_part
from emenscr_xl.form.model import Rule

TOLERANCE = Decimal("0.01")


def equals(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where a stated total differs from the sum of its parts. Silent while the total is blank.

    Where no part is begun, the first of them is what is missing.
    """
    (total,), (parts,) = rule.fields["total"], rule.fields["parts"]
    stated = context.submission.number(total) if context.submission.sound(total) else None
    if stated is None or not certain(context.submission, parts):
        return
    summed, first = amount(context.submission, parts), first_part(context.form, parts)
    if first and stated > TOLERANCE and not context.records(first.address):
        yield context.finding(f"{rule.code}.blank", first, total=baht(stated))
    elif abs(stated - summed) > TOLERANCE:
        yield context.finding(
            rule.code,
            Where.at(total),
            total=baht(stated),
            parts=baht(summed),
            difference=baht(abs(stated - summed)),
        )


def sums_to(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where a computed cell was typed over with text, or a figure unlike its parts."""
    for address in rule.fields["sums"]:
        for where, shown in context.submission.shown.items():
            if where.address == address and certain(context.submission, address, where.record):
                parts = amount(context.submission, address, where.record)
                if isinstance(shown, str):
                    yield context.finding(f"{rule.code}.text", where, total=shown, parts=baht(parts))
                elif abs(shown - parts) > TOLERANCE:
                    yield context.finding(rule.code, where, total=baht(shown), parts=baht(parts))


def zero_unless(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where "no budget" stands beside a sum above 0, or "uses budget" beside 0."""
    (address,), (choice,) = rule.fields["amount"], rule.fields["choice"]
    stated, chosen = context.submission.number(address), context.submission.text(choice)
    if stated is None or not chosen or not context.submission.sound(address):
        return
    if (chosen == rule.options["zero_when"]) != (stated == 0):
        yield context.finding(rule.code, Where.at(choice), choice=chosen, total=baht(stated))


def at_most(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where a figure is above its limit. Silent while either is blank."""
    (limit,) = rule.fields["limit"]
    most = context.submission.number(limit) if context.submission.sound(limit) else None
    for address in rule.fields["value"]:
        value = context.submission.number(address) if context.submission.sound(address) else None
        if value is not None and most is not None and value > most + TOLERANCE:
            yield context.finding(rule.code, Where.at(address), value=baht(value), limit=baht(most))
