"""Is it safe to open? Size, first bytes, zip members and ratio, and the bounds of every sheet.

A 1.4 KB workbook whose only cells are A1 and XFD1048576 makes a reader ask for hundreds of gigabytes, so
the bounds are known before any reader sees the file. What has no bounds that we can know is not opened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from emenscr_xl.sheets.bounds import USUAL_CELLS, bounds, usual
from emenscr_xl.sheets.parts import WORKBOOK, BookPart, Parts, book_part, tells_of_others

MOST_BYTES = 30_000_000
MOST_UNZIPPED = 300_000_000
MOST_MEMBERS = 2_000
MOST_RATIO = 200
RATIO_FROM = 1_000_000  # small files compress as they like
MOST_CELLS = 4_000_000  # of all sheets together

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: OpenDocument and .xlsb: readers would take them, but their bounds are written otherwise.
_OTHER_KINDS = ("content.xml", "xl/workbook.bin")


class UnreadableWorkbook(Exception):  # noqa: N818 - it names the file's state, not an error of ours
    """A file that cannot be read: a message code (STR-…) and its details. Never stops a run."""

    def __init__(self, message: str, **details: str) -> None:
        self.message = message
        self.details = details
        super().__init__(f"{message} {details}")


@dataclass(frozen=True, slots=True)
class Guarded:
    """A package that is safe to read, and which of its parts tell what the cells hold."""

    parts: Parts
    book: BookPart
    needed: tuple[str, ...]

    def packed(self) -> bytes:
        """A package of nothing but the needed parts, for readers."""
        return self.parts.packed(self.needed)


def opened(content: bytes, beside: Collection[str] = ()) -> Guarded:
    """The package, when it is safe to read. Raises UnreadableWorkbook otherwise.

    `beside`: sheets that nobody asks for, by name. They are not unzipped, and readers do not see them.
    """

    return _said_damaged(content, lambda parts: _bounded(_guarded(parts, beside)))


def packaged(content: bytes) -> Guarded:
    """The package of a file whose cells an application has read: how many there are is not counted."""
    return _said_damaged(content, lambda parts: _guarded(parts, ()))


def _said_damaged(content: bytes, judged: Callable[[Parts], Guarded]) -> Guarded:
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
        return judged(_few_and_small(ZipFile(BytesIO(content))))
    except UnreadableWorkbook:
        raise
    except Exception as error:  # zip, decompressors and XML each have errors of their own: all say damaged
        raise UnreadableWorkbook("STR-01") from error


def _few_and_small(package: ZipFile) -> Parts:
    """The package's parts, when it is a workbook's and its members are few and small."""
    _size_bounded(package.infolist())
    parts = Parts(package)
    names = {name.lower() for name in parts}
    if WORKBOOK not in names or not names.isdisjoint(_OTHER_KINDS):
        raise UnreadableWorkbook("STR-01.foreign")
    return parts


def _guarded(parts: Parts, beside: Collection[str]) -> Guarded:
    """The package with its needed parts read."""
    book = book_part(parts)
    asked = {s.part for s in book.sheets if s.part and s.name not in beside}
    needed = tuple(name for name in parts if name in asked or tells_of_others(name))
    for name in needed:
        parts.read(name)
    return Guarded(parts, book, needed)


def _bounded(package: Guarded) -> Guarded:
    """The same, when its sheets name no cells without end."""
    sheets = [package.parts.read(s.part) for s in package.book.sheets if s.part in package.needed]
    counted = [xml for xml in sheets if not usual(xml)]
    if (len(sheets) - len(counted)) * USUAL_CELLS > MOST_CELLS:
        counted = sheets
    cells = 0
    for xml in counted:
        rows, columns = bounds(xml)
        cells += rows * columns
        if cells > MOST_CELLS:
            raise UnreadableWorkbook("STR-02", reason=f"{rows:,} × {columns:,} cells")
    return package


def _size_bounded(members: list[ZipInfo]) -> None:
    unzipped = sum(m.file_size for m in members)
    zipped = max(1, sum(m.compress_size for m in members))
    if len(members) > MOST_MEMBERS:
        raise UnreadableWorkbook("STR-02", reason=f"{len(members)} members")
    if unzipped > MOST_UNZIPPED or (unzipped > RATIO_FROM and unzipped / zipped > MOST_RATIO):
        raise UnreadableWorkbook("STR-02", reason=f"{unzipped / 1e6:.0f} MB unzipped, ×{unzipped // zipped}")
