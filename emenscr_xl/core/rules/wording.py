"""Wording that can be measured: C-05. `tests/test_labelled.py` says how well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding
from emenscr_xl.core.text import shortened, squeezed
from emenscr_xl.form.model import Rule


def measurable(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where a percentage is of something that nobody can measure (C-05, criterion 6).

    The row has a numeric target and its unit is a percentage (other rows are C-04's, or count things), and
    its name holds a bare word of praise and neither a number nor a word that says how it is measured.
    """
    submission = context.submission
    for name, target, unit in zip(*(rule.fields[n] for n in ("name", "target", "unit")), strict=True):
        for where, answer in submission.places(name):
            value, per = (
                submission.number(target, where.record),
                squeezed(submission.typed(unit, where.record)),
            )
            bare = unmeasured(squeezed(answer.typed), rule.lists)
            if (
                bare
                and any(p in per.casefold() for p in rule.lists["percent"])
                and value is not None
                and not answer.fault
            ):
                said = f"{value:,f} {per}"
                yield context.finding(rule.code, where, text=shortened(answer.typed), bare=bare, target=said)


def unmeasured(text: str, lists: Mapping[str, Sequence[str]]) -> str:
    """The bare word in a text that says nothing measurable; "" when there is none, or something is said.

    A number after one of `ordinals` (ป.6, ศตวรรษที่ 21) measures nothing.
    """
    ordinals = "|".join(map(re.escape, lists["ordinals"]))
    counted = re.sub(rf"(?:{ordinals})\s*\d+(?:\s*[–-]\s*\d+)?", "", text)
    if any(c.isdigit() for c in counted) or any(word in text for word in lists["measures"]):
        return ""
    return next((word for word in lists["bare"] if word in text), "")
