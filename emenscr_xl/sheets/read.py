"""Reading a returned workbook: stamp first, then answers by their anchors, and what happened to the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as default
from decimal import Decimal

from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.check import check, in_reading_order
from emenscr_xl.core.submission import Answer, Finding, Stamp, Submission, Where
from emenscr_xl.core.submission import Cell as Value
from emenscr_xl.core.values import read_number, typed_text
from emenscr_xl.form.model import Form, Module, Table
from emenscr_xl.form.modules import QUARTERS
from emenscr_xl.sheets.anchors import Found, expected, find
from emenscr_xl.sheets.as_issued import as_issued, compared
from emenscr_xl.sheets.guard import UnreadableWorkbook
from emenscr_xl.sheets.layout import CATALOGUES, STAMP_KEYS, Cell
from emenscr_xl.sheets.marked_cells import Position
from emenscr_xl.sheets.sheet_kinds import is_stamp, marked
from emenscr_xl.sheets.source import CellSource, Grid

_MOST_ITEMS = 3  # of a module are said one by one
_NUMBERS = ("fiscal_year", "issue", "quarter")


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that was read: its answers, where they lie, and what is wrong with the file itself."""

    submission: Submission
    cells: Mapping[Where, Cell]
    damage: tuple[Finding, ...]
    sheets: Mapping[str, str] = default(default_factory=dict)  # by module: its sheet, readable or not
    mended: frozenset[str] = frozenset()  # sheets whose anchors were damaged, and put right

    def findings(self) -> list[Finding]:
        """Everything found: damage to the file, then every check."""
        return in_reading_order(self.submission.form, [*self.damage, *check(self.submission)])


def read_form(source: CellSource, form: Form, beside: Collection[str] = ()) -> Returned:
    """The answers of a returned workbook. Raises UnreadableWorkbook when it is not one of this form.

    `beside`: its sheets that hold no answers, by name.
    """
    stamp = read_stamp(source)
    if stamp.form != form.id:
        raise UnreadableWorkbook("STR-03")
    if stamp.fiscal_year != form.fiscal_year:
        raise UnreadableWorkbook("STR-04", found=str(stamp.fiscal_year), expected=str(form.fiscal_year))
    if stamp.version != form.version:
        raise _other_version(stamp.version, form.version)
    found = find(source, form, beside)
    returned = _read(source, _grown(form, found), stamp, found)
    issued = as_issued(returned.submission.form, stamp_lines(source))
    submission, altered = compared(returned.submission, issued)
    return replace(returned, submission=submission, damage=(*returned.damage, *altered))


def read_stamp(source: CellSource) -> Stamp:
    """What the workbook says of itself. Raises UnreadableWorkbook when it says nothing, or not enough."""
    said = stamp_lines(source)
    return _stamp({key: said.get(key, "") for key in (*STAMP_KEYS, CATALOGUES)})


def stamp_lines(source: CellSource) -> Mapping[str, str]:
    """Every line of the stamp. Raises UnreadableWorkbook when there is none."""
    sheet = stamp_sheet(source)
    if sheet is None:
        raise UnreadableWorkbook("STR-03.stamp" if marked(source) else "STR-03")
    return {typed_text(row[0]): typed_text(row[1]) for row in source.grid(sheet)[1:] if len(row) > 1}


def stamp_sheet(source: CellSource) -> str | None:
    """The name of the sheet that bears the stamp's mark."""
    from_the_end = reversed(source.sheet_names)  # as issued it is the last, and the large ones lie before it
    return next((name for name in from_the_end if is_stamp(source.grid(name))), None)


def _stamp(said: Mapping[str, str]) -> Stamp:
    numbers = {k: int(said[k]) for k in _NUMBERS if re.fullmatch("[0-9]{1,4}", said[k])}
    if numbers.get("quarter", 0) > QUARTERS[-1]:
        del numbers["quarter"]
    missing = [
        k for k in STAMP_KEYS if k != "project" and not (said[k] and (k in numbers or k not in _NUMBERS))
    ]
    if missing:
        raise UnreadableWorkbook("STR-03.half", missing=", ".join(missing))
    return Stamp(
        said["form"], said["version"], project=said["project"], catalogues=said[CATALOGUES], **numbers
    )


def _other_version(found: str, known: str) -> UnreadableWorkbook:
    """The refusal of another version: a newer one asks for another program, an older one for another form."""
    numbers = [re.fullmatch(r"\d+(\.\d+)*", text) for text in (found, known)]
    if not all(numbers):
        return UnreadableWorkbook("STR-05", found=found, expected=known)
    one, other = ([int(n) for n in text.split(".")] for text in (found, known))
    return UnreadableWorkbook("STR-05.newer" if one > other else "STR-05.older", found=found, expected=known)


def _grown(form: Form, found: Found) -> Form:
    """The form with lists as long as they were found."""
    longest: dict[tuple[str, str], int] = {}
    for where in found.cells:
        key = (where.module, where.field.partition(".")[0])
        longest[key] = max(longest.get(key, 0), where.record)

    def grown(module: Module, table: Table) -> int:
        found_rows = longest.get((module.key, table.key), 0) if module.layout == "list" else 0
        return max(table.rows, found_rows)

    return form.with_rows(grown)


def _read(source: CellSource, form: Form, stamp: Stamp, found: Found) -> Returned:
    lies = (c.sheet for places in (found.cells, found.twice, found.inserted) for c in places.values())
    sheets = {name: _sheet(source, name) for name in set(lies)}
    cells: dict[Where, Value] = {}
    shown: dict[Where, Decimal | str] = {}
    errors: dict[Where, Answer] = {}
    for where, cell in found.cells.items():
        field, sheet = form.question(where.address)[2], sheets[cell.sheet]
        position = (cell.row, cell.column)
        if not field.computed and position in sheet.errors:
            error = sheet.errors[position]
            errors[where] = Answer(error, None, "STR-09", {"error": error})
        elif not field.computed:
            cells[where] = sheet.at(cell)
        elif field.type == "sum" and position not in sheet.formulas:
            value = sheet.at(cell)
            number = None if isinstance(value, str) else read_number(value)
            if number is not None or typed_text(value):
                shown[where] = typed_text(value) if number is None else number
    lost = {p for module, _, places in expected(form) for p in places if _gone(module, p, found)}
    damage = (*_absent(form, lost, found), *_inserted(found, sheets), *_twice(form, found, sheets))
    submission = submission_of(form, stamp, cells, shown, errors, frozenset(lost))
    cells_found = {**found.cells, **found.inserted}
    return Returned(submission, cells_found, damage, found.sheets, frozenset(found.mended))


def _gone(module: Module, where: Where, found: Found) -> bool:
    """True for a place that should be in the file and is not. A list may end anywhere."""
    if module.layout == "list":
        return module.key not in found.modules
    return where not in found.cells


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet's values, errors and formulas."""

    grid: Grid
    errors: Mapping[Position, str]
    formulas: frozenset[Position]

    def at(self, cell: Cell) -> Value:
        """The value of a cell; None outside the grid."""
        row = self.grid[cell.row] if cell.row < len(self.grid) else ()
        return row[cell.column] if cell.column < len(row) else None


def _sheet(source: CellSource, name: str) -> _Sheet:
    return _Sheet(source.grid(name), source.errors(name), source.formulas(name))


def _absent(form: Form, lost: Collection[Where], found: Found) -> Iterator[Finding]:
    """Sheets and rows that are gone: many of a module said together, else each item."""
    gone: dict[str, list[tuple[Where, str]]] = {}
    for module, label, places in expected(form) if lost else ():
        absent = [p for p in places if p in lost]
        if absent:
            gone.setdefault(module.key, []).append((absent[0], label))
    for key, items in gone.items():
        (first, _), label = items[0], form.module(key).label
        if key not in found.modules:
            yield Finding("STR-06.anchors" if key in found.sheets else "STR-06", first, {"label": label})
        elif len(items) > _MOST_ITEMS:
            names = ", ".join(name for _, name in items[:_MOST_ITEMS]) + ", …"
            yield Finding("STR-06.several", first, {"label": label, "count": str(len(items)), "items": names})
        else:
            yield from (Finding("STR-06", where, {"label": name}) for where, name in items)


def _inserted(found: Found, sheets: Mapping[str, _Sheet]) -> Iterator[Finding]:
    """Text that stands in rows inserted into a table."""
    for where, cell in found.inserted.items():
        if text := typed_text(sheets[cell.sheet].at(cell)):
            yield Finding("STR-07", where, {"text": text})


def _twice(form: Form, found: Found, sheets: Mapping[str, _Sheet]) -> Iterator[Finding]:
    """Places that stand twice, with another answer in the second."""
    for where, second in found.twice.items():
        field = form.question(where.address)[2]
        first = typed_text(sheets[found.cells[where].sheet].at(found.cells[where]))
        if not field.computed and typed_text(sheets[second.sheet].at(second)) not in ("", first):
            yield Finding("STR-08", where, {"label": field.label})
