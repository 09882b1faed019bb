"""What `consolidate` reads besides the returns, so that plan, returns and eMENSCR can be reconciled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from emenscr_xl.core.submission import Submission
from emenscr_xl.form.export import NAME
from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.check import check_content
from emenscr_xl.jobs.emenscr_list import exported_list
from emenscr_xl.jobs.workspace import Workspace
from emenscr_xl.register.exported import Beside
from emenscr_xl.register.ledger import Received
from emenscr_xl.register.office import Office


def read_beside(
    workspace: Workspace, definition: Definition, office: Office, received: Iterable[Received]
) -> Beside:
    """The list from eMENSCR, the names in files of no planned project, and where the register lies."""
    return Beside(
        exported_list(workspace, definition, office),
        dict(_outside(workspace, definition, received)),
        f"../{workspace.register.name}",
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
