"""Is it safe to open? Size, first bytes, zip members and growth, and the bounds of every sheet.

A 1.4 KB workbook whose only cells are A1 and XFD1048576 makes a reader ask for hundreds of gigabytes, so
the bounds are known before any reader sees the file. What has no bounds that we can know is not opened.
Readers see nothing but the parts that were looked at here, in a package made anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from emenscr_xl.sheets.bounds import USUAL_CELLS, bounds, usual
from emenscr_xl.sheets.budget import BUDGET, over
from emenscr_xl.sheets.foreign import ZIP, foreign_file, foreign_package
from emenscr_xl.sheets.package_writer import stored
from emenscr_xl.sheets.parts import BookPart, Parts, book_part, tells_of_others
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

_MEMBER = b"PK\x01\x02"
_RATIO_FROM = 1_000_000  # small files compress as they like
_TEXTS = "sharedstrings.xml"
_COUNTS = re.compile(rb"\b(?:count|uniqueCount)\s*=\s*[\"']\s*\+?([0-9]+)")
_UNDERSCORE = b"_x005F_"
_SHORTEST_TEXT = len(b"<si/>")
_HEAD = 2_000  # bytes within which a part's first element ends, nearly always


@dataclass(frozen=True, slots=True)
class Guarded:
    """A package that is safe to read, and which of its parts tell what the cells hold.

    `sizes`: how much there is of what the budget measures. `usual`: nothing in it is written in a way that
    could mislead a reader.
    """

    parts: Parts
    book: BookPart
    needed: tuple[str, ...]
    sizes: Mapping[str, int] = field(default_factory=dict)
    usual: bool = False

    @property
    def here(self) -> bool:
        """True when a reader may work in this process; else it must be able to die alone."""
        return self.usual and all(size <= BUDGET[key].here for key, size in self.sizes.items())

    def packed(self) -> bytes:
        """A package of nothing but the needed parts, for readers."""
        return self.parts.packed(self.needed)

    def packed_for_second(self) -> bytes:
        """The same for the second reader, which knows no escaped underscores in a sheet's own texts."""
        sheets = {s.part for s in self.book.sheets}
        read = {name: self.parts.read(name) for name in self.needed}
        return stored({n: p.replace(_UNDERSCORE, b"_") if n in sheets else p for n, p in read.items()})


def opened(content: bytes, beside: Collection[str] = ()) -> Guarded:
    """The package, when it is safe to read. Raises UnreadableWorkbook otherwise.

    `beside`: sheets that nobody asks for, by name. They are not unzipped, and readers do not see them.
    """
    return _said_damaged(content, lambda package: _bounded(_guarded(package, beside), len(content)))


def packaged(content: bytes) -> Guarded:
    """The package of a file whose cells an application has read: how many there are is not counted."""
    return _said_damaged(content, lambda package: _guarded(package, ()))


def within(key: str, count: int, message: str = "STR-02") -> int:
    """The amount, when the budget has room for it. Raises UnreadableWorkbook with the message otherwise."""
    if count > BUDGET[key].most:
        raise UnreadableWorkbook(message, **over(key, count))
    return count


def _said_damaged(content: bytes, judged: Callable[[ZipFile], Guarded]) -> Guarded:
    """The package as judged; whatever is wrong with it is an UnreadableWorkbook."""
    if not content:
        raise UnreadableWorkbook("STR-01.empty")
    within("bytes", len(content))
    within("members", content.count(_MEMBER))  # before each becomes an object
    if not content.startswith(ZIP):
        raise foreign_file(content)
    try:
        return judged(ZipFile(BytesIO(content)))
    except UnreadableWorkbook:
        raise
    except Exception as error:  # zip, decompressors and XML each have errors of their own: all say damaged
        raise UnreadableWorkbook("STR-01") from error


def _guarded(package: ZipFile, beside: Collection[str]) -> Guarded:
    """The package with its needed parts read, when it is a workbook's and its members are few and small."""
    members = package.infolist()
    parts = Parts(package)
    if refusal := foreign_package({name.lower() for name in parts}):
        raise refusal
    _grows_as_usual(members)
    book = book_part(parts)
    asked = {s.part for s in book.sheets if s.part and s.name not in beside}
    needed = tuple(name for name in parts if name in asked or tells_of_others(name))
    sizes = {
        "members": len(members),
        "unzipped": sum(len(parts.read(name)) for name in needed),
        "text": max((_longest_text(parts.read(name)) for name in needed), default=0),
    }
    return Guarded(parts, book, needed, sizes)


def _longest_text(part: bytes) -> int:
    """The bytes of a part's longest text or tag; 0 where there is no room for one that is too long."""
    if len(part) <= BUDGET["text"].most:
        return 0
    return within("text", max(map(len, part.split(b"<"))))


def _grows_as_usual(members: list[ZipInfo]) -> None:
    unzipped = within("unzipped", sum(m.file_size for m in members))
    if unzipped > _RATIO_FROM:
        within("ratio", unzipped // max(1, sum(m.compress_size for m in members)))


def _bounded(package: Guarded, size: int) -> Guarded:
    """The same, when its sheets name no cells without end."""
    asked = {s.part for s in package.book.sheets} & {*package.needed}
    sheets = [package.parts.read(name) for name in asked]
    counted = [xml for xml in sheets if not usual(xml)]
    cells = (len(sheets) - len(counted)) * USUAL_CELLS
    for xml in counted:
        rows, columns = bounds(xml)
        cells = within("cells", cells + rows * columns)
    sizes = {**package.sizes, "bytes": size, "cells": cells}
    return Guarded(package.parts, package.book, package.needed, sizes, _counts_are_true(package))


def _counts_are_true(package: Guarded) -> bool:
    """True when no part says that it holds more texts than it has room for: readers make room unseen."""
    for name in package.needed:
        if name.lower().endswith(_TEXTS):
            part = package.parts.read(name)
            said = _COUNTS.findall(part, 0, _HEAD)
            if any(int(count[:20]) > len(part) // _SHORTEST_TEXT for count in said):
                return False
    return True
