"""A data sheet before it is drawn: named columns, and rows as a pandas frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

import pandas as pd

from emenscr_xl.core.places import Place
from emenscr_xl.core.submission import Answer, Value, Where
from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.model import Field

#: Excel keeps 15 digits: longer numbers stay the text that was typed.
MOST_NUMBER = Decimal(10) ** 15
FIRST_EXCEL_DAY = date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens a file beside the workbook, at a place of it when one is named."""

    target: str
    text: str
    at: Place | None = None

    def __str__(self) -> str:
        return self.text


def cell_link(target: str, at: Place) -> Link:
    """The link to a cell of a workbook, called by its sheet and cell."""
    return Link(target, "!".join(at), at)


@dataclass(frozen=True, slots=True)
class Traced:
    """A cell's value with its place in the register, where its column alone cannot say it."""

    value: object
    where: Where


#: Where the cells of a column come from, as the band over it says.
COMPUTED, REGISTER, RETURNED, LEDGER = (
    "คำนวณโดยโปรแกรม", "ทะเบียนคุม", "คำตอบในแบบ", "บันทึกการรับไฟล์ received.csv",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind`: a field type, unit, link, status or source; `width` 0: the house width of the kind.

    `origin`: where its cells come from; of a return or the register with the question's `address`. For a
    quarter's module the address begins with the base (`M6.budget_actual`).
    """

    key: str
    label: str
    kind: str = "text"
    width: int = 0
    group: str = ""  # neighbours of one group stand under one band
    origin: str = COMPUTED
    address: str = ""

    @property
    def band(self) -> str:
        """What stands over the column: its group, and where its cells come from unless the group says so."""
        if self.group and self.origin in (REGISTER, RETURNED):
            return self.group
        return " · ".join(filter(None, (self.group, self.origin)))


@lru_cache(maxsize=256)  # asked again for each figure over a table
def _headings(columns: tuple[Column, ...]) -> tuple[str, ...]:
    labels, found = Counter(c.label.casefold() for c in columns), dict[str, str]()
    for each in columns:
        twice = labels[each.label.casefold()] > 1
        name = first = f"{each.label} ({each.group})" if twice and each.group else each.label
        number = 2
        while name.casefold() in found:
            name, number = f"{first} {number}", number + 1
        found[name.casefold()] = name
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class DataTable:
    """One sheet of rows. `frame` has the columns' keys and holds text, numbers, dates, links or None."""

    key: str
    sheet: str
    title: str
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    counted_by: str  # a column that every row fills: how rows are counted
    traced: Mapping[tuple[int, str], Where] = field(default_factory=dict)  # by row and column key
    note: str = ""  # what the reader must know before the rows

    def noted(self, note: str) -> DataTable:
        """The same table with a note before its rows."""
        return replace(self, note=note)

    @property
    def headings(self) -> tuple[str, ...]:
        """The heading of each column, none twice: those of equal labels name their group, or a number."""
        return _headings(self.columns)

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
    """The table of these rows, each in the order of the columns. `counted_by` is not the first column.

    A cell may be `Traced`.
    """
    keys, plain = [c.key for c in columns], []
    traced: dict[tuple[int, str], Where] = {}
    for number, row in enumerate(rows):
        traced |= {(number, k): v.where for k, v in zip(keys, row, strict=True) if isinstance(v, Traced)}
        plain.append([v.value if isinstance(v, Traced) else v for v in row])
    frame = pd.DataFrame(plain, columns=keys, dtype=object)
    return DataTable(key, sheet, title, tuple(columns), frame, counted_by, traced)


def shown(asked: Field, answer: Answer | None, catalogues: Mapping[str, Catalogue]) -> Value | None:
    """What a data sheet shows of an answer: its value, `code – name`, or the text as it was typed."""
    if answer is None:
        return None
    value = answer.value
    if asked.type == "code":
        entry = catalogues[asked.catalogue].known(str(value))
        return entry.text if entry else answer.typed
    if isinstance(value, Decimal | int) and -MOST_NUMBER < value < MOST_NUMBER:
        return value
    if isinstance(value, date) and value >= FIRST_EXCEL_DAY:
        return value
    return value if isinstance(value, str) else answer.typed
