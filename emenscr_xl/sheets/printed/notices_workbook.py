"""The workbook of notices: a row for each owner with the text to copy, and a page for each to print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from emenscr_xl.form.load import Definition
from emenscr_xl.register.follow_up.notices import Notice
from emenscr_xl.register.tables.data_table import Column, DataTable, data_table
from emenscr_xl.sheets.book import Book, put
from emenscr_xl.sheets.data_sheet import draw_data, mark_page, titled
from emenscr_xl.sheets.heights import height

#: Scale and column of the printed pages, and the height of a blank line: the longest notice is one A4 page.
SCALE, PAGE_WIDTH, GAP = 80, 98, 8
COUNTS = ("late", "soon", "returned")


def write_notices(
    path: Path, definition: Definition, title: str, notices: Sequence[Notice], sample: bool = False
) -> None:
    """Write the workbook, atomically. `title` names the office, the year and the day."""
    texts = definition.texts
    with Book(path, definition.style, title) as book:
        draw_data(book, _table(texts["notice_list"], title, notices), texts["notice_page"], sample)
        page = book.sheet(texts["notice_page"], landscape=False)
        mark_page(page, sample)
        _draw_pages(book, page, titled(texts["notice_page_title"], sample), notices, definition)


def _table(sheet: str, title: str, notices: Sequence[Notice]) -> DataTable:
    columns = (
        Column("owner", "ผู้รับผิดชอบ", width=26),
        Column("unit", "กลุ่ม/หน่วย", width=22),
        Column("email", "อีเมล", width=22),
        Column("phone", "โทรศัพท์", width=15),
        Column("late", "เลยกำหนด", "integer", 12),
        Column("soon", "ใกล้ครบกำหนด", "integer", 15),
        Column("returned", "ขอให้แก้ไข", "integer", 12),
        Column("length", "ตัวอักษร", "integer", 12),
        Column("text", "ข้อความ (คัดลอกทั้งช่องไปวางใน LINE หรืออีเมล)", "long_text", 84),
    )
    rows = (
        (
            notice.name or None,
            *(notice.owner.get(key) for key in ("unit", "email", "phone")),
            *(len(getattr(notice, key)) or None for key in COUNTS),
            len(notice.text),
            notice.text,
        )
        for notice in notices
    )
    return data_table("notices", sheet, title, columns, rows, "length")


def _draw_pages(
    book: Book, sheet: Worksheet, title: str, notices: Sequence[Notice], definition: Definition
) -> None:
    """One page for each owner, or the sentence that there is none."""
    sheet.set_print_scale(SCALE)  # where pages are fitted, Excel does not heed breaks between them
    sheet.set_column(0, 0, PAGE_WIDTH)
    texts, breaks, row = definition.texts, [], 0
    text = book.format(text_wrap=True)
    for notice in notices:
        row = _line(book, sheet, row, title, True)
        for line in ("", *notice.text.split("\n"), "", texts["notice_signed"]):
            put(sheet, row, 0, line, text)
            sheet.set_row(row, height(book.style, [(line, PAGE_WIDTH)]) if line else GAP)
            row += 1
        breaks.append(row)
    if not notices:
        row = _line(book, sheet, row, title, True)
        row = _line(book, sheet, row, texts["notice_nobody"], False)
    sheet.set_h_pagebreaks(breaks[:-1])
    sheet.print_area(0, 0, max(0, row - 1), 0)


def _line(book: Book, sheet: Worksheet, row: int, text: str, is_title: bool) -> int:
    put(sheet, row, 0, text, book.title() if is_title else book.format(text_wrap=True))
    sheet.set_row(row, book.style["height"]["title"] if is_title else book.style["height"]["least"])
    return row + 1
