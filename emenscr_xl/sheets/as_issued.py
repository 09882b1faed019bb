"""What a workbook held where its owner could not change it: noted in its stamp, compared when it returns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from emenscr_xl.core.submission import Answer, Finding, Submission, Where, record_name
from emenscr_xl.core.text import squeezed
from emenscr_xl.core.values import read_answer
from emenscr_xl.form.model import Form
from emenscr_xl.sheets.layout import MARK

CLOSED = "closed"
#: Programs keep 15 digits of a number or more.
_PRECISION = Decimal("1e-12")
_LONGEST = 300
_BLANK = "(ว่าง)"
_LINE = re.compile(rf"{MARK}(?P<address>\w+(?:\.\w+){{1,2}})(?:\[(?P<record>[0-9]{{1,6}})\])?")


@dataclass(frozen=True, slots=True)
class AsIssued:
    """The answers as issued that the owner could not change, and the modules closed as a whole."""

    answers: Mapping[Where, Answer]
    closed: frozenset[str]

    def fixed(self, where: Where) -> bool:
        """True for a place that the owner could not change."""
        return where in self.answers or where.module in self.closed


def line_of(where: Where) -> str:
    """The name of a place in the stamp: `#M2.project_name`, `#M4.activities.name[3]`."""
    return f"{MARK}{where.address}" + (f"[{where.record}]" if where.record else "")


def as_issued(form: Form, stamp: Mapping[str, str]) -> AsIssued:
    """What the lines of a stamp say of the answers. Older workbooks have no such lines."""
    answers, closed = {}, {m.key for m in form.modules if stamp.get(f"{MARK}{m.key}") == CLOSED}
    for name, text in stamp.items():
        where = _place(form, name)
        answer = read_answer(form.question(where.address)[2], text, form.catalogues) if where else None
        if where and answer:
            answers[where] = answer
    return AsIssued(answers, frozenset(closed))


def _place(form: Form, name: str) -> Where | None:
    """The place that a line of the stamp names; None for any other line."""
    match = _LINE.fullmatch(name)
    if not match:
        return None
    where = Where.at(match["address"], int(match["record"] or 0))
    try:
        field = form.question(where.address)[2]
    except KeyError:
        return None
    return None if field.computed else where


def compared(submission: Submission, issued: AsIssued) -> tuple[Submission, tuple[Finding, ...]]:
    """The submission with blanked answers as they were issued, and a finding for each that differs (STR-11).

    What was typed instead stays the answer. Places that are gone (STR-06) and cells in error (STR-09) are
    said already.
    """
    blanked = {w: a for w, a in issued.answers.items() if w not in submission.answers}
    found = [_finding(submission.form, w, a, None) for w, a in blanked.items() if w not in submission.lost]
    for where, answer in submission.answers.items():
        before = issued.answers.get(where)
        if issued.fixed(where) and answer.fault != "STR-09" and not _same(before, answer):
            found.append(_finding(submission.form, where, before, answer))
    if blanked:
        submission = replace(submission, answers={**submission.answers, **blanked})
    return submission, tuple(found)


def _same(one: Answer | None, other: Answer) -> bool:
    """True when two answers mean the same, however a program has saved them."""
    if one is None:
        return False
    if isinstance(one.value, Decimal | int) and isinstance(other.value, Decimal | int):
        return abs(Decimal(one.value) - Decimal(other.value)) <= abs(Decimal(one.value)) * _PRECISION
    if one.value is None or isinstance(one.value, str):
        return squeezed(str(_said(one))) == squeezed(str(_said(other)))
    return one.value == other.value


def _said(answer: Answer) -> object:
    return answer.typed if answer.value is None else answer.value


def _finding(form: Form, where: Where, before: Answer | None, now: Answer | None) -> Finding:
    _, table, field = form.question(where.address)
    details = {"label": field.label, "record": record_name(table, where.record)}
    details["issued"] = _short(before.typed) if before else _BLANK
    if now is None:
        return Finding("STR-11.blank", where, details)
    return Finding("STR-11", where, {**details, "value": _short(now.typed)})


def _short(text: str) -> str:
    """A text as a message quotes it; the whole of it is in the answers."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
