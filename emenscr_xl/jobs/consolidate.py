"""`consolidate`: take in the returns, decide which counts, write the consolidated workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from emenscr_xl.core.said import Said
from emenscr_xl.form.load import Definition
from emenscr_xl.form.topics import WAIVABLE
from emenscr_xl.jobs.alignment_file import newest_alignment
from emenscr_xl.jobs.check import register_sayings
from emenscr_xl.jobs.intake import Intake, Progress, settled
from emenscr_xl.jobs.reconciling import read_beside
from emenscr_xl.jobs.workspace import JobError, Workspace, journals, writing
from emenscr_xl.register.across import with_across
from emenscr_xl.register.alignment import Decided
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.office import office_of
from emenscr_xl.register.waivers import with_waivers
from emenscr_xl.sheets.consolidated import write_consolidated


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What was taken in, what counts, and where the workbook lies. The figures are those of the summary."""

    collected: Collected
    workbook: Path
    new_files: int
    register_findings: tuple[Said, ...]
    unread: tuple[str, ...] = ()  # files that could not be read now: the next run tries again

    @property
    def projects(self) -> int:
        """How many projects must be entered."""
        return len(self.collected.must_enter)

    @property
    def counted(self) -> int:
        """Of how many of them a file counts."""
        return len(self.collected.returned)

    @property
    def findings(self) -> int:
        """How many findings those files have together that count."""
        return sum(len(c.standing) for c in self.collected.returned)

    @property
    def waived(self) -> int:
        """How many more findings they have that the office has waived."""
        return sum(len(c.waived) for c in self.collected.returned)

    def as_json(self) -> dict[str, Any]:
        """The run as the published JSON says it."""
        keys = ("sha256", "project", "decision", "reason")
        return {
            "projects": self.projects,
            "counted": self.counted,
            "files": [{"path": r.file, **{k: getattr(r, k) for k in keys}} for r in self.collected.received],
            "findings": self.findings,
            "waived": self.waived,
            "workbook": str(self.workbook),
            "unread": list(self.unread),
            "register": [f.as_json() for f in self.register_findings],
            "emenscr": self.collected.beside.exported.as_json(),
        }


def _decided(workspace: Workspace, definition: Definition) -> tuple[Decided, tuple[str, ...]]:
    """What staff decided in the alignment-analysis workbook; when it cannot be read, the folder's name."""
    try:
        alignment = newest_alignment(workspace, definition)
    except JobError:
        return Decided(), (workspace.alignment.name,)
    return (alignment.decided if alignment else Decided()), ()


def consolidate(
    folder: Path, now: datetime | None = None, progress: Progress = lambda done, total, name: None
) -> Consolidated:
    """Take in every file under `returns/` and write the consolidated workbook, atomically.

    A file that cannot be read is one line with its reason. `now` is the moment of receipt, and the day on
    which waivers are in force. Raises JobError when the register or a journal
    cannot be read, or something cannot be written.
    """
    workspace = Workspace(folder)
    definition, register = workspace.open_register()
    office = office_of(register.submission)
    moment = now or datetime.now()
    path = workspace.consolidated(office.fiscal_year)
    decided, unread = _decided(workspace, definition)
    with journals():
        intake = Intake(folder, definition, office, moment.isoformat(timespec="seconds"), decided)
        intake.take_in(workspace.returns, progress)
        new_files = len(intake.checked)
        received, counted = settled(intake)
    counted = with_across(counted, office, definition)
    counted = with_waivers(counted, office, definition.register.catalogues[WAIVABLE], moment.date())
    beside = read_beside(workspace, definition, register, office, received)
    collected = Collected(
        definition, office, received, counted, moment.date(), sample=workspace.sample, beside=beside
    )
    with writing(path):
        write_consolidated(path, collected)
    doubts = register_sayings(definition, register, moment.date())
    return Consolidated(collected, path, new_files, doubts, (*intake.unread, *unread))
