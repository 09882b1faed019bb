"""What a written file holds that could act: read from its raw parts, without our own readers."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZipFile

#: What any of the payloads would bring into a formula, and no formula of ours says.
MARKS = re.compile(r"mark|cmd|127\.0\.0\.1|(?<![\w$)])[1-3]\+[1-3](?!\d)|calc'!A0", re.IGNORECASE)
#: Parts and elements that run something, call something or come from another file.
ACTIVE = re.compile(
    r"vba|macro|externalLink|externalRef|dde|embedding|oleObject|activeX|ctrlProp|connection|queryTable"
    r"|customXml|customUI|webextension|dialogsheet|\.bin$",
    re.IGNORECASE,
)
#: What our own links open: kept documents, the register, lists that staff put into a folder; the office
#: itself from an area's workbook.
OURS = re.compile(
    r"\.\./(งาน/)?(received/[0-9a-f]{64}\.(xlsx|xlsm|pdf)|register\.xlsx|emenscr/[^/\\]+|reports/consolidated-2570\.xlsx)|\.\./งาน"
)
FORMULA = re.compile(rb"<(?:\w+:)?(?:f|formula[12]?|definedName|calculatedColumnFormula)(?: [^>]*)?>([^<]+)<")
TAG = re.compile(rb"<([A-Za-z][\w:.]*)")
ATTRIBUTE = re.compile(rb' (location|macro|ContentType|Type)="([^"]*)"')
LINK, TARGET = (
    re.compile(rb'<Relationship [^>]*TargetMode="External"[^>]*>'),
    re.compile(rb' Target="([^"]*)"'),
)
#: How what a spreadsheet takes for a formula begins.
RISKY = tuple("=+-@＝＋－＠")


def trouble(path: Path) -> list[str]:
    """Everything in a workbook or journal that could act; none when it is safe."""
    return [f"{path.name}: {said}" for said in (_csv(path) if path.suffix == ".csv" else _workbook(path))]


def _csv(path: Path) -> Iterator[str]:
    """As a spreadsheet opens it, whatever its list separator is."""
    lines = list(StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    for delimiter in ",;\t":
        for row in csv.reader(lines, delimiter=delimiter):
            yield from (repr(cell) for cell in row if cell.lstrip("\t\r\n").startswith(RISKY))


def _workbook(path: Path) -> Iterator[str]:
    with ZipFile(path) as package:
        for name in package.namelist():
            if ACTIVE.search(name):
                yield f"part {name}"
            if name.endswith((".xml", ".rels", ".vml")):
                yield from (f"{name}: {said}" for said in _part(package.read(name)))


def _part(xml: bytes) -> Iterator[str]:
    try:
        ParserCreate().Parse(xml, True)
    except ExpatError as error:
        yield f"not XML: {error}"
        return
    yield from _held(xml)
    for link in LINK.findall(xml):
        target = html.unescape(TARGET.findall(link)[0].decode())
        if not OURS.fullmatch(target):
            yield f"link {target}"


def _held(xml: bytes) -> Iterator[str]:
    """Formulas, elements and attributes that act."""
    for formula in {html.unescape(f.decode()) for f in FORMULA.findall(xml)}:
        if MARKS.search(formula):
            yield f"formula {formula}"
    tags = {name.decode() for name in TAG.findall(xml)}
    yield from (f"element {tag}" for tag in sorted(tags) if ACTIVE.search(tag))
    for name, value in {(n.decode(), html.unescape(v.decode())) for n, v in ATTRIBUTE.findall(xml)}:
        if name == "location" and MARKS.search(value):
            yield f"link within {value}"
        if name in ("macro", "ContentType", "Type") and ACTIVE.search(value):
            yield f"{name}={value}"
