"""How tall a row must be for its text: Excel does not grow the rows of a generated file by itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import count
from math import ceil
from typing import Any

#: How wide a Thai letter is in the house font beside the digits that column widths count, with room
#: for the wider fonts of computers that lack ours: measured in LibreOffice.
PER_CHARACTER = 1.5
#: What stays free at the end of a line that is broken between two words.
BREAK = 3.0


class _Wide(dict[int, int | None]):
    """A table for `str.translate` that takes out what has no width of its own, and learns as it is asked."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.category(chr(letter)) == "Mn" else letter
        return self[letter]


_WIDE = _Wide()


def text_width(text: str) -> int:
    """The character cells that a text takes: Thai vowels and tone marks above or below take none."""
    return len(text.translate(_WIDE))


def letters_in_a_line(width: float) -> int:
    """So many letters, whichever they are, take one line of a column of that width."""
    return int(_room(width) / PER_CHARACTER)


@lru_cache(maxsize=10_000)  # a year's workbooks share labels, hints and list entries
def line_count(text: str, width: float) -> int:
    """The lines that a wrapped text takes in a column of that width, less its indent."""
    room = _room(width)
    needed = [text_width(line) * PER_CHARACTER for line in text.split("\n")]
    return sum(1 if n <= room else ceil(n / max(1.0, room - BREAK)) for n in needed)


def _room(width: float) -> float:
    """The width that texts have of a column."""
    return max(1.0, width - 1.5)


def width_for(text: str, lines: int) -> int:
    """The narrowest column in which `line_count` finds at most that many lines."""
    return next(width for width in count(1) if line_count(text, width) <= lines)


def height(style: Mapping[str, Any], texts: Iterable[tuple[str, int]], lines: int = 1) -> float:
    """The height in points for a row of texts in columns of given widths, at least `lines` lines."""
    most = max([lines, *(line_count(text, width) for text, width in texts if text)])
    sizes = style["height"]
    return float(min(sizes["most"], max(sizes["least"], most * sizes["line"] + 4)))
