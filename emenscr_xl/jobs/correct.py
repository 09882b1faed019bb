"""`correct`: send back what must be corrected, inside the owner's own workbook."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from emenscr_xl.core.said import Said
from emenscr_xl.jobs.check import register_sayings
from emenscr_xl.jobs.consolidate import collect, decided_by_staff
from emenscr_xl.jobs.correction import Desk, Sent
from emenscr_xl.jobs.forms import chosen, counted_returns, last_issues
from emenscr_xl.jobs.intake import Progress
from emenscr_xl.jobs.workspace import Workspace, journals
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.issued import read_issued
from emenscr_xl.register.ledger import Received
from emenscr_xl.register.needs import need_of
from emenscr_xl.register.office import office_of, project_id
from emenscr_xl.sheets.blueprint import blueprint


@dataclass(frozen=True, slots=True)
class Corrected:
    """What `correct` did.

    `waiting`: projects whose correction workbook of the same requests is still out; `clean`: those that are
    asked nothing; `held`: those whose row in the register is doubtful, or whose return is `lost`.
    """

    sent: tuple[Sent, ...]
    waiting: tuple[str, ...]
    clean: tuple[str, ...]
    held: tuple[str, ...]
    lost: tuple[Received, ...]
    new_files: int
    unread: tuple[str, ...]
    register_findings: tuple[Said, ...]

    @property
    def whole(self) -> bool:
        """True when nothing was held back and nothing in the register must be mended."""
        return not self.held and all(f.severity != "E" for f in self.register_findings)


@journals()
def correct(
    folder: Path,
    projects: Collection[str] = (),
    now: datetime | None = None,
    progress: Progress = lambda done, total, name: None,
) -> Corrected:
    """Take in the returns, then issue a correction workbook for each project that is asked anything.

    A project whose workbook of the same requests is still out is sent no other, unless it is named. Nothing
    is written over. Raises JobError when the register or a journal cannot be read, a named project is not one
    that must be entered, or something cannot be written.
    """
    workspace, moment = Workspace(folder), now or datetime.now()
    definition, register = workspace.open_register()
    office = office_of(register.submission)
    rows, held = chosen(register.submission, {project_id(p) for p in projects})
    collected, new_files, unread = collect(workspace, definition, office, moment, progress)
    lost = _lost(folder, collected)
    needs = {str(row["id"]): need_of(collected, str(row["id"])) for row in rows}
    asked = {p for p, need in needs.items() if need.requests and (need.urgent or projects)} - lost.keys()
    waiting = {p for p in asked if needs[p].waiting and not projects}
    due = [row for row in rows if row["id"] in asked - waiting]
    desk = _desk(workspace, collected, moment) if due else None
    sent = [desk.send(row, needs[str(row["id"])]) for row in due] if desk else []
    return Corrected(
        sent=tuple(sent),
        waiting=tuple(p for p in needs if p in waiting),
        clean=tuple(p for p in needs if p not in asked and p not in lost),
        held=(*held, *(p for p in needs if p in lost)),
        lost=tuple(lost[p] for p in needs if p in lost),
        new_files=new_files,
        unread=unread,
        register_findings=register_sayings(definition, register, moment.date()),
    )


def _lost(folder: Path, collected: Collected) -> Mapping[str, Received]:
    """The returns that would count if their copies were not lost: what is older must not be sent back."""
    now = {project: c.file.sha256 for project, c in collected.counted.items()}
    counting = counted_returns(folder, collected.office)
    return {project: line for project, line in counting.items() if now.get(project) != line.sha256}


def _desk(workspace: Workspace, collected: Collected, moment: datetime) -> Desk:
    """What the workbooks of this run are made from."""
    definition, issued = collected.definition, read_issued(workspace.folder)
    decided, _ = decided_by_staff(workspace, definition)
    choices = {p: decided.answers(p, definition.alignment, definition.form) for p in decided.projects}
    plan = blueprint(definition, definition.form)
    numbers = last_issues(issued, collected.received)
    return Desk(workspace.folder, collected, plan, choices, moment, issued, numbers)
