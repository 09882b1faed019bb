"""Reading a returned workbook: stamp first, then answers by their anchors, and what happened to the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.check import check, in_reading_order
from emenscr_xl.core.submission import Answer, Finding, Stamp, Submission, Where
from emenscr_xl.core.submission import Cell as Value
from emenscr_xl.core.values import read_number, typed_text
from emenscr_xl.form.model import Form
from emenscr_xl.form.modules import QUARTERS
from emenscr_xl.sheets.anchors import find
from emenscr_xl.sheets.as_issued import as_issued, compared
from emenscr_xl.sheets.layout import CATALOGUES, STAMP_KEYS, Cell
from emenscr_xl.sheets.marked_cells import Position
from emenscr_xl.sheets.plan import Plan, plan_of
from emenscr_xl.sheets.sheet_kinds import is_stamp, marked
from emenscr_xl.sheets.sheet_layout import Found
from emenscr_xl.sheets.source import CellSource, Grid
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

_NUMBERS = ("fiscal_year", "issue", "quarter")


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that was read: its answers, where they lie, and what is wrong with the file itself."""

    submission: Submission
    plan: Plan
    damage: tuple[Finding, ...]

    @property
    def cells(self) -> Mapping[Where, Cell]:
        """The cell of each place that was found."""
        return self.plan.cells

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
    returned = _read(source, plan_of(form, find(source, form, beside)), stamp)
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
    numbers = [re.fullmatch(r"\d{1,9}(\.\d{1,9})*", text) for text in (found, known)]
    if not all(numbers):
        return UnreadableWorkbook("STR-05", found=found, expected=known)
    one, other = ([int(n) for n in text.split(".")] for text in (found, known))
    return UnreadableWorkbook("STR-05.newer" if one > other else "STR-05.older", found=found, expected=known)


def _read(source: CellSource, plan: Plan, stamp: Stamp) -> Returned:
    sheets = {name: _sheet(source, name) for name in plan.sheets}
    cells: dict[Where, Value] = {}
    shown: dict[Where, Decimal | str] = {}
    errors: dict[Where, Answer] = {}
    for name, rows in plan.asked.items():
        sheet = sheets[name]
        cells.update(sheet.answers(rows))
        for (row, column), error in sheet.errors.items():
            for at, where in rows.get(row, ()):
                if at == column:
                    errors[where] = Answer(error, None, "STR-09", {"error": error})
                    cells.pop(where, None)
    for where, cell in plan.sums:
        sheet = sheets[cell.sheet]
        if (cell.row, cell.column) not in sheet.formulas:
            value = sheet.at(cell.row, cell.column)
            number = None if isinstance(value, str) else read_number(value)
            if number is not None or typed_text(value):
                shown[where] = typed_text(value) if number is None else number
    damage = (*plan.absent, *_inserted(plan.found, sheets), *_twice(plan, sheets))
    submission = submission_of(plan.form, stamp, cells, shown, errors, plan.lost)
    return Returned(submission, plan, damage)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet's values, errors and formulas."""

    grid: Grid
    errors: Mapping[Position, str]
    formulas: frozenset[Position]

    def answers(self, rows: Mapping[int, Sequence[tuple[int, Where]]]) -> Iterator[tuple[Where, Value]]:
        """The cells of these rows and columns that are not blank."""
        for row, places in rows.items():
            values = self.grid[row] if row < len(self.grid) else ()
            width = len(values)
            for column, where in places:
                value = values[column] if column < width else None
                if value is not None and value != "":
                    yield where, value

    def at(self, row: int, column: int) -> Value:
        """The value of a cell; None outside the grid."""
        try:
            return self.grid[row][column]
        except IndexError:
            return None


def _sheet(source: CellSource, name: str) -> _Sheet:
    return _Sheet(source.grid(name), source.errors(name), source.formulas(name))


def _inserted(found: Found, sheets: Mapping[str, _Sheet]) -> Iterator[Finding]:
    """Text that stands in rows inserted into a table."""
    for where, cell in found.inserted.items():
        if text := typed_text(sheets[cell.sheet].at(cell.row, cell.column)):
            yield Finding("STR-07", where, {"text": text})


def _twice(plan: Plan, sheets: Mapping[str, _Sheet]) -> Iterator[Finding]:
    """Places that stand twice, with another answer in the second."""
    for where, second in plan.found.twice.items():
        field = plan.form.question(where.address)[2]
        texts = [
            typed_text(sheets[cell.sheet].at(cell.row, cell.column))
            for cell in (plan.found.cells[where], second)
        ]
        if not field.computed and texts[1] not in ("", texts[0]):
            yield Finding("STR-08", where, {"label": field.label})
