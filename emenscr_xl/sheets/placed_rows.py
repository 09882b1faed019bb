"""Rows that were drawn and deflated, put into the sheets of the workbook that was written around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from emenscr_xl.sheets.package_writer import Deflated, Package, deflated, joined

#: Deflate level, measured on 600 returns: 6 takes three times as long for a fifth less.
LEVEL = 3
_DIMENSION = re.compile(rb'(?<=<dimension ref=")[^"]*')


class SheetRows(Protocol):
    """What is put into a sheet."""

    @property
    def last(self) -> str:
        """The last cell."""

    def xml(self) -> list[Deflated]:
        """The rows."""

    def links(self) -> list[Deflated]:
        """The links of their cells."""

    def relations(self) -> str:
        """The files that the links open."""


def with_rows(content: bytes, rows: Mapping[int, SheetRows]) -> list[bytes]:
    """The workbook's bytes, in pieces, with rows below those of its sheets, by the sheets' numbers from 1.

    Such a sheet has rows and a link of its own, for something to follow.
    """
    package = Package.from_bytes(content)
    return package.pieces(dict(_replaced(package, rows)))


def _replaced(package: Package, rows: Mapping[int, SheetRows]) -> Iterator[tuple[str, Deflated]]:
    for number, drawn in rows.items():
        part = f"xl/worksheets/sheet{number}.xml"
        yield part, _sheet(package.content(part), drawn)
        part = f"xl/worksheets/_rels/sheet{number}.xml.rels"
        before, end, after = package.content(part).partition(b"</Relationships>")
        yield part, joined([deflated(before + drawn.relations().encode() + end + after, LEVEL)])


def _sheet(xml: bytes, drawn: SheetRows) -> Deflated:
    """A sheet with the rows and links that were drawn for it."""
    head, rows_end, tail = _DIMENSION.sub(b"A1:" + drawn.last.encode(), xml, count=1).partition(
        b"</sheetData>"
    )
    middle, links_end, tail = tail.partition(b"</hyperlinks>")
    around = (head, rows_end + middle, links_end + tail)
    first, second, third = (deflated(part, LEVEL) for part in around)
    return joined([first, *drawn.xml(), second, *drawn.links(), third])
