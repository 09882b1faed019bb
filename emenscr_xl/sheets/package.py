"""What a workbook's package says beside its cells: which program saved it, what its sheets still have.

Programs write the same in many ways: with prefixes, in the strict dialect, with paths from the root.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from emenscr_xl.core.places import place
from emenscr_xl.sheets.bounds import column_number
from emenscr_xl.sheets.guard import Guarded
from emenscr_xl.sheets.parts import APPLICATION, State

_APPLICATION = re.compile(rb"<(?:\w+:)?Application>([^<]*)<")
_VERSION = re.compile(rb"<(?:\w+:)?AppVersion>([^<]*)<")
_RULE = re.compile(rb"<(?:\w+:)?dataValidation\b[^<>]*?\btype=[\"'](?!none)")
_CORNER = rb"([A-Z]{1,3})([1-9]\d{0,6})"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^<>]*\bref=[\"']" + _CORNER + b":" + _CORNER + rb"[\"']")


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells, rows and columns from 0, its last ones included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first, last = (place("", *corner)[1] for corner in ((self.top, self.left), (self.bottom, self.right)))
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        """True for a cell of the block."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet has beside its cells."""

    input_rules: bool
    protected: bool
    colours: bool  # conditional formats
    merged: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says of itself. `program` is "" when it does not say who saved it."""

    program: str
    states: Mapping[str, State]
    sheets: Mapping[str, SheetFacts]  # of those that were read
    names: frozenset[str]  # defined names


@runtime_checkable
class Packaged(Protocol):
    """A source that is a closed file and knows its package; a live workbook does not."""

    def facts(self) -> FileFacts:
        """What the package says of itself."""


def file_facts(package: Guarded) -> FileFacts:
    """What a package says of itself."""
    parts, there = package.parts, [s for s in package.book.sheets if s.part]
    return FileFacts(
        _program(package),
        {s.name: s.state for s in there},
        {s.name: _sheet_facts(parts.read(s.part)) for s in there if s.part in package.needed},
        package.book.names,
    )


def _sheet_facts(xml: bytes) -> SheetFacts:
    return SheetFacts(
        input_rules=_RULE.search(xml) is not None,
        protected=b"sheetProtection" in xml,
        colours=b"conditionalFormatting" in xml,
        merged=tuple(_areas(xml)) if b"mergeCell" in xml else (),
    )


def _areas(xml: bytes) -> Iterator[Area]:
    for left, top, right, bottom in _MERGED.findall(xml):
        yield Area(int(top) - 1, column_number(left) - 1, int(bottom) - 1, column_number(right) - 1)


def _program(package: Guarded) -> str:
    """The program that saved the file. openpyxl calls itself Excel, with a version that is its own."""
    if APPLICATION not in package.needed:
        return ""
    said = package.parts.read(APPLICATION)
    name = _APPLICATION.search(said)
    version = _VERSION.search(said)
    if name is None:
        return ""
    if name[1] == b"Microsoft Excel" and version and re.fullmatch(rb"\d\.\d+(\.\d+)?", version[1]):
        return "openpyxl"
    return name[1].decode("utf-8", "replace").partition("/")[0].partition("_")[0].strip()
