"""The status column of a sheet of questions, and the colours of answers that are wrong or wanted.

A word says each status; colour only repeats it. A hidden column at the right end names the answers of a
record that are wrong (`|5x`: column 5) or wanted (`|5w`), for the colours of their cells.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.sheets.book import quoted
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.layout import ANSWER, STATUS, Cell, SheetPlan
from emenscr_xl.sheets.live.places import VERDICT, judged
from emenscr_xl.sheets.live.rows import FIRST_ROW, SAYS, StatusRow

#: The words of the status column and the colour that repeats each.
WORD_COLOURS = (("complete", "done"), ("required", "wanted"), ("wrong", "error"), ("doubtful", "doubt"))
_WRONG, _WANTED = "x", "w"


def draw_statuses(drawing: Drawing, sheet: Worksheet, plan: SheetPlan) -> None:
    """Write the status of every row, its colours, and the colours of the answers."""
    book, sheet_name = drawing.book, quoted(drawing.definition.texts["checks_sheet"])
    status = book.cell_format("mirror", font_size=book.style["font"]["small"], align="left")
    marks = plan.last_column + 1
    sheet.set_column(marks, marks, 4, None, {"hidden": True})
    for n, row in enumerate(drawing.blueprint.rows):
        if row.cell.sheet != plan.module.sheet:
            continue
        says = xl_rowcol_to_cell(FIRST_ROW + n, SAYS, row_abs=True, col_abs=True)
        verdict = drawing.judged.rows[n]
        sheet.write_formula(row.cell.row, STATUS, f'={sheet_name}!{says}&""', status, verdict.says)
        if row.many:
            formula, value = _marks(drawing, row)
            sheet.write_formula(row.cell.row, marks, formula, book.format(), value)
    for word, colour in WORD_COLOURS:
        _colour_words(drawing, sheet, plan, drawing.definition.texts[word], _colours(drawing, colour))
    _colour_answers(drawing, sheet, plan, marks)


def _marks(drawing: Drawing, row: StatusRow) -> tuple[str, str]:
    """The formula and the value that name the answers of a record that are wrong or wanted."""
    places, wanted = drawing.blueprint.live.terms.places, drawing.blueprint.live.reasons.wanted
    sheet, terms, value = quoted(places.sheet), [], ""
    for where in row.places:
        verdict, column = f"{sheet}!{places.at(where, VERDICT)}", drawing.layout.cells[where].column + 1
        wrong, blank = f"|{column}{_WRONG}", f"|{column}{_WANTED}"
        terms.append(f'IF({verdict}>{wanted},"{wrong}",IF({verdict}={wanted},"{blank}",""))')
        number = drawing.judged.numbers[where]
        value += wrong if number > wanted else blank if number == wanted else ""
    return f"={'&'.join(terms)}", value


def _colours(drawing: Drawing, name: str) -> Format:
    book = drawing.book
    colours = {"bg_color": book.colour(name), "font_color": book.colour(f"{name}_ink")}
    return book.workbook.add_format(colours)


def _colour_words(drawing: Drawing, sheet: Worksheet, plan: SheetPlan, word: str, colours: Format) -> None:
    cells = [r.cell.row for r in drawing.blueprint.rows if r.cell.sheet == plan.module.sheet]
    sheet.conditional_format(
        cells[0], STATUS, cells[-1], STATUS,
        {"type": "text", "criteria": "begins with", "value": word, "format": colours},
    )  # fmt: skip


def _colour_answers(drawing: Drawing, sheet: Worksheet, plan: SheetPlan, marks: int) -> None:
    """Colour each answer that is wrong or wanted: questions by their status word, records by their marks."""
    texts = drawing.definition.texts
    for mark, word, name in ((_WRONG, texts["wrong"], "error"), (_WANTED, texts["required"], "wanted")):
        colours = drawing.book.workbook.add_format({"bg_color": drawing.book.colour(name)})
        for first, last, many in _areas(drawing, plan):
            status = xl_rowcol_to_cell(first.row, STATUS, col_abs=True)
            marked = xl_rowcol_to_cell(first.row, marks, col_abs=True)
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
        many = len(tuple(judged(block.table.fields))) > 1
        yield first, last, many
    for row in plan.rows:
        yield Cell(name, row.row, ANSWER), Cell(name, row.row, ANSWER), False
