"""The sheets of a file that may hold an official list: a workbook, or a CSV in any of its everyday forms."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO

from emenscr_xl.core.lists.sheet import ListSheet
from emenscr_xl.core.shielded import bared
from emenscr_xl.core.submission import Cell
from emenscr_xl.register.catalogue_versions import COLUMNS
from emenscr_xl.sheets.guard import within
from emenscr_xl.sheets.package import Area, FileFacts
from emenscr_xl.sheets.source import ClosedWorkbook
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

#: A PDF, a web page and a document that were only renamed: no list begins like these.
_OTHER_KINDS = re.compile(r"\s*(%PDF-|\{\\rtf|<(!doctype|html|head|body|table|meta|\?xml)\b)", re.IGNORECASE)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: Excel saves CSV as UTF-8 with its mark, in the Thai code page, or ("Unicode text") as UTF-16 with tabs.
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS = ("utf-8-sig", "cp874")
DELIMITERS = ",;\t"
#: How a file begins that we wrote ourselves: its texts are shielded.
_OURS = ",".join(COLUMNS)
_HEAD = 1_000  # bytes that tell what kind of file it is
#: What the guard's refusals of a workbook are called of a list.
_SIZE = "CAT-01.size"
_REFUSALS = {
    "STR-01.empty": "CAT-01.empty",
    "STR-01.old": "CAT-01.old",
    "STR-01.password": "CAT-01.old",
    "STR-01.resave": "CAT-01.kind",
    "STR-01.named": "CAT-01.kind",
    "STR-01.archive": "CAT-01.kind",
    "STR-01.foreign": "CAT-01.kind",
    "STR-02": _SIZE,
}


def list_sheets(content: bytes, name: str) -> tuple[ListSheet, ...]:
    """The sheets of a file, by its content. `name`: what a CSV's one sheet is called.

    Raises UnreadableWorkbook (CAT-01) when the file is empty, damaged, too large or of another kind.
    """
    if not content.strip(b"\x00\xef\xbb\xbf \t\r\n"):
        raise UnreadableWorkbook("CAT-01.empty")
    if content.startswith((_ZIP, _OLE)):
        return _workbook(content)
    within("bytes", len(content), _SIZE)
    if _OTHER_KINDS.match(content[:_HEAD].decode("latin-1").lstrip("\xef\xbb\xbf")):
        raise UnreadableWorkbook("CAT-01.kind")
    return (ListSheet(name, _csv(_text(content))),)


def _workbook(content: bytes) -> tuple[ListSheet, ...]:
    try:
        source = ClosedWorkbook(content)
    except UnreadableWorkbook as refusal:
        message = _REFUSALS.get(refusal.message, "CAT-01")
        raise UnreadableWorkbook(message, **refusal.details) from refusal
    facts = source.facts()
    return tuple(_sheet(source, name, facts) for name in source.sheet_names)


def _sheet(source: ClosedWorkbook, name: str, facts: FileFacts) -> ListSheet:
    rows = _unmerged(source.grid(name), facts.sheets[name].merged if name in facts.sheets else ())
    hidden = facts.states.get(name, "visible") != "visible"
    return ListSheet(name, rows, source.errors(name), source.formulas(name), hidden)


def _unmerged(grid: Sequence[Sequence[Cell]], merged: Sequence[Area]) -> list[list[Cell]]:
    """The grid with the value of each merged block in all of its cells, within what is written at all."""
    rows = [list(row) for row in grid]
    filled = 0
    for area in merged:
        block = rows[area.top : area.bottom + 1]
        if not block or area.left >= len(block[0]):
            continue
        value, width = block[0][area.left], min(area.right, len(block[0]) - 1) - area.left + 1
        filled += len(block) * width
        within("cells", filled, _SIZE)  # blocks may lie over each other
        for row in block:
            row[area.left : area.left + width] = [value] * width
    return rows


def _text(content: bytes) -> str:
    if content.startswith(_UTF_16):
        encodings: Sequence[str] = ("utf-16",)
    elif b"\x00" in content:
        raise UnreadableWorkbook("CAT-01.kind")
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableWorkbook("CAT-01.encoding")


def _csv(text: str) -> list[list[Cell]]:
    """The cells of a CSV parted by commas, semicolons or tabs: whichever makes most rows alike."""
    tables = [_parted(text, delimiter) for delimiter in DELIMITERS]
    rows = max(tables, key=_alike)
    width = max((len(row) for row in rows), default=0)
    within("cells", width * len(rows), _SIZE)
    return [[*row, *[None] * (width - len(row))] for row in rows]


def _parted(text: str, delimiter: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableWorkbook("CAT-01") from error
    return [[*map(bared, row)] for row in rows] if text.startswith(_OURS) else rows


def _alike(rows: Sequence[Sequence[str]]) -> int:
    """How many rows have as many cells as most of those that have several."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.values(), default=0)
