"""Number formats of a document: their kinds, and their codes as Excel writes them."""

import re
from typing import Any

from oracles import live
from support.errors import ComError

#: com.sun.star.util.NumberFormat
DATE, TIME, CURRENCY, TEXT, LOGICAL = 2, 4, 8, 256, 1024
GENERAL, TEXT_KEY, LOGICAL_KEY = 0, 100, 99
#: Parts of a format code that are not letters for a date's parts.
VERBATIM = re.compile(r"""("[^"]*"|\[[^]]*\]|\\.|AM/PM|A/P|General)""")


class Formats:
    """The formats of one document. What is read once is remembered: a key never changes its meaning."""

    __slots__ = ("_codes", "_document", "_keys", "_types")

    def __init__(self, document: Any) -> None:
        self._document = document
        self._types: dict[int, int] = {GENERAL: 16, TEXT_KEY: TEXT, LOGICAL_KEY: LOGICAL}
        self._codes: dict[int, str] = {GENERAL: "General", TEXT_KEY: "@", LOGICAL_KEY: "General"}
        #: A code that was given out leads back to its format, even where Excel's words for it are not known.
        self._keys: dict[str, int] = {"General": GENERAL, "@": TEXT_KEY}

    def type(self, key: int) -> int:
        """Bits of the constants above."""
        if key not in self._types:
            self._learn(key)
        return self._types[key]

    def code(self, key: int) -> str:
        """The code as Excel writes it; there is none for truth values, which are General there."""
        if key not in self._codes:
            self._learn(key)
        return self._codes[key]

    def key(self, code: str) -> int:
        """The key of a code in Excel's words; the format is made when it is new."""
        if code not in self._keys:
            locale = live.struct("com.sun.star.lang.Locale", Language="en", Country="US")
            formats = self._document.NumberFormats
            known = formats.queryKey(code, locale, False)
            try:
                self._keys[code] = formats.addNew(code, locale) if known == -1 else known
            except Exception as error:
                raise ComError("Unable to set the NumberFormat property of the Range class") from error
        return self._keys[code]

    def _learn(self, key: int) -> None:
        found = self._document.NumberFormats.getByKey(key)
        self._types[key] = found.Type
        logical = found.Type & LOGICAL
        dated = found.Type & (DATE | TIME)
        code = "General" if logical else found.FormatString
        self._codes[key] = _lowered(code) if dated else code
        self._keys.setdefault(self._codes[key], key)


def _lowered(code: str) -> str:
    """A date's code with small letters, as Excel writes it."""
    parts = VERBATIM.split(code)
    return "".join(part if place % 2 else part.lower() for place, part in enumerate(parts))
