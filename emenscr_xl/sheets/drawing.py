"""One workbook being drawn: what it holds, and its answer cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core.submission import Where
from emenscr_xl.form.load import Definition
from emenscr_xl.form.model import Field, Form
from emenscr_xl.sheets.blueprint import Blueprint
from emenscr_xl.sheets.book import Book, put
from emenscr_xl.sheets.contents import Contents
from emenscr_xl.sheets.input_rules import PROMPT, input_rule
from emenscr_xl.sheets.layout import Cell, Layout

#: How wide and tall a note is, in pixels: three lines of Thai.
NOTE = (320, 96)


@dataclass(frozen=True, slots=True)
class Drawing:
    """One workbook being drawn: the blueprint, and what this one holds."""

    book: Book
    blueprint: Blueprint
    contents: Contents

    @property
    def definition(self) -> Definition:
        """The year's definition."""
        return self.blueprint.definition

    @property
    def form(self) -> Form:
        """The form that is drawn."""
        return self.blueprint.form

    @property
    def layout(self) -> Layout:
        """Where its questions lie."""
        return self.blueprint.layout

    def text(self, sheet: Worksheet, row: int, column: int, shape: Format) -> None:
        """Write what the workbook holds in a cell."""
        put(sheet, row, column, self.contents.values.get((sheet.name, row, column)), shape)

    def formula(
        self, sheet: Worksheet, row: int, column: int, formula: str, shape: Format, blank: str | int = ""
    ) -> None:
        """Write a formula with the value that it gives in this workbook; `blank` when nothing is said."""
        value = self.contents.values.get((sheet.name, row, column), blank)
        sheet.write_formula(row, column, formula, shape, value)

    def height(self, sheet: Worksheet, row: int) -> None:
        """Make a row as tall as what it holds."""
        sheet.set_row(row, self.contents.heights[sheet.name, row])

    def answer(self, sheet: Worksheet, field: Field, where: Where) -> None:
        """Draw an answer cell: open and cream, or locked and grey; computed cells hold formula and value."""
        cell = self.layout.cells[where]
        listed = self.form.module(where.module).layout == "list"
        closed = field.computed or where in self.contents.issue.fixed or (listed and field.locked)
        colour = self.book.colour("locked" if closed else "answer")
        side: dict[str, Any] = (
            {} if where.record else {"align": "left", "indent": 1}
        )  # beside its label, not at a wide cell's far end
        side |= self._mark(sheet, cell, self.contents.issue.marked.get(where, ""))
        shape = self.book.cell_format(
            field.type, **{"bg_color": colour, "locked": closed and not listed, **side}
        )
        if field.computed and field.type != "seq" and where not in self.contents.issue.submission.shown:
            self.formula(sheet, cell.row, cell.column, self.blueprint.formula(where), shape)
        else:
            self.text(sheet, cell.row, cell.column, shape)

    def _mark(self, sheet: Worksheet, cell: Cell, said: str) -> dict[str, Any]:
        """The frame and colour of a cell that its owner is asked to look at, with a note that says why."""
        if not said:
            return {}
        font = self.book.style["font"]
        note = {"font_name": font["name"], "font_size": font["small"], "width": NOTE[0], "height": NOTE[1]}
        sheet.write_comment(cell.row, cell.column, said, note)
        return {"border": 5, "border_color": self.book.colour("brand"), "bg_color": self.book.colour("asked")}

    def validate(self, sheet: Worksheet, address: str, number: str) -> None:
        """Give a field's cells their input rule: one cell, or that of every record."""
        _, table, field = self.form.question(address)
        if field.computed:
            return
        first = self.layout.cells[Where.at(address, 1 if table else 0)]
        last = first.row + (table.rows - 1 if table else 0)
        hint = self.blueprint.hints[address]
        asked = replace(field, hint=hint) if len(hint) <= PROMPT else field
        rule = input_rule(asked, number, first.row, first.column, self.blueprint.offered(field, address))
        sheet.data_validation(first.row, first.column, last, first.column, rule)
