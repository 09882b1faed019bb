"""What a written file holds that could act: read from its raw parts, without our own readers."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree
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
FORMULAS = ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula")
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
        root = ElementTree.fromstring(xml)
    except ElementTree.ParseError as error:
        yield f"not XML: {error}"
        return
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag in FORMULAS and MARKS.search(element.text or ""):
            yield f"formula {element.text}"
        if ACTIVE.search(tag):
            yield f"element {tag}"
        yield from _attributes(tag, element.attrib)


def _attributes(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    target = attributes.get("Target", "")
    if attributes.get("TargetMode") == "External" and not OURS.fullmatch(target):
        yield f"link {target}"
    for key in ("macro", "ContentType", "Type"):
        if ACTIVE.search(attributes.get(key, "")):
            yield f"{tag} {key}={attributes[key]}"
    if tag == "hyperlink" and MARKS.search(attributes.get("location", "")):
        yield f"link within {attributes['location']}"
