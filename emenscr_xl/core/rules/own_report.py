"""What is reported of each activity is this quarter's own report (C-31, unconfirmed)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding, Submission, Where
from emenscr_xl.core.text import digits, letters, shortened
from emenscr_xl.form.model import Module, Rule


def own_report(rule: Rule, context: Context) -> Iterator[Finding]:
    """One finding at most for each result: the plan's text, else last quarter's, else very short.

    Last quarter's text may stand again where the activity was settled then, and where it is idle now; an idle
    one, one that was settled last quarter, and a counted result (60 คน, ร้อยละ 80) may be told shortly.
    Lengths count no blanks and no punctuation.
    """
    (result,), (status,), (plan,) = (rule.fields[n] for n in ("result", "status", "plan"))
    module, shortest = context.module(result), int(rule.options["shortest"])
    for where, answer in context.submission.places(result):
        text, shown = letters(answer.typed), shortened(answer.typed)
        before = _before(context.submission, module, where, status)
        settled = before[0] in rule.lists["settled"]
        idle = context.submission.text(status, where.record) in rule.lists["idle"]
        planned = context.submission.typed(plan, where.record)
        if answer.fault:
            continue
        if text and text == letters(planned):
            yield context.finding(rule.code, where, text=shown, other_label=context.label(plan))
        elif text and not idle and not settled and text == letters(before[1]):
            yield context.finding(f"{rule.code}.before", where, text=shown, quarter=str(module.quarter - 1))
        elif not idle and not settled and len(text) < shortest and not _counted(answer.typed, rule):
            details = {"length": str(len(text)), "shortest": str(shortest)}
            yield context.finding(f"{rule.code}.short", where, text=shown, **details)


def _before(submission: Submission, module: Module, where: Where, status: str) -> tuple[str, str]:
    """The status and the text of last quarter's report of an activity; "" for what it lacks."""
    last = f"{module.base}Q{module.quarter - 1}"
    state = submission.text(f"{last}.{Where.at(status).field}", where.record)
    return state, submission.typed(f"{last}.{where.field}", where.record)


def _counted(text: str, rule: Rule) -> bool:
    """True when a text holds a number with one of the units, or a percentage."""
    units, percent = ("|".join(map(re.escape, rule.lists[name])) for name in ("units", "percent"))
    return bool(re.search(rf"\d\s*(?:{units}|{percent})|(?:{percent})\s*\d", digits(text)))
