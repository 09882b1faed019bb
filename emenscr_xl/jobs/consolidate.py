"""`consolidate`: take in the returns, decide which counts, write the consolidated workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from emenscr_xl.core.said import Said
from emenscr_xl.form.load import Definition
from emenscr_xl.form.topics import WAIVABLE
from emenscr_xl.jobs.alignment_file import newest_alignment
from emenscr_xl.jobs.intake import Intake
from emenscr_xl.jobs.last_year import last_year
from emenscr_xl.jobs.lock import locked
from emenscr_xl.jobs.parquet_files import parquet_files, planned, rows_of
from emenscr_xl.jobs.progress import Progress, unseen
from emenscr_xl.jobs.reconciling import read_beside
from emenscr_xl.jobs.register_check import places_of, register_sayings
from emenscr_xl.jobs.rounds import Kept, replies
from emenscr_xl.jobs.settled import settled
from emenscr_xl.jobs.workspace import JobError, Workspace, journals, writing
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.files.file_decisions import FOR_A_PERSON
from emenscr_xl.register.files.ledger import LEDGER, Received, noting
from emenscr_xl.register.files.overruled import ruling_findings
from emenscr_xl.register.files.whole_file import beside, put_in_place
from emenscr_xl.register.follow_up.year_checks import with_doubts
from emenscr_xl.register.office import office_of
from emenscr_xl.register.plans.across import with_across
from emenscr_xl.register.plans.alignment import Decided
from emenscr_xl.register.tables.stack import stack
from emenscr_xl.register.waivers import with_waivers
from emenscr_xl.sheets.beyond import MOST_ROWS, Beyond
from emenscr_xl.sheets.consolidated import write_consolidated
from emenscr_xl.sheets.read import Returned


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What was taken in, what counts, and where the workbook lies. The figures are those of the summary."""

    collected: Collected
    workbook: Path
    new_files: int
    register_findings: tuple[Said, ...]
    unread: tuple[str, ...] = ()  # files that could not be read now: the next run tries again
    parquet: tuple[Path, ...] = ()  # the data that lies beside the workbook
    unread_because: Mapping[str, Said] = field(default_factory=dict)  # why, where it is known
    nowhere: tuple[str, ...] = ()  # the sheets whose rows are too many and could not be written elsewhere

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
        """How many findings count, in those files and in the office's year."""
        return len(self._found) - self.waived

    @property
    def waived(self) -> int:
        """How many more findings there are that the office has waived."""
        return sum(bool(f.waived) for f in self._found)

    @property
    def _found(self) -> tuple[Said, ...]:
        """Every finding of the must-enter projects."""
        return tuple(f for project in self.collected.must_enter for f in self.collected.found(project))

    @property
    def waiting(self) -> tuple[Received, ...]:
        """The files that wait for a person's decision."""
        return tuple(r for r in self.collected.received if r.decision in FOR_A_PERSON)

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
            "parquet": [str(path) for path in self.parquet],
            "unread": list(self.unread),
            "not_written": list(self.nowhere),
            "unread_reasons": {name: why.message_th for name, why in self.unread_because.items()},
            "waiting": [{"path": r.file, "number": r.number, "reason": r.reason} for r in self.waiting],
            "register": [f.as_json() for f in self.register_findings],
            "emenscr": self.collected.beside.exported.as_json(),
        }


def decided_by_staff(workspace: Workspace, definition: Definition) -> tuple[Decided, tuple[str, ...]]:
    """What staff decided in the alignment-analysis workbook; when it cannot be read, the folder's name."""
    try:
        alignment = newest_alignment(workspace, definition)
    except JobError:
        return Decided(), (workspace.alignment.name,)
    return (alignment.decided if alignment else Decided()), ()


def collected_of(
    workspace: Workspace,
    now: datetime | None = None,
    progress: Progress = unseen,
    executor: Executor | None = None,
    cache: Path | None = None,
) -> tuple[Collected, tuple[str, ...]]:
    """What the workspace holds now, without taking in new files; and what could not be read.

    `cache`: the folder where what was read is kept; without one the workspace itself.

    Raises JobError when the register or a journal cannot be read.
    """
    definition, register = workspace.open_register()
    moment = now or datetime.now()
    decided, unread = decided_by_staff(workspace, definition)
    office = office_of(register.submission)
    day = moment.isoformat(timespec="seconds")
    with journals():
        intake = Intake(workspace.folder, definition, office, day, decided, progress, executor, cache)
        return collect(intake, register, moment.date(), sample=workspace.sample), unread


def collect(intake: Intake, register: Returned, today: date, *, sample: bool) -> Collected:
    """Today's decisions, what counts, and what is found across the projects that count."""
    definition, office = intake.definition, intake.office
    received, counted = settled(intake)
    counted = with_across(counted, office, definition)
    counted = with_waivers(counted, office, definition.register.catalogues[WAIVABLE], today)
    places, rounds = places_of(register), replies(Kept(intake, received, counted, today))
    beside = read_beside(intake, received)
    return with_doubts(
        Collected(
            definition, office, received, counted, today,
            rounds=rounds, places=places, beside=beside, sample=sample,
        )
    )  # fmt: skip


def consolidate(
    folder: Path,
    now: datetime | None = None,
    progress: Progress = unseen,
    *,
    parquet: bool = False,
    executor: Executor | None = None,
    most_rows: int = MOST_ROWS,
) -> Consolidated:
    """Take in every file under `returns/` and write the consolidated workbook, both or neither.

    A file that cannot be read is one line with its reason. `now` is the moment of receipt, and the day on
    which waivers are in force; `parquet`: the data as Parquet files beside the workbook, too. `executor`:
    where files are read; without one in this process, or a process for each core when they are many: a script
    that calls this keeps its own code under `if __name__ == "__main__":`, for these begin by importing it.
    `most_rows`: of a sheet; what has more goes to Parquet alone. Raises JobError when the register or a
    journal cannot be read, something cannot be written, or another job runs in the workspace.
    """
    with locked(folder, "consolidate"), journals():
        moment = now or datetime.now()
        plan = partial(planned, asked=parquet, most_rows=most_rows)
        return _consolidate(Workspace(folder), moment, progress, plan, executor)


def _consolidate(
    workspace: Workspace,
    moment: datetime,
    progress: Progress,
    plan: Callable[[Path], Beyond],
    executor: Executor | None,
) -> Consolidated:
    definition, register = workspace.open_register()
    office = office_of(register.submission)
    path = workspace.consolidated(office.fiscal_year)
    beyond = plan(path)
    decided, unread = decided_by_staff(workspace, definition)
    day = moment.isoformat(timespec="seconds")
    intake = Intake(workspace.folder, definition, office, day, decided, progress, executor)
    with writing(workspace.exports):
        workspace.exports.mkdir(exist_ok=True)  # an older workspace has none
    with intake.taken_back():
        intake.take_in(workspace.returns)
        collected = collect(intake, register, moment.date(), sample=workspace.sample)
        collected = replace(collected, last_year=last_year(workspace, office, moment.date()))
        too_long = _write(path, collected, intake, beyond)
    tables = stack(collected) if beyond.folder and (beyond.asked or too_long) else ()
    files = parquet_files(path, map(rows_of, tables), beyond)
    doubts = register_sayings(
        definition, register, moment.date(), ruling_findings(register.submission, collected.received)
    )
    names = (*intake.unread, *unread)
    nowhere = () if beyond.folder else too_long
    return Consolidated(
        collected, path, intake.new_files, doubts, names, files, intake.unread_because, nowhere
    )


def _write(path: Path, collected: Collected, intake: Intake, beyond: Beyond) -> tuple[str, ...]:
    """Note what came in and put the workbook in its place: when one cannot be done, neither is.

    Gives the sheets whose rows are too many to stand in it.
    """
    with writing(path):
        finished = beside(path)
        try:
            too_long = write_consolidated(finished, collected, beyond)
            with writing(intake.folder / LEDGER), noting(intake.folder, intake.noted), writing(path):
                put_in_place(finished, path)
            return too_long
        finally:
            finished.unlink(missing_ok=True)
