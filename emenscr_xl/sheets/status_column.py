"""The status column of a sheet of questions, and the colours of answers that are wrong or wanted.

A word says each status; colour only repeats it. A hidden column at the right end names the answers of a
record that are wrong (`|5x`: column 5) or wanted (`|5w`), for the colours of their cells.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core.places import address
from emenscr_xl.sheets.book import quoted
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.layout import ANSWER, STATUS, Cell, SheetPlan
from emenscr_xl.sheets.live.places import judged
from emenscr_xl.sheets.live.rows import FIRST_ROW, MARKS, SAYS, WANTED_MARK, WRONG_MARK

#: The words of the status column and the colour that repeats each.
WORD_COLOURS = (("complete", "done"), ("required", "wanted"), ("wrong", "error"), ("doubtful", "doubt"))
#: The words of a line's verdict, likewise.
VERDICT_COLOURS = (("aligned", "done"), ("to_review", "wanted"), ("not_aligned", "error"))


def draw_statuses(drawing: Drawing, sheet: Worksheet, plan: SheetPlan) -> None:
    """Write the status of every row, its colours, and the colours of the answers."""
    book = drawing.book
    shape = book.cell_format("mirror", font_size=book.style["font"]["small"], align="left")
    for n, row in enumerate(drawing.blueprint.rows):
        if row.cell.sheet == sheet.name:
            drawing.formula(sheet, row.cell.row, STATUS, _held(drawing, n, SAYS), shape)
    for word, colour in WORD_COLOURS:
        _colour_words(drawing, sheet, drawing.definition.texts[word], _colours(drawing, colour))
    _marks(drawing, sheet, plan)
    _colour_answers(drawing, sheet, plan)


def draw_verdicts(drawing: Drawing, sheet: Worksheet, plan: SheetPlan) -> None:
    """Colour the verdicts of a judged list's lines, and the choices that they speak of."""
    (block,) = plan.tables
    column = next(block.columns[f.key] for f in block.table.fields if f.type == "verdict")
    for word, colour in VERDICT_COLOURS:
        rule = {"type": "cell", "criteria": "==", "value": f'"{drawing.definition.texts[word]}"'}
        rule["format"] = _colours(drawing, colour)
        sheet.conditional_format(block.first_row, column, block.last_row, column, rule)
    _marks(drawing, sheet, plan)
    _colour_answers(drawing, sheet, plan)


def _marks(drawing: Drawing, sheet: Worksheet, plan: SheetPlan) -> None:
    """The hidden column that names the answers of a record that are wrong or wanted."""
    column = plan.last_column + 1
    sheet.set_column(column, column, 4, None, {"hidden": True})
    listed = plan.module.layout == "list"
    for n, row in enumerate(drawing.blueprint.rows):
        if row.cell.sheet == sheet.name and row.many:
            marks = _held_here(drawing, row.marks.row - n) if listed else _held(drawing, n, MARKS)
            drawing.formula(sheet, row.marks.row, column, marks, drawing.book.format())


def _held_here(drawing: Drawing, first_row: int) -> str:
    """The formula that shows the marks of the line that it stands in, alike in every row."""
    checks, letter = quoted(drawing.blueprint.live.terms.places.sheet), xl_col_to_name(MARKS)
    return f'=INDEX({checks}!${letter}:${letter},ROW()-{first_row - FIRST_ROW})&""'


def _held(drawing: Drawing, number: int, column: int) -> str:
    """The formula that shows what the sheet of checks holds of a row with a status."""
    checks = quoted(drawing.blueprint.live.terms.places.sheet)
    return f'={checks}!{address(FIRST_ROW + number, column, fixed=True)}&""'


def _colours(drawing: Drawing, name: str) -> Format:
    book = drawing.book
    colours = {"bg_color": book.colour(name), "font_color": book.colour(f"{name}_ink")}
    return book.workbook.add_format(colours)


def _colour_words(drawing: Drawing, sheet: Worksheet, word: str, colours: Format) -> None:
    cells = [r.cell.row for r in drawing.blueprint.rows if r.cell.sheet == sheet.name]
    sheet.conditional_format(
        cells[0], STATUS, cells[-1], STATUS,
        {"type": "text", "criteria": "begins with", "value": word, "format": colours},
    )  # fmt: skip


def _colour_answers(drawing: Drawing, sheet: Worksheet, plan: SheetPlan) -> None:
    """Colour each answer that is wrong or wanted: questions by their status word, records by their marks."""
    texts = drawing.definition.texts
    for mark, word, name in (
        (WRONG_MARK, texts["wrong"], "error"),
        (WANTED_MARK, texts["required"], "wanted"),
    ):
        colours = drawing.book.workbook.add_format({"bg_color": drawing.book.colour(name)})
        for first, last, many in _areas(drawing, plan):
            status, marked = address(first.row, STATUS), address(first.row, plan.last_column + 1)
            formula = f'=LEFT({status},{len(word)})="{word}"'
            if many:
                formula = f'=ISNUMBER(FIND("|"&COLUMN()&"{mark}",{marked}))'
            rule = {"type": "formula", "criteria": formula, "format": colours}
            sheet.conditional_format(first.row, first.column, last.row, last.column, rule)


def _areas(drawing: Drawing, plan: SheetPlan) -> Iterator[tuple[Cell, Cell, bool]]:
    """The areas of answers: each run of questions asked once, each table; are there several in a row?"""
    name = plan.module.sheet
    for block in plan.tables:
        cells = [block.columns[f.key] for f in block.table.placed]
        first, last = Cell(name, block.first_row, min(cells)), Cell(name, block.last_row, max(cells))
        many = len(tuple(judged(plan.module, block.table))) > 1
        yield first, last, many
    for row in plan.rows:
        yield Cell(name, row.row, ANSWER), Cell(name, row.row, ANSWER), False
