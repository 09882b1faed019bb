"""The register (ทะเบียนคุม): made once a year, from then on the staff's own. Never rewritten by us."""

from __future__ import annotations

from pathlib import Path

from emenscr_xl.core.submission import Submission
from emenscr_xl.form.load import Definition
from emenscr_xl.sheets.book import Book
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.form_workbook import draw_stamp
from emenscr_xl.sheets.layout import place
from emenscr_xl.sheets.list_sheet import draw_list
from emenscr_xl.sheets.lists import draw_lists, lists_of
from emenscr_xl.sheets.module_sheet import draw_module
from emenscr_xl.sheets.status import statuses


def write_register(path: Path, definition: Definition, submission: Submission) -> None:
    """Write the register that holds the submission's answers, atomically."""
    form = submission.form
    layout, lists = place(form, definition.style), lists_of(form)
    with Book(path, definition.style, form.title) as book:
        words = statuses(submission, layout, definition.texts)
        drawing = Drawing(book, definition, form, layout, lists, submission, words)
        for plan in layout.plans:
            draw = draw_list if plan.module.layout == "list" else draw_module
            draw(drawing, plan)
        draw_lists(book, lists, definition.texts["lists_sheet"])
        draw_stamp(book, submission.stamp, definition.texts["stamp_sheet"])
