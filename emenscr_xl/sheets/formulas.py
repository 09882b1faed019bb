"""Pieces of formula over answer cells. Nothing newer than Excel 2013."""

from __future__ import annotations

from xlsxwriter.utility import xl_rowcol_to_cell

from emenscr_xl.sheets.book import quoted
from emenscr_xl.sheets.layout import Cell


def address(row: int, column: int, *, fixed: bool = False) -> str:
    """A cell of one's own sheet, its column fixed; its row moves along unless fixed."""
    return str(xl_rowcol_to_cell(row, column, row_abs=fixed, col_abs=True))


def reference(cell: Cell, home: str, *, fixed: bool = False) -> str:
    """A cell's address, with its sheet when that is not the home sheet. Its row moves along unless fixed."""
    here = address(cell.row, cell.column, fixed=fixed)
    return here if cell.sheet == home else f"{quoted(cell.sheet)}!{here}"
