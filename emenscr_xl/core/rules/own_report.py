"""What is reported of each activity is this quarter's own report (C-31, unconfirmed)."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding, Submission, Where
from emenscr_xl.core.text import letters, shortened
from emenscr_xl.form.model import Module, Rule


def own_report(rule: Rule, context: Context) -> Iterator[Finding]:
    """One finding at most for each result: the plan's text, else last quarter's, else very short.

    Last quarter's text may stand again where the activity was settled then, and where it is idle now; an idle
    one may be told shortly. Lengths count no blanks and no punctuation.
    """
    (result,), (status,), (plan,) = (rule.fields[n] for n in ("result", "status", "plan"))
    module, shortest = context.module(result), int(rule.options["shortest"])
    for where, answer in context.submission.places(result):
        text, shown = letters(answer.typed), shortened(answer.typed)
        idle = context.submission.text(status, where.record) in rule.lists["idle"]
        planned = context.submission.typed(plan, where.record)
        if answer.fault:
            continue
        if text and text == letters(planned):
            yield context.finding(rule.code, where, text=shown, other_label=context.label(plan))
        elif text and not idle and text == letters(_before(context.submission, module, where, status, rule)):
            yield context.finding(f"{rule.code}.before", where, text=shown, quarter=str(module.quarter - 1))
        elif not idle and len(text) < shortest:
            details = {"length": str(len(text)), "shortest": str(shortest)}
            yield context.finding(f"{rule.code}.short", where, text=shown, **details)


def _before(submission: Submission, module: Module, where: Where, status: str, rule: Rule) -> str:
    """What was reported last quarter of an activity that was not settled then; "" otherwise."""
    last = f"{module.base}Q{module.quarter - 1}"
    state = submission.text(f"{last}.{Where.at(status).field}", where.record)
    return "" if state in rule.lists["settled"] else submission.typed(f"{last}.{where.field}", where.record)
