"""What the spending plan is made of, and when it is spent: C-23, T-07."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from emenscr_xl.core.context import Context, baht
from emenscr_xl.core.months import span
from emenscr_xl.core.submission import Finding, Where, record_name
from emenscr_xl.core.sums import amount, certain
from emenscr_xl.form.model import Rule
from emenscr_xl.form.thai import be_date, last_day


def share_in_band(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where a category's share of the plan is above the first band (C-23, NESDC criterion 7).

    Said at the category's first line, with the band that the share lies in and what it scores.
    """
    (category,), (part,), (total,) = (rule.fields[n] for n in ("category", "amount", "total"))
    lines = [w for w, a in context.submission.places(category) if a.value == rule.options["choice"]]
    whole = amount(context.submission, total)
    if not lines or whole <= 0 or not certain(context.submission, total):
        return
    stated = sum((amount(context.submission, part, w.record) for w in lines), Decimal(0))
    share, above = stated * 100 / whole, rule.lists["above"]
    bands = zip(above, (*above[1:], "100"), rule.lists["scores"], strict=True)
    over = [band for band in bands if share > Decimal(band[0])]
    if over:
        low, high, score = over[-1]
        yield context.finding(
            rule.code,
            lines[0],
            category=rule.options["choice"],
            amount=baht(stated),
            total=baht(whole),
            share=f"{share:.2f}",
            low=low,
            high=high,
            score=score,
            full_score=rule.options["full_score"],
        )


def plan_in_time(rule: Rule, context: Context) -> Iterator[Finding]:
    """One finding for all months before the project starts, one for a plan all in the last months (T-07).

    A project that starts in those last months can plan nothing earlier, so that is silent. Dates that T-01
    doubts say nothing.
    """
    (start_at,), (end_at,), months = (rule.fields[n] for n in ("start", "end", "months"))
    start, end, year = context.day(start_at), context.day(end_at), context.submission.stamp.fiscal_year
    if start is None or start > min(end or start, last_day(year)):
        return
    if not all(certain(context.submission, m) for m in months):
        return
    late = months[-int(rule.options["late"]) :]
    ends = _last_days(months, year)
    planned = [w for m in months for w, _ in context.submission.places(m) if _baht(context, [w]) > 0]
    early = [w for w in planned if ends[w.address] < start]
    if early:
        yield _early(rule, context, early, be_date(start))
    if planned and all(w.address in late for w in planned) and start <= ends[months[-len(late) - 1]]:
        first = min(planned, key=lambda w: w.record)
        details = {"total": baht(_baht(context, planned)), "start": be_date(start)}
        yield context.finding(f"{rule.code}.late", first, **details)


def _early(rule: Rule, context: Context, early: Sequence[Where], start: str) -> Finding:
    """What is planned too early, in one finding: months in the year's order, lines in the table's."""
    first, numbers = min(early, key=lambda w: w.record), sorted({w.record for w in early})
    _, table, _ = context.form.question(first.address)
    details = {
        "lines": ", ".join(record_name(table, n) for n in numbers),
        "months": ", ".join(dict.fromkeys(context.label(w.address) for w in early)),
        "total": baht(_baht(context, early)),
    }
    return context.finding(rule.code, first, start=start, **details)


def _last_days(months: Sequence[str], fiscal_year: int) -> dict[str, date]:
    """The last day of each month, October first."""
    codes = [str((n + 9) % 12 + 1) for n in range(12)]
    spans = [span(code, fiscal_year) for code in codes]
    return {month: days[1] for month, days in zip(months, spans, strict=True) if days}


def _baht(context: Context, wheres: Sequence[Where]) -> Decimal:
    return sum((context.submission.number(w.address, w.record) or Decimal(0) for w in wheres), Decimal(0))
