"""Spending, progress and plan of a quarter beside each other: C-32, C-33 (unconfirmed)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from emenscr_xl.core.context import Context, baht
from emenscr_xl.core.months import position
from emenscr_xl.core.rules.amounts import TOLERANCE
from emenscr_xl.core.submission import Finding, Submission, Where
from emenscr_xl.core.sums import amount, certain, first_part
from emenscr_xl.core.text import letters, shortened
from emenscr_xl.form.model import Rule


def within_plan(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where a cumulative figure is above its plan by at least `least` baht (satang are rounding).

    Silent without any plan, and above the limit.
    """
    (address,), (plan,), (limit,) = (rule.fields[n] for n in ("value", "plan", "limit"))
    value = context.submission.number(address) if context.submission.sound(address) else None
    most, first = context.submission.number(limit), first_part(context.form, plan)
    begun = first is not None and context.records(first.address)
    if value is None or not begun or not certain(context.submission, plan):
        return
    planned = amount(context.submission, plan)
    if value - planned >= Decimal(rule.options["least"]) and (most is None or value <= most + TOLERANCE):
        details = {"value": baht(value), "plan": baht(planned), "difference": baht(value - planned)}
        yield context.finding(rule.code, Where.at(address), other_label=context.label(plan), **details)


def spent_as_done(rule: Rule, context: Context) -> Iterator[Finding]:
    """Progress without any spending, said at the total; or spending without progress, said at the percent.

    Only of activities that use budget, and only of figures that are stated: of each activity's spending, else
    of the total beside activities that have all 0 percent.
    """
    (total,), (spending,), (percent,) = (rule.fields[n] for n in ("total", "spending", "percent"))
    (uses,), submission = rule.fields["uses"], context.submission
    users = [w.record for w, a in submission.places(uses) if a.value == rule.options["uses_when"]]
    done = {n: value for n in users if (value := submission.number(percent, n)) is not None}
    spent = {n: value for n in users if (value := submission.number(spending, n)) is not None}
    begun = ", ".join(f"{n} ({value:,f} %)" for n, value in done.items() if value)
    whole, idle = submission.number(total), [n for n, value in done.items() if value == 0]
    if whole == 0 and begun:
        yield context.finding(f"{rule.code}.unspent", Where.at(total), activities=begun)
    elif not spent and whole and idle and not begun:
        yield _idle(rule, context, Where.at(percent, idle[0]), total, whole)
    for record in idle:
        if spent.get(record, 0) > 0:
            yield _idle(rule, context, Where.at(percent, record), spending, spent[record])


def _idle(rule: Rule, context: Context, where: Where, spending: str, spent: Decimal) -> Finding:
    details = {"other_label": context.label(spending), "spent": baht(spent)}
    return context.finding(f"{rule.code}.idle", where, **details)


def delay_explained(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where an activity is behind plan and no explanation is filled. Said at the first of them.

    A dash, or words that tell nothing (`nothing`: ไม่มี), explain no delay. A blank status says nothing: C-30
    asks for it.
    """
    explained = [Where.at(address) for address in rule.fields["explained"]]
    if not all(_tells_nothing(rule, context.submission, w) for w in explained):
        return
    (name,), (status,) = rule.fields["name"], rule.fields["status"]
    behind = [w.record for w, a in context.submission.places(status) if _behind(rule, context, w, a.value)]
    if behind:
        activity = shortened(context.submission.typed(name, behind[0])) or str(behind[0])
        yield context.finding(
            rule.code,
            explained[0],
            activity=activity,
            state=context.submission.text(status, behind[0]),
            count=str(len(behind)),
            labels=" / ".join(context.label(w.address) for w in explained),
        )


def _tells_nothing(rule: Rule, submission: Submission, where: Where) -> bool:
    answer = submission.answer(where)
    if answer is None:
        return submission.blank(where)
    return letters(answer.typed) in ("", *map(letters, rule.lists["nothing"]))


def _behind(rule: Rule, context: Context, where: Where, state: object) -> bool:
    """True when an activity should be done by the quarter's end, or be begun, and is not."""
    (start,), (end,) = rule.fields["start"], rule.fields["end"]
    last = 3 * context.module(where.address).quarter
    begins, ends = (position(context, address, where.record) for address in (start, end))
    late = ends is not None and ends <= last and state not in rule.lists["settled"]
    idle = begins is not None and begins <= last and state in rule.lists["idle"]
    return state is not None and (late or idle)
