"""Which cells of a sheet hold formulas or errors: readers give only values, so this comes from the XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers.expat import ParserCreate

from emenscr_xl.sheets.bounds import column_number

#: A cell's row and column, from 0.
Position = tuple[int, int]

#: A cell that is not written as nearly every program does: its place first, in double quotes, no prefix.
_UNPLACED = re.compile(rb"<c(?! r=\"[A-Z]+[0-9]+\")[\s/>]")
_PREFIXED = re.compile(rb"<\w+:c[\s/>]")
#: No pattern looks past the next tag: a sheet full of halves of tags takes no longer than another.
_ERROR = re.compile(
    rb"<c r=\"([A-Z]+)([0-9]+)\"[^<>]* t=\"e\"[^<>]*>(?:<f\b[^<>]*(?:/>|>[^<]*</f>))?<v>([^<]*)</v>"
)
_FORMULA = re.compile(rb"<c r=\"([A-Z]+)([0-9]+)\"[^<>]*><f\b")


@dataclass(frozen=True, slots=True)
class MarkedCells:
    """The cells of a sheet that hold a formula, and those that hold an error, and which."""

    formulas: frozenset[Position]
    errors: Mapping[Position, str]


def marked_cells(xml: bytes) -> MarkedCells:
    """What a sheet's cells hold beside values. Raises expat's errors, and ValueError."""
    formulas, errors = _FORMULA.findall(xml), _ERROR.findall(xml) if b't="e"' in xml else []
    told = xml.count(b't="e"') == len(errors) and xml.count(b"<f>") + xml.count(b"<f ") == len(formulas)
    if not told or _unusual(xml):
        cells = _Cells(xml)
        return MarkedCells(frozenset(cells.formulas), cells.errors)
    return MarkedCells(
        _positions(tuple(formulas)),
        {_position(column, row): text.decode() for column, row, text in errors},
    )


def _unusual(xml: bytes) -> bool:
    """True when patterns may take for a cell what is none, or none for a cell."""
    if b"='e'" in xml or b"<!" in xml:
        return True
    return bool(_UNPLACED.search(xml) or (b":c" in xml and _PREFIXED.search(xml)))


@lru_cache(maxsize=64)  # sheets of one form have their formulas in the same cells
def _positions(cells: tuple[tuple[bytes, bytes], ...]) -> frozenset[Position]:
    return frozenset(_position(column, row) for column, row in cells)


def _position(column: bytes, row: bytes) -> Position:
    return int(row) - 1, column_number(column) - 1


class _Cells:
    """The cells of a sheet that is written unusually, by a parser."""

    def __init__(self, xml: bytes) -> None:
        self._row = self._column = -1
        self._in_error = self._in_value = False
        self.formulas: set[Position] = set()
        self.errors: dict[Position, str] = {}
        parser = ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        if xml:
            parser.Parse(xml, True)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        starts: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "row": self._start_row,
            "c": self._start_cell,
            "f": lambda _: self.formulas.add((self._row, self._column)),
        }
        kind = name.rpartition(":")[2]
        if kind in starts:
            starts[kind](attributes)
        self._in_value = kind == "v"

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 2)) - 1
        self._column = -1

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789").encode()
        self._column = column_number(letters) - 1 if letters else self._column + 1
        self._in_error = attributes.get("t") == "e"

    def _end(self, name: str) -> None:
        self._in_value = False

    def _text(self, text: str) -> None:
        if self._in_error and self._in_value:
            here = self._row, self._column
            self.errors[here] = self.errors.get(here, "") + text
