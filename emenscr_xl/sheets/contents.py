"""What one workbook holds in the cells that differ from owner to owner: values, without any drawing.

The same values are drawn from scratch and stamped into a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.core.values import typed_text
from emenscr_xl.sheets.as_issued import CLOSED, line_of
from emenscr_xl.sheets.blueprint import Blueprint
from emenscr_xl.sheets.layout import MARK, STATUS
from emenscr_xl.sheets.live.judged import Judged, judge
from emenscr_xl.sheets.live.rows import FIRST_ROW, ISSUED, mark_value
from emenscr_xl.sheets.row_heights import row_heights
from emenscr_xl.sheets.start_plan import Cover, StartPlan, start_plan, start_values
from emenscr_xl.sheets.written import computed, written

#: Sheet, row and column, from 0.
Place = tuple[str, int, int]
Value = str | int | float | Decimal | date | None

STAMP_MARK = "#emenscr"
STAMP_KEYS = ("form", "version", "fiscal_year", "project", "issue", "quarter")


@dataclass(frozen=True, slots=True)
class Contents:
    """One workbook: its submission and verdicts, the values by cell, and what nobody may change.

    `fixed`: the places that are closed one by one or with their module. `start` is None for a register.
    """

    submission: Submission
    judged: Judged
    fixed: frozenset[Where]
    closed: frozenset[str]
    values: Mapping[Place, Value]
    heights: Mapping[tuple[str, int], float]  # by sheet and row, in points
    start: StartPlan | None = None


def contents_of(
    plan: Blueprint,
    submission: Submission,
    cover: Cover | None = None,
    closed: frozenset[str] = frozenset(),
    fixed: frozenset[Where] | None = None,
) -> Contents:
    """All that a workbook of this submission holds. Without a cover it is a register.

    `fixed`: the places that nobody may change, when they do not follow from the submission.
    """
    judged = judge(plan.live, plan.rows, submission)
    if fixed is None:
        fixed = frozenset(fixed_places(plan, submission, closed))
    values: dict[Place, Value] = {}
    values.update(_answers(plan, submission))
    values.update(_statuses(plan, judged))
    values.update(_stamp(plan, submission, fixed, closed))
    start = start_plan(plan, len(cover.identity)) if cover else None
    if cover and start:
        sheet = plan.definition.texts["start_sheet"]
        found = start_values(plan, start, judged, cover)
        values.update({(sheet, row, column): value for (row, column), value in found.items()})
    heights = row_heights(plan, submission)
    return Contents(submission, judged, fixed, closed, values, heights, start)


def fixed_places(plan: Blueprint, submission: Submission, closed: Iterable[str]) -> Iterator[Where]:
    """The places that the owner cannot change: answered by the register, or in a closed module.

    A locked question without an answer stays open, so that a blank workbook can be filled by hand.
    """
    closed = frozenset(closed)
    for where in plan.layout.cells:
        field = plan.form.question(where.address)[2]
        answered = field.locked and where in submission.answers
        if not field.computed and (where.module in closed or answered):
            yield where


def _answers(plan: Blueprint, submission: Submission) -> Iterator[tuple[Place, Value]]:
    """The answers, and what the computed cells beside them show."""
    for where, cell in plan.layout.cells.items():
        field = plan.form.question(where.address)[2]
        if field.computed and field.type != "seq":
            over = submission.shown.get(where)
            value = computed(submission, where) if over is None else over
            yield (cell.sheet, cell.row, cell.column), value
        elif where in submission.answers:
            yield (cell.sheet, cell.row, cell.column), written(submission, where)


def _statuses(plan: Blueprint, judged: Judged) -> Iterator[tuple[Place, Value]]:
    """The words of the status column, the marks of wrong answers, and the sheet of checks behind them."""
    sheet = plan.live.terms.places.sheet
    for (at, column), value in judged.values.items():
        yield (sheet, at, column), value
    yield (sheet, FIRST_ROW, ISSUED), judged.answered
    for row, verdict in zip(plan.rows, judged.rows, strict=True):
        yield (row.cell.sheet, row.cell.row, STATUS), verdict.says
        if row.many:
            at_marks = (row.marks.sheet, row.marks.row, row.marks.column)
            yield at_marks, mark_value(plan.live, row, judged.numbers)


def _stamp(
    plan: Blueprint, submission: Submission, fixed: frozenset[Where], closed: frozenset[str]
) -> Iterator[tuple[Place, Value]]:
    """What the workbook says of itself, and every answer that the owner cannot change."""
    sheet = plan.definition.texts["stamp_sheet"]
    for row, (key, text) in enumerate(_stamp_lines(plan, submission, fixed, closed)):
        yield (sheet, row, 0), key
        yield (sheet, row, 1), text


def _stamp_lines(
    plan: Blueprint, submission: Submission, fixed: frozenset[Where], closed: frozenset[str]
) -> Iterator[tuple[str, str]]:
    yield STAMP_MARK, ""
    yield from ((key, str(getattr(submission.stamp, key))) for key in STAMP_KEYS)
    yield from ((f"{MARK}{key}", CLOSED) for key in sorted(closed))
    for where in plan.layout.cells:
        if where in fixed:
            yield line_of(where), typed_text(written(submission, where))
