"""The hidden sheet of lists: one column for each catalogue or set of choices, each with a defined name.

Behind them stand the families of those lists whose entries hang on another answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from emenscr_xl.form.model import Field, Form
from emenscr_xl.sheets.book import Book, put, quoted
from emenscr_xl.sheets.dependent_lists import CODE_MARK, Family, families, in_families, parents

Rows = Sequence[tuple[str | int, ...]]


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a form: values by defined name, and the name by catalogue key or choices."""

    values: Mapping[str, tuple[str, ...]]
    names: Mapping[str | tuple[str, ...], str]
    families: Mapping[str, tuple[Family, ...]]  # by defined name
    dependent: Mapping[str, tuple[str, str]]  # by catalogue: the names of its list and of its families

    def name(self, field: Field) -> str | None:
        """The defined name of a field's list; None when it has none, or its catalogue offers nothing."""
        return self.names.get(field.catalogue or field.choices)

    def blocks(self) -> dict[str, Rows]:
        """What the sheet of lists holds, by defined name, as rows."""
        blocks: dict[str, Rows] = {name: [(v,) for v in values] for name, values in self.values.items()}
        for name, found in self.families.items():
            blocks[name] = [(f"{CODE_MARK}{f.parent}", f.first, f.count) for f in found]
        return blocks


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
    found = _families(form)
    dependent = {key: (names[key], f"P_{key}") for key in found}
    return Lists(values, names, {f"P_{key}": families for key, families in found.items()}, dependent)


def _values(form: Form, field: Field) -> tuple[str, ...]:
    if field.catalogue:
        return tuple(e.text for e in in_families(form.catalogues[field.catalogue], form.fiscal_year))
    return field.choices


def _families(form: Form) -> dict[str, tuple[Family, ...]]:
    """By catalogue: the families of each list that hangs on another answer. Empty ones are left out."""
    keys = dict.fromkeys(form.question(child)[2].catalogue for child in parents(form))
    found = {key: families(form.catalogues[key], form.fiscal_year) for key in keys}
    return {key: rows for key, rows in found.items() if rows}


def draw_lists(book: Book, lists: Lists, sheet_name: str) -> None:
    """Write the lists, hidden, and define their names."""
    sheet = book.sheet(sheet_name)
    plain = book.format()
    left = 0
    for name, rows in lists.blocks().items():
        put(sheet, 0, left, name, plain)
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values, start=left):
                put(sheet, row, column, value, plain)
        corners = (1, left), (len(rows), left + len(rows[0]) - 1)
        area = ":".join(xl_rowcol_to_cell(*corner, row_abs=True, col_abs=True) for corner in corners)
        book.workbook.define_name(name, f"={quoted(sheet_name)}!{area}")
        left += len(rows[0])
    sheet.hide()
