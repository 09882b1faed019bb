"""What makes Excel compute a workbook on opening, and then ask to save what nobody changed."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: The engine of Excel 2019 and later: an older one in the file is a reason to compute (MS-XLS 2.4.215).
ENGINE = 191029
#: What Excel computes on opening whatever the file says: among them an INDEX beside a colon, and SUMIF when
#: its ranges are of different sizes.
VOLATILE = re.compile(
    r"\b(?:CELL|INDIRECT|INFO|NOW|OFFSET|RAND|RANDARRAY|RANDBETWEEN|RTD|SUMIF|TODAY)\(|:\s*[A-Z]+\(|\)\s*:"
)


def reasons(path: Path) -> Iterator[str]:
    """Why Excel computes the workbook on opening; none, when its values are taken as they are."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    book = ElementTree.fromstring(parts["xl/workbook.xml"])
    asked = [dict(properties.attrib) for properties in book.iter(f"{MAIN}calcPr")]
    if asked != [{"calcId": str(ENGINE)}]:
        yield f"asked for: {asked}"
    for name in book.iter(f"{MAIN}definedName"):
        if volatile(name.text):
            yield f"name {name.get('name')}: {name.text}"
    for part, content in parts.items():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", part):
            for cell in ElementTree.fromstring(content).iter(f"{MAIN}c"):
                formula = cell.find(f"{MAIN}f")
                if formula is not None:
                    yield from (f"{part} {cell.get('r')}: {said}" for said in of_a_cell(cell, formula))


def of_a_cell(cell: ElementTree.Element, formula: ElementTree.Element) -> Iterator[str]:
    if cell.find(f"{MAIN}v") is None:
        yield "no value"
    if formula.get("ca") or volatile(formula.text):
        yield f"volatile {formula.text}"


def volatile(formula: str | None) -> bool:
    return bool(VOLATILE.search(re.sub(r'"[^"]*"|\'[^\']*\'', "", formula or "").upper()))
