"""Pieces of formula over answer cells. Nothing newer than Excel 2013."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import Field
from emenscr_xl.sheets.book import quoted
from emenscr_xl.sheets.layout import Cell, Layout, TableBlock

#: Month codes in the order of the fiscal year, for MATCH.
_MONTHS = '{"10","11","12","01","02","03","04","05","06","07","08","09"}'


def reference(cell: Cell, home: str, *, fixed: bool = False) -> str:
    """A cell's address, with its sheet when that is not the home sheet. Its row moves along unless fixed."""
    address = xl_rowcol_to_cell(cell.row, cell.column, row_abs=fixed, col_abs=True)
    return address if cell.sheet == home else f"{quoted(cell.sheet)}!{address}"


def spans(block: TableBlock, fields: Iterable[Field], first: int, last: int) -> list[str]:
    """The ranges that the fields' columns make between two rows, neighbours joined."""
    columns = sorted(block.columns[f.key] for f in fields)
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and column == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return [xl_range(first, left, last, right) for left, right in runs]


def filled(ranges: Iterable[str]) -> str:
    """How much is written in the ranges: 0 when all are blank."""
    return "+".join(f"SUMPRODUCT(LEN(TRIM({r})))" for r in ranges) or "0"


def blank_count(ranges: Iterable[str]) -> str:
    """How many cells of the ranges are blank."""
    return "+".join(f"SUMPRODUCT(--(LEN(TRIM({r}))=0))" for r in ranges) or "0"


def active_in(layout: Layout, start: str, end: str, record: int, quarter: int, home: str) -> str:
    """1 when the months of a record overlap the quarter, else 0 (also while a month is blank)."""
    first, last = (reference(layout.cells[Where.at(a, record)], home) for a in (start, end))
    begins, ends = (f"MATCH(LEFT({c},2),{_MONTHS},0)" for c in (first, last))
    return f"IFERROR(AND({begins}<={3 * quarter},{ends}>={3 * quarter - 2})*1,0)"
