"""How the activities are divided and ordered: C-07, C-08, C-09, RUL-03."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from emenscr_xl.core.context import Context
from emenscr_xl.core.months import position
from emenscr_xl.core.rules.amounts import TOLERANCE
from emenscr_xl.core.submission import Finding, Where
from emenscr_xl.core.text import shortened
from emenscr_xl.form.model import Rule
from emenscr_xl.form.thai import quarter_of


def each_divided(rule: Rule, context: Context) -> Iterator[Finding]:
    """One finding that lists the activities without a sub-activity (C-07, criterion 5.2). Said at the first.

    Silent while a sub-activity does not say whose it is: it may be the one that is missed. That there is no
    activity at all is the table's own finding.
    """
    (name,), (part_of,) = rule.fields["name"], rule.fields["part_of"]
    submission, parts = context.submission, context.records(part_of)
    known = {n: submission.value(part_of, n) for n in parts if submission.sound(part_of, n)}
    if len(known) < len(parts) or not set(known.values()) <= set(context.records(name)):
        return
    if any(where.address in (name, part_of) for where in submission.lost):
        return
    activities = [(w, a) for w, a in submission.places(name) if w.record not in known.values()]
    if activities and not parts:
        yield context.finding(f"{rule.code}.none", activities[0][0], count=str(len(activities)))
    elif activities:
        listed = ", ".join(f"{where.record} “{shortened(answer.typed)}”" for where, answer in activities)
        yield context.finding(rule.code, activities[0][0], activities=listed)


def single_span(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where the only activity runs from the first quarter to the last (C-08, criterion 5.3)."""
    (name,), (start,), (end,) = (rule.fields[n] for n in ("name", "start", "end"))
    records = context.records(name)
    if len(records) != 1 or not context.submission.sound(name, records[0]):
        return
    first, last = (position(context, address, records[0]) for address in (start, end))
    if first and last and quarter_of(first) == 1 and quarter_of(last) == 4:
        yield context.finding(
            rule.code,
            Where.at(name, records[0]),
            activity=shortened(context.submission.typed(name, records[0])),
            start=context.shown(start, context.submission.text(start, records[0])),
            end=context.shown(end, context.submission.text(end, records[0])),
        )


def time_order(rule: Rule, context: Context) -> Iterator[Finding]:
    """One finding that lists the activities that begin before one above them (C-09, criterion 5.3).

    Each is compared with the nearest one above that says when; it is said at the first.
    """
    (name,), (start,) = rule.fields["name"], rule.fields["start"]
    above, early = 0, list[tuple[Where, int]]()
    for where, _ in context.codes(start):
        month = position(context, start, where.record)
        before = position(context, start, above) if above else None
        if month and before and month < before:
            early.append((where, above))
        above = where.record if month else above
    if early:
        begins = partial(_begins, context, name, start)
        pairs = (f"{begins(where.record)} ({begins(other)})" for where, other in early)
        yield context.finding(rule.code, early[0][0], activities="; ".join(pairs))


def _begins(context: Context, name: str, start: str, record: int) -> str:
    """An activity and its first month: `“name” 02 – กุมภาพันธ์`."""
    activity = shortened(context.submission.typed(name, record)) or str(record)
    return f"“{activity}” {context.shown(start, context.submission.text(start, record))}"


def adds_up_to(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where the values of all begun records do not add up to the total (RUL-03). Said at the first.

    Each may be rounded (33.33 three times). Silent while a record has none: the values are not used, or not
    all are typed yet.
    """
    (address,), total = rule.fields["values"], Decimal(rule.options["total"])
    places = list(context.submission.places(address))
    summed = sum((context.submission.number(address, w.record) or Decimal(0) for w, _ in places), Decimal(0))
    whole = len(places) == len(context.records(address)) and not any(a.fault for _, a in places)
    if places and whole and abs(summed - total) > TOLERANCE * len(places):
        yield context.finding(rule.code, places[0][0], sum=f"{summed:,f}", total=f"{total:,f}")
