"""What a sheet is, by the mark that it bears."""

from __future__ import annotations

from emenscr_xl.sheets.anchor_rows import SEARCHED_COLUMNS
from emenscr_xl.sheets.layout import CORRECTIONS_MARK, FINDINGS_MARK, MODULE_MARK, STAMP_MARK
from emenscr_xl.sheets.source import CellSource, Grid

#: A module's mark and title stand in the first rows.
TITLE_ROWS = 8


def is_stamp(grid: Grid) -> bool:
    """True for the sheet that says what the workbook is."""
    return bool(grid and grid[0] and grid[0][0] == STAMP_MARK)


def holds_no_answers(grid: Grid) -> bool:
    """True for a sheet beside the form's: what to correct, or what was found."""
    return bool(grid and grid[0] and grid[0][0] in (CORRECTIONS_MARK, FINDINGS_MARK))


def marked(source: CellSource) -> bool:
    """True when any sheet bears a module's mark: the workbook is one of ours, whatever else it has lost."""
    rows = (row for name in source.sheet_names for row in source.grid(name)[:TITLE_ROWS])
    return any(str(v).startswith(MODULE_MARK) for row in rows for v in row[:SEARCHED_COLUMNS])
