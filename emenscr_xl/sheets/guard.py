"""Is it safe to open? Size, first bytes, zip members and ratio, and the bounds of every sheet.

A 1.4 KB workbook whose only cells are A1 and XFD1048576 makes a reader ask for hundreds of gigabytes, so
the bounds are known before any reader sees the file.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

MOST_BYTES = 30_000_000
MOST_UNZIPPED = 300_000_000
MOST_MEMBERS = 2_000
MOST_RATIO = 200
RATIO_FROM = 1_000_000  # small files compress as they like
MOST_CELLS = 4_000_000

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DAMAGE = (BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_CELL = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")


class UnreadableWorkbook(Exception):  # noqa: N818 - it names the file's state, not an error of ours
    """A file that cannot be read: a message code (STR-…) and its details. Never stops a run."""

    def __init__(self, message: str, **details: str) -> None:
        self.message = message
        self.details = details
        super().__init__(f"{message} {details}")


def opened(content: bytes) -> ZipFile:
    """The package, when it is safe to read. Raises UnreadableWorkbook otherwise."""
    if not content:
        raise UnreadableWorkbook("STR-01.empty")
    if len(content) > MOST_BYTES:
        raise UnreadableWorkbook("STR-02", reason=f"{len(content) / 1e6:.0f} MB")
    if content.startswith(_OLE):
        raise UnreadableWorkbook("STR-01.old")
    if not content.startswith(_ZIP):
        raise UnreadableWorkbook("STR-01.foreign")
    try:
        package = ZipFile(BytesIO(content))
        _bounded(package.infolist())
        for name in sheet_members(package):
            _cells_bounded(package.read(name))
    except _DAMAGE as error:
        raise UnreadableWorkbook("STR-01") from error
    return package


def sheet_members(package: ZipFile) -> list[str]:
    """The names of the worksheet parts."""
    return [n for n in package.namelist() if "worksheets/" in n and n.endswith(".xml")]


def _bounded(members: list[ZipInfo]) -> None:
    unzipped = sum(m.file_size for m in members)
    zipped = max(1, sum(m.compress_size for m in members))
    if len(members) > MOST_MEMBERS:
        raise UnreadableWorkbook("STR-02", reason=f"{len(members)} members")
    if unzipped > MOST_UNZIPPED or (unzipped > RATIO_FROM and unzipped / zipped > MOST_RATIO):
        raise UnreadableWorkbook("STR-02", reason=f"{unzipped / 1e6:.0f} MB unzipped, ×{unzipped // zipped}")


def _cells_bounded(xml: bytes) -> None:
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise UnreadableWorkbook("STR-01")
    rows = columns = 0
    for letters, number in _CELL.findall(xml):
        rows = max(rows, int(number))
        columns = max(columns, column_number(letters))
    if rows * columns > MOST_CELLS:
        raise UnreadableWorkbook("STR-02", reason=f"{rows:,} × {columns:,} cells")


def column_number(letters: bytes) -> int:
    """`A` is 1, `XFD` 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
