"""What one workbook holds in the cells that differ from owner to owner: values, without any drawing.

The same values are drawn from scratch and stamped into a template.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.core.values import typed_text
from emenscr_xl.form.catalogue import versions
from emenscr_xl.sheets.alignment.scores import score_value
from emenscr_xl.sheets.as_issued import CLOSED, line_of
from emenscr_xl.sheets.blueprint import Blueprint
from emenscr_xl.sheets.layout import CATALOGUES, MARK, STAMP_KEYS, STAMP_MARK, STATUS
from emenscr_xl.sheets.live.aligned import LINE_VALUES
from emenscr_xl.sheets.live.judged import Judged, judge
from emenscr_xl.sheets.live.rows import FIRST_ROW, ISSUED, MARKS, mark_value
from emenscr_xl.sheets.live.values import due_values, values_of
from emenscr_xl.sheets.row_heights import row_heights
from emenscr_xl.sheets.start_plan import Cover, StartPlan, start_heights, start_plan, start_values
from emenscr_xl.sheets.written import computed, written

#: Sheet, row and column, from 0.
Place = tuple[str, int, int]
Value = str | int | float | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Issue:
    """A workbook to be made: its answers, its cover (None for a register), and what is closed in it.

    `closed`: modules closed as a whole; `fixed`: every place that its owner cannot change.
    """

    submission: Submission
    cover: Cover | None
    closed: frozenset[str]
    fixed: frozenset[Where]
    notes: tuple[tuple[str, str], ...] = ()  # what else the stamp keeps: a key and its text
    marked: Mapping[Where, str] = field(
        default_factory=dict
    )  # places to be looked at, and what is said there


@dataclass(frozen=True, slots=True)
class Contents:
    """What a workbook holds: its verdicts, its values by cell, its rows' heights in points."""

    issue: Issue
    judged: Judged
    start: StartPlan | None
    values: Mapping[Place, Value]
    heights: Mapping[tuple[str, int], float]


def issue_of(
    plan: Blueprint,
    submission: Submission,
    cover: Cover | None = None,
    closed: frozenset[str] = frozenset(),
    notes: tuple[tuple[str, str], ...] = (),
) -> Issue:
    """A workbook that holds a submission, with some modules closed.

    A locked question is closed once it is answered: a blank workbook can be filled by hand.
    """
    fixed = {where for where in plan.locked if where in submission.answers}
    if closed:
        fixed |= {where for where in plan.answers if where.module in closed}
    return Issue(submission, cover, closed, frozenset(fixed), notes)


def contents_of(plan: Blueprint, issue: Issue, blank: Contents | None = None) -> Contents:
    """All that a workbook holds. Given the contents of one with fewer answers: what differs from it."""
    judged = judge(plan.live, plan.rows, plan.row_of, issue.submission)
    start = blank.start if blank else start_plan(plan, len(issue.cover.identity)) if issue.cover else None
    places = _differing(plan, issue, judged, blank) if blank else list(plan.layout.cells)
    values: dict[Place, Value] = dict(_answers(plan, issue.submission, judged, places))
    rows = sorted({plan.row_of[w] for w in places if w in plan.row_of})
    values |= _statuses(plan, issue.submission, judged, places, rows)
    values |= _stamp(plan, issue)
    heights = row_heights(plan, issue.submission, places)
    if start and issue.cover:
        sheet = plan.definition.texts["start_sheet"]
        said = start_values(plan, start, judged, issue.cover)
        values |= {(sheet, *at): value for at, value in said.items()}
        heights |= {(sheet, n): h for n, h in start_heights(issue.cover, plan.definition.style).items()}
    return Contents(issue, judged, start, values, heights)


def _differing(plan: Blueprint, issue: Issue, judged: Judged, blank: Contents) -> Collection[Where]:
    """The places that may differ from the other workbook, whose answers are all here too."""
    places = issue.submission.answers.keys() - blank.issue.submission.answers.keys()
    for answer in tuple(places):
        places.update(plan.shown_in.get(answer, ()))
    judgement = judged.numbers.items() ^ blank.judged.numbers.items()
    return places | {where for where, _ in judgement}


def _answers(
    plan: Blueprint, submission: Submission, judged: Judged, places: Iterable[Where]
) -> Iterator[tuple[Place, Value]]:
    """The answers, and what the computed cells show."""
    for where in places:
        cell, field = plan.layout.cells[where], plan.form.question(where.address)[2]
        if field.computed and field.type != "seq":
            over = submission.shown.get(where)
            value = _computed(plan, submission, judged, where) if over is None else over
            yield (cell.sheet, cell.row, cell.column), value
        elif where in submission.answers:
            yield (cell.sheet, cell.row, cell.column), written(submission, where)


def _computed(plan: Blueprint, submission: Submission, judged: Judged, where: Where) -> Value:
    """What a computed cell shows."""
    kind = plan.form.question(where.address)[2].type
    if kind in LINE_VALUES:
        item = where.field.partition(".")[0]
        found = submission.typed(f"{where.module}.{item}.found", where.record)
        return LINE_VALUES[kind](plan.live, plan.line(where), judged.numbers, plan.definition.texts, found)
    if kind == "score":
        return score_value(submission, where.record, plan.definition.texts)
    return computed(submission, where)


def _statuses(
    plan: Blueprint, submission: Submission, judged: Judged, places: Iterable[Where], rows: Iterable[int]
) -> dict[Place, Value]:
    """The words of the status column, the marks of wrong answers, and the sheet of checks behind them."""
    sheet, live = plan.live.terms.places.sheet, plan.live
    answered = sum(where in live.terms.places.rows for where in submission.answers)
    found: dict[Place, Value] = {(sheet, FIRST_ROW, ISSUED): answered}
    judged_places = (where for where in places if where in live.terms.places.rows)
    for values in (
        values_of(live, submission, judged.numbers, judged_places),
        due_values(live, submission),
        judged.values(rows),
    ):
        found |= {(sheet, *at): value for at, value in values}
    for n in rows:
        row = plan.rows[n]
        if plan.form.module(row.places[0].module).layout == "form":
            found[row.cell.sheet, row.cell.row, STATUS] = judged.rows[n].says
        if row.many:
            marks = mark_value(live, row, judged.numbers)
            found[row.marks.sheet, row.marks.row, row.marks.column] = marks
            found[sheet, FIRST_ROW + n, MARKS] = marks
    return found


def _stamp(plan: Blueprint, issue: Issue) -> dict[Place, Value]:
    """What the workbook says of itself, and every answer that its owner cannot change."""
    sheet = plan.definition.texts["stamp_sheet"]
    lines = enumerate(_stamp_lines(issue))
    return {(sheet, row, column): text for row, line in lines for column, text in enumerate(line)}


def _stamp_lines(issue: Issue) -> Iterator[tuple[str, str]]:
    yield STAMP_MARK, ""
    yield from ((key, str(getattr(issue.submission.stamp, key))) for key in STAMP_KEYS)
    if carried := versions(issue.submission.form.catalogues):
        yield CATALOGUES, carried
    yield from ((f"{MARK}{key}", CLOSED) for key in sorted(issue.closed))
    form = issue.submission.form
    for where in sorted(w for w in issue.fixed if form.module(w.module).layout == "form"):
        yield line_of(where), typed_text(written(issue.submission, where))
    yield from issue.notes
