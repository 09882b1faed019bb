"""Drawing the hidden sheet of checks."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core.submission import Submission
from emenscr_xl.sheets.book import Book, put
from emenscr_xl.sheets.live.formulas import Live
from emenscr_xl.sheets.live.judged import Judged
from emenscr_xl.sheets.live.places import HEADINGS, LABEL, VALUE
from emenscr_xl.sheets.live.rows import (
    FIRST_ROW,
    GREATEST,
    ISSUED,
    LINK,
    SAID,
    SAYS,
    SENTENCE,
    TITLE,
    TO_DO,
    WORD,
    StatusRow,
    row_formulas,
)

_ROW_HEADINGS = {GREATEST: "greatest", SAYS: "says", TO_DO: "to do", TITLE: "title", LINK: "link"}
_VERDICT_HEADINGS = {WORD: "word", SENTENCE: "sentence", SAID: "said"}


def draw_checks(
    book: Book, live: Live, rows: Sequence[StatusRow], submission: Submission, judged: Judged
) -> Worksheet:
    """Add the sheet, hidden: the places and their formulas, the verdicts in words, the rows with a status."""
    sheet = book.sheet(live.terms.places.sheet)
    plain = book.format()
    headings = {**dict(enumerate(HEADINGS)), **_VERDICT_HEADINGS, **_ROW_HEADINGS, ISSUED: "issued"}
    for column, heading in headings.items():
        put(sheet, 0, column, heading, plain)
    _places(book, sheet, live, submission, judged)
    _verdicts(book, sheet, live)
    for n, row in enumerate(rows):
        for column, formula in row_formulas(live, row, n).items():
            at = FIRST_ROW + n, column
            sheet.write_formula(*at, formula, plain, judged.values[at])
        put(sheet, FIRST_ROW + n, TITLE, row.title, plain)
        put(sheet, FIRST_ROW + n, LINK, row.link, plain)
    put(sheet, FIRST_ROW, ISSUED, judged.answered, plain)
    sheet.hide()
    return sheet


def _places(book: Book, sheet: Worksheet, live: Live, submission: Submission, judged: Judged) -> None:
    plain = book.format()
    for where, row in live.terms.places.rows.items():
        put(sheet, row, LABEL, submission.form.question(where.address)[2].label, plain)
    for key, row in live.terms.places.modules.items():
        module = submission.form.module(key)
        put(sheet, row, LABEL, module.label, plain)
        formula = live.due(module, submission.stamp.quarter)
        sheet.write_formula(row, VALUE, formula, plain, judged.values[row, VALUE])
    for at, formula in live.formulas.items():
        sheet.write_formula(*at, formula, plain, judged.values.get(at, live.blank(*at)))


def _verdicts(book: Book, sheet: Worksheet, live: Live) -> None:
    """Every verdict by number: its word, its sentence, and both as a question's status says them."""
    plain, reasons = book.format(), live.reasons
    for number, (word, sentence) in enumerate(zip(reasons.words, reasons.sentences, strict=True)):
        for column, text in ((WORD, word), (SENTENCE, sentence), (SAID, reasons.said(number))):
            put(sheet, FIRST_ROW + number, column, text, plain)
