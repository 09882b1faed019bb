"""The data-collection workbook of one project: Start, M1–M6, hidden lists, very hidden stamp."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from emenscr_xl.core.submission import Stamp, Submission
from emenscr_xl.core.values import typed_text
from emenscr_xl.sheets.as_issued import CLOSED, line_of
from emenscr_xl.sheets.book import Book, put
from emenscr_xl.sheets.drawing import Blueprint, Drawing
from emenscr_xl.sheets.layout import MARK
from emenscr_xl.sheets.lists import draw_lists
from emenscr_xl.sheets.module_sheet import draw_module
from emenscr_xl.sheets.start_sheet import Cover, draw_start
from emenscr_xl.sheets.status import statuses

STAMP_MARK = "#emenscr"
STAMP_KEYS = ("form", "version", "fiscal_year", "project", "issue", "quarter")


def write_form(
    path: Path, plan: Blueprint, submission: Submission, cover: Cover, closed: frozenset[str] = frozenset()
) -> None:
    """Write the workbook that holds the submission's answers, atomically, with some modules closed."""
    definition = plan.definition
    with Book(path, definition.style, plan.form.title) as book:
        words = statuses(submission, plan.layout, definition.texts)
        drawing = Drawing(book, plan, submission, words, closed)
        start = book.sheet(definition.texts["start_sheet"], landscape=False)
        for sheet in plan.layout.plans:
            draw_module(drawing, sheet)
        draw_start(drawing, start, cover)
        draw_lists(book, plan.lists, definition.texts["lists_sheet"])
        draw_stamp(book, submission.stamp, definition.texts["stamp_sheet"], _fixed(drawing))


def _fixed(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """What the stamp notes of the answers: modules closed as a whole, and each answer that is fixed."""
    submission = drawing.submission
    yield from ((f"{MARK}{key}", CLOSED) for key in sorted(drawing.closed))
    for where in drawing.layout.cells:
        if where in submission.answers and drawing.fixed(where):
            field = drawing.form.question(where.address)[2]
            yield line_of(where), typed_text(drawing.written(field, where))  # type: ignore[arg-type]


def draw_stamp(book: Book, stamp: Stamp, sheet_name: str, more: Iterable[tuple[str, str]] = ()) -> None:
    """The very hidden sheet that says what the workbook is, and more lines of it."""
    sheet = book.sheet(sheet_name)
    plain = book.format()
    put(sheet, 0, 0, STAMP_MARK, plain)
    said = ((key, str(getattr(stamp, key))) for key in STAMP_KEYS)
    for row, (key, text) in enumerate((*said, *more), start=1):
        put(sheet, row, 0, key, plain)
        put(sheet, row, 1, text, plain)
    sheet.very_hidden()
