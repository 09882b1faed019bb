"""`forms`: issue a data-collection workbook for each project that must be entered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import chain
from pathlib import Path

from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Submission
from emenscr_xl.form.model import Form
from emenscr_xl.jobs.alignment_file import newest_alignment
from emenscr_xl.jobs.decisions import counted_returns, received_today
from emenscr_xl.jobs.form_desk import FormDesk
from emenscr_xl.jobs.issuing import Draft, bearing, file_of, issue, left_unnoted
from emenscr_xl.jobs.kept_copies import KeptCopies
from emenscr_xl.jobs.lock import locked
from emenscr_xl.jobs.progress import Progress, told, unseen
from emenscr_xl.jobs.register_check import register_sayings
from emenscr_xl.jobs.workspace import JobError, Workspace, journals
from emenscr_xl.register.files.issued import NO_RETURN, Issued, read_issued
from emenscr_xl.register.files.ledger import Received, read_ledger
from emenscr_xl.register.files.overruled import ruling_findings
from emenscr_xl.register.office import Office, Row, issuable, office_of, project_id, scope
from emenscr_xl.register.plans.alignment import Decided
from emenscr_xl.sheets.press import form_press


@dataclass(frozen=True, slots=True)
class FormsIssued:
    """What `forms` did: workbooks issued, projects that had theirs already, doubts in the register.

    `held`: the must-enter projects that were given none, because their row in the register is doubtful or
    because the return that counts is `lost`: its kept copy is missing or cannot be read. `waived`: the
    projects that need not report. `adopted`: workbooks that a killed run left, noted now.
    """

    issued: tuple[Issued, ...]
    already: tuple[str, ...]
    register_findings: tuple[Said, ...]
    held: tuple[str, ...] = ()
    lost: tuple[Received, ...] = ()
    waived: tuple[str, ...] = ()
    adopted: tuple[Issued, ...] = ()

    @property
    def clean(self) -> bool:
        """True when nothing was held back and nothing in the register must be mended."""
        return not self.held and all(f.severity != "E" for f in self.register_findings)


def forms(
    folder: Path,
    quarter: int = 0,
    projects: Collection[str] = (),
    now: datetime | None = None,
    progress: Progress = unseen,
) -> FormsIssued:
    """Issue workbooks for a quarter (0: the whole year). Named projects are issued again, the others once.

    What the alignment-analysis workbook has chosen for a project is filled in. A re-issue holds all that the
    counted return holds, above that; for a quarter, what is approved or reported is closed
    (`register.closed`). An issued file is never written over. A project whose row is doubtful or whose kept
    return is lost is held back, and the others are issued. A workbook that a killed run has left is adopted.
    Raises JobError when the register cannot be read, a named project is not one that must be entered, an
    unknown file is in the way, or another job runs in the workspace.
    """
    with locked(folder, "forms"), journals():
        return _forms(Workspace(folder), quarter, projects, now or datetime.now(), progress)


def _forms(
    workspace: Workspace, quarter: int, projects: Collection[str], moment: datetime, progress: Progress
) -> FormsIssued:
    folder = workspace.folder
    definition, register = workspace.open_register()
    office, before = office_of(register.submission), read_issued(folder)
    rows, held = chosen(register.submission, {project_id(p) for p in projects})
    waived, already = _left_out(() if projects else rows, office, before, quarter, moment.date())
    numbers = last_issues(before, read_ledger(folder))
    asked = [row for row in rows if row["id"] not in (*waived, *already)]
    due, adopted = _due(folder, definition.form, asked, numbers, partial(_line, moment, quarter=quarter))
    press = form_press(definition)
    alignment = newest_alignment(workspace, definition)
    decided = alignment.decided if alignment else Decided()
    choices = {p: decided.answers(p, definition.alignment, definition.form) for p in decided.projects}
    steps = told(due, lambda pair: pair[1].file, progress)
    drafts, lost = _drafts(folder, FormDesk(press, office, choices), steps)
    issue(folder, drafts, adopted)
    held = (*held, *(line.project for line in lost))
    doubts = register_sayings(
        definition,
        register,
        moment.date(),
        ruling_findings(register.submission, received_today(folder, office)),
    )
    lines = tuple(draft.line for draft in drafts)
    return FormsIssued(lines, already, doubts, held, lost, waived, tuple(adopted))


def _due(
    folder: Path,
    form: Form,
    rows: Iterable[Row],
    numbers: Mapping[str, int],
    line: Callable[..., Issued],
) -> tuple[list[tuple[Row, Issued]], list[Issued]]:
    """The workbooks to issue, and those that a killed run has left without a line.

    Raises JobError for a file that bears the number of one, whatever its quarter.
    """
    due, adopted = [], []
    for row in rows:
        id_ = str(row["id"])
        number = numbers.get(id_, 0) + 1
        wanted = line(id_, number)
        while left := left_unnoted(folder, form, bearing(line(id_, number))):
            adopted.append(left)
            number += 1
            if left == wanted:
                break
            wanted = line(id_, number)
        else:
            due.append((row, wanted))
    return due, adopted


def chosen(register: Submission, named: Collection[str]) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows to issue for and the projects held back: all that must be entered, or those named."""
    rows, held = issuable(register)
    unknown = sorted(set(named) - {str(p["id"]) for p in rows} - set(held))
    if unknown:
        names = ", ".join(unknown)
        raise JobError(
            f"ไม่พบโครงการ {names} ที่ระบุว่าต้องนำเข้าในแผนปฏิบัติการ — ตรวจรหัสโครงการในทะเบียนคุม",
            f"The action plan has no must-enter project {names}. Check the project id in the register.",
        )
    if not named:
        return rows, held
    return tuple(p for p in rows if p["id"] in named), tuple(p for p in held if p in named)


def _left_out(
    rows: Iterable[Row], office: Office, before: Iterable[Issued], quarter: int, today: date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The projects that need not report, and of the others those that had this workbook already."""
    had = {i.project for i in before if i.quarter == quarter}
    ids = [str(row["id"]) for row in rows]
    waived = tuple(i for i in ids if office.waived(scope(quarter), i, today))
    return waived, tuple(i for i in ids if i in had.difference(waived))


def last_issues(*lines: Iterable[Issued | Received]) -> Mapping[str, int]:
    """The highest issue number that either journal knows of each project."""
    last: dict[str, int] = {}
    for line in chain(*lines):
        last[line.project] = max(line.issue, last.get(line.project, 0))
    return last


def _line(moment: datetime, project: str, number: int, quarter: int) -> Issued:
    file = file_of(project, number, quarter)
    return Issued(moment.isoformat(timespec="seconds"), project, number, quarter, file)


def _drafts(
    folder: Path, desk: FormDesk, due: Iterable[tuple[Row, Issued]]
) -> tuple[tuple[Draft, ...], tuple[Received, ...]]:
    """Each workbook, ready to be written; and the counted returns that are lost."""
    counted = counted_returns(folder, desk.office)
    copies = KeptCopies.of_workspace(folder, desk.press.plan.definition)
    drafts, lost = [], []
    for project, line in due:
        received = counted.get(line.project)
        read = copies.of(received) if received else None
        if received and not (read and read.readable):
            lost.append(received)
            continue
        noted = replace(line, answers_of=received.sha256 if received else NO_RETURN)
        drafts.append(desk.draft(project, noted, read))
    return tuple(drafts), tuple(lost)
