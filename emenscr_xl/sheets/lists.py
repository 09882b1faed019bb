"""The hidden sheet of lists: one column for each catalogue or set of choices, each with a defined name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from emenscr_xl.form.model import Field, Form
from emenscr_xl.sheets.book import Book, put, quoted


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a form: values by defined name, and the name by catalogue key or choices."""

    values: Mapping[str, tuple[str, ...]]
    names: Mapping[str | tuple[str, ...], str]

    def name(self, field: Field) -> str | None:
        """The defined name of a field's list; None when it has none, or its catalogue offers nothing."""
        return self.names.get(field.catalogue or field.choices)


def lists_of(form: Form) -> Lists:
    """Every list that a field of the form picks from, in reading order. Empty lists are left out."""
    values: dict[str, tuple[str, ...]] = {}
    names: dict[str | tuple[str, ...], str] = {}
    for _, _, field in form.questions():
        key = field.catalogue or field.choices
        if key and key not in names:
            offered = _values(form, field)
            if offered:
                names[key] = f"L_{field.catalogue or f'choices_{len(names) + 1}'}"
                values[names[key]] = offered
    return Lists(values, names)


def _values(form: Form, field: Field) -> tuple[str, ...]:
    if field.catalogue:
        return tuple(e.text for e in form.catalogues[field.catalogue].offered(form.fiscal_year))
    return field.choices


def draw_lists(book: Book, lists: Lists, sheet_name: str) -> None:
    """Write the lists, hidden, and define their names."""
    sheet = book.sheet(sheet_name)
    plain = book.format()
    for column, (name, values) in enumerate(lists.values.items()):
        put(sheet, 0, column, name, plain)
        for row, value in enumerate(values, start=1):
            put(sheet, row, column, value, plain)
        letter = xl_col_to_name(column)
        book.workbook.define_name(name, f"={quoted(sheet_name)}!${letter}$2:${letter}${len(values) + 1}")
    sheet.hide()
