"""The register (ทะเบียนคุม): made once a year, from then on the staff's own. Never rewritten by us."""

from __future__ import annotations

from pathlib import Path

from emenscr_xl.core.submission import Submission
from emenscr_xl.form.load import Definition
from emenscr_xl.sheets.book import Book
from emenscr_xl.sheets.drawing import Drawing, blueprint
from emenscr_xl.sheets.form_workbook import draw_stamp
from emenscr_xl.sheets.list_sheet import draw_list
from emenscr_xl.sheets.lists import draw_lists
from emenscr_xl.sheets.live.judged import judge
from emenscr_xl.sheets.live.sheet import draw_checks
from emenscr_xl.sheets.module_sheet import draw_module


def write_register(path: Path, definition: Definition, submission: Submission) -> None:
    """Write the register that holds the submission's answers, atomically."""
    plan = blueprint(definition, submission.form)
    with Book(path, definition.style, plan.form.title) as book:
        judged = judge(plan.live, plan.rows, submission)
        drawing = Drawing(book, plan, submission, judged)
        for sheet in plan.layout.plans:
            draw = draw_list if sheet.module.layout == "list" else draw_module
            draw(drawing, sheet)
        draw_checks(book, plan.live, plan.rows, submission, judged)
        draw_lists(book, plan.lists, definition.texts["lists_sheet"])
        draw_stamp(book, submission.stamp, definition.texts["stamp_sheet"])
