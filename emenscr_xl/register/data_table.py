"""A data sheet before it is drawn: named columns, and rows as a pandas frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pandas as pd

from emenscr_xl.core.submission import Answer, Value
from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.model import Field

#: Excel keeps 15 digits: longer numbers stay the text that was typed.
MOST_NUMBER = Decimal(10) ** 15
FIRST_EXCEL_DAY = date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens a file beside the workbook; `place` is a cell of it, as a formula names it."""

    target: str
    text: str
    place: str = ""

    def __str__(self) -> str:
        return self.text


def cell_link(target: str, sheet: str, cell: str) -> Link:
    """The link to a cell of a workbook, called by its sheet and cell."""
    quoted = sheet.replace("'", "''")
    return Link(target, f"{sheet}!{cell}", f"'{quoted}'!{cell}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind`: a field type, unit, link or status; `width` 0: the house width of the kind."""

    key: str
    label: str
    kind: str = "text"
    width: int = 0
    group: str = ""  # neighbours of one group stand under one band


@dataclass(frozen=True, slots=True)
class DataTable:
    """One sheet of rows. `frame` has the columns' keys and holds text, numbers, dates, links or None."""

    key: str
    sheet: str
    title: str
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    counted_by: str  # a column that every row fills: how rows are counted
    note: str = ""  # what the reader must know before the rows

    def noted(self, note: str) -> DataTable:
        """The same table with a note before its rows."""
        return replace(self, note=note)

    def position(self, column: str) -> int:
        """The place of a column, from 0. KeyError when there is none."""
        for number, each in enumerate(self.columns):
            if each.key == column:
                return number
        raise KeyError(column)


def data_table(
    key: str,
    sheet: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    counted_by: str,
) -> DataTable:
    """The table of these rows, each in the order of the columns. `counted_by` is not the first column."""
    frame = pd.DataFrame(list(rows), columns=[c.key for c in columns], dtype=object)
    return DataTable(key, sheet, title, tuple(columns), frame, counted_by)


def shown(field: Field, answer: Answer | None, catalogues: Mapping[str, Catalogue]) -> Value | None:
    """What a data sheet shows of an answer: its value, `code – name`, or the text as it was typed."""
    if answer is None:
        return None
    value = answer.value
    if field.type == "code":
        entry = catalogues[field.catalogue].known(str(value))
        return entry.text if entry else answer.typed
    if isinstance(value, Decimal | int) and -MOST_NUMBER < value < MOST_NUMBER:
        return value
    if isinstance(value, date) and value >= FIRST_EXCEL_DAY:
        return value
    return value if isinstance(value, str) else answer.typed
