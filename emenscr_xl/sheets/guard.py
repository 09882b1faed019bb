"""Is it safe to open? Size, first bytes, zip members and ratio, and the bounds of every sheet.

A 1.4 KB workbook whose only cells are A1 and XFD1048576 makes a reader ask for hundreds of gigabytes, so
the bounds are known before any reader sees the file. What has no bounds that we can know is not opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile, ZipInfo

MOST_BYTES = 30_000_000
MOST_UNZIPPED = 300_000_000
MOST_MEMBERS = 2_000
MOST_RATIO = 200
RATIO_FROM = 1_000_000  # small files compress as they like
MOST_CELLS = 4_000_000  # of all sheets together

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_WORKBOOK = "xl/workbook.xml"
#: Parts of a package that tell of the others.
_SELF = (_WORKBOOK, "workbook.xml.rels", "app.xml")
#: OpenDocument and .xlsb: readers would take them, but their bounds are written otherwise.
_OTHER_KINDS = ("content.xml", "xl/workbook.bin")
#: What marks a part as a sheet, whatever its name is, in every encoding that a reader takes.
_SHEET_MARKS = tuple("sheetData".encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be"))
_DATA_START, _DATA_END = b"<sheetData>", b"</sheetData>"
_USUAL_HEAD = re.compile(
    rb'(?:\xef\xbb\xbf)?<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?[^>]*\?>\s*<worksheet\b'
)
_PLACE = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_PREFIXED = re.compile(rb"<[A-Za-z_][\w.\-]*:")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


class UnreadableWorkbook(Exception):  # noqa: N818 - it names the file's state, not an error of ours
    """A file that cannot be read: a message code (STR-…) and its details. Never stops a run."""

    def __init__(self, message: str, **details: str) -> None:
        self.message = message
        self.details = details
        super().__init__(f"{message} {details}")


def opened(content: bytes) -> ZipFile:
    """The package, when it is safe to read. Raises UnreadableWorkbook otherwise."""
    return _said_damaged(content, _bounded)


def packaged(content: bytes) -> ZipFile:
    """The package of a file whose cells an application has read: how many there are is not counted."""
    return _said_damaged(content, _undeclared)


def _said_damaged(content: bytes, judged: Callable[[ZipFile], ZipFile]) -> ZipFile:
    """The package as judged; whatever is wrong with it is an UnreadableWorkbook."""
    if not content:
        raise UnreadableWorkbook("STR-01.empty")
    if len(content) > MOST_BYTES:
        raise UnreadableWorkbook("STR-02", reason=f"{len(content) / 1e6:.0f} MB")
    if content.startswith(_OLE):
        raise UnreadableWorkbook("STR-01.old")
    if not content.startswith(_ZIP):
        raise UnreadableWorkbook("STR-01.foreign")
    try:
        return judged(ZipFile(BytesIO(content)))
    except UnreadableWorkbook:
        raise
    except Exception as error:  # zip, decompressors and XML each have errors of their own: all say damaged
        raise UnreadableWorkbook("STR-01") from error


def _few_and_small(package: ZipFile) -> ZipFile:
    """The package, when it is a workbook's and its members are few and small."""
    members = package.infolist()
    _size_bounded(members)
    names = {m.filename.replace("\\", "/").lower() for m in members}
    if _WORKBOOK not in names or not names.isdisjoint(_OTHER_KINDS):
        raise UnreadableWorkbook("STR-01.foreign")
    return package


def _undeclared(package: ZipFile) -> ZipFile:
    """The same, when what it says of itself declares no types of its own."""
    for name in _few_and_small(package).namelist():
        if name.lower().endswith(_SELF) and b"<!DOCTYPE" in package.read(name):
            raise UnreadableWorkbook("STR-01")
    return package


def _bounded(package: ZipFile) -> ZipFile:
    """The same, when its members are whole, and name no cells without end."""
    cells = 0
    for member in _few_and_small(package).infolist():
        part = package.read(member)
        if any(mark in part for mark in _SHEET_MARKS):
            rows, columns = _plain_bounds(part) or _bounds(part)
            cells += rows * columns
            if cells > MOST_CELLS:
                raise UnreadableWorkbook("STR-02", reason=f"{rows:,} × {columns:,} cells")
        elif member.filename.lower().endswith((".xml", ".rels")) and b"<!DOCTYPE" in part:
            raise UnreadableWorkbook("STR-01")
    return package


def _size_bounded(members: list[ZipInfo]) -> None:
    unzipped = sum(m.file_size for m in members)
    zipped = max(1, sum(m.compress_size for m in members))
    if len(members) > MOST_MEMBERS:
        raise UnreadableWorkbook("STR-02", reason=f"{len(members)} members")
    if unzipped > MOST_UNZIPPED or (unzipped > RATIO_FROM and unzipped / zipped > MOST_RATIO):
        raise UnreadableWorkbook("STR-02", reason=f"{unzipped / 1e6:.0f} MB unzipped, ×{unzipped // zipped}")


def _plain_bounds(xml: bytes) -> tuple[int, int] | None:
    """The last row and column of a sheet written the usual way; None when only a parser can tell.

    Usual: UTF-8, one block of rows, no prefixes, and every cell names its place first.
    """
    start, end = xml.find(_DATA_START), xml.rfind(_DATA_END)
    usual = _USUAL_HEAD.match(xml) and xml.count(_DATA_START) == 1 and start < end and b"<!" not in xml
    if not usual:
        return None
    places = _PLACE.findall(xml, start, end)
    if len(places) != xml.count(b"<c", start, end) or _PREFIXED.search(xml, start, end):
        return None
    columns, rows = zip(*places, strict=True) if places else ((), ())
    return max(map(int, set(rows)), default=0), max(map(column_number, set(columns)), default=0)


def _bounds(xml: bytes) -> tuple[int, int]:
    bounds = _Bounds(xml)
    return bounds.rows, bounds.columns


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
                raise UnreadableWorkbook("STR-01")
            self._column = column_number(match[1].encode())
            self.rows = max(self.rows, int(match[2]))
        self.rows = max(self.rows, self._row)
        self.columns = max(self.columns, self._column)

    def _refuse(self, *_: object) -> None:
        raise UnreadableWorkbook("STR-01")


def column_number(letters: bytes) -> int:
    """`A` is 1, `XFD` 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
