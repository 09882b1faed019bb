"""The sheet that lists findings in the workbook itself: what, where with a link, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlwings as xw

from emenscr_xl.core.places import quoted
from emenscr_xl.core.said import Said
from emenscr_xl.form.messages import SEVERITIES, SEVERITY_WORDS, Severity
from emenscr_xl.sheets.layout import FINDINGS_MARK
from emenscr_xl.xlam.sentences import sentence

#: Before the fill that a painted cell had: so that no application takes it for a number or a date.
_FILL = "fill "
#: The columns: two hidden ones for what was painted, then the list.
_POINTER, _FORMER, _FIRST = 1, 2, 3
HEADINGS = ("number", "severity", "part", "cell", "code", "message")
WIDTHS = {"number": 7, "severity": 14, "part": 26, "cell": 28, "code": 10, "message": 90}
_LINK = HEADINGS.index("cell")
_TOP = 2
#: The house colour of each severity.
FILLS: Mapping[Severity, str] = {"E": "error", "W": "doubt", "I": "band"}


@dataclass(frozen=True, slots=True)
class Listing:
    """What the sheet says: a title, notes on the whole workbook, and the findings in reading order.

    `parts`: the label of each module; `style`: the definition's house style.
    """

    title: str
    notes: Sequence[str]
    findings: Sequence[Said]
    parts: Mapping[str, str]
    style: Mapping[str, Any]

    @property
    def counts(self) -> str:
        """How many there are of each severity: `ต้องแก้ 3 · ควรตรวจ 1 · แจ้งให้ทราบ 0`."""
        total = Counter(f.severity for f in self.findings)
        return " · ".join(f"{SEVERITY_WORDS['th'][s]} {total[s]}" for s in SEVERITIES)

    def fill(self, severity: Severity) -> tuple[int, int, int]:
        """The colour of a severity."""
        return self.colour(FILLS[severity])

    def colour(self, name: str) -> tuple[int, int, int]:
        """A house colour."""
        return rgb(self.style["colour"][name])


def rgb(colour: str) -> tuple[int, int, int]:
    """`#F9DEDC` as its parts."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def find_sheet(book: xw.Book) -> xw.Sheet | None:
    """The sheet of findings of a book; None when it has none."""
    return next((s for s in book.sheets if s.range("A1").value == FINDINGS_MARK), None)


def kept_rows(sheet: xw.Sheet) -> list[tuple[str, str]]:
    """Each painted cell as a formula that points to it, and the fill that it had."""
    last = sheet.used_range.last_cell.row
    rows: Any = sheet.range((1, _POINTER), (max(last, _TOP), _FORMER)).formula
    return [(str(p), str(fill).removeprefix(_FILL)) for p, fill in rows if str(p).startswith("=")]


def begin_sheet(book: xw.Book, kept: Sequence[tuple[str, str]]) -> xw.Sheet:
    """A sheet before the others that knows what will be painted, so that it can be undone whatever happens.

    Not after them: the last one is very hidden, and Excel would have to move it.
    """
    sheets = list(book.sheets)
    sheet = book.sheets.add(_free_name(sheets), before=sheets[0])
    try:
        sheet.range((1, _POINTER)).value = FINDINGS_MARK
        if kept:
            rows = [(pointer, _FILL + fill) for pointer, fill in kept]
            sheet.range((_TOP, _POINTER), (_TOP + len(kept) - 1, _FORMER)).formula = rows
    except BaseException:
        sheet.delete()
        raise
    return sheet


def write_sheet(sheet: xw.Sheet, listing: Listing) -> None:
    """Write the list."""
    top = [listing.title, sentence("findings_how", counts=listing.counts), *listing.notes]
    header = len(top) + 2
    last = header + max(1, len(listing.findings))
    _looks(sheet, listing, header, last)
    sheet.range((1, _FIRST), (len(top), _FIRST)).value = [[_literal(text)] for text in top]
    rows = [[sentence(f"heading_{name}") for name in HEADINGS], *_rows(listing)]
    sheet.range((header, _FIRST), (last, _FIRST + len(HEADINGS) - 1)).value = rows
    if listing.findings:
        column = _FIRST + _LINK
        links = [[_link(finding)] for finding in listing.findings]
        sheet.range((header + 1, column), (last, column)).formula = links


def _free_name(sheets: Sequence[xw.Sheet]) -> str:
    """The sheet's name; somebody's own sheet may bear it already."""
    name, taken = sentence("findings_sheet"), {sheet.name for sheet in sheets}
    return next(n for n in (name, *(f"{name} ({k})" for k in range(2, 100))) if n not in taken)


def _rows(listing: Listing) -> Iterator[list[object]]:
    if not listing.findings:
        yield ["", _literal(sentence("findings_none")), "", "", "", ""]
    for number, finding in enumerate(listing.findings, start=1):
        part = listing.parts.get(finding.module, sentence("findings_whole_file"))
        word = SEVERITY_WORDS["th"][finding.severity]
        texts = (word, part, "", finding.code, finding.message_th)
        yield [number, *(_literal(text) if text else "" for text in texts)]


def _literal(text: str) -> str:
    """A text as a cell takes it, never as a formula, a number or a date."""
    return f"'{text}"


def _link(finding: Said) -> str:
    if not finding.cell:
        return ""
    target = f"#{quoted(finding.sheet)}!{finding.cell}".replace('"', '""')
    shown = f"{finding.sheet} {finding.cell}".replace('"', '""')
    return f'=HYPERLINK("{target}","{shown}")'


def _looks(sheet: xw.Sheet, listing: Listing, header: int, last: int) -> None:
    """Widths, the house font, the heading's colours, links as ours look, a colour for each severity."""
    font = listing.style["font"]
    whole = sheet.range((1, 1), (last, _FIRST + len(HEADINGS) - 1))
    whole.font.name, whole.font.size = font["name"], font["size"]
    whole.vertical_alignment = "top"
    title = sheet.range((1, _FIRST))
    title.font.bold, title.font.size = True, font["heading"]
    heading = sheet.range((header, _FIRST), (header, _FIRST + len(HEADINGS) - 1))
    heading.font.bold, heading.color = True, listing.colour("band")
    for column, name in enumerate(HEADINGS, start=_FIRST):
        sheet.range((1, column)).column_width = WIDTHS[name]
    for column in (_POINTER, _FORMER):
        sheet.range((1, column)).column_width = 0
    sheet.range((header + 1, _FIRST + 1), (last, _FIRST + len(HEADINGS) - 1)).wrap_text = True
    sheet.range((header + 1, _FIRST + _LINK), (last, _FIRST + _LINK)).font.color = listing.colour("brand")
    for row, finding in enumerate(listing.findings, start=header + 1):
        sheet.range((row, _FIRST + 1)).color = listing.fill(finding.severity)
