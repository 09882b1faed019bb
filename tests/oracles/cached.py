"""The values that a workbook keeps of its formulas, straight from the XML: quick to read and to compare."""

import math
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL, _FORMULA, _VALUE, _TEXT = (f"{_MAIN}{name}" for name in ("c", "f", "v", "t"))
#: By sheet and address. None for an error, and for what only a whole reader understands.
Values = dict[tuple[str, str], float | str | None]


def plainly_same(original: Path, recalculated: Path, tolerance: float) -> bool:
    """True when every formula of `original` plainly has the same value, which is no error, in the copy."""
    theirs = _values(recalculated, formulas=False)
    return all(
        _same(ours, theirs.get(at), tolerance) for at, ours in _values(original, formulas=True).items()
    )


def _same(ours: float | str | None, theirs: float | str | None, tolerance: float) -> bool:
    if isinstance(ours, float) and isinstance(theirs, float):
        return math.isclose(ours, theirs, rel_tol=tolerance)
    return ours is not None and ours == theirs


def _values(path: Path, *, formulas: bool) -> Values:
    """The values of all cells, or of those that hold a formula."""
    with ZipFile(path) as package:
        texts = []
        if "xl/sharedStrings.xml" in package.namelist():
            listed = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
            texts = ["".join(t.text or "" for t in item.iter(_TEXT)) for item in listed]
        return {
            (sheet, cell.get("r", "")): _value(cell, texts)
            for sheet, part in _sheets(package)
            for cell in ElementTree.fromstring(package.read(part)).iter(_CELL)
            if not formulas or cell.find(_FORMULA) is not None
        }


def _sheets(package: ZipFile) -> Iterator[tuple[str, str]]:
    """The name and the part of each sheet."""
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets[sheet.get(_ID)]
        yield sheet.get("name", ""), target[1:] if target.startswith("/") else f"xl/{target}"


def _value(cell: Element, texts: list[str]) -> float | str | None:
    held = cell.findtext(_VALUE) or ""
    match cell.get("t", "n"):
        case "str":
            return held
        case "s":
            return texts[int(held)]
        case "n" | "b":
            return float(held) if held else ""
    return None
