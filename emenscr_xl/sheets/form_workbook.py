"""The data-collection workbook of one project: Start, guide, M1–M6; hidden: checks, lists, stamp."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from emenscr_xl.core.submission import Submission
from emenscr_xl.sheets.blueprint import Blueprint
from emenscr_xl.sheets.book import Book
from emenscr_xl.sheets.checks_sheet import draw_checks
from emenscr_xl.sheets.contents import Contents, contents_of, issue_of
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.guide_sheet import draw_guide
from emenscr_xl.sheets.lists_sheet import draw_lists
from emenscr_xl.sheets.module_sheet import draw_module
from emenscr_xl.sheets.stamp_sheet import draw_stamp
from emenscr_xl.sheets.start_plan import Cover
from emenscr_xl.sheets.start_sheet import draw_start

Draw = Callable[[Drawing], None]


def write_form(
    path: Path, plan: Blueprint, submission: Submission, cover: Cover, closed: frozenset[str] = frozenset()
) -> None:
    """Write the workbook that holds the submission's answers, atomically, with some modules closed."""
    draw_form(path, plan, contents_of(plan, issue_of(plan, submission, cover, closed)))


def draw_form(path: Path, plan: Blueprint, contents: Contents, first: Draw | None = None) -> None:
    """Draw a whole workbook; `first` draws sheets that stand before the Start sheet."""
    texts = plan.definition.texts
    with Book(path, plan.definition.style, plan.form.title) as book:
        drawing = Drawing(book, plan, contents)
        if first:
            first(drawing)
        start = book.sheet(texts["start_sheet"], landscape=False)
        draw_guide(drawing)
        for sheet in plan.layout.plans:
            draw_module(drawing, sheet)
        if contents.issue.cover and contents.start:
            draw_start(drawing, start, contents.issue.cover, contents.start)
        draw_checks(drawing)
        draw_lists(book, plan.lists, texts["lists_sheet"])
        draw_stamp(drawing)
