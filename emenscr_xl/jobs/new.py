"""`new`: make the workspace of a fiscal year and its register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emenscr_xl.core.answers import issued_cells, submission_of
from emenscr_xl.core.submission import Cell, Stamp, Submission, Where
from emenscr_xl.form.load import Definition, fiscal_years, shipped
from emenscr_xl.jobs.workspace import FOLDERS, JobError, Workspace
from emenscr_xl.register.office import default_calendar
from emenscr_xl.sheets.register_workbook import write_register

#: Rows of the register's lists, by list.
Lists = Mapping[str, Iterable[Mapping[str, Cell]]]


@dataclass(frozen=True, slots=True)
class Made:
    """What `new` did: `created` is False when the workspace was there already and nothing changed."""

    workspace: Path
    register: Path
    created: bool


def new(folder: Path, fiscal_year: int, office: str = "", lists: Lists | None = None) -> Made:
    """Make the workspace. On an existing one it changes nothing. JobError for an unknown year."""
    workspace = Workspace(folder)
    if workspace.register.exists():
        return Made(folder, workspace.register, created=False)
    if fiscal_year not in fiscal_years():
        years = ", ".join(map(str, fiscal_years()))
        raise JobError(
            f"ยังไม่มีแบบของปีงบประมาณ {fiscal_year} — ระบุปีที่มี: {years}",
            f"There is no definition of fiscal year {fiscal_year}. Name one there is: {years}.",
        )
    definition = shipped(fiscal_year)
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    write_register(workspace.register, definition, register_of(definition, office, lists))
    return Made(folder, workspace.register, created=True)


def register_of(definition: Definition, office: str = "", lists: Lists | None = None) -> Submission:
    """The register as issued: default settings, the year's calendar, and the rows of other lists.

    A list that holds more rows than it is drawn with is drawn as long as it is.
    """
    whole: dict[str, list[Mapping[str, Any]]] = {"calendar": [*default_calendar(definition)]}
    whole |= {key: [*rows] for key, rows in (lists or {}).items()}
    form = definition.register
    if any(len(whole.get(t.key, ())) > t.rows for m in form.modules for t in m.tables):
        form = form.with_rows(lambda _, table: max(table.rows, len(whole.get(table.key, ()))))
    stamp = Stamp(form.id, form.version, form.fiscal_year, "")
    cells = issued_cells(form, stamp, {}, {})
    if office:
        cells[Where("settings", "office")] = office
    for key, rows in whole.items():
        for record, row in enumerate(rows, start=1):
            cells |= {Where(key, f"{key}.{column}", record): value for column, value in row.items()}
    return submission_of(form, stamp, cells)
