"""Reading a returned workbook: stamp first, then answers by their anchors, and what happened to the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.check import check, in_reading_order
from emenscr_xl.core.submission import Cell as Value
from emenscr_xl.core.submission import Finding, Stamp, Submission, Where, question
from emenscr_xl.core.values import read_number, typed_text
from emenscr_xl.form.model import Form, Module, Table
from emenscr_xl.sheets.anchors import Found, expected, find
from emenscr_xl.sheets.form_workbook import STAMP_KEYS, STAMP_MARK
from emenscr_xl.sheets.guard import UnreadableWorkbook
from emenscr_xl.sheets.layout import Cell
from emenscr_xl.sheets.source import CellSource, Grid


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that was read: its answers, where they lie, and what is wrong with the file itself."""

    submission: Submission
    cells: Mapping[Where, Cell]
    damage: tuple[Finding, ...]
    lost: frozenset[Where]  # places whose answers could not be read: a blank there says nothing

    def findings(self) -> list[Finding]:
        """Everything found: damage to the file, then every check, each place blamed once."""
        checked = [f for f in check(self.submission) if f.where not in self.lost]
        return in_reading_order(self.submission.form, [*self.damage, *checked])


def read_form(source: CellSource, form: Form) -> Returned:
    """The answers of a returned workbook. Raises UnreadableWorkbook when it is not one of this form."""
    stamp = read_stamp(source)
    if stamp.form != form.id:
        raise UnreadableWorkbook("STR-03")
    if stamp.fiscal_year != form.fiscal_year:
        raise UnreadableWorkbook("STR-04", found=str(stamp.fiscal_year), expected=str(form.fiscal_year))
    if stamp.version != form.version:
        raise UnreadableWorkbook("STR-05", found=stamp.version, expected=form.version)
    found = find(source, form)
    return _read(source, _grown(form, found), stamp, found)


def read_stamp(source: CellSource) -> Stamp:
    """What the workbook says of itself. Raises UnreadableWorkbook when it says nothing."""
    for sheet in source.sheet_names:
        grid = source.grid(sheet)
        if grid and grid[0] and grid[0][0] == STAMP_MARK:
            said = {typed_text(row[0]): typed_text(row[1]) for row in grid[1:] if len(row) > 1}
            if all(said.get(k) for k in ("form", "version", "fiscal_year")):
                numbers = {k: int(said[k]) for k in ("fiscal_year", "issue", "quarter") if said.get(k, "").isdigit()}
                return Stamp(**{"form": said["form"], "version": said["version"], "project": said.get("project", ""), "fiscal_year": 0, **numbers})
    raise UnreadableWorkbook("STR-03")


def _grown(form: Form, found: Found) -> Form:
    """The form with lists as long as they were found."""
    longest: dict[tuple[str, str], int] = {}
    for where in found.cells:
        key = (where.module, where.field.partition(".")[0])
        longest[key] = max(longest.get(key, 0), where.record)

    def grown(module: Module, table: Table) -> Table:
        return replace(table, rows=max(table.rows, longest.get((module.key, table.key), 0)))

    modules = tuple(
        replace(m, items=tuple(grown(m, i) if isinstance(i, Table) else i for i in m.items))
        if m.layout == "list"
        else m
        for m in form.modules
    )
    return replace(form, modules=modules)


def _read(source: CellSource, form: Form, stamp: Stamp, found: Found) -> Returned:
    grids = {name: source.grid(name) for name in {c.sheet for c in found.cells.values()}}
    errors = {name: source.errors(name) for name in grids}
    formulas = {name: source.formulas(name) for name in grids}
    cells: dict[Where, Value] = {}
    shown: dict[Where, Decimal] = {}
    damage: list[Finding] = []
    for where, cell in found.cells.items():
        field = question(form, where.address)[2]
        position = (cell.row, cell.column)
        if position in errors[cell.sheet] and not field.computed:
            details = {"label": field.label, "error": errors[cell.sheet][position]}
            damage.append(Finding("STR-09", where, details))
        elif not field.computed:
            cells[where] = _at(grids[cell.sheet], cell)
        elif field.type == "sum" and position not in formulas[cell.sheet]:
            number = read_number(_at(grids[cell.sheet], cell))
            if number is not None:
                shown[where] = number
    lost = {f.where for f in damage}
    damage += _structure(form, found, grids, lost)
    return Returned(submission_of(form, stamp, cells, shown), found.cells, tuple(damage), frozenset(lost))


def _at(grid: Grid, cell: Cell) -> Value:
    row = grid[cell.row] if cell.row < len(grid) else ()
    return row[cell.column] if cell.column < len(row) else None


def _structure(form: Form, found: Found, grids: Mapping[str, Grid], lost: set[Where]) -> Iterator[Finding]:
    """Sheets and rows that are gone, stand twice or were inserted."""
    absent = [(m, label, [p for p in places if p not in found.cells]) for m, _, label, places in expected(form)]
    present = {w.module for w in found.cells}
    for module in form.modules:
        missing = [(label, places) for m, label, places in absent if m is module and places and m.layout == "form"]
        lost.update(p for _, places in missing for p in places)
        if missing and module.key not in present:
            yield Finding("STR-06", missing[0][1][0], {"label": module.label})
        else:
            yield from (Finding("STR-06", places[0], {"label": label}) for label, places in missing)
    for module, _, cell in found.inserted:
        text = typed_text(_at(grids[cell.sheet], cell))
        if text:
            yield Finding("STR-07", Where(module.key, f"{cell.sheet}!{cell.row}", cell.column), {"text": text})
    for where, cell in found.twice.items():
        first, second = found.cells[where], cell
        grid = grids.get(second.sheet)
        if grid and typed_text(_at(grid, second)) not in ("", typed_text(_at(grids[first.sheet], first))):
            yield Finding("STR-08", where, {"label": question(form, where.address)[2].label})
