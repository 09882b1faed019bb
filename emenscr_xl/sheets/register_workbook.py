"""The register (ทะเบียนคุม): made once a year, from then on the staff's own. Never rewritten by us."""

from __future__ import annotations

from pathlib import Path

from emenscr_xl.core.submission import Submission
from emenscr_xl.form.load import Definition
from emenscr_xl.register.tables.rule_table import rule_table
from emenscr_xl.sheets.blueprint import blueprint, register_blueprint
from emenscr_xl.sheets.book import Book
from emenscr_xl.sheets.checks_sheet import draw_checks
from emenscr_xl.sheets.contents import contents_of, issue_of
from emenscr_xl.sheets.data_sheet import draw_data
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.list_sheet import draw_list
from emenscr_xl.sheets.lists_sheet import draw_lists
from emenscr_xl.sheets.module_sheet import PROTECTION, draw_module
from emenscr_xl.sheets.stamp_sheet import draw_stamp


def write_register(path: Path, definition: Definition, submission: Submission) -> None:
    """Write the register that holds the submission's answers, atomically."""
    as_issued = submission.form is definition.register
    plan = register_blueprint(definition) if as_issued else blueprint(definition, submission.form)
    with Book(path, definition.style, plan.form.title) as book:
        drawing = Drawing(book, plan, contents_of(plan, issue_of(plan, submission)))
        for sheet in plan.layout.plans:
            draw = draw_list if sheet.module.layout == "list" else draw_module
            draw(drawing, sheet)
        _draw_rules(drawing)
        draw_checks(drawing)
        draw_lists(book, plan.lists, definition.texts["lists_sheet"])
        draw_stamp(drawing)


def _draw_rules(drawing: Drawing) -> None:
    """The catalogue of rules: to read, filter and print."""
    table = rule_table(drawing.definition)
    sheet = draw_data(drawing.book, table, drawing.layout.plans[0].module.sheet)
    sheet.protect("", {**PROTECTION, "autofilter": True, "sort": True})
