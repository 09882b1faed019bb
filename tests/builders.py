"""What tests build on: a complete, valid submission of the sample office, and short ways to spoil it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from emenscr_xl.core.answers import issued_cells, submission_of
from emenscr_xl.core.check import check
from emenscr_xl.core.submission import Cell, Finding, Stamp, Submission, Where
from emenscr_xl.form.load import Definition, shipped, templates
from emenscr_xl.jobs.sample import Sample, answers_of, load_sample
from emenscr_xl.sheets.blueprint import Blueprint, form_blueprint
from emenscr_xl.sheets.form_workbook import write_form
from emenscr_xl.sheets.marked_cells import Position
from emenscr_xl.sheets.press import Press
from emenscr_xl.sheets.read import Returned, read_form
from emenscr_xl.sheets.source import CellSource, ClosedWorkbook
from emenscr_xl.sheets.start_plan import Cover

YEAR = 2570
PROJECT = "2570-001"
COVER = Cover((("project", "ตัวอย่าง"), ("project_id", PROJECT)))


def definition() -> Definition:
    """The shipped definition of fiscal year 2570."""
    return shipped(YEAR)


@cache
def sample() -> Sample:
    """The invented office."""
    return load_sample(templates() / str(YEAR) / "sample")


def stamp(project: str = PROJECT, issue: int = 1, quarter: int = 0) -> Stamp:
    """The stamp of a workbook of the shipped form."""
    form = definition().form
    return Stamp(form.id, form.version, form.fiscal_year, project, issue, quarter)


def complete(
    project: str = PROJECT, quarters: Collection[int] = (), issue: int = 1, quarter: int = 0
) -> dict[Where, Cell]:
    """Every cell of a complete workbook, as an owner returns it: no check finds anything in it."""
    row = next(p for p in sample().projects if p["id"] == project)
    known: dict[str, Cell] = {**row, "budget": int(row["budget"])}
    settings = {"office": sample().office, "org_l1": "กระทรวงศึกษาธิการ", "org_l2": "สพฐ."}
    form = definition().form
    cells = issued_cells(form, stamp(project, issue, quarter), known, settings)
    return cells | answers_of(form, row, sample().answers(row), quarters)


def issued(project: str = PROJECT, quarter: int = 0) -> dict[Where, Cell]:
    """The cells that a project's newly issued workbook holds."""
    row = next(p for p in sample().projects if p["id"] == project)
    known: dict[str, Cell] = {**row, "budget": int(row["budget"])}
    settings = {"office": sample().office, "org_l1": "กระทรวงศึกษาธิการ", "org_l2": "สพฐ."}
    return issued_cells(definition().form, stamp(project, 1, quarter), known, settings)


def at(address: str, record: int = 0) -> Where:
    """A place by its address: `at("M3.outputs.target", 1)`."""
    return Where.at(address, record)


def spoiled(cells: Mapping[Where, Cell], changes: Mapping[Where, Cell]) -> dict[Where, Cell]:
    """The cells with some changed; None blanks a cell."""
    return {**cells, **changes}


def submitted(cells: Mapping[Where, Cell], *, quarter: int = 0) -> Submission:
    """The submission that the cells hold."""
    return submission_of(definition().form, stamp(quarter=quarter), cells)


def found(cells: Mapping[Where, Cell], *, quarter: int = 0) -> list[tuple[str, str, int]]:
    """What the checks find, as (message, address, record): exact expectations read well.

    Suggestions are left out: they stand beside findings of other rules, and test_a08 expects them.
    """
    findings = check(submitted(cells, quarter=quarter))
    return [brief(f) for f in findings if f.message != "A-08.suggest"]


def brief(finding: Finding) -> tuple[str, str, int]:
    """A finding as (message, address, record)."""
    return finding.message, finding.where.address, finding.where.record


@cache
def press() -> Press:
    """Stamps the shipped form's workbooks."""
    return Press(plan())


def plan() -> Blueprint:
    """The shipped form's blueprint."""
    return form_blueprint(definition())


def written(path: Path, submission: Submission, closed: frozenset[str] = frozenset()) -> Path:
    """The workbook that holds a submission, some of its modules closed."""
    press().write(path, submission, COVER, closed)
    return path


def drawn(path: Path, submission: Submission, closed: frozenset[str] = frozenset()) -> Path:
    """The same workbook, drawn from scratch."""
    write_form(path, plan(), submission, COVER, closed)
    return path


def returned(path: Path) -> Returned:
    """What is read of a workbook."""
    return read_form(ClosedWorkbook(path.read_bytes()), definition().form)


#: What checks find: message, address, record.
Found = list[tuple[str, str, int]]


def found_after(changes: Mapping[Where, Cell], quarters: Collection[int] = (), quarter: int = 0) -> Found:
    """What the checks find in a complete workbook after some changes."""
    return found(spoiled(complete(quarters=quarters, quarter=quarter), changes), quarter=quarter)


def errors(cells: Mapping[Where, Cell], *, quarter: int = 0) -> Found:
    """What must be fixed, of all that the checks find: rules that only doubt have tests of their own."""
    return [f for f in found(cells, quarter=quarter) if definition().messages[f[0]].severity == "E"]


def errors_after(changes: Mapping[Where, Cell], quarters: Collection[int] = (), quarter: int = 0) -> Found:
    """What must be fixed in a complete workbook after some changes."""
    return errors(spoiled(complete(quarters=quarters, quarter=quarter), changes), quarter=quarter)


def without(cells: Mapping[Where, Cell], *items: str) -> dict[Where, Cell]:
    """The cells without a whole question or table: `without(cells, "M3.outputs")`."""
    return {w: c for w, c in cells.items() if not f"{w.address}.".startswith(tuple(f"{i}." for i in items))}


def found_in_year(cells: Mapping[Where, Cell], fiscal_year: int) -> Found:
    """What the checks find when the workbook says that it is of another fiscal year."""
    issued = replace(stamp(), fiscal_year=fiscal_year)
    return [brief(f) for f in check(submission_of(definition().form, issued, cells))]


def found_typed_over(cells: Mapping[Where, Cell], shown: Mapping[Where, Decimal]) -> Found:
    """What the checks find when computed cells were typed over with other figures."""
    return [brief(f) for f in check(submission_of(definition().form, stamp(), cells, shown))]


def one_activity(start: Cell, end: Cell, quarters: Collection[int] = ()) -> dict[Where, Cell]:
    """A complete workbook whose only activity, with its sub-activities, runs from one month to another."""
    cells = complete(quarters=quarters)
    own = {w.record for w, c in cells.items() if w.address == "M4.subactivities.activity" and c == 1}
    kept = {"M4.activities": {1}, "M4.subactivities": own}
    alone = {w: c for w, c in cells.items() if w.record in kept.get(w.address.rpartition(".")[0], {w.record})}
    months = {at("M4.activities.start", 1): start, at("M4.activities.end", 1): end}
    return alone | months | {at("M4.activities.weight", 1): 100}


def listed(catalogue: str, code: str) -> str:
    """What a person picks from a catalogue's list: `code – name`."""
    return definition().form.catalogues[catalogue].entries[code].text


class Grids:
    """A workbook's sheets in memory, so that a test can damage them before they are read."""

    def __init__(self, source: CellSource) -> None:
        self.sheets = {name: [list(row) for row in source.grid(name)] for name in source.sheet_names}
        self.broken: dict[str, dict[Position, str]] = {}
        self._formulas = {name: source.formulas(name) for name in source.sheet_names}

    @property
    def sheet_names(self) -> list[str]:
        return list(self.sheets)

    def grid(self, sheet: str) -> list[list[Cell]]:
        return self.sheets[sheet]

    def errors(self, sheet: str) -> Mapping[Position, str]:
        return self.broken.get(sheet, {})

    def formulas(self, sheet: str) -> frozenset[Position]:
        return self._formulas.get(sheet, frozenset())
