"""Issuing many workbooks: each kind is drawn once, and every owner's workbook is stamped from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from emenscr_xl.core.submission import Answer, Stamp, Submission, Where
from emenscr_xl.form.load import Definition
from emenscr_xl.sheets import cell_xml
from emenscr_xl.sheets.blueprint import Blueprint, form_blueprint
from emenscr_xl.sheets.contents import Contents, Issue, Place, Value, contents_of, issue_of
from emenscr_xl.sheets.form_workbook import draw_form
from emenscr_xl.sheets.live.values import serial
from emenscr_xl.sheets.stamping import Cells, Heights, Template, changed
from emenscr_xl.sheets.start_plan import Cover

#: How many templates a press brings from one run into the next: each takes 16 MB.
KEPT = 4


@dataclass(frozen=True, slots=True)
class Kind:
    """What workbooks must have in common to be stamped from one template."""

    quarter: int
    closed: frozenset[str]
    fixed: frozenset[Where]
    cover: tuple[str, ...]  # the keys of its lines
    common: tuple[tuple[Where, str], ...]  # the answers that are alike for every project, as text


@dataclass(frozen=True, slots=True)
class Die:
    """A template and what it holds."""

    template: Template
    contents: Contents
    values: Mapping[Place, cell_xml.Value]


@dataclass(frozen=True, slots=True)
class Impression:
    """One workbook to be stamped: the template, and what is otherwise in it."""

    template: Template
    cells: Cells
    heights: Heights

    def stamp(self, path: Path) -> None:
        """Write the workbook, atomically."""
        self.template.stamp(path, self.cells, self.heights)


@dataclass(frozen=True, slots=True)
class Press:
    """Writes the workbooks of one blueprint. Templates are kept for as long as it lives."""

    plan: Blueprint
    _dies: dict[Kind, Die] = field(default_factory=dict)

    def write(
        self, path: Path, submission: Submission, cover: Cover, closed: frozenset[str] = frozenset()
    ) -> None:
        """Write the workbook that holds the submission's answers, atomically, with some modules closed.

        It is the same as `write_form` draws, cell by cell; only its texts stand in the cells themselves.
        """
        issue = issue_of(self.plan, submission, cover, closed)
        if submission.shown:  # a figure stands where the template has a formula
            draw_form(path, self.plan, contents_of(self.plan, issue))
            return
        self.impression(issue, cover).stamp(path)

    def impression(self, issue: Issue, cover: Cover) -> Impression:
        """What makes a workbook of its kind's template; `issue` shows no figure in place of a formula."""
        die = self._die(issue, tuple(key for key, _ in cover.identity))
        contents = contents_of(self.plan, issue, die.contents)
        heights: dict[str, dict[int, float]] = {}
        for (sheet, row), points in contents.heights.items():
            if die.contents.heights[sheet, row] != points:
                heights.setdefault(sheet, {})[row] = points
        return Impression(die.template, changed(die.values, _values(contents)), heights)

    def _die(self, issue: Issue, cover: tuple[str, ...]) -> Die:
        answers = {w: a for w in self.plan.common if (a := issue.submission.answer(w))}
        common = tuple((w, a.typed) for w, a in answers.items())
        kind = Kind(issue.submission.stamp.quarter, issue.closed, issue.fixed, cover, common)
        if kind not in self._dies:
            self._dies[kind] = _drawn(self.plan, kind, answers)
        return self._dies[kind]


def form_press(definition: Definition) -> Press:
    """The press of the workbook that owners fill in, with the newest of the templates that it has drawn."""
    press = _form_press(definition)
    for kind in [*press._dies][:-KEPT]:
        del press._dies[kind]
    return press


@lru_cache(maxsize=2)  # as the blueprint
def _form_press(definition: Definition) -> Press:
    return Press(form_blueprint(definition))


def _drawn(plan: Blueprint, kind: Kind, common: Mapping[Where, Answer]) -> Die:
    """The template of a kind: a workbook without any project's answers, with the same places closed."""
    stamp = Stamp(plan.form.id, plan.form.version, plan.form.fiscal_year, "", quarter=kind.quarter)
    cover = Cover(tuple((key, "") for key in kind.cover))
    blank = Issue(Submission(plan.form, stamp, common), cover, kind.closed, kind.fixed)
    contents = contents_of(plan, blank)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        draw_form(path, plan, contents)
        template = Template.from_bytes(path.read_bytes())
    return Die(template, contents, _values(contents))


def _values(contents: Contents) -> dict[Place, cell_xml.Value]:
    return {place: _plain(value) for place, value in contents.values.items()}


def _plain(value: Value) -> cell_xml.Value:
    """A value as a cell holds it."""
    if value is None or isinstance(value, str | int | float):
        return value
    return serial(value) if isinstance(value, date) else float(value)
