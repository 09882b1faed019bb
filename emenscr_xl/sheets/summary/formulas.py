"""The formulas of the summary: each figure over the data sheets. Nothing newer than Excel 2013."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from emenscr_xl.register.summaries.figures import (
    Above,
    Across,
    Block,
    Conditions,
    Count,
    Figure,
    InBlock,
    Key,
    Left,
    Minus,
    Ratio,
    Rest,
    Running,
    Standing,
    Sum,
    Total,
)
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.sheets.book import quoted
from emenscr_xl.sheets.data_sheet import data_rows

CODE, NAME, FIRST_FIGURE = range(3)
#: Words that COUNTIFS compares as they stand: no wildcard, no operator, nothing like a number.
_PLAIN = re.compile(r"[ก-๙]+( [ก-๙]+)*( \([A-Z]\))?")


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the row of its title."""

    block: Block
    row: int

    @property
    def heading_row(self) -> int:
        """The row of the headings: below title and notes."""
        return self.row + 1 + len(self.block.notes)

    @property
    def first_row(self) -> int:
        """The row of the first line."""
        return self.heading_row + 1

    @property
    def last_row(self) -> int:
        """The row of the last line."""
        return self.heading_row + len(self.block.lines)


@dataclass(frozen=True, slots=True)
class Spot:
    """The cell of one figure."""

    placed: Placed
    line: int
    column: int

    @property
    def row(self) -> int:
        """The row in the sheet."""
        return self.placed.first_row + self.line

    @property
    def key(self) -> str:
        """The cell that names the row."""
        column = NAME if self.placed.block.keyed_by_name else CODE
        return str(xl_rowcol_to_cell(self.row, column, col_abs=True))


def formula(figure: Figure, spot: Spot, tables: Mapping[str, DataTable]) -> str:
    """The formula of one figure, without its equals sign."""
    if isinstance(figure, Ratio):
        part, whole = (_alone(f, spot, tables) for f in (figure.over, figure.under))
        return f'IF({whole}=0,"",{part}/{whole})'
    if isinstance(figure, Count):
        return _count(tables[figure.table], figure.where, spot.key)
    if isinstance(figure, Total):
        return _total(tables[figure.table], figure.column, figure.where, spot.key)
    if isinstance(figure, Sum):
        return "+".join(formula(part, spot, tables) for part in figure.parts)
    if isinstance(figure, Rest):
        return f"{formula(figure.whole, spot, tables)}-{_in_block(Above(), spot)}"
    return _in_block(figure, spot)


def counted_in(figure: Figure) -> Iterator[str]:
    """The data sheets that a figure counts, by key."""
    if isinstance(figure, Count | Total):
        yield figure.table
    elif isinstance(figure, Rest):
        yield figure.whole.table
    elif isinstance(figure, Sum | Ratio):
        for part in figure.parts if isinstance(figure, Sum) else (figure.over, figure.under):
            yield from counted_in(part)


def _alone(figure: Figure, spot: Spot, tables: Mapping[str, DataTable]) -> str:
    """The formula of a figure inside another one."""
    text = formula(figure, spot, tables)
    return f"({text})" if isinstance(figure, Sum) else text


def _in_block(figure: InBlock, spot: Spot) -> str:
    """A figure over other cells of its block."""
    row, first, column = spot.row, spot.placed.first_row, FIRST_FIGURE + spot.column
    match figure:
        case Left(left):
            text = xl_rowcol_to_cell(row, FIRST_FIGURE + left)
        case Minus(left, less):
            taken = (xl_rowcol_to_cell(row, FIRST_FIGURE + c) for c in (left, less))
            text = "-".join(f"N({cell})" for cell in taken)
        case Across(left, right):
            text = f"SUM({xl_range(row, FIRST_FIGURE + left, row, FIRST_FIGURE + right)})"
        case Above():
            text = f"SUM({xl_range(first, column, row - 1, column)})"
        case Running(of):
            start = xl_rowcol_to_cell(first, FIRST_FIGURE + of, row_abs=True)
            text = f"SUM({start}:{xl_rowcol_to_cell(row, FIRST_FIGURE + of)})"
        case Standing():
            text = _standing(figure, row)
        case Rest():
            raise TypeError("a rest is a figure over the data")
    return str(text)


def _standing(figure: Standing, row: int) -> str:
    """The word for a node of a plan."""
    columns = (figure.must, figure.count, figure.share)
    must, count, share = (xl_rowcol_to_cell(row, FIRST_FIGURE + column) for column in columns)
    crowded = f"AND({count}>={figure.least},N({share})>{figure.most})"
    served = f'IF({crowded},{_literal(figure.crowded)},IF({count}>0,{_literal(figure.served)},""))'
    return f"IF(AND({must}>0,{count}=0),{_literal(figure.unserved)},{served})"


def _count(table: DataTable, where: Conditions, key: str) -> str:
    if not where:
        return f"COUNTA({_range(table, table.counted_by)})"
    if _plain(where):
        return f"COUNTIFS({_criteria(table, where)})"
    return f"SUMPRODUCT({','.join(_tests(table, where, key))})"


def _total(table: DataTable, column: str, where: Conditions, key: str) -> str:
    summed = _range(table, column)
    if not where:
        return f"SUM({summed})"
    if _plain(where):
        return f"SUMIFS({summed},{_criteria(table, where)})"
    return f"SUMPRODUCT({','.join(_tests(table, where, key))},{summed})"


def _plain(where: Conditions) -> bool:
    """True when COUNTIFS finds exactly the rows that hold these values."""
    return all(isinstance(v, int) or (isinstance(v, str) and _PLAIN.fullmatch(v)) for _, v in where)


def _criteria(table: DataTable, where: Conditions) -> str:
    return ",".join(f"{_range(table, column)},{_literal(value)}" for column, value in where)


def _tests(table: DataTable, where: Conditions, key: str) -> list[str]:
    """Columns of 1 and 0 that say where each value stands, letter for letter: "3" is not "03"."""
    tests = []
    for column, value in where:
        cells = _range(table, column)
        if isinstance(value, int):
            tests.append(f"--({cells}={value})")
        else:
            tests.append(f"--EXACT({cells},{key if isinstance(value, Key) else _literal(value)})")
    return tests


def _literal(value: str | int | Key) -> str:
    return str(value) if isinstance(value, int) else '"' + str(value).replace('"', '""') + '"'


def _range(table: DataTable, column: str) -> str:
    """The cells of a column of a data sheet."""
    (first, last), position = data_rows(table), table.position(column)
    return f"{quoted(table.sheet)}!{xl_range_abs(first, position, last, position)}"
