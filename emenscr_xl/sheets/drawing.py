"""What is needed to draw the sheets of one workbook, and its answer cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.core.sums import amount
from emenscr_xl.form.load import Definition
from emenscr_xl.form.model import Field, Form
from emenscr_xl.sheets.book import Book, put, quoted
from emenscr_xl.sheets.dependent_lists import dependent_sources
from emenscr_xl.sheets.formulas import reference
from emenscr_xl.sheets.input_rules import input_rule
from emenscr_xl.sheets.layout import Layout, place
from emenscr_xl.sheets.lists import Lists, lists_of
from emenscr_xl.sheets.live.formulas import Live, live_checks
from emenscr_xl.sheets.live.judged import Judged
from emenscr_xl.sheets.live.places import VALUE
from emenscr_xl.sheets.live.rows import StatusRow, status_rows
from emenscr_xl.sheets.written import written


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What all workbooks of a form share, whoever they are for: computed once for a run."""

    definition: Definition
    form: Form
    layout: Layout
    lists: Lists
    live: Live
    rows: tuple[StatusRow, ...]  # those that bear a status, in reading order
    hints: Mapping[str, str]  # by address: what stands small below the label
    dependent: Mapping[str, str]  # by address: the source of a drop-down that follows another answer


def blueprint(definition: Definition, form: Form) -> Blueprint:
    """The blueprint of a definition's form or register."""
    layout = place(form, definition.style)
    hints = {
        f"{module.key}.{field.key}": _hint(definition, form, field)
        for module, table, field in form.questions()
        if table is None
    }
    lists = lists_of(form)
    dependent = dependent_sources(form, layout, lists.dependent)
    live = live_checks(form, layout, lists, definition.messages, definition.texts)
    rows = tuple(r for p in layout.plans if p.module.layout == "form" for r in status_rows(p))
    return Blueprint(definition, form, layout, lists, live, rows, hints, dependent)


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
    judged: Judged

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

    def shown(self, where: Where) -> str:
        """The text that a cell shows."""
        field = self.form.question(where.address)[2]
        if field.type == "mirror":
            where = Where.at(field.of[0], where.record)
            field = self.form.question(where.address)[2]
        if field.type == "sum":
            return f"{amount(self.submission, where.address, where.record):,.2f}"
        value = written(self.submission, where)
        return "" if value is None else str(value)

    def answer(self, sheet: Worksheet, field: Field, where: Where) -> None:
        """Draw an answer cell: open and cream, or locked and grey; computed cells hold formula and value.

        A locked question without an answer stays open, so that a blank workbook can be filled by hand.
        """
        cell = self.layout.cells[where]
        closed = field.computed or (field.locked and where in self.submission.answers)
        colour = self.book.colour("locked" if closed else "answer")
        side = {} if where.record else {"align": "left"}  # beside its label, not at a wide cell's far end
        shape = self.book.cell_format(field.type, bg_color=colour, locked=closed, **side)
        if where in self.submission.shown:
            put(sheet, cell.row, cell.column, self.submission.shown[where], shape)
        elif field.type == "sum":
            total = float(amount(self.submission, where.address, where.record))
            value = total if isfinite(total) else 0.0
            places = self.blueprint.live.terms.places
            formula = f"={quoted(places.sheet)}!{places.at(where, VALUE)}"
            sheet.write_formula(cell.row, cell.column, formula, shape, value)
        elif field.type == "mirror":
            source = reference(self.layout.cells[Where.at(field.of[0], where.record)], cell.sheet)
            sheet.write_formula(cell.row, cell.column, f'={source}&""', shape, self.shown(where))
        else:
            put(sheet, cell.row, cell.column, written(self.submission, where), shape)

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
