"""Cells and row tags as XML, as xlsxwriter writes them but for texts, which stand in the cell itself."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isfinite

from emenscr_xl.core.text import fitted

#: What a stamped cell holds; None and "" are blanks.
Value = str | int | float | None

_NO_XML = "\x00-\x08\x0b-\x1f\ufffe\uffff"
#: What XML cannot hold, and an underscore that would begin such an escape in the XML.
_ESCAPED = re.compile(f"[{_NO_XML}]|_(?=x[0-9a-fA-F]{{4}}[_{_NO_XML}])")
_HEIGHT = re.compile(rb' (?:ht|customHeight)="[^"]*"')


def value_cell(opening: bytes, value: Value) -> bytes:
    """A cell without a formula. `opening`: the tag's beginning, `<c r="A1" s="1"`.

    Raises ValueError for a number that is not finite, a text longer than Excel's limit, or one of half
    characters (lone surrogates).
    """
    if value is None or value == "":
        return opening + b"/>"
    if not isinstance(value, str):
        return b"%b><v>%b</v></c>" % (opening, f"{_finite(value):.16G}".encode())
    return opening + _inline(value)


@lru_cache(maxsize=1_000)  # a year's workbooks share their words: status, codes, names of lists
def _inline(text: str) -> bytes:
    return inline(text).encode()


def inline(text: str) -> str:
    """A cell that holds a text, but for the beginning of its tag. Raises ValueError as `value_cell` does."""
    space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f' t="inlineStr"><is><t{space}>{_escaped(text)}</t></is></c>'


def formula_cell(opening: bytes, formula: bytes, value: Value) -> bytes:
    """A cell with its formula and cached value. Raises ValueError as `value_cell` does.

    `formula`: its element, `<f>…</f>`, or `<f …/>` where another cell holds the text.
    """
    if value is None or value == "":
        return b"%b>%b<v></v></c>" % (opening, formula)
    if isinstance(value, str):
        return b'%b t="str">%b<v>%b</v></c>' % (opening, formula, escaped(value))
    return b"%b>%b<v>%b</v></c>" % (opening, formula, str(_finite(value)).encode())


def row_tag(tag: bytes, height: float) -> bytes:
    """A row's tag with another height in points, rounded to whole pixels as xlsxwriter does."""
    points = int(height * 4 / 3 + 0.5) * 0.75
    end = b"/>" if tag.endswith(b"/>") else b">"
    kept = _HEIGHT.sub(b"", tag.removesuffix(end))
    return kept + f' ht="{points:.16g}" customHeight="1"'.encode() + end


@lru_cache(maxsize=1_000)  # a year's workbooks share their words: status, codes, names of lists
def escaped(text: str) -> bytes:
    """Text as UTF-8 XML. What XML cannot hold is `_xHHHH_`; what looks like it keeps its meaning."""
    return _escaped(text).encode()


def _escaped(text: str) -> str:
    if fitted(text) != text:
        raise ValueError(f"a text of {len(text):,} characters is longer than Excel takes: {text[:40]}…")
    if "_x" in text or not text.isprintable():  # looked for one by one in few texts
        text = without_controls(text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def without_controls(text: str) -> str:
    """The text with what XML cannot hold as `_xHHHH_`, the way Excel writes it."""
    return _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _finite(value: int | float) -> int | float:
    if not isfinite(value):
        raise ValueError(f"{value} is no number that a cell can hold")
    return value
