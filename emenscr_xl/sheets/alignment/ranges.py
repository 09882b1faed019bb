"""Where the lines of the matrix lie: ranges for formulas, and the hidden tables that coverage counts."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from emenscr_xl.register.plans.alignment import MATRIX, SERVED, cell_of, table_of
from emenscr_xl.register.plans.coverage import BUDGET, NOTHING
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.sheets.blueprint import Blueprint
from emenscr_xl.sheets.book import put, quoted
from emenscr_xl.sheets.data_sheet import FIRST_ROW, HEADING_ROW
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.live.aligned import LINE_COLUMNS, LINE_FORMULAS, LINES
from emenscr_xl.sheets.live.pieces import code_part, squeezed
from emenscr_xl.sheets.live.places import VALUE


@dataclass(frozen=True, slots=True)
class Ranges:
    """The columns of the matrix and what is judged of them, line by line."""

    plan: Blueprint

    def column(self, key: str, sheet: str = MATRIX) -> str:
        """The cells of a question on one of the sheets."""
        form = self.plan.form
        at = (cell_of(form, sheet, key, n) for n in (1, table_of(form, sheet).rows))
        first, last = (self.plan.layout.cells[where] for where in at)
        area = xl_range_abs(first.row, first.column, last.row, last.column)
        return f"{quoted(first.sheet)}!{area}"

    def line(self, key: str, record: int, sheet: str = MATRIX) -> str:
        """What stands in a line, wherever the cells of that line have gone."""
        cell = self.plan.layout.cells[cell_of(self.plan.form, sheet, key, record)]
        letter = xl_col_to_name(cell.column)
        return f"INDEX({quoted(cell.sheet)}!${letter}:${letter},{cell.row + 1})"

    def value(self, key: str, record: int) -> str:
        """The code that was read in a line."""
        places, where = self.plan.live.terms.places, cell_of(self.plan.form, MATRIX, key, record)
        return f"{quoted(places.sheet)}!{places.at(where, VALUE)}"

    def judged(self, key: str, column: int) -> str:
        """What the sheet of checks holds of a question of the matrix."""
        form, places = self.plan.form, self.plan.live.terms.places
        wheres = [cell_of(form, MATRIX, key, n) for n in range(1, table_of(form, MATRIX).rows + 1)]
        return f"{quoted(places.sheet)}!{places.over(wheres, column)}"


def draw_lines(drawing: Drawing) -> None:
    """The hidden sheet on which every line of the matrix is judged."""
    ranges, sheet, plain = Ranges(drawing.blueprint), drawing.book.sheet(LINES), drawing.book.format()
    for n in range(1, table_of(drawing.form, MATRIX).rows + 1):
        for kind, column in LINE_COLUMNS.items():
            where = cell_of(drawing.form, MATRIX, kind, n)
            cell, row = drawing.layout.cells[where], drawing.blueprint.line(where)
            texts, found = drawing.definition.texts, ranges.line("found", n)
            formula = LINE_FORMULAS[kind](drawing.blueprint.live, row, texts, found)
            held = drawing.contents.values[cell.sheet, cell.row, cell.column]
            sheet.write_formula(n - 1, column, formula, plain, held)
    sheet.hide()


def draw_projects(drawing: Drawing, table: DataTable) -> None:
    """The hidden table of projects: each cell a formula over the matrix and what was read there."""
    ranges, form = Ranges(drawing.blueprint), drawing.form
    codes = {f.key for f in table_of(form, MATRIX).fields if f.type == "code"}
    formulas = {}
    for column in table.columns:
        for n in range(1, len(table.rows) + 1):
            if column.key in codes:
                cell = ranges.value(column.key, n)
                formulas[column.key, n] = f'=IF({cell}="","{NOTHING}",{cell})'
            else:
                cell = ranges.line(column.key, n)
                formulas[column.key, n] = f"=N({cell})" if column.key == BUDGET else f'={cell}&""'
    _draw(drawing, table, formulas)


def draw_served(drawing: Drawing, table: DataTable) -> None:
    """The hidden table of the nodes that the office must serve."""
    ranges = Ranges(drawing.blueprint)
    formulas = {}
    for column in table.columns:
        for n in range(1, len(table.rows) + 1):
            cell = ranges.line(column.key, n, SERVED)
            formulas[column.key, n] = f"={code_part(squeezed(cell))}"
    _draw(drawing, table, formulas)


def _draw(drawing: Drawing, table: DataTable, formulas: dict[tuple[str, int], str]) -> None:
    sheet, plain = drawing.book.sheet(table.sheet), drawing.book.format()
    for position, column in enumerate(table.columns):
        put(sheet, HEADING_ROW, position, column.label, plain)
        for n, value in enumerate(table.column(column.key), start=1):
            held = value if isinstance(value, str) else float(value)
            sheet.write_formula(FIRST_ROW + n - 1, position, formulas[column.key, n], plain, held)
    sheet.hide()
