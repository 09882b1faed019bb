"""The parts of a workbook's package, each unzipped once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from emenscr_xl.sheets.package_writer import stored

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
#: Who saved the file.
APPLICATION = "docProps/app.xml"
#: What readers need beside the sheets: the parts that name the others, texts and formats.
_TELLING = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/app\.xml|xl/(_rels/workbook\.xml\.rels|[^/]*\.xml)", re.I
)
State = Literal["visible", "hidden", "veryHidden"]
STATES: Mapping[str, State] = {s: s for s in get_args(State)}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DECLARATION = re.compile(r"^<\?xml[^>]*\?>")


class DeclaredTypes(Exception):  # noqa: N818 - it names what the part does
    """A part that declares types of its own: entities may name files, or grow without end."""


class UnusualCompression(Exception):  # noqa: N818 - it names how the part is written
    """A part compressed in a way that no spreadsheet program uses."""


class Parts:
    """The parts of a package by name, with slashes; XML in UTF-8, whatever it is written in."""

    def __init__(self, package: ZipFile) -> None:
        self._package = package
        self._members = {m.filename.replace("\\", "/"): m for m in package.infolist()}
        self._read: dict[str, bytes] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def read(self, name: str) -> bytes:
        """A part's content.

        Raises KeyError, DeclaredTypes, UnusualCompression, and the errors of zip and decompressors.
        """
        if name not in self._read:
            part = _in_utf_8(_unzipped(self._package, self._members[name]))
            if b"<!DOCTYPE" in part:
                raise DeclaredTypes(name)
            self._read[name] = part
        return self._read[name]

    def packed(self, names: Iterable[str]) -> bytes:
        """A package of these parts as they were read, not compressed: no reader sees anything else."""
        return stored({name: self.read(name) for name in names})


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook part names it; `part` is "" when the package has none for it."""

    name: str
    part: str
    state: State


@dataclass(frozen=True, slots=True)
class BookPart:
    """What the workbook part tells: the sheets, and the defined names."""

    sheets: tuple[SheetPart, ...] = ()
    names: frozenset[str] = frozenset()


def book_part(parts: Parts) -> BookPart:
    """What the workbook part tells; nothing where it makes no sense."""
    try:
        book = ElementTree.fromstring(parts.read(WORKBOOK))
        relations = ElementTree.fromstring(parts.read(RELATIONS))
    except (KeyError, ElementTree.ParseError):
        return BookPart()
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    known, sheets, names = set(parts), [], set()
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            part = _target(targets.get(_relation(element), ""))
            state = STATES.get(element.get("state", ""), "visible")
            sheets.append(SheetPart(element.get("name", ""), part if part in known else "", state))
        elif element.tag.endswith("}definedName"):
            names.add(element.get("name", ""))
    return BookPart(tuple(sheets), frozenset(names))


def _relation(element: ElementTree.Element) -> str:
    """The relation's id, in the usual dialect or the strict one."""
    return next((v for k, v in element.attrib.items() if k.endswith("/relationships}id")), "")


def _target(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"


def _unzipped(package: ZipFile, member: ZipInfo) -> bytes:
    """A member's content: never more of it than the directory says, whatever it grows to."""
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # others grow without asking
        raise UnusualCompression(member.filename)
    with package.open(member) as stream:
        return stream.read(member.file_size + 1)


def _in_utf_8(part: bytes) -> bytes:
    if not part.startswith(_UTF_16):
        return part
    return _DECLARATION.sub("", part.decode("utf-16")).encode()


def tells_of_others(name: str) -> bool:
    """True for a part that a reader needs whatever sheet is asked for."""
    return _TELLING.fullmatch(name) is not None
