"""Texts in a CSV: none is a formula to a spreadsheet that opens it, and each is read back as it was.

An apostrophe stands before what a spreadsheet would take for a formula's beginning: at the start of a cell,
and after every sign at which another program, or Excel with another list separator, may part the cell in two.
"""

from __future__ import annotations

import re

_FORMULA = "=+\\-@＝＋－＠"
_BREAKS = "\t\r\n"
_AT_START = f"\\A{{mark}}(?='*[{_FORMULA}{_BREAKS}])"
_AFTER_BREAK = f"(?<=[,;\"{_BREAKS}]){{mark}}(?='*[{_FORMULA}])"
_OPEN, _SHIELDED = (
    re.compile("|".join(place.format(mark=mark) for place in (_AT_START, _AFTER_BREAK))) for mark in ("", "'")
)


def shielded(text: str) -> str:
    """The text as a CSV holds it."""
    return _OPEN.sub("'", text)


def bared(cell: str) -> str:
    """The text that a cell of a CSV holds: `bared(shielded(text)) == text`."""
    return _SHIELDED.sub("", cell)
