"""What `consolidate` reads besides the returns, so that plan, returns and eMENSCR can be reconciled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlsxwriter.utility import xl_rowcol_to_cell

from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.form.export import NAME
from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.check import check_content
from emenscr_xl.jobs.emenscr_list import exported_list
from emenscr_xl.jobs.workspace import Workspace
from emenscr_xl.register.data_table import Link, cell_link
from emenscr_xl.register.exported import Beside
from emenscr_xl.register.ledger import Received
from emenscr_xl.register.office import PROJECT_ID, Office, project_id
from emenscr_xl.sheets.read import Returned


def read_beside(
    workspace: Workspace,
    definition: Definition,
    register: Returned,
    office: Office,
    files: Iterable[Received],
) -> Beside:
    """The list from eMENSCR, the names in files of no planned project, and where the plan's cells are."""
    return Beside(
        exported_list(workspace, definition, office),
        dict(_outside(workspace, definition, files)),
        dict(_plan_cells(workspace, register)),
    )


def _outside(
    workspace: Workspace, definition: Definition, files: Iterable[Received]
) -> Iterator[tuple[str, str]]:
    """By SHA-256, what the files of projects outside the plan call their project."""
    for content, copy in {r.sha256: r.copy for r in files if r.decision == "unknown_project"}.items():
        try:
            checked = check_content(copy, (workspace.folder / copy).read_bytes(), lambda _: definition)
        except OSError:  # the copy went since the decisions were made: the name is not known
            continue
        if checked.submission:
            yield content, _name(definition, checked.submission)


def _name(definition: Definition, submission: Submission) -> str:
    return submission.typed(definition.export.column(NAME).like)


def _plan_cells(workspace: Workspace, register: Returned) -> Iterator[tuple[tuple[str, str], Link]]:
    """By project id and column, the action plan's cells: of rows with one id, the first speaks."""
    file = f"../{workspace.register.name}"
    (plan,) = register.submission.form.module("action_plan").tables
    seen: set[str] = set()
    for where, answer in register.submission.places(PROJECT_ID):
        project = project_id(str(answer.value or ""))
        if project and project not in seen:
            seen.add(project)
            for field in plan.fields:
                cell = register.cells.get(Where("action_plan", f"{plan.key}.{field.key}", where.record))
                if cell:
                    link = cell_link(file, cell.sheet, xl_rowcol_to_cell(cell.row, cell.column))
                    yield (project, field.key), link
