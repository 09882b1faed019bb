"""The rows of a data sheet as XML, deflated while they are made: however many there are, few are held.

xlsxwriter keeps every cell until the workbook is closed and writes each by many calls. It still writes all
that stands around the rows; `placed_rows` puts them there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter.url import Url

from emenscr_xl.core.places import letters, quoted
from emenscr_xl.core.text import fitted
from emenscr_xl.register.link import Link
from emenscr_xl.register.tables.data_table import Row
from emenscr_xl.sheets.cell_xml import inline, row_tag
from emenscr_xl.sheets.heights import letters_in_a_line, line_count
from emenscr_xl.sheets.live.values import serial
from emenscr_xl.sheets.package_writer import Deflated

#: Excel takes 65,530 links on a sheet; the rows after that many name the file only.
MOST_LINKS = 65_000
#: Has XML deflated; the height in points of a row of so many lines.
Deflating = Callable[[str], Future[Deflated]]
Height = Callable[[int], float]
#: Characters of XML that are deflated together: fewer make a bigger file, more are more to hold.
PIECE = 200_000
#: What follows the number of the row in a cell, and how many lines it takes.
Body = tuple[str, int]
#: Bodies that are kept in each column, and how long each may be.
FEW, SHORT = 64, 300
#: What a link to a file cannot hold as it is; names of files that people chose may hold it.
_UNSAFE = re.compile(r"[%#\"<>\[\]`^{} \\\x00-\x1f\ufffe\uffff]")


class BesideUrl(Url):  # type: ignore[misc]
    """A link to a file beside the workbook, with slashes: macOS and LibreOffice do not read backslashes."""

    def _target(self) -> str:
        return str(super()._target()).replace("\\", "/")


@dataclass(frozen=True, slots=True)
class Ink:
    """How the cells of one column are drawn: the formats by their numbers in the workbook."""

    column: int
    room: float  # how wide a text may be before it takes another line
    plain: int
    fraction: int
    link: int
    tones: Mapping[str, int]  # of known words


@dataclass(slots=True)
class _Written:
    """XML that grows: what is long enough is deflated."""

    deflate: Deflating
    pieces: list[Future[Deflated]] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, xml: str) -> None:
        self.held.append(xml)
        self.length += len(xml)
        if self.length >= PIECE:
            self._deflate()

    def deflated(self) -> list[Deflated]:
        """All of it, in order."""
        self._deflate()
        return [piece.result() for piece in self.pieces]

    def _deflate(self) -> None:
        self.pieces.append(self.deflate("".join(self.held)))
        self.held, self.length = [], 0
        if len(self.pieces) > 1:
            self.pieces[-2].result()  # no more waits than is being deflated


class DrawnRows:
    """The rows of one data sheet, drawn as they come, with what figures are counted by."""

    def __init__(
        self, deflate: Deflating, first: int, inks: Sequence[Ink], counted: Sequence[int], tall: Height
    ) -> None:
        """`first`: the first row, from 0; `counted`: the columns that are kept, from 0."""
        self._tall = tall
        self._columns = [_Column.of(ink) for ink in inks]
        self._kept: dict[int, list[Any]] = {number: [] for number in counted}
        self._xml, self._links, self._link_count = _Written(deflate), _Written(deflate), 0
        self._targets: dict[str, int] = {}
        self._heights: dict[int, str] = {}
        self._first, self._count, self.drawn = first, 0, 0

    def __len__(self) -> int:
        return self._count

    def column(self, number: int) -> Sequence[Any]:
        """The cells of a column that figures are counted by; KeyError for another."""
        return self._kept[number]

    def append(self, row: Row) -> None:
        """Draw one more row, as tall as its texts need."""
        self._count += 1
        self.draw(row)
        for number, cells in self._kept.items():
            cells.append(row[number])

    def draw(self, row: Row) -> None:
        """Draw a row that is not counted as one of the table."""
        self.drawn += 1
        at, most, cells = self._first + self.drawn, 1, []
        for column, value in zip(self._columns, row, strict=True):
            if isinstance(value, Link):
                self._link(f"{column.letters}{at}", value)
                body, lines = column.body(value.text, column.link)
            else:
                body, lines = column.known.get(value) or column.learn(value)
            cells.append(f"{column.opening}{at}{body}")
            most = max(most, lines)
        self._xml.add(f'<row r="{at}"{self._height(most)}>{"".join(cells)}</row>')

    def _height(self, lines: int) -> str:
        if lines not in self._heights:
            self._heights[lines] = row_tag(b"<row>", self._tall(lines)).decode()[len("<row") : -len(">")]
        return self._heights[lines]

    def _link(self, cell: str, link: Link) -> None:
        if self._link_count >= MOST_LINKS:
            return
        self._link_count += 1
        number = self._targets.setdefault(link.target, len(self._targets) + 1)
        at = f' location="{_attribute(f"{quoted(link.at[0])}!{link.at[1]}")}"' if link.at else ""
        self._links.add(f'<hyperlink ref="{cell}" r:id="{_relation(number)}"{at}/>')

    @property
    def last(self) -> str:
        """The last cell."""
        return f"{self._columns[-1].letters}{self._first + self.drawn}"

    def xml(self) -> list[Deflated]:
        """The rows of the sheet."""
        return self._xml.deflated()

    def links(self) -> list[Deflated]:
        """The links of their cells."""
        return self._links.deflated()

    def relations(self) -> str:
        """The files that the links open."""
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        return "".join(
            f'<Relationship Id="{_relation(number)}" Type="{kind}" Target="{_attribute(_url(target))}"'
            ' TargetMode="External"/>'
            for target, number in self._targets.items()
        )


@dataclass(frozen=True, slots=True)
class _Column:
    """An ink as XML: what stands before and after the number of the row."""

    letters: str
    opening: str
    plain: str
    fraction: str
    link: str
    tones: Mapping[str, str]
    room: int
    short: int  # so many letters take one line, whatever they are
    known: dict[object, Body] = field(default_factory=dict)  # by value: a project's stand in many rows

    @classmethod
    def of(cls, ink: Ink) -> _Column:
        plain, fraction, link = (_style(number) for number in (ink.plain, ink.fraction, ink.link))
        tones = {word: _style(number) for word, number in ink.tones.items()}
        name = letters(ink.column)
        return cls(
            name, f'<c r="{name}', plain, fraction, link, tones, int(ink.room), letters_in_a_line(ink.room)
        )

    def learn(self, value: object) -> Body:
        """The body of a cell, kept if it is short; few are, for columns are many."""
        if not isinstance(value, str):
            body = self._number(value), 1
        elif not value:
            body = f"{self.plain}/>", 1
        else:
            body = self.body(value, self.tones.get(value, self.plain))
        if len(body[0]) <= SHORT:
            if len(self.known) >= FEW:
                self.known.clear()
            self.known[value] = body
        return body

    def body(self, text: str, shape: str) -> Body:
        """The body of a cell that holds a text."""
        one_line = len(text) <= self.short and "\n" not in text
        lines = 1 if one_line else line_count(text, self.room)
        return f"{shape}{inline(fitted(text))}", lines

    def _number(self, value: object) -> str:
        if value is None:
            return f"{self.plain}/>"
        if isinstance(value, date):
            return f"{self.plain}><v>{serial(value):.16G}</v></c>"
        if isinstance(value, Decimal) and value != value.to_integral_value():
            return f"{self.fraction}><v>{float(value):.16G}</v></c>"
        if isinstance(value, Decimal | int | float):
            return f"{self.plain}><v>{float(value):.16G}</v></c>"
        raise TypeError(f"{type(value)} is nothing that a cell can hold")


def _style(number: int) -> str:
    return f'" s="{number}"'


def _relation(number: int) -> str:
    return f"file{number}"


def _url(target: str) -> str:
    """A file beside the workbook as a link names it."""
    return BesideUrl(f"external:{_UNSAFE.sub(lambda found: f'%{ord(found[0]):02X}', target)}")._target()


def _attribute(text: str) -> str:
    for plain, escaped in (("&", "&amp;"), ('"', "&quot;"), ("<", "&lt;"), (">", "&gt;"), ("\n", "&#xA;")):
        text = text.replace(plain, escaped)
    return text
