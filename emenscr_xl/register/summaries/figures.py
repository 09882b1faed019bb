"""The figures of the summary: each says what it counts, for a formula in the sheet and a value here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from emenscr_xl.register.tables.data_table import DataTable


@dataclass(frozen=True, slots=True)
class Key:
    """In a condition: the text that names the row."""


KEY = Key()
Conditions = tuple[tuple[str, str | int | Key], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of a data sheet hold exactly these values; all rows when there is no condition."""

    table: str
    where: Conditions = ()


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a column over the rows that hold exactly these values. Text counts as 0."""

    table: str
    column: str
    where: Conditions = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """Several figures over the data, together."""

    parts: tuple[Count | Total, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """The figure of this row in an earlier column."""

    column: int


@dataclass(frozen=True, slots=True)
class Minus:
    """The figure of this row in one column less that in another."""

    column: int
    less: int


@dataclass(frozen=True, slots=True)
class Across:
    """The sum of this row's figures from one column to another."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Above:
    """The sum of all figures above in this column."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What all rows of a data sheet come to beyond the figures above in this column."""

    whole: Count | Total


@dataclass(frozen=True, slots=True)
class Standing:
    """How a plan's node stands, in a word: unserved though it must be served, crowded, or served.

    The columns of this row that say whether it must be served, by how many projects it is, and their share;
    crowded: at least so many projects, and more than that share of all.
    """

    must: int
    count: int
    share: int
    least: int
    most: float
    unserved: str
    crowded: str
    served: str


@dataclass(frozen=True, slots=True)
class Running:
    """The sum of a column from the first row to this one."""

    column: int


OverData = Count | Total | Sum


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure over another; "" when the other is 0."""

    over: OverData | Left
    under: OverData | Left


InBlock = Left | Minus | Across | Above | Rest | Running | Standing
Figure = OverData | InBlock | Ratio
Cell = Figure | str | int | date | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of figures: `kind` is count, money, percent, date or text."""

    label: str
    kind: str = "count"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a block: its number or code, its name, its cells; `kinds` where they are the row's own."""

    code: str
    name: str
    cells: tuple[Cell, ...]
    kinds: tuple[str, ...] = ()
    total: bool = False
    link: str = ""  # a sheet that the name opens


@dataclass(frozen=True, slots=True)
class Block:
    """One small table of the summary. `keyed_by_name`: the row's key is its name, else its code."""

    key: str
    title: str
    first: tuple[str, str]  # what the codes and the names are called
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    keyed_by_name: bool = False
    strong: bool = False  # figures to be seen first

    def key_of(self, line: Line) -> str:
        """The text that the row's conditions compare with."""
        return line.name if self.keyed_by_name else line.code

    def kind(self, line: Line, column: int) -> str:
        """The kind of one cell."""
        return line.kinds[column] if line.kinds else self.headings[column].kind


Value = Decimal | int | float | str | date | None


def values(block: Block, tables: Mapping[str, DataTable]) -> list[list[Value]]:
    """The values of a block's cells, computed from the data themselves."""
    rows: list[list[Value]] = []
    for line in block.lines:
        rows.append([])
        for cell in line.cells:
            rows[-1].append(_value(cell, block.key_of(line), rows, tables))
    return rows


def _value(cell: Cell, key: str, rows: Sequence[list[Value]], tables: Mapping[str, DataTable]) -> Value:
    """One cell; the last of `rows` is its own row as far as it is known."""
    if isinstance(cell, Count | Total):
        return _over_data(cell, key, tables[cell.table])
    if isinstance(cell, Sum):
        return _sum(_value(part, key, rows, tables) for part in cell.parts)
    if isinstance(cell, Rest):
        whole = _value(cell.whole, key, rows, tables)
        return whole - _sum(r[len(rows[-1])] for r in rows[:-1])  # type: ignore[operator]
    if isinstance(cell, InBlock):
        return _in_block(cell, rows)
    if isinstance(cell, Ratio):
        part, whole = (_value(c, key, rows, tables) for c in (cell.over, cell.under))
        return float(part) / float(whole) if whole else ""  # type: ignore[arg-type]
    return cell


def _over_data(figure: Count | Total, key: str, table: DataTable) -> Value:
    columns = tuple(column for column, _ in figure.where)
    wanted = tuple(key if isinstance(value, Key) else value for _, value in figure.where)
    if isinstance(figure, Count):
        return table.count(columns, wanted)
    return table.total(figure.column, columns, wanted)


def _in_block(figure: InBlock, rows: Sequence[list[Value]]) -> Value:
    row = rows[-1]
    match figure:
        case Left(column):
            return row[column]
        case Minus(column, less):
            return _number(row[column]) - _number(row[less])  # type: ignore[operator]
        case Across(first, last):
            return _sum(row[first : last + 1])
        case Above():
            return _sum(r[len(row)] for r in rows[:-1])
        case Running(column):
            return _sum(r[column] for r in rows)
        case Standing():
            return _standing(figure, row)
        case Rest():
            raise TypeError("a rest is computed from the data")


def _standing(figure: Standing, row: Sequence[Value]) -> str:
    """The word for a node."""
    must, count, share = (row[column] or 0 for column in (figure.must, figure.count, figure.share))
    if must and not count:
        return figure.unserved
    if count >= figure.least and share > figure.most:  # type: ignore[operator]
        return figure.crowded
    return figure.served if count else ""


def _number(value: Value) -> Decimal | int | float:
    """The number; 0 for a cell that shows none."""
    return value if isinstance(value, Decimal | int | float) else 0


def _sum(found: Iterable[object]) -> Decimal | int:
    """The sum of the numbers among values."""
    total: Decimal | int = 0
    for value in found:
        if isinstance(value, Decimal | int):
            total += value
    return total
