"""Number formats of a document: what kind each is, and formats that are made for Excel's codes."""

from typing import Any

from oracles import live

#: com.sun.star.util.NumberFormat
DATE, TIME, CURRENCY, TEXT, LOGICAL = 2, 4, 8, 256, 1024
GENERAL, TEXT_KEY, LOGICAL_KEY = 0, 100, 99


class Formats:
    """The formats of one document. What is read once is remembered: a key never changes its meaning."""

    __slots__ = ("_document", "_keys", "_types")

    def __init__(self, document: Any) -> None:
        self._document = document
        self._types: dict[int, int] = {GENERAL: 16, TEXT_KEY: TEXT, LOGICAL_KEY: LOGICAL}
        self._keys: dict[str, int] = {}

    def type(self, key: int) -> int:
        """Bits of the constants above."""
        if key not in self._types:
            self._types[key] = self._document.NumberFormats.getByKey(key).Type
        return self._types[key]

    def key(self, code: str) -> int:
        """The key of a code in Excel's words; the format is made when it is new."""
        if code not in self._keys:
            locale = live.struct("com.sun.star.lang.Locale", Language="en", Country="US")
            formats = self._document.NumberFormats
            known = formats.queryKey(code, locale, False)
            self._keys[code] = formats.addNew(code, locale) if known == -1 else known
        return self._keys[code]
