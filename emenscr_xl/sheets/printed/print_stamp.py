"""The stamp of the workbooks that are made to be printed: what each is, and what it was made from."""

from __future__ import annotations

import hashlib

from emenscr_xl.core.submission import Stamp
from emenscr_xl.sheets.book import Book, put
from emenscr_xl.sheets.layout import STAMP_KEYS, STAMP_MARK
from emenscr_xl.sheets.read import stamp_lines
from emenscr_xl.sheets.source import CellSource, ClosedWorkbook
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

#: What the stamp says that a workbook is, and the line that says what it was made from.
KEYIN_FORM, MEMO_FORM, VERSION = "emenscr-keyin", "emenscr-memo", "1"
FINGERPRINT = "fingerprint"


def fingerprint(*made_from: object) -> str:
    """The same content gives the same fingerprint, on whatever day."""
    return hashlib.sha256(repr(made_from).encode()).hexdigest()


def draw_print_stamp(book: Book, name: str, stamp: Stamp, made_from: str) -> None:
    """Add the very hidden sheet: a key and its text in each row, as every workbook of ours has them."""
    sheet, plain = book.sheet(name), book.format()
    said = ((key, str(getattr(stamp, key))) for key in STAMP_KEYS)
    for row, line in enumerate(((STAMP_MARK, ""), *said, (FINGERPRINT, made_from))):
        for column, text in enumerate(line):
            put(sheet, row, column, text, plain)
    sheet.very_hidden()


def fingerprint_of(source: CellSource) -> str:
    """What a workbook says that it was made from; "" when it does not say."""
    return stamp_lines(source).get(FINGERPRINT, "")


def made_from(content: bytes, fingerprint: str) -> bool:
    """True when the content is a workbook with that fingerprint, whatever was typed into it since."""
    try:
        return fingerprint_of(ClosedWorkbook(content)) == fingerprint
    except UnreadableWorkbook:
        return False
