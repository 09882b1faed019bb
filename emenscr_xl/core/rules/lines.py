"""Lines that must be one, differ, or refer to each other: C-02, A-10, RUL-01."""

from __future__ import annotations

import re
from collections.abc import Iterator

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding, Where
from emenscr_xl.core.values import split_code
from emenscr_xl.form.model import Rule


def one_primary(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where several codes stand in the cell of the one primary line. `missing` says a blank."""
    for address in rule.fields["field"]:
        catalogue = context.form.catalogues[context.form.question(address)[2].catalogue]
        for where, answer in context.submission.places(address):
            parts = [p.strip() for p in re.split(r"[\n;,]", answer.typed)]
            known = [p for p in parts if catalogue.get(split_code(p)[0]) or catalogue.named(p)]
            if len(known) > 1:
                yield context.finding(f"{rule.code}.several", where, count=str(len(known)))


def repeats(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding for each secondary line that bears the primary line's code."""
    primary = context.submission.text(rule.fields["primary"][0])
    for address in rule.fields["secondary"]:
        for where, code in context.codes(address):
            if code == primary:
                yield context.finding(rule.code, where, code=context.shown(address, code))


def refers_to(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding for each record number that names no filled record of the other table."""
    (of,) = rule.fields["of"]
    filled = context.records(of)
    for address in rule.fields["number"]:
        for where, answer in context.submission.places(address):
            if isinstance(answer.value, int) and not answer.fault and answer.value not in filled:
                yield context.finding(rule.code, Where.at(address, where.record), value=str(answer.value))
