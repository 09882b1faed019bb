"""Finding a form's cells in a returned workbook by the anchors it carries, wherever they have moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from emenscr_xl.form.model import Form, Module
from emenscr_xl.sheets.anchor_rows import (
    SEARCHED_COLUMNS,
    anchor_column,
    anchored,
    cells_of,
    complete,
    key_columns,
    labelled,
    mended,
)
from emenscr_xl.sheets.layout import ANSWER_MARK, MODULE_MARK
from emenscr_xl.sheets.sheet_kinds import TITLE_ROWS, holds_no_answers, is_stamp
from emenscr_xl.sheets.sheet_layout import Found, MarkedSheet, laid, taken
from emenscr_xl.sheets.source import CellSource, Grid


def find(source: CellSource, form: Form, beside: Collection[str] = ()) -> Found:
    """The cell of every place whose anchor is still there, or can be told without doubt.

    `beside`: sheets that hold no answers, by name; they are large, and not looked at.
    """
    modules = {m.key: m for m in form.modules}
    marked, unmarked = [], []
    for name in source.sheet_names:
        if name in beside:
            continue
        grid = source.grid(name)
        sheet = _marked(name, grid, modules)
        if sheet:
            marked.append(sheet)
        elif not (is_stamp(grid) or holds_no_answers(grid)):
            unmarked.append((name, grid))
    found = _together(tuple(marked))
    if any(m.layout != "list" and m.key not in found.modules for m in form.modules):
        found = _joined(marked)
        for name, grid in unmarked:
            _take_unmarked(found, name, grid, form)
    return found


@lru_cache(maxsize=4)
def _together(sheets: tuple[Found, ...]) -> Found:
    """The layout of a workbook with these sheets: the same for all that have the same."""
    return _joined(sheets)


def _joined(sheets: Iterable[Found]) -> Found:
    found = Found()
    for sheet in sheets:
        found.take(sheet)
    return found


def _mark(grid: Grid) -> tuple[str, int, int] | None:
    """The module that a sheet's mark names, and the row and column of the mark; None when it bears none."""
    for r, row in enumerate(grid):
        for column, value in enumerate(row[:SEARCHED_COLUMNS]):
            if isinstance(value, str) and value.startswith(MODULE_MARK):
                return value.removeprefix(MODULE_MARK).strip(), r, column
    return None


def _marked(name: str, grid: Grid, modules: Mapping[str, Module]) -> Found | None:
    """The layout of a sheet that bears a module's mark; None of any other sheet."""
    mark = _mark(grid)
    module = modules.get(mark[0]) if mark else None
    if mark is None or module is None:
        return None
    _, row, column = mark
    answers, rows = _answers([grid[row]]), anchored(cells_of(grid, column), module)
    if module.layout == "list" or rows.telling is None:
        return taken(MarkedSheet(name, module, grid, column, answers, rows.rows))
    return laid(name, module, answers, rows, len(grid), tuple(tuple(grid[r]) for r in rows.telling))


def _answers(grid: Grid) -> int | None:
    """The column that bears the answers' mark."""
    return next((c for row in grid for c, v in enumerate(row) if v == ANSWER_MARK), None)


def _take_unmarked(found: Found, name: str, grid: Grid, form: Form) -> None:
    """Note every place of a sheet that has lost its mark, when it is plainly a module's that is not found."""
    titles = {v for row in grid[:TITLE_ROWS] for v in row if isinstance(v, str)}
    for module in form.modules:
        if module.layout == "list" or module.key in found.modules:
            continue
        column = anchor_column(grid, module)
        if column is None and name != module.sheet and module.label not in titles:
            continue
        sheet = _restored(name, grid, module, column)
        if sheet:
            found.mended.add(name)
            found.take(taken(sheet))
        else:
            found.sheets.setdefault(module.key, name)
        return


def _restored(name: str, grid: Grid, module: Module, column: int | None) -> MarkedSheet | None:
    """A sheet without its mark: by its anchors, else by labels and key rows when they name every row."""
    labels, said = labelled(grid, module)
    rows = mended(grid, module, said if column is None else anchored(cells_of(grid, column), module).rows)
    if column is None and not complete(module, rows):
        return None
    answers = _answers(grid[:TITLE_ROWS])
    if answers is None:  # beside the labels, where every table begins too
        tables = {t.key for t in module.tables}
        tops = [grid[r] for r, (key, record) in rows.items() if not record and key in tables]
        beside = tops and all(labels + 1 in key_columns(row).values() for row in tops)
        answers = labels + 1 if beside else None
    return MarkedSheet(name, module, grid, -1 if column is None else column, answers, rows)
