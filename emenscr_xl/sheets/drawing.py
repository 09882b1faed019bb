"""What is needed to draw the sheets of one workbook, and its answer cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core.submission import Submission, Where, question
from emenscr_xl.core.sums import amount, parts
from emenscr_xl.form.load import Definition
from emenscr_xl.form.model import Field, Form
from emenscr_xl.sheets.book import Book, put
from emenscr_xl.sheets.formulas import reference
from emenscr_xl.sheets.input_rules import input_rule
from emenscr_xl.sheets.layout import Layout
from emenscr_xl.sheets.lists import Lists


@dataclass(frozen=True, slots=True)
class Drawing:
    """One workbook being drawn: where things go, and what they say."""

    book: Book
    definition: Definition
    form: Form
    layout: Layout
    lists: Lists
    submission: Submission
    statuses: Mapping[tuple[str, int], str]

    def written(self, field: Field, where: Where) -> object:
        """What goes into an answer cell: the value, a code with its name, or the text as it was typed."""
        answer = self.submission.answer(where)
        if answer is None:
            return None
        if field.type == "code":
            entry = self.form.catalogues[field.catalogue].get(str(answer.value))
            return entry.text if entry else answer.typed
        return answer.typed if answer.value is None else answer.value

    def shown(self, where: Where) -> str:
        """The text that a cell shows."""
        field = question(self.form, where.address)[2]
        if field.type == "mirror":
            where = Where.at(field.of[0], where.record)
            field = question(self.form, where.address)[2]
        if field.type == "sum":
            return f"{amount(self.submission, where.address, where.record):,.2f}"
        value = self.written(field, where)
        return "" if value is None else str(value)

    def answer(self, sheet: Worksheet, field: Field, where: Where) -> None:
        """Draw an answer cell: open and cream, or locked and grey; computed cells hold formula and value."""
        cell = self.layout.cells[where]
        closed = field.locked or field.computed
        colour = self.book.colour("locked" if closed else "answer")
        shape = self.book.cell_format(field.type, bg_color=colour, locked=closed)
        if where in self.submission.shown:
            put(sheet, cell.row, cell.column, self.submission.shown[where], shape)
        elif field.type == "sum":
            value = float(amount(self.submission, where.address, where.record))
            sheet.write_formula(cell.row, cell.column, self._sum(where, cell.sheet), shape, value)
        elif field.type == "mirror":
            source = reference(self.layout.cells[Where.at(field.of[0], where.record)], cell.sheet)
            sheet.write_formula(cell.row, cell.column, f'={source}&""', shape, self.shown(where))
        else:
            put(sheet, cell.row, cell.column, self.written(field, where), shape)

    def _sum(self, where: Where, home: str) -> str:
        """SUM over the parts: the same record's cells, or whole columns when the sum stands alone."""
        _, table, field = question(self.form, where.address)
        ranges = []
        for part in parts(self.submission, where.address, table, field):
            part_table = question(self.form, part)[1]
            whole = part_table is not None and not where.record
            first = self.layout.cells[Where.at(part, 1 if whole else where.record)]
            text = reference(first, home)
            if whole and part_table:
                last = self.layout.cells[Where.at(part, part_table.rows)]
                text += f":{xl_rowcol_to_cell(last.row, last.column, col_abs=True)}"
            ranges.append(text)
        return f"=SUM({','.join(ranges)})"

    def validate(
        self, sheet: Worksheet, field: Field, number: str, rows: tuple[int, int], column: int
    ) -> None:
        """Give a field's cells their input rule, from the first to the last of `rows`."""
        if not field.computed and not field.locked:
            rule = input_rule(field, number, rows[0], column, self.lists.name(field))
            sheet.data_validation(rows[0], column, rows[1], column, rule)
