"""`blank`: the year's blank register and data-collection workbook, for offices without Python."""

from __future__ import annotations

from pathlib import Path

from emenscr_xl.core.answers import issued_cells, submission_of
from emenscr_xl.core.submission import Stamp
from emenscr_xl.form.load import Definition, shipped
from emenscr_xl.jobs.new import register_of
from emenscr_xl.sheets.blueprint import blueprint
from emenscr_xl.sheets.form_workbook import write_form
from emenscr_xl.sheets.register_workbook import write_register
from emenscr_xl.sheets.start_plan import Cover


def blank(folder: Path, fiscal_year: int) -> list[Path]:
    """Write both workbooks, blank as issued; gives their paths. DefinitionError for an unknown year."""
    definition = shipped(fiscal_year)
    register = folder / f"register-{fiscal_year}.xlsx"
    write_register(register, definition, register_of(definition))
    form = folder / f"form-{fiscal_year}.xlsx"
    _blank_form(form, definition)
    return [register, form]


def _blank_form(path: Path, definition: Definition) -> None:
    form, texts = definition.form, definition.texts
    stamp = Stamp(form.id, form.version, form.fiscal_year, project="")
    submission = submission_of(form, stamp, issued_cells(form, stamp, {}, {}))
    said = {"project": texts["blank_project"], "deadline": texts["deadline_none"]}
    keys = ("project", "project_id", "unit", "owner", "office", "deadline")
    cover = Cover(tuple((key, said.get(key, "")) for key in keys))
    write_form(path, blueprint(definition, form), submission, cover)
