"""Drawing the hidden sheet of checks."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from emenscr_xl.sheets.book import put
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.live.places import HEADINGS, LABEL, VALUE, first_of
from emenscr_xl.sheets.live.rows import (
    FIRST_ROW,
    GREATEST,
    ISSUED,
    LINK,
    MARKS,
    SAID,
    SAYS,
    SENTENCE,
    TITLE,
    TO_DO,
    WORD,
    row_formulas,
)

_ROW_HEADINGS = {
    GREATEST: "greatest", SAYS: "says", TO_DO: "to do", TITLE: "title", LINK: "link", MARKS: "marks",
}  # fmt: skip
_VERDICT_HEADINGS = {WORD: "word", SENTENCE: "sentence", SAID: "said"}


def draw_checks(drawing: Drawing) -> Worksheet:
    """Add the sheet, hidden: the places and their formulas, the verdicts in words, the rows with a status."""
    live, plain = drawing.blueprint.live, drawing.book.format()
    sheet = drawing.book.sheet(live.terms.places.sheet)
    headings = {**dict(enumerate(HEADINGS)), **_VERDICT_HEADINGS, **_ROW_HEADINGS, ISSUED: "issued"}
    for column, heading in headings.items():
        put(sheet, 0, column, heading, plain)
    for name, area in live.terms.places.columns().items():
        drawing.book.workbook.define_name(name, area)
    _places(drawing, sheet)
    _verdicts(drawing, sheet)
    for n, row in enumerate(drawing.blueprint.rows):
        for column, formula in row_formulas(live, row, n).items():
            drawing.formula(sheet, FIRST_ROW + n, column, formula, plain)
        put(sheet, FIRST_ROW + n, TITLE, row.title, plain)
        put(sheet, FIRST_ROW + n, LINK, row.link, plain)
    drawing.text(sheet, FIRST_ROW, ISSUED, plain)
    sheet.hide()
    return sheet


def _places(drawing: Drawing, sheet: Worksheet) -> None:
    live, form, plain = drawing.blueprint.live, drawing.form, drawing.book.format()
    for where, row in live.terms.places.rows.items():
        if where == first_of(where):
            put(sheet, row, LABEL, form.question(where.address)[2].label, plain)
    for key, row in live.terms.places.modules.items():
        module = form.module(key)
        put(sheet, row, LABEL, module.label, plain)
        formula = live.due(module, drawing.contents.issue.submission.stamp.quarter)
        drawing.formula(sheet, row, VALUE, formula, plain)
    for (row, column), formula in live.formulas.items():
        drawing.formula(sheet, row, column, formula, plain, live.blank(row, column))


def _verdicts(drawing: Drawing, sheet: Worksheet) -> None:
    """Every verdict by number: its word, its sentence, and both as a question's status says them."""
    plain, reasons = drawing.book.format(), drawing.blueprint.live.reasons
    for number, (word, sentence) in enumerate(zip(reasons.words, reasons.sentences, strict=True)):
        for column, text in ((WORD, word), (SENTENCE, sentence), (SAID, reasons.said(number))):
            put(sheet, FIRST_ROW + number, column, text, plain)
