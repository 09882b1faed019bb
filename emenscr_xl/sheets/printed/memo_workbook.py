"""A memo as a workbook to print: one A4 page in the official layout, and the list that is enclosed with it.

Sizes are those of the Prime Minister's Office regulation on correspondence: title 29, headings 20, text 16.
The garuda's place at the upper left is left blank: the office puts its own emblem there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core.submission import Stamp
from emenscr_xl.form.load import Definition
from emenscr_xl.register.printed.memo import Memo
from emenscr_xl.sheets.book import Book, put
from emenscr_xl.sheets.data_sheet import mark_page
from emenscr_xl.sheets.heights import line_count
from emenscr_xl.sheets.printed.print_stamp import MEMO_FORM, VERSION, draw_print_stamp, fingerprint

MEMO, LIST = "บันทึกข้อความ", "สิ่งที่ส่งมาด้วย"
TITLE, HEADING, TEXT = 29, 20, 16
LINE = 25  # points of a line of text
#: Nine columns across the page: the first holds the headings of the letter.
WIDTHS = (15, *[9] * 8)
LAST = len(WIDTHS) - 1
#: A first line begins 2.5 cm in: so many no-break spaces, which no program trims.
INDENT = "\u00a0" * 16
#: Lines are counted with room for the widest fonts; a letter is measured closer, so that it has no gaps.
CLOSER = 1.05
DOTS = "." * 44
#: From which to which column each cell of a table reaches, by how many cells it has.
SPANS: Mapping[int, Sequence[tuple[int, int]]] = {
    2: ((0, 4), (5, LAST)),
    5: ((0, 0), (1, 2), (3, 4), (5, 6), (7, LAST)),
}
SIGNATURE = (4, LAST)
LIST_WIDTHS = {"ที่": 5, "รหัส": 12, "โครงการ": 46, "กลุ่ม/หน่วย": 24, "ผู้รับผิดชอบ": 20}
OTHER_WIDTH = 15


def write_memo(path: Path, memo: Memo, definition: Definition, *, sample: bool = False) -> None:
    """Write the workbook, atomically."""
    with Book(path, definition.style, memo.subject) as book:
        sheet = book.sheet(MEMO, landscape=False)
        sheet.fit_to_pages(1, 1)
        sheet.set_margins(left=1.18, right=0.79, top=0.6, bottom=0.6)
        mark_page(sheet, sample)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        page = _Page(book, sheet)
        _letter_head(page, memo)
        for paragraph in memo.paragraphs:
            page.paragraph(paragraph)
        _table(page, memo)
        page.paragraph(memo.request)
        _signature(page, memo)
        sheet.print_area(0, 0, page.row - 1, LAST)
        if memo.listed:
            _enclosure(book, memo, sample=sample)
        stamp = Stamp(MEMO_FORM, VERSION, definition.form.fiscal_year, "")
        draw_print_stamp(book, definition.texts["stamp_sheet"], stamp, memo_fingerprint(memo))
        sheet.activate()


def memo_fingerprint(memo: Memo) -> str:
    """The same on whatever day: a memo with the same figures need not be written again."""
    return fingerprint(replace(memo, day=""))


@dataclass(slots=True)
class _Page:
    """The page being written, from top to bottom."""

    book: Book
    sheet: Worksheet
    row: int = 0

    def shape(self, **properties: Any) -> Format:
        """A format of the letter's text."""
        return self.book.format(**{"font_size": TEXT, "font_color": "#000000", **properties})

    def span(self, first: int, last: int, text: str, shape: Format) -> None:
        """Write across columns of this row."""
        if first < last:
            self.sheet.merge_range(self.row, first, self.row, last, "", shape)
        put(self.sheet, self.row, first, text, shape)

    def down(self, points: float) -> None:
        """End the row, which is so tall."""
        self.sheet.set_row(self.row, points)
        self.row += 1

    def paragraph(self, text: str) -> None:
        """A paragraph with an indented first line."""
        said = INDENT + text
        self.span(0, LAST, said, self.shape(text_wrap=True, align="thai_distributed"))
        self.down(_lines(said, sum(WIDTHS)) * LINE + 6)


def _lines(text: str, width: float) -> int:
    return line_count(text, width * CLOSER)


def _letter_head(page: _Page, memo: Memo) -> None:
    """Title, from whom, number and date, subject, to whom, what is enclosed."""
    page.span(0, LAST, MEMO, page.shape(font_size=TITLE, bold=True, align="center", valign="bottom"))
    page.down(60)
    heading = page.shape(font_size=HEADING, bold=True)
    dotted = page.shape(bottom=4, text_wrap=True)
    for label, text in (("ส่วนราชการ", memo.sender), ("", ""), ("เรื่อง", memo.subject)):
        if label:
            put(page.sheet, page.row, 0, label, heading)
            page.span(1, LAST, text, dotted)
            page.down(max(32.0, _lines(text, sum(WIDTHS[1:])) * LINE + 7))
            continue
        put(page.sheet, page.row, 0, "ที่", heading)
        page.span(1, 4, memo.number, dotted)
        put(page.sheet, page.row, 5, "วันที่", heading)
        page.span(6, LAST, memo.day, dotted)
        page.down(32)
    page.down(8)
    for label, text in (("เรียน", memo.to or DOTS), ("สิ่งที่ส่งมาด้วย", memo.enclosure)):
        if text:
            put(page.sheet, page.row, 0, label, page.shape())
            page.span(1, LAST, text, page.shape(text_wrap=True))
            page.down(_lines(text, sum(WIDTHS[1:])) * LINE + 4)
    page.down(4)


def _table(page: _Page, memo: Memo) -> None:
    """The dates or the figures, in the middle of the letter."""
    for number, cells in enumerate(memo.table):
        spans = SPANS[len(cells)]
        strong = {"bold": True, "align": "center"} if not (number or memo.figures) else {}
        tall = 1
        for column, ((first, last), text) in enumerate(zip(spans, cells, strict=True)):
            side = {"align": "left", "indent": 1} if memo.figures or not column else {"align": "center"}
            shape = page.shape(border=1, text_wrap=True, valign="vcenter", **{**side, **strong})
            page.span(first, last, text, shape)
            tall = max(tall, _lines(text, sum(WIDTHS[first : last + 1])))
        page.down(tall * LINE + 2)
    page.down(8)


def _signature(page: _Page, memo: Memo) -> None:
    """Room to sign, the name in brackets and the position, at the right."""
    page.down(36)
    first, last = SIGNATURE
    centred = page.shape(align="center", text_wrap=True)
    lines = (
        (f"(ลงชื่อ) {DOTS}", ""),
        (f"({memo.signer or DOTS})", memo.signer),
        (memo.position or DOTS, memo.position),
    )
    for said, typed in lines:
        page.span(first, last, said, centred)
        page.down(_lines(typed, sum(WIDTHS[first:])) * LINE + 2)


def _enclosure(book: Book, memo: Memo, *, sample: bool) -> None:
    """The list on pages of its own, headings repeated."""
    headings, *rows = memo.listed
    widths = [LIST_WIDTHS.get(heading, OTHER_WIDTH) for heading in headings]
    sheet = book.sheet(LIST, landscape=len(headings) > 6)
    mark_page(sheet, sample)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    put(sheet, 0, 0, LIST, book.format(font_size=TEXT, bold=True))
    put(sheet, 1, 0, memo.list_title, book.format(font_size=TEXT))
    for column, heading in enumerate(headings):
        put(sheet, 3, column, heading, book.heading(align="center"))
    sheet.set_row(3, 2 * book.style["height"]["line"] + 4)
    for row, cells in enumerate(rows, start=4):
        tall = 1
        for column, text in enumerate(cells):
            side = {"align": "right" if "บาท" in headings[column] else "center"}
            shape = book.cell_format("text", **({} if 1 < column < 5 else side))
            put(sheet, row, column, text, shape)
            tall = max(tall, line_count(text, widths[column]))
        sheet.set_row(row, tall * book.style["height"]["line"] + 4)
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    sheet.print_area(0, 0, 3 + len(rows), len(headings) - 1)
