"""A rationale that is proved by a figure with its year and source: C-06, criterion 3.

`tests/test_labelled.py` says how well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding
from emenscr_xl.core.text import digits
from emenscr_xl.form.model import Rule

#: Not a part of a longer number; `พ.ศ.2568` and `PISA 2022,` are years.
_YEAR = re.compile(r"(?<![\d,])(?<!\d\.)(?:2[45]\d\d|19\d\d|20\d\d)(?!\d|[.,]\d)")
_NUMBER = r"\d+(?:,\d+)*(?:\.\d+)?"
#: A number with its range.
_FIGURE = re.compile(rf"(?<![\d.,–-]){_NUMBER}(?:\s*[–-]\s*{_NUMBER})?")
_DASH = re.compile(r"\s*[–-]\s*")
#: In `ร้อยละ 28.5 ปีการศึกษา 2568` the word that follows the figure begins the year; it is not its unit.
_OF_YEAR = re.compile(r"ปี\s*(?:การศึกษา|งบประมาณ|พ\.ศ\.|ค\.ศ\.|\d)")
#: An area's number has no more digits.
_AREA_DIGITS = 2

Lists = Mapping[str, Sequence[str]]


def evidenced(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where no paragraph holds a figure, a year and a source together (C-06, criterion 3).

    It says what the best paragraph holds. A line that begins by citing a source belongs to the one before.
    """
    (address,) = rule.fields["text"]
    for where, answer in context.submission.places(address):
        paragraphs = _paragraphs(answer.typed, rule.lists["cites"])
        held = max((evidence(p, rule.lists) for p in paragraphs), key=_held)
        if _held(held) < len(held) and not answer.fault:
            figure, year, source = (f"“{part}”" if part else "–" for part in held)
            yield context.finding(rule.code, where, figure=figure, year=year, source=source)


def evidence(paragraph: str, lists: Lists) -> tuple[str, str, str]:
    """The first figure, year and word for a source in a paragraph; "" for each that it lacks.

    No figures: what only counts off (`ordinals`: ปีที่ 3, มาตรา 22), the number of an area (`areas`: เขต 1,
    but not เขต 45 แห่ง), sums and spans that say no state of things (`units`), and the year itself.
    """
    text = digits(paragraph)
    year = _YEAR.search(text)
    figure = next((m[0] for m in _FIGURE.finditer(text) if _is_figure(text, m, lists)), "")
    return figure, year[0] if year else "", next((w for w in lists["sources"] if _named(w, text)), "")


def _is_figure(text: str, number: re.Match[str], lists: Lists) -> bool:
    before, after = text[: number.start()].rstrip(), text[number.end() :].lstrip()
    if not before or before.endswith(tuple(lists["ordinals"])):
        return False
    if all(_YEAR.fullmatch(part) for part in _DASH.split(number[0])):
        return False
    if before.endswith(tuple(lists["areas"])):
        return len(number[0]) > _AREA_DIGITS or after.startswith(tuple(lists["counters"]))
    return not after.startswith(tuple(lists["units"])) or bool(_OF_YEAR.match(after))


def _named(word: str, text: str) -> bool:
    """True when a text holds a word; one in Latin letters must stand alone (NT, but not CONTENT)."""
    edges = ("(?<![A-Za-z])", "(?![A-Za-z])") if word.isascii() else ("", "")
    return bool(re.search(edges[0] + re.escape(word) + edges[1], text))


def _paragraphs(text: str, cites: Sequence[str]) -> list[str]:
    """The lines of a text, each with the lines after it that begin by citing a source."""
    paragraphs: list[str] = []
    for line in text.split("\n"):
        if paragraphs and line.lstrip(" (").startswith(tuple(cites)):
            paragraphs[-1] += f"\n{line}"
        else:
            paragraphs.append(line)
    return paragraphs


def _held(parts: Sequence[str]) -> int:
    return sum(map(bool, parts))
