"""A data sheet before it is drawn: named columns, and where its rows go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol

from emenscr_xl.core.submission import Where

#: A row: text, numbers, dates, links or None, in the order of the columns.
Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Traced:
    """A cell's value with its place in the register, where its column alone cannot say it."""

    value: object
    where: Where


#: Where the cells of a column come from, as the band over it says.
COMPUTED, REGISTER, RETURNED, LEDGER = (
    "คำนวณโดยโปรแกรม", "ทะเบียนคุม", "คำตอบในแบบ", "บันทึกการรับไฟล์ received.csv",
)  # fmt: skip
#: The kinds of columns that figures may be counted by or add up.
COUNTED_KINDS = frozenset({"status", "integer", "number", "money", "sum"})


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
    counts: bool = False  # a text that figures are counted by

    @property
    def band(self) -> str:
        """What stands over the column: its group, and where its cells come from unless the group says so."""
        if self.group and self.origin in (REGISTER, RETURNED):
            return self.group
        return " · ".join(filter(None, (self.group, self.origin)))

    @property
    def counted(self) -> bool:
        """True for a column that figures may be counted by or add up."""
        return self.counts or self.kind in COUNTED_KINDS


class Rows(Protocol):
    """The rows of a table as they are made, from top to bottom."""

    def __len__(self) -> int:
        """How many there are so far."""

    def append(self, row: Row) -> None:
        """One more row at the end."""

    def column(self, number: int) -> Sequence[Any]:
        """The cells of a column, counted from 0, from top to bottom. KeyError when they are not kept."""


class HeldRows(list[Row]):
    """Rows that are kept, to be read any number of times."""

    def column(self, number: int) -> Sequence[Any]:
        """The cells of a column, counted from 0, from top to bottom."""
        return [row[number] for row in self]


@dataclass(frozen=True)  # no slots: what is asked again for each figure over the table is kept
class DataTable:
    """One sheet of rows. What figures count and add up is worked out once, when all rows are there."""

    key: str
    sheet: str
    title: str
    columns: tuple[Column, ...]
    counted_by: str  # a column that every row fills: how rows are counted
    note: str = ""  # what the reader must know before the rows
    rows: Rows = field(default_factory=HeldRows)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The heading of each column, none twice: those of equal labels name their group, or a number."""
        return _headings(self.columns)

    def position(self, column: str) -> int:
        """The place of a column, from 0. KeyError when there is none."""
        return self._positions[column]

    def all(self) -> Iterable[Row]:
        """Every row from top to bottom. KeyError when they are not kept."""
        return zip(*map(self.rows.column, range(len(self.columns))), strict=True)

    def column(self, key: str) -> Sequence[Any]:
        """The cells of a column from top to bottom. KeyError when there is none."""
        return self.rows.column(self.position(key))

    def count(self, columns: tuple[str, ...], values: tuple[object, ...]) -> int:
        """How many rows hold exactly these values in these columns."""
        if columns not in self._counts:
            self._counts[columns] = Counter(self._keys(columns))
        return self._counts[columns][values] if columns else len(self.rows)

    def total(self, column: str, columns: tuple[str, ...], values: tuple[object, ...]) -> Decimal | int:
        """The sum of a column over the rows that hold exactly these values. What is no number counts as 0."""
        asked = (column, *columns)
        if asked not in self._totals:
            self._totals[asked] = _totals(self.column(column), self._keys(columns))
        return self._totals[asked].get(values, 0)

    def _keys(self, columns: tuple[str, ...]) -> Iterable[tuple[object, ...]]:
        """What each row holds in these columns."""
        return zip(*map(self.column, columns), strict=True) if columns else [()] * len(self.rows)

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        """The first place of each key."""
        return {c.key: n for n, c in reversed([*enumerate(self.columns)])}

    @cached_property
    def _counts(self) -> dict[tuple[str, ...], Counter[tuple[object, ...]]]:
        return {}

    @cached_property
    def _totals(self) -> dict[tuple[str, ...], Mapping[tuple[object, ...], Decimal | int]]:
        return {}


#: Where the rows of a table go.
Holding = Callable[[DataTable], Rows]


def held(_: DataTable) -> Rows:
    """The rows are kept."""
    return HeldRows()


def data_table(
    key: str,
    sheet: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
    counted_by: str,
) -> DataTable:
    """The table of these rows. `counted_by` is not the first column."""
    return DataTable(key, sheet, title, tuple(columns), counted_by, rows=HeldRows(rows))


def _totals(
    amounts: Iterable[object], keys: Iterable[tuple[object, ...]]
) -> Mapping[tuple[object, ...], Decimal | int]:
    totals: dict[tuple[object, ...], Decimal | int] = defaultdict(int)
    for amount, key in zip(amounts, keys, strict=True):
        if isinstance(amount, Decimal | int):
            totals[key] += amount
    return totals


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
