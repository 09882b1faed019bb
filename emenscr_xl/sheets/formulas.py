"""Pieces of formula over answer cells. Nothing newer than Excel 2013."""

from __future__ import annotations

from emenscr_xl.core.places import address, quoted
from emenscr_xl.sheets.layout import Cell


def reference(cell: Cell, home: str, *, fixed: bool = False) -> str:
    """A cell's address, with its sheet when that is not the home sheet. Its row moves along unless fixed."""
    here = address(cell.row, cell.column, fixed=fixed)
    return here if cell.sheet == home else f"{quoted(cell.sheet)}!{here}"
