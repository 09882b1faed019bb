"""How far a sheet's cells reach, told from its XML before any reader sees it."""

from __future__ import annotations

import re
from xml.parsers.expat import ParserCreate

#: What a usual sheet may reach: 999 rows, and the columns A to AZ.
USUAL_CELLS = 999 * 52
_DATA_START, _DATA_END = b"<sheetData>", b"</sheetData>"
_USUAL_HEAD = re.compile(
    rb'(?:\xef\xbb\xbf)?<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?[^>]*\?>\s*<worksheet\b'
)
_BEYOND = re.compile(rb'<c(?! r="A?[A-Z][0-9]{1,3}"(?: [st]="[A-Za-z0-9]*"){0,2}/?>)')
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


class UnknownBounds(Exception):  # noqa: N818 - it names the sheet's state
    """A sheet whose cells are not where cells can be, or that declares types of its own."""


def usual(xml: bytes) -> bool:
    """True for a sheet written the usual way whose cells all lie within the usual bounds.

    The usual way: UTF-8, one block of rows, no prefixes, and every cell names its place first, and once.
    """
    start, end = xml.find(_DATA_START), xml.rfind(_DATA_END)
    plain = b"<!" not in xml and b"\0" not in xml
    whole = _USUAL_HEAD.match(xml) and xml.count(_DATA_START) == 1 and start < end and plain
    return bool(whole) and b":c" not in xml[start:end] and _BEYOND.search(xml, start, end) is None


def bounds(xml: bytes) -> tuple[int, int]:
    """The last row and column of a sheet's cells. Raises UnknownBounds, and expat's errors."""
    found = _Bounds(xml)
    return found.rows, found.columns


class _Bounds:
    """The last row and column of a sheet's XML. A row or cell that names no place follows the one before.

    A row without cells takes no room: LibreOffice writes the last row of all when a row was deleted.
    """

    def __init__(self, xml: bytes) -> None:
        self.rows = self.columns = self._row = self._column = 0
        parser = ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.Parse(xml, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "row":
            self._row = max(self._row + 1, int(attributes.get("r", 0)))
            self._column = 0
        elif kind == "c":
            self._cell(attributes.get("r"))

    def _cell(self, reference: str | None) -> None:
        self._column += 1
        if reference is not None:
            match = _REFERENCE.fullmatch(reference)
            if match is None:
                raise UnknownBounds
            self._column = column_number(match[1].encode())
            self.rows = max(self.rows, int(match[2]))
        self.rows = max(self.rows, self._row)
        self.columns = max(self.columns, self._column)

    def _refuse(self, *_: object) -> None:
        raise UnknownBounds


def column_number(letters: bytes) -> int:
    """`A` is 1, `XFD` 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
