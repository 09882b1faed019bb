"""What tests build on: a complete, valid submission of the sample office, and short ways to spoil it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from emenscr_xl.core.answers import issued_cells, submission_of
from emenscr_xl.core.check import check
from emenscr_xl.core.submission import Cell, Finding, Stamp, Submission, Where
from emenscr_xl.form.load import Definition, shipped, templates
from emenscr_xl.jobs.sample import Sample, answers_of, load_sample
from emenscr_xl.sheets.drawing import Blueprint, blueprint
from emenscr_xl.sheets.form_workbook import write_form
from emenscr_xl.sheets.read import Returned, read_form
from emenscr_xl.sheets.source import ClosedWorkbook
from emenscr_xl.sheets.start_sheet import Cover

YEAR = 2570
PROJECT = "2570-001"


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
    return cells | answers_of(form, row, sample().themes[row["theme"]], quarters)


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
    """What the checks find, as (message, address, record): exact expectations read well."""
    return [brief(f) for f in check(submitted(cells, quarter=quarter))]


def brief(finding: Finding) -> tuple[str, str, int]:
    """A finding as (message, address, record)."""
    return finding.message, finding.where.address, finding.where.record


@cache
def plan() -> Blueprint:
    """The shipped form's blueprint."""
    return blueprint(definition(), definition().form)


def written(path: Path, submission: Submission) -> Path:
    """The workbook that holds a submission."""
    write_form(path, plan(), submission, Cover((("project", "ตัวอย่าง"), ("project_id", PROJECT))))
    return path


def returned(path: Path) -> Returned:
    """What is read of a workbook."""
    return read_form(ClosedWorkbook(path.read_bytes()), definition().form)
