"""Cumulative figures do not fall from one quarter to the next (C-34)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding, Submission, Where
from emenscr_xl.form.model import Module, Rule


def not_falling(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where a figure is below the latest earlier quarter that states one."""
    for address in rule.fields["value"]:
        module = context.module(address)
        for where, _ in context.submission.places(address):
            value = context.submission.number(address, where.record)
            before = _before(context.submission, module, where)
            if value is not None and before is not None and value < before:
                yield context.finding(rule.code, where, value=f"{value:,f}", before=f"{before:,f}")


def _before(submission: Submission, module: Module, where: Where) -> Decimal | None:
    """The same figure in the latest earlier quarter that has one."""
    for quarter in range(module.quarter - 1, 0, -1):
        value = submission.number(f"{module.base}Q{quarter}.{where.field}", where.record)
        if value is not None:
            return value
    return None
