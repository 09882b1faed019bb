"""A data sheet before it is drawn: named columns, and rows as a pandas frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from emenscr_xl.core.submission import Where


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


@dataclass(frozen=True)  # no slots: what is asked again for each figure over the table is kept
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

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The heading of each column, none twice: those of equal labels name their group, or a number."""
        return _headings(self.columns)

    def position(self, column: str) -> int:
        """The place of a column, from 0. KeyError when there is none."""
        return self._positions[column]

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        """The first place of each key."""
        return {c.key: n for n, c in reversed([*enumerate(self.columns)])}


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
