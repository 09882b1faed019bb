"""`correct`: send back what must be corrected, inside the owner's own workbook."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from emenscr_xl.core.said import Said
from emenscr_xl.form.model import Form
from emenscr_xl.jobs.consolidate import collect, decided_by_staff
from emenscr_xl.jobs.correction import Desk, Sent
from emenscr_xl.jobs.decisions import counted_returns
from emenscr_xl.jobs.forms import chosen, last_issues
from emenscr_xl.jobs.intake import Intake
from emenscr_xl.jobs.issuing import bearing, issue, left_unnoted
from emenscr_xl.jobs.lock import locked
from emenscr_xl.jobs.progress import Progress, unseen
from emenscr_xl.jobs.register_check import register_sayings
from emenscr_xl.jobs.workspace import Workspace, journals, writing
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.corrections.needs import Need, need_of
from emenscr_xl.register.corrections.requests import CORRECTIONS, noting_requests
from emenscr_xl.register.files.issued import Issued, read_issued
from emenscr_xl.register.files.ledger import LEDGER, Received, noting, read_ledger
from emenscr_xl.register.files.overruled import ruling_findings
from emenscr_xl.register.office import Row, office_of, project_id
from emenscr_xl.register.plans.alignment import Decided
from emenscr_xl.sheets.blueprint import form_blueprint
from emenscr_xl.sheets.read import Returned


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


def correct(
    folder: Path,
    projects: Collection[str] = (),
    now: datetime | None = None,
    progress: Progress = unseen,
) -> Corrected:
    """Take in the returns, then issue a correction workbook for each project that is asked anything.

    A project whose workbook of the same requests is still out is sent no other, unless it is named. Nothing
    is written over. Raises JobError when the register or a journal cannot be read, a named project is not one
    that must be entered, something cannot be written, or another job runs in the workspace.
    """
    with locked(folder, "correct"), journals():
        return _correct(Workspace(folder), projects, now or datetime.now(), progress)


def _correct(
    workspace: Workspace, projects: Collection[str], moment: datetime, progress: Progress
) -> Corrected:
    definition, register = workspace.open_register()
    rows, held = chosen(register.submission, {project_id(p) for p in projects})
    _adopt(workspace.folder, definition.form, rows, moment)
    staff, unread = decided_by_staff(workspace, definition)
    office = office_of(register.submission)
    intake = Intake(
        workspace.folder, definition, office, moment.isoformat(timespec="seconds"), staff, progress
    )
    collected = _taken_in(workspace, intake, register, moment.date())
    lost = _lost(workspace.folder, collected, {str(row["id"]) for row in rows})
    needs = {p: need_of(collected, p) for row in rows if (p := str(row["id"])) not in lost}
    asked = {p for p, need in needs.items() if need.requests and (need.urgent or projects)}
    waiting = tuple(p for p in needs if p in asked and needs[p].waiting and not projects)
    due = [(row, needs[p]) for row in rows if (p := str(row["id"])) in asked.difference(waiting)]
    rulings = ruling_findings(register.submission, collected.received)
    return Corrected(
        sent=_sent(workspace.folder, collected, staff, due, moment),
        waiting=waiting,
        clean=tuple(p for p in needs if p not in asked),
        held=(*held, *lost),
        lost=tuple(lost.values()),
        new_files=intake.new_files,
        unread=(*intake.unread, *unread),
        register_findings=register_sayings(definition, register, moment.date(), rulings),
    )


def _adopt(folder: Path, form: Form, rows: Iterable[Row], moment: datetime) -> None:
    """Note the workbooks that a killed run put in their places: whoever has one has our questions."""
    numbers = last_issues(read_issued(folder), read_ledger(folder))
    adopted: list[Issued] = []
    for project in (str(row["id"]) for row in rows):
        line = Issued(moment.isoformat(timespec="seconds"), project, numbers.get(project, 0) + 1, 0, "")
        while left := left_unnoted(folder, form, bearing(line)):
            adopted.append(left)
            line = replace(line, issue=line.issue + 1)
    issue(folder, (), adopted)


def _taken_in(workspace: Workspace, intake: Intake, register: Returned, today: date) -> Collected:
    """What is known once the returns are taken in, and noted."""
    with intake.taken_back():
        intake.take_in(workspace.returns)
        collected = collect(intake, register, today, sample=workspace.sample)
        with writing(workspace.folder / LEDGER), noting(workspace.folder, intake.noted):
            return collected


def _lost(folder: Path, collected: Collected, projects: Collection[str]) -> Mapping[str, Received]:
    """The returns that would count if their copies were not lost: what is older must not be sent back."""
    now = {project: c.file.sha256 for project, c in collected.counted.items()}
    counting = counted_returns(folder, collected.office)
    return {p: line for p, line in counting.items() if p in projects and now.get(p) != line.sha256}


def _sent(
    folder: Path,
    collected: Collected,
    staff: Decided,
    due: Iterable[tuple[Row, Need]],
    moment: datetime,
) -> tuple[Sent, ...]:
    """Write the workbooks and note them: their requests first, which count once the workbook is issued."""
    if not due:
        return ()
    definition, issued = collected.definition, read_issued(folder)
    choices = {p: staff.answers(p, definition.alignment, definition.form) for p in staff.projects}
    numbers = last_issues(issued, collected.received)
    desk = Desk(collected, form_blueprint(definition), choices, moment, issued, numbers)
    drafts = [desk.draft(row, need) for row, need in due]
    requests = [r for sent, _ in drafts for r in sent.requests]
    with writing(folder / CORRECTIONS), noting_requests(folder, requests):
        issue(folder, [draft for _, draft in drafts])
    return tuple(sent for sent, _ in drafts)
