"""A workbook without what no reader of answers looks at: most of the rows behind its checks and lists."""

from __future__ import annotations

import re
from collections.abc import Collection

from fuzz.package import Package

SHARED = "xl/sharedStrings.xml"
_SHEET = re.compile(rb'<sheet [^>]*?name="([^"]*)"')
#: All rows but the first three, in which a sheet says what it is.
_ROWS = re.compile(rb"(<sheetData>(?:<row [^>]*>.*?</row>){3}).*</sheetData>", re.DOTALL)
_STRING = re.compile(rb"<si>.*?</si>|<si/>", re.DOTALL)
_SHARED_CELL = re.compile(rb't="s"><v>(\d+)</v>')
_RULES = re.compile(rb'<dataValidations count="\d+"')
#: Of these each sheet keeps one.
_MANY = (b"conditionalFormatting", b"dataValidation")


def sheet_names(package: Package) -> list[str]:
    """The sheets in order; sheet n of a workbook that nobody has changed lies in `sheetn.xml`."""
    return [name.decode() for name in _SHEET.findall(package.part("xl/workbook.xml"))]


def part_of(number: int) -> str:
    """The part of the sheet of that number, from 1."""
    return f"xl/worksheets/sheet{number}.xml"


def slimmed(package: Package, emptied: Collection[str]) -> Package:
    """The workbook with some sheets emptied, one of each sheet's rules, and the texts that are left."""
    for number, name in enumerate(sheet_names(package), start=1):
        if name in emptied:
            package = package.rewritten(part_of(number), lambda xml: _ROWS.sub(rb"\1</sheetData>", xml))
        package = package.rewritten(part_of(number), _with_one_rule)
    return _with_fewer_strings(package) if SHARED in package.names() else package


def _with_one_rule(xml: bytes) -> bytes:
    for tag in _MANY:
        one = re.compile(rb"<%s\b[^>]*>.*?</%s>" % (tag, tag), re.DOTALL)
        first = one.search(xml)
        if first:
            xml = xml[: first.end()] + one.sub(b"", xml[first.end() :])
    return _RULES.sub(b'<dataValidations count="1"', xml)


def _with_fewer_strings(package: Package) -> Package:
    sheets = [name for name in package.names() if name.startswith("xl/worksheets/")]
    used = sorted({int(n) for name in sheets for n in _SHARED_CELL.findall(package.part(name))})
    number = {old: new for new, old in enumerate(used)}
    strings = package.part(SHARED)
    texts = _STRING.findall(strings)
    head = strings.partition(b"<si")[0]
    package = package.rewritten(SHARED, lambda _: head + b"".join(texts[n] for n in used) + b"</sst>")
    for name in sheets:
        package = package.rewritten(
            name, lambda xml: _SHARED_CELL.sub(lambda m: b't="s"><v>%d</v>' % number[int(m[1])], xml)
        )
    return package
