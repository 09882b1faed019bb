"""A sheet's XML, deflated once in segments: a stamped sheet deflates anew only those that hold a change.

A segment is a run of whole rows, deflated with no memory of the one before and ended on a byte, so that
segments can be joined as they are. Only XML that xlsxwriter wrote is understood; other XML is refused.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from emenscr_xl.sheets.bounds import column_number
from emenscr_xl.sheets.cell_xml import Value, formula_cell, row_tag, value_cell
from emenscr_xl.sheets.package_writer import LAST_BLOCK, Deflated

#: A cell's row and column, from 0.
Position = tuple[int, int]

#: Bytes of XML in a segment, measured: smaller ones make bigger files, larger ones more work for a change.
SEGMENT_BYTES = 32_000
#: Deflate levels of what is done once, and of what is done for each workbook.
ONCE, EACH = 9, 2
_ROW = re.compile(rb'<row r="(\d+)"[^>]*>')
_CELL = re.compile(
    rb'(<c r="([A-Z]+)(\d+)")(?: s="(\d+)")?(?: t="\w+")?'
    rb"(?:/>|>(<f\b[^>]*(?:/>|>[^<]*</f>))?(?:(?!</c>).)*</c>)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Segment:
    xml: bytes
    packed: bytes


@dataclass(frozen=True, slots=True)
class _Cell:
    """Where a cell stands in its segment, and what it keeps."""

    segment: int
    start: int
    end: int
    reference: bytes  # `<c r="A1"`
    opening: bytes  # `<c r="A1" s="1"`
    formula: bytes  # `<f>…</f>` or `<f …/>`, empty when there is none


@dataclass(frozen=True, slots=True)
class _Row:
    segment: int
    start: int
    tag: bytes


Key = TypeVar("Key")
Held = TypeVar("Held")
#: What is put into a segment: from, to, the new bytes.
_Patch = tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class SheetTemplate:
    """A sheet that can be stamped any number of times."""

    segments: tuple[_Segment, ...]
    cells: Mapping[Position, _Cell]
    rows: Mapping[int, _Row]

    @classmethod
    def from_xml(cls, xml: bytes, segment_bytes: int = SEGMENT_BYTES) -> SheetTemplate:
        """The template of a sheet's XML. Raises ValueError when it holds cells that are not understood."""
        cells: dict[Position, _Cell] = {}
        rows: dict[int, _Row] = {}
        pieces = tuple(_cut(xml, segment_bytes))
        for number, piece in enumerate(pieces):
            for row in _ROW.finditer(piece):
                rows[int(row[1]) - 1] = _Row(number, row.start(), row[0])
            for cell in _CELL.finditer(piece):
                found = _cell(number, cell)
                cells[int(cell[3]) - 1, column_number(cell[2]) - 1] = found
        if len(cells) != xml.count(b"<c ") or len(rows) != xml.count(b"<row "):
            raise ValueError("the sheet holds rows or cells that xlsxwriter does not write")
        return cls(tuple(_Segment(p, _packed(p)) for p in pieces), cells, rows)

    def stamped(
        self,
        cells: Mapping[Position, Value],
        heights: Mapping[int, float] | None = None,
        styles: Mapping[Position, int] | None = None,
    ) -> Deflated:
        """The sheet with some cells' values, rows' heights (points) and cells' styles (xf numbers) changed.

        A formula keeps its text and gets the value as its cached one. Raises KeyError for a cell or row
        that the template does not hold, ValueError for a value that no cell can hold.
        """
        patches: dict[int, list[_Patch]] = {}
        styles = styles or {}
        for at, value in cells.items():
            cell = _known(self.cells, at)
            patches.setdefault(cell.segment, []).append(_filled(cell, value, styles.get(at)))
        for at in styles.keys() - cells.keys():
            cell = _known(self.cells, at)
            patches.setdefault(cell.segment, []).append(_restyled(cell, styles[at]))
        for number, height in (heights or {}).items():
            row = _known(self.rows, number)
            tag = row.start, row.start + len(row.tag), row_tag(row.tag, height)
            patches.setdefault(row.segment, []).append(tag)
        return self._joined(patches)

    def _joined(self, patches: Mapping[int, list[_Patch]]) -> Deflated:
        """The deflated sheet; changed segments that follow each other are deflated as one."""
        deflate = _deflater(EACH)
        joined: list[bytes] = []
        crc = size = 0
        for changed, run in groupby(enumerate(self.segments), lambda item: item[0] in patches):
            if changed:
                xml = b"".join([_patched(segment.xml, patches[number]) for number, segment in run])
                joined += (deflate.compress(xml), deflate.flush(zlib.Z_FULL_FLUSH))
                crc = zlib.crc32(xml, crc)
                size += len(xml)
            else:
                for _, segment in run:
                    joined.append(segment.packed)
                    crc = zlib.crc32(segment.xml, crc)
                    size += len(segment.xml)
        return Deflated((*joined, LAST_BLOCK), crc, size)


def _cut(xml: bytes, segment_bytes: int) -> Iterator[bytes]:
    """The XML in pieces: whole rows of at least that many bytes together, and all that follows the rows."""
    start, end = 0, xml.rindex(b"</sheetData>")
    for row in _ROW.finditer(xml):
        if row.start() - start >= segment_bytes:
            yield xml[start : row.start()]
            start = row.start()
    yield xml[start:end]
    yield xml[end:]


def _cell(segment: int, found: re.Match[bytes]) -> _Cell:
    opening = found[1] if found[4] is None else _styled(found[1], int(found[4]))
    return _Cell(segment, found.start(), found.end(), found[1], opening, found[5] or b"")


def _styled(reference: bytes, style: int) -> bytes:
    return b'%b s="%d"' % (reference, style)


def _filled(cell: _Cell, value: Value, style: int | None) -> _Patch:
    opening = cell.opening if style is None else _styled(cell.reference, style)
    xml = formula_cell(opening, cell.formula, value) if cell.formula else value_cell(opening, value)
    return cell.start, cell.end, xml


def _restyled(cell: _Cell, style: int) -> _Patch:
    return cell.start, cell.start + len(cell.opening), _styled(cell.reference, style)


def _known(held: Mapping[Key, Held], wanted: Key) -> Held:
    try:
        return held[wanted]
    except KeyError:
        raise KeyError(f"the template holds no cell or row {wanted}") from None


def _patched(xml: bytes, patches: list[_Patch]) -> bytes:
    pieces: list[bytes] = []
    done = 0
    for start, end, new in sorted(patches):
        pieces += (xml[done:start], new)
        done = end
    pieces.append(xml[done:])
    return b"".join(pieces)


def _deflater(level: int) -> zlib._Compress:
    return zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)


def _packed(xml: bytes) -> bytes:
    """Deflated alone, ended on a byte."""
    deflate = _deflater(ONCE)
    return deflate.compress(xml) + deflate.flush(zlib.Z_FULL_FLUSH)
