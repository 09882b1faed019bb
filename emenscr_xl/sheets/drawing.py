"""What is needed to draw the sheets of one workbook, and its answer cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isfinite

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core.months import active_word
from emenscr_xl.core.submission import Submission, Value, Where
from emenscr_xl.core.sums import amount
from emenscr_xl.core.text import squeezed
from emenscr_xl.core.values import split_code
from emenscr_xl.form.load import Definition
from emenscr_xl.form.model import Field, Form, Module
from emenscr_xl.form.thai import FIRST_BE_YEAR
from emenscr_xl.sheets.book import Book, put
from emenscr_xl.sheets.dependent_lists import dependent_sources
from emenscr_xl.sheets.formulas import active_in, reference
from emenscr_xl.sheets.input_rules import input_rule
from emenscr_xl.sheets.layout import Layout, place
from emenscr_xl.sheets.lists import Lists, lists_of
from emenscr_xl.sheets.status import status_formulas

#: Excel's calendar is sound from here on.
FIRST_EXCEL_DAY = date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What all workbooks of a form share, whoever they are for: computed once for a run."""

    definition: Definition
    form: Form
    layout: Layout
    lists: Lists
    statuses: Mapping[str, Mapping[int, str]]  # by module and row: the formula of the status cell
    hints: Mapping[str, str]  # by address: what stands small below the label
    dependent: Mapping[str, str]  # by address: the source of a drop-down that follows another answer


def blueprint(definition: Definition, form: Form) -> Blueprint:
    """The blueprint of a definition's form or register."""
    layout = place(form, definition.style)
    formulas = {p.module.key: status_formulas(form, layout, p, definition.texts) for p in layout.plans}
    hints = {
        f"{module.key}.{field.key}": _hint(definition, form, field)
        for module, table, field in form.questions()
        if table is None
    }
    lists = lists_of(form)
    dependent = dependent_sources(form, layout, lists.dependent)
    return Blueprint(definition, form, layout, lists, formulas, hints, dependent)


def _hint(definition: Definition, form: Form, field: Field) -> str:
    """The hint, and how many of the entries on offer no official list confirms."""
    catalogue = form.catalogues.get(field.catalogue)
    offered = catalogue.offered(form.fiscal_year) if catalogue else ()
    doubtful = sum(not e.confirmed for e in offered)
    note = definition.texts["unconfirmed"].format(count=doubtful, total=len(offered))
    return "\n".join(filter(None, (field.hint, f"({note})" if doubtful else "")))


@dataclass(frozen=True, slots=True)
class Drawing:
    """One workbook being drawn: the blueprint, and what this one says."""

    book: Book
    blueprint: Blueprint
    submission: Submission
    statuses: Mapping[tuple[str, int], str]
    closed: frozenset[str] = frozenset()  # the modules that nobody may change any more

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

    def intro(self, module: Module) -> str:
        """What stands below a module's title: of a closed one, why it is closed."""
        if module.key not in self.closed:
            return module.intro
        return self.definition.texts["closed_reported" if module.quarter else "closed_approved"]

    def fixed(self, where: Where) -> bool:
        """True for a place that the owner cannot change: answered by the register, or in a closed module.

        A locked question without an answer stays open, so that a blank workbook can be filled by hand.
        """
        locked = self.form.question(where.address)[2].locked
        return where.module in self.closed or (locked and where in self.submission.answers)

    def written(self, field: Field, where: Where) -> object:
        """What goes into a cell: the value, a code with its name, or the text as it was typed."""
        answer = self.submission.answer(where)
        if answer is None:
            return None
        if field.type == "code":
            entry = self.form.catalogues[field.catalogue].get(str(answer.value))
            name = squeezed(split_code(answer.typed)[1])
            return entry.text if entry and name in ("", squeezed(entry.name)) else answer.typed
        return answer.typed if answer.value is None or _altered(answer.value) else answer.value

    def shown(self, where: Where) -> str:
        """The text that a cell shows."""
        field = self.form.question(where.address)[2]
        if field.type == "active":
            return active_word(self.submission, where)
        if field.type == "mirror":
            where = Where.at(field.of[0], where.record)
            field = self.form.question(where.address)[2]
        if field.type == "sum":
            return f"{amount(self.submission, where.address, where.record):,.2f}"
        value = self.written(field, where)
        return "" if value is None else str(value)

    def answer(self, sheet: Worksheet, field: Field, where: Where) -> None:
        """Draw an answer cell: open and cream, or locked and grey; computed cells hold formula and value."""
        cell = self.layout.cells[where]
        closed = field.computed or self.fixed(where)
        colour = self.book.colour("locked" if closed else "answer")
        side = {} if where.record else {"align": "left"}  # beside its label, not at a wide cell's far end
        shape = self.book.cell_format(field.type, bg_color=colour, locked=closed, **side)
        if where in self.submission.shown:
            put(sheet, cell.row, cell.column, self.submission.shown[where], shape)
        elif formula := self._formula(field, where, cell.sheet):
            sheet.write_formula(cell.row, cell.column, formula, shape, self._computed(field, where))
        else:
            put(sheet, cell.row, cell.column, self.written(field, where), shape)

    def _formula(self, field: Field, where: Where, home: str) -> str:
        """The formula of a computed cell; "" for a cell without one."""
        if field.type == "sum":
            return self._sum(where, home)
        if field.type == "mirror":
            return f'={reference(self.layout.cells[Where.at(field.of[0], where.record)], home)}&""'
        if field.type == "active":
            start, end = field.of
            quarter = self.form.module(where.module).quarter
            planned = active_in(self.layout, start, end, where.record, quarter, home)
            return f'=IF({planned}>0,"{field.word}","")'
        return ""

    def _computed(self, field: Field, where: Where) -> float | str:
        """The value that the formula of a computed cell has."""
        if field.type != "sum":
            return self.shown(where)
        total = float(amount(self.submission, where.address, where.record))
        return total if isfinite(total) else 0.0

    def _sum(self, where: Where, home: str) -> str:
        """SUM over the parts: the same record's cells, or whole columns when the sum stands alone."""
        ranges = []
        for part in self.form.question(where.address)[2].of:
            part_table = self.form.question(part)[1]
            whole = part_table is not None and not where.record
            first = self.layout.cells[Where.at(part, 1 if whole else where.record)]
            text = reference(first, home)
            if whole and part_table:
                last = self.layout.cells[Where.at(part, part_table.rows)]
                text += f":{xl_rowcol_to_cell(last.row, last.column, col_abs=True)}"
            ranges.append(text)
        return f"=SUM({','.join(ranges)})"

    def validate(self, sheet: Worksheet, address: str, number: str) -> None:
        """Give a field's cells their input rule: one cell, or that of every record."""
        _, table, field = self.form.question(address)
        if field.computed:
            return
        first = self.layout.cells[Where.at(address, 1 if table else 0)]
        last = first.row + (table.rows - 1 if table else 0)
        rule = input_rule(field, number, first.row, first.column, self._offered(field, address))
        sheet.data_validation(first.row, first.column, last, first.column, rule)

    def _offered(self, field: Field, address: str) -> str | None:
        """What a field's drop-down offers, as a formula: its list, or what hangs on another answer."""
        name = self.blueprint.lists.name(field)
        return self.blueprint.dependent.get(address, f"={name}" if name else None)


def _altered(value: Value) -> bool:
    """True for a value that a cell would give back as another: it is written as it was typed instead."""
    if isinstance(value, date):
        return value < FIRST_EXCEL_DAY or value.year >= FIRST_BE_YEAR
    return not isinstance(value, str) and Decimal(repr(float(Decimal(value)))) != value
