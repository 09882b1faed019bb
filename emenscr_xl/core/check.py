"""Every check of one submission: blanks, unreadable answers, then rules across fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from emenscr_xl.core.context import Context
from emenscr_xl.core.missing import missing
from emenscr_xl.core.rules import broken
from emenscr_xl.core.submission import Finding, Submission, Where
from emenscr_xl.form.model import Form

#: A doubt about a code says nothing more where another finding already speaks of the same cell.
CATALOGUE_DOUBT = "A-12"
#: Likeness of wording is a finding of its own: it says nothing of whether the code is right.
LIKENESS = "A-08"
#: The rule kinds that ask for answers; the others speak of answers only.
ASKING = ("active_reported", "each_reported", "equals")


def check(submission: Submission) -> list[Finding]:
    """All findings of a submission, in reading order. A rule is silent where its answers are blank."""
    context = Context(submission.form, submission)
    found = [*missing(context), *unreadable(context)]
    for rule in submission.form.rules:
        found += broken(rule, context)
    return in_reading_order(submission.form, found)


def blanks(submission: Submission) -> list[Finding]:
    """Only what is asked and not answered: what the status column of a workbook shows."""
    context = Context(submission.form, submission)
    found = list(missing(context))
    for rule in submission.form.rules:
        if rule.kind in ASKING:
            found += (f for f in broken(rule, context) if submission.blank(f.where))
    return found


def unreadable(context: Context) -> Iterator[Finding]:
    """Answers that are not of their field's type, range, length, pattern or choices."""
    for where, answer in context.submission.answers.items():
        if answer.fault:
            yield context.finding(answer.fault, where, **answer.details)


def in_reading_order(form: Form, findings: list[Finding]) -> list[Finding]:
    """The findings without repeats, sorted as the form is read: item, record, column."""
    place = _reading_order(form)

    def order(finding: Finding) -> tuple[int, int, int, bool, str]:
        where: Where = finding.where
        item, column = place.get((where.module, where.field), (-1, 0))
        return item, where.record, column, finding.code == LIKENESS, finding.message

    elsewhere = {f.where for f in findings if f.code not in (CATALOGUE_DOUBT, LIKENESS)}
    unique = {
        (f.message, f.where): f for f in findings if f.code != CATALOGUE_DOUBT or f.where not in elsewhere
    }
    return sorted(unique.values(), key=order)


@lru_cache(maxsize=8)
def _reading_order(form: Form) -> Mapping[tuple[str, str], tuple[int, int]]:
    """By module and field: the place of its item in the form, and its column."""
    place: dict[tuple[str, str], tuple[int, int]] = {}
    for m, module in enumerate(form.modules):
        for i, item in enumerate(module.items):
            for j, column in enumerate(getattr(item, "fields", (None,))):
                name = f"{item.key}.{column.key}" if column else item.key
                place[module.key, name] = (m * 1000 + i, j)
    return place
