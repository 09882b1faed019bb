"""The hidden sheet of lists: one column for each catalogue or set of choices, each with a defined name."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.utility import xl_col_to_name

from emenscr_xl.form.model import Field, Form
from emenscr_xl.sheets.book import Book, put, quoted


def list_name(form: Form, field: Field) -> str | None:
    """The defined name of a field's list; None when it has none, or its catalogue is not loaded."""
    for name, values, users in _lists(form):
        if field in users:
            return name if values else None
    return None


def draw_lists(book: Book, form: Form, sheet_name: str) -> None:
    """Write the lists, hidden, and define their names."""
    sheet = book.sheet(sheet_name)
    plain = book.format()
    for column, (name, values, _) in enumerate(_lists(form)):
        put(sheet, 0, column, name, plain)
        for row, value in enumerate(values, start=1):
            put(sheet, row, column, value, plain)
        if values:
            letter = xl_col_to_name(column)
            book.workbook.define_name(name, f"={quoted(sheet_name)}!${letter}$2:${letter}${len(values) + 1}")
    sheet.hide()


def _lists(form: Form) -> Iterator[tuple[str, tuple[str, ...], list[Field]]]:
    """Each list: its name, its values and the fields that use it."""
    users: dict[tuple[str, ...] | str, list[Field]] = {}
    for _, _, field in form.questions():
        if field.type == "code":
            users.setdefault(field.catalogue, []).append(field)
        elif field.type == "choice":
            users.setdefault(field.choices, []).append(field)
    for key, fields in users.items():
        if isinstance(key, str):
            entries = form.catalogues[key].offered(form.fiscal_year)
            yield f"L_{key}", tuple(e.text for e in entries), fields
        else:
            yield f"L_{fields[0].key}", key, fields
