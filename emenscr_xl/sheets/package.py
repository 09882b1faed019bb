"""What a workbook's package says beside its cells: which program saved it, what its sheets still have.

Programs write the same in many ways: with prefixes, in the strict dialect, with paths from the root.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, get_args, runtime_checkable
from xml.etree import ElementTree
from zipfile import ZipFile

from emenscr_xl.core.places import place
from emenscr_xl.sheets.guard import column_number

State = Literal["visible", "hidden", "veryHidden"]
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DECLARATION = re.compile(r"^<\?xml[^>]*\?>")
STATES: Mapping[str, State] = {s: s for s in get_args(State)}
_APPLICATION = re.compile(rb"<(?:\w+:)?Application>([^<]*)<")
_VERSION = re.compile(rb"<(?:\w+:)?AppVersion>([^<]*)<")
_RULE = re.compile(rb"dataValidation\b(?=[^>]*\btype=[\"'](?!none))")
_CORNER = rb"([A-Z]{1,3})([1-9]\d{0,6})"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']" + _CORNER + b":" + _CORNER + rb"[\"']")


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

    state: State
    input_rules: bool
    protected: bool
    colours: bool  # conditional formats
    merged: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says of itself. `program` is "" when it does not say who saved it."""

    program: str
    sheets: Mapping[str, SheetFacts]
    names: frozenset[str]  # defined names


@runtime_checkable
class Packaged(Protocol):
    """A source that is a closed file and knows its package; a live workbook does not."""

    def facts(self) -> FileFacts:
        """What the package says of itself."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook part names it."""

    name: str
    part: str
    state: State


def part(package: ZipFile, name: str) -> bytes:
    """A part's XML in UTF-8, whatever it is written in."""
    xml = package.read(name)
    if not xml.startswith(_UTF_16):
        return xml
    return _DECLARATION.sub("", xml.decode("utf-16")).encode()


def sheet_parts(package: ZipFile) -> list[SheetPart]:
    """The sheets and their parts; none where the package does not say."""
    try:
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return []
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    known = set(package.namelist())
    found = []
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            part = _target(targets.get(_relation(element), ""))
            state = STATES.get(element.get("state", ""), "visible")
            found.append(SheetPart(element.get("name", ""), part if part in known else "", state))
    return found


def _relation(element: ElementTree.Element) -> str:
    """The relation's id, in the usual dialect or the strict one."""
    return next((v for k, v in element.attrib.items() if k.endswith("/relationships}id")), "")


def _target(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"


def file_facts(package: ZipFile) -> FileFacts:
    """What a package says of itself."""
    sheets = {p.name: _sheet_facts(part(package, p.part), p.state) for p in sheet_parts(package) if p.part}
    return FileFacts(_program(package), sheets, frozenset(_names(package)))


def _sheet_facts(xml: bytes, state: State) -> SheetFacts:
    return SheetFacts(
        state,
        input_rules=_RULE.search(xml) is not None,
        protected=b"sheetProtection" in xml,
        colours=b"conditionalFormatting" in xml,
        merged=tuple(_areas(xml)),
    )


def _areas(xml: bytes) -> Iterator[Area]:
    for left, top, right, bottom in _MERGED.findall(xml):
        yield Area(int(top) - 1, column_number(left) - 1, int(bottom) - 1, column_number(right) - 1)


def _names(package: ZipFile) -> Iterator[str]:
    try:
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    except (KeyError, ElementTree.ParseError):
        return
    for element in book.iter():
        if element.tag.endswith("}definedName"):
            yield element.get("name", "")


def _program(package: ZipFile) -> str:
    """The program that saved the file. openpyxl calls itself Excel, with a version that is its own."""
    if "docProps/app.xml" not in package.namelist():
        return ""
    said = package.read("docProps/app.xml")
    name = _APPLICATION.search(said)
    version = _VERSION.search(said)
    if name is None:
        return ""
    if name[1] == b"Microsoft Excel" and version and re.fullmatch(rb"\d\.\d+(\.\d+)?", version[1]):
        return "openpyxl"
    return name[1].decode("utf-8", "replace").partition("/")[0].partition("_")[0].strip()
