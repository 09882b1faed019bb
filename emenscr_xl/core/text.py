"""Text as Thai people type it: cleaned, with Thai digits read as digits where a number is meant."""

from __future__ import annotations

import re
import unicodedata

from emenscr_xl.form.thai import THAI_DIGITS

_THAI_DIGITS = str.maketrans(THAI_DIGITS, "0123456789")
_THAI_DIGIT = re.compile(f"[{THAI_DIGITS}]")
#: Characters that nobody sees: zero-width ones, marks of direction, the soft hyphen.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_INVISIBLE = re.compile(f"[{INVISIBLE}\ud800-\udfff]")  # and half characters, which no file holds
#: Blanks that are no plain space, as people paste them. Others are characters, here and in the workbook.
BLANKS = "\t\n\x0b\r\u00a0\u2002\u2003\u2009\u2028\u2029\u202f\u3000"
_RUN_OF_BLANKS = re.compile(f"[{BLANKS} ]+")
_LINE_BREAKS = re.compile("\r\n?|\u2028|\u2029|\x0b")
#: Sara am typed as two characters; NFC leaves it alone, so equal words would differ.
SPLIT_SARA_AM = "\u0e4d\u0e32"
SARA_AM = "\u0e33"
#: What is not in a clean text.
_UNCLEAN = re.compile(f"[{INVISIBLE}\ud800-\udfff\r\u2028\u2029\x0b\u00a0]|{SPLIT_SARA_AM}")
#: What a cell holds, in UTF-16 units, as Excel counts.
CELL_HOLDS = 32_767


def clean(text: str) -> str:
    """NFC, trimmed, one kind of line break, no zero-width characters, sara am in one piece."""
    if _UNCLEAN.search(text) or not unicodedata.is_normalized("NFC", text):
        text = _composed(_INVISIBLE.sub("", text))
        text = _LINE_BREAKS.sub("\n", text.replace(SPLIT_SARA_AM, SARA_AM)).replace("\u00a0", " ")
    return text.strip(f"{BLANKS} ")


def _composed(text: str) -> str:
    """NFC; the text as it is where that would be too long for a cell."""
    composed = unicodedata.normalize("NFC", text)
    return composed if fitted(composed) == composed else text


def fitted(text: str, units: int = CELL_HOLDS) -> str:
    """The beginning of a text that has room in so many UTF-16 units; never half a letter."""
    if len(text) * 2 <= units:
        return text
    return text.encode("utf-16-le", "replace")[: units * 2].decode("utf-16-le", "ignore")


def digits(text: str) -> str:
    """The text with Thai digits as Arabic ones."""
    return text.translate(_THAI_DIGITS) if _THAI_DIGIT.search(text) else text


class _Letters(dict[int, int | None]):
    """What `str.translate` keeps of each character: letters, marks and digits."""

    def __missing__(self, character: int) -> int | None:
        kept = character if unicodedata.category(chr(character))[0] in "LMN" else None
        self[character] = kept
        return kept


_LETTERS = _Letters()


def letters(text: str) -> str:
    """Letters, marks and digits alone, small and Arabic: for comparing and measuring wording.

    Blanks and punctuation do not count, so that the same words are the same however they are set.
    """
    return digits(clean(text)).casefold().translate(_LETTERS)


def shortened(text: str, length: int = 60) -> str:
    """The text in one line, cut to a length with `…`; never between a letter and its marks."""
    line = squeezed(text).replace("\n", " ")
    if len(line) <= length:
        return line
    end = length - 1
    while end > 0 and unicodedata.category(line[end])[0] == "M":
        end -= 1
    return f"{line[:end].rstrip()}…"


def squeezed(text: str) -> str:
    """Cleaned, with every run of blanks as one space: for comparing names."""
    return _RUN_OF_BLANKS.sub(" ", clean(text))
