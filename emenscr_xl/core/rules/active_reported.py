"""What a quarter's report must hold: C-30 (active activities) and REQ-01 (each indicator)."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.core.context import Context
from emenscr_xl.core.months import active
from emenscr_xl.core.submission import Finding, Where
from emenscr_xl.form.model import Rule


def active_reported(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding for each blank answer about an activity that is planned to be active in the quarter."""
    (start,), (end,) = rule.fields["start"], rule.fields["end"]
    for address in rule.fields["reported"]:
        if not context.reported(address):
            continue
        quarter = context.module(address).quarter
        for record in context.records(start):
            where = Where.at(address, record)
            if active(context, start, end, record, quarter) and context.submission.blank(where):
                name = context.submission.text(start.rpartition(".")[0] + ".name", record)
                yield context.finding(rule.code, where, activity=name or str(record), quarter=str(quarter))


def each_reported(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding for each record of one table that the quarter's report says nothing of."""
    (of,) = rule.fields["of"]
    for address in rule.fields["reported"]:
        if not context.reported(address):
            continue
        for where, _ in context.submission.places(of):
            place = Where.at(address, where.record)
            if context.submission.blank(place):
                yield context.finding(rule.code, place)
