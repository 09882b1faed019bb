"""What `consolidate` reads besides the returns, so that plan, returns and eMENSCR can be reconciled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from emenscr_xl.core.submission import Submission
from emenscr_xl.form.export import NAME
from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.emenscr_list import exported_list
from emenscr_xl.jobs.intake import Intake
from emenscr_xl.jobs.workspace import Workspace
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.reconciling.exported import Beside


def read_beside(intake: Intake, received: Iterable[Received]) -> Beside:
    """The list from eMENSCR, the names in files of no planned project, and where the register lies."""
    workspace = Workspace(intake.folder)
    return Beside(
        exported_list(workspace, intake.definition, intake.office),
        dict(_outside(intake, received)),
        f"../{workspace.register.name}",
    )


def _outside(intake: Intake, files: Iterable[Received]) -> Iterator[tuple[str, str]]:
    """By SHA-256, what the files of projects outside the plan call their project."""
    for line in {r.sha256: r for r in files if r.decision == "unknown_project"}.values():
        submission = intake.kept.submission(line)
        if submission:  # without its copy the name is not known
            yield line.sha256, _name(intake.definition, submission)


def _name(definition: Definition, submission: Submission) -> str:
    return submission.typed(definition.export.column(NAME).like)
