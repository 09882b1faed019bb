"""The data-collection workbook of one project: Start, M1–M6, hidden checks and lists, very hidden stamp."""

from __future__ import annotations

from pathlib import Path

from emenscr_xl.core.submission import Stamp, Submission
from emenscr_xl.sheets.book import Book, put
from emenscr_xl.sheets.drawing import Blueprint, Drawing
from emenscr_xl.sheets.lists import draw_lists
from emenscr_xl.sheets.live.judged import judge
from emenscr_xl.sheets.live.sheet import draw_checks
from emenscr_xl.sheets.module_sheet import draw_module
from emenscr_xl.sheets.start_sheet import Cover, draw_start

STAMP_MARK = "#emenscr"
STAMP_KEYS = ("form", "version", "fiscal_year", "project", "issue", "quarter")


def write_form(path: Path, plan: Blueprint, submission: Submission, cover: Cover) -> None:
    """Write the workbook that holds the submission's answers, atomically."""
    definition = plan.definition
    with Book(path, definition.style, plan.form.title) as book:
        judged = judge(plan.live, plan.rows, submission)
        drawing = Drawing(book, plan, submission, judged)
        start = book.sheet(definition.texts["start_sheet"], landscape=False)
        for sheet in plan.layout.plans:
            draw_module(drawing, sheet)
        draw_start(drawing, start, cover)
        draw_checks(book, plan.live, plan.rows, submission, judged)
        draw_lists(book, plan.lists, definition.texts["lists_sheet"])
        draw_stamp(book, submission.stamp, definition.texts["stamp_sheet"])


def draw_stamp(book: Book, stamp: Stamp, sheet_name: str) -> None:
    """The very hidden sheet that says what the workbook is."""
    sheet = book.sheet(sheet_name)
    plain = book.format()
    put(sheet, 0, 0, STAMP_MARK, plain)
    for row, key in enumerate(STAMP_KEYS, start=1):
        put(sheet, row, 0, key, plain)
        put(sheet, row, 1, str(getattr(stamp, key)), plain)
    sheet.very_hidden()
