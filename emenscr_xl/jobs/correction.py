"""One correction workbook: its number, its requests, its file, and the lines that note it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from emenscr_xl.core.submission import Submission
from emenscr_xl.jobs.forms import Choices, answers_issued, cover_of
from emenscr_xl.jobs.workspace import writing
from emenscr_xl.register.changes import text_at
from emenscr_xl.register.closed import closed_modules
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.issued import Issued, append_issued
from emenscr_xl.register.needs import Need
from emenscr_xl.register.office import Row
from emenscr_xl.register.requests import Request, append_requests
from emenscr_xl.sheets.blueprint import Blueprint
from emenscr_xl.sheets.correction_workbook import write_correction
from emenscr_xl.sheets.corrections_page import Page

FOLDER = "corrections"


@dataclass(frozen=True, slots=True)
class Sent:
    """One correction workbook: the line of the journal of issues, and what it asks."""

    line: Issued
    requests: tuple[Request, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every correction workbook of a run is made from."""

    folder: Path
    collected: Collected
    plan: Blueprint
    choices: Choices
    moment: datetime
    issued: Sequence[Issued]  # before this run
    numbers: Mapping[str, int]  # by project: the highest issue number that is known

    def send(self, row: Row, need: Need) -> Sent:
        """Write a project's workbook under the next free number, then note it: as issued, then its requests.

        A run that is cut off leaves a workbook that the next run adopts when it would write the very same, or
        an issue without requests: then it sends another. Nothing is written over, and nothing is blocked.
        """
        project = str(row["id"])
        issue = self.numbers.get(project, 0) + 1
        while not self._written(row, need, sent := self._sent(row, need, issue)):
            issue += 1
        with writing(self.folder):
            append_issued(self.folder, [sent.line])
            append_requests(self.folder, sent.requests)
        return sent

    def _sent(self, row: Row, need: Need, issue: int) -> Sent:
        """The workbook under a number: in which round, about which return, and what the cells hold."""
        project = str(row["id"])
        counted, line = self.collected.counted.get(project), self._line(project, issue)
        rounds = [r.request.round for r in self.collected.rounds if r.request.project == project]
        about, held = counted.file.sha256 if counted else "", self._submission(row, line)
        requests = (
            replace(
                r,
                issued_at=line.issued_at,
                round=max(rounds, default=0) + 1,
                issue=issue,
                text=text_at(held, r.where) if r.where else "",
                about=about,
            )
            for r in need.requests
        )
        return Sent(line, tuple(requests))

    def _line(self, project: str, issue: int) -> Issued:
        """For the quarter of what counts, or of a later workbook, whose place this one takes."""
        counted = self.collected.counted.get(project)
        mine = [i for i in self.issued if i.project == project]
        later = max(mine, key=lambda i: i.issue).quarter if mine else 0
        quarter = max(counted.file.quarter if counted else 0, later)
        name = f"{project}_issue-{issue}" + (f"_Q{quarter}" if quarter else "") + "_correct"
        moment = self.moment.isoformat(timespec="seconds")
        return Issued(moment, project, issue, quarter, f"{FOLDER}/{name}.xlsx")

    def _submission(self, row: Row, line: Issued) -> Submission:
        """The owner's own answers, over what the register and staff give."""
        counted = self.collected.counted.get(line.project)
        known, cells = counted.submission if counted else None, self.choices.get(line.project, {})
        return answers_issued(self.plan.form, self.collected.office, row, line, known, cells)

    def _written(self, row: Row, need: Need, sent: Sent) -> bool:
        """Write the file; False when another one lies in its place."""
        path = self.folder / sent.line.file
        if not path.exists():
            with writing(path):
                self._write(path, row, need, sent)
            return True
        with TemporaryDirectory() as folder:
            same = Path(folder) / path.name
            self._write(same, row, need, sent)
            return same.read_bytes() == path.read_bytes()

    def _write(self, path: Path, row: Row, need: Need, sent: Sent) -> None:
        office, line = self.collected.office, sent.line
        counted = self.collected.counted.get(line.project)
        known = counted.submission if counted else None
        over = known.shown if known else {}
        healed = frozenset(r.number for r in sent.requests if r.where in over)
        closed = closed_modules(office, line.project, line.quarter, known) - need.opened(self.plan.form)
        cover = cover_of(self.plan.definition, office, row, line, need.due)
        contact = str(office.settings.get("contact", ""))
        page = Page(sent.requests, str(row.get("name", "")), need.due, contact, healed)
        write_correction(path, self.plan, self._submission(row, line), cover, closed, page)
