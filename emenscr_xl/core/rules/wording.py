"""Wording that can be measured and proved: C-05, C-06. `tests/test_labelled.py` says how well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding
from emenscr_xl.core.text import digits, shortened, squeezed
from emenscr_xl.form.model import Rule

_YEAR = re.compile(r"(?<![\d.,])(?:2[45]\d\d|19\d\d|20\d\d)(?![\d,]|\.\d)")
#: A number with its range; not one that only counts off: ชั้นปีที่ 1–6, มาตรา 22, ข้อ 3.
_FIGURE = re.compile(r"(?<![\d.,–-])\d[\d,]*(?:\.\d+)?(?:\s*[–-]\s*\d[\d,]*(?:\.\d+)?)?")
_ORDINAL = re.compile(r"(?:ที่|มาตรา|ข้อ|ฉบับ|เขต|^)\s*$")


def measurable(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where a percentage is of something that nobody can measure (C-05, criterion 6).

    The row has a numeric target and its unit is a percentage (other rows are C-04's, or count things), and
    its name holds a bare word of praise and neither a digit nor a word that says how it is measured.
    """
    submission = context.submission
    for name, target, unit in zip(*(rule.fields[n] for n in ("name", "target", "unit")), strict=True):
        for where, answer in submission.places(name):
            value, per = (
                submission.number(target, where.record),
                squeezed(submission.typed(unit, where.record)),
            )
            bare = unmeasured(squeezed(answer.typed), rule.lists["bare"], rule.lists["measures"])
            if bare and per in rule.lists["percent"] and value is not None and not answer.fault:
                said = f"{value:,f} {per}"
                yield context.finding(rule.code, where, text=shortened(answer.typed), bare=bare, target=said)


def unmeasured(text: str, bare: Sequence[str], measures: Sequence[str]) -> str:
    """The bare word in a text that says nothing measurable; "" when there is none, or something is said."""
    if any(c.isdigit() for c in text) or any(word in text for word in measures):
        return ""
    return next((word for word in bare if word in text), "")


def evidenced(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where no paragraph holds a figure, a year and a source together (C-06, criterion 3).

    It says what the best paragraph holds. A figure that only counts off (ปีที่ 3) and a year are no figures.
    """
    (address,) = rule.fields["text"]
    for where, answer in context.submission.places(address):
        held = max((evidence(p, rule.lists["sources"]) for p in answer.typed.split("\n")), key=_held)
        if _held(held) < len(held) and not answer.fault:
            figure, year, source = (f"“{part}”" if part else "–" for part in held)
            yield context.finding(rule.code, where, figure=figure, year=year, source=source)


def evidence(paragraph: str, sources: Sequence[str]) -> tuple[str, str, str]:
    """The first figure, year and word for a source in a paragraph; "" for each that it lacks."""
    text = digits(paragraph)
    year = _YEAR.search(text)
    figures = (m for m in _FIGURE.finditer(text) if not _YEAR.fullmatch(m[0]))
    figure = next((m[0] for m in figures if not _ORDINAL.search(text[: m.start()])), "")
    return figure, year[0] if year else "", next((word for word in sources if word in text), "")


def _held(parts: Sequence[str]) -> int:
    return sum(map(bool, parts))
