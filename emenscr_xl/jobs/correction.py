"""One correction workbook: its number, its requests, and what writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from emenscr_xl.core.submission import Submission
from emenscr_xl.jobs.form_desk import Choices, answers_issued, cover_of
from emenscr_xl.jobs.issuing import Draft, file_of
from emenscr_xl.register.closed import closed_modules
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.corrections.changes import text_at
from emenscr_xl.register.corrections.needs import Need
from emenscr_xl.register.corrections.requests import Request
from emenscr_xl.register.files.issued import NO_RETURN, Issued
from emenscr_xl.register.office import Row
from emenscr_xl.sheets.blueprint import Blueprint
from emenscr_xl.sheets.corrections.page import Page
from emenscr_xl.sheets.corrections.workbook import write_correction


@dataclass(frozen=True, slots=True)
class Sent:
    """One correction workbook: the line of the journal of issues, and what it asks."""

    line: Issued
    requests: tuple[Request, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every correction workbook of a run is made from."""

    collected: Collected
    plan: Blueprint
    choices: Choices
    moment: datetime
    issued: Sequence[Issued]  # before this run
    numbers: Mapping[str, int]  # by project: the highest issue number that is known

    def draft(self, row: Row, need: Need) -> tuple[Sent, Draft]:
        """A project's workbook, ready to be written."""
        line = self._line(str(row["id"]))
        sent = Sent(line, self._requests(line, need, self._held(row, line)))
        return sent, Draft(line, partial(self._write, row, need, sent))

    def _write(self, row: Row, need: Need, sent: Sent, path: Path) -> None:
        """Write one workbook. What it holds is unpacked only now: drafts wait by the hundred."""
        office, line = self.collected.office, sent.line
        known, held = self._known(line), self._held(row, line)
        over = known.shown if known else {}
        page = Page(
            requests=sent.requests,
            name=str(row.get("name", "")),
            due=need.due,
            contact=str(office.settings.get("contact", "")),
            healed=frozenset(r.number for r in sent.requests if r.where in over),
        )
        closed = closed_modules(office, line.project, line.quarter, known) - need.opened(self.plan.form)
        cover = cover_of(self.plan.definition, office, row, line, need.due)
        write_correction(path, plan=self.plan, submission=held, cover=cover, closed=closed, page=page)

    def _known(self, line: Issued) -> Submission | None:
        """What counts of a project."""
        counted = self.collected.counted.get(line.project)
        return counted.submission if counted else None

    def _held(self, row: Row, line: Issued) -> Submission:
        """What a workbook holds when it is sent."""
        cells = self.choices.get(line.project, {})
        return answers_issued(self.plan.form, self.collected.office, row, line, self._known(line), cells)

    def _line(self, project: str) -> Issued:
        """For the quarter of what counts, or of a later workbook, whose place this one takes."""
        counted = self.collected.counted.get(project)
        mine = [i for i in self.issued if i.project == project]
        later = max(mine, key=lambda i: i.issue).quarter if mine else 0
        quarter = max(counted.file.quarter if counted else 0, later)
        issue = self.numbers.get(project, 0) + 1
        file = file_of(project, issue, quarter, correction=True)
        answers_of = counted.file.sha256 if counted else NO_RETURN
        return Issued(self.moment.isoformat(timespec="seconds"), project, issue, quarter, file, answers_of)

    def _requests(self, line: Issued, need: Need, held: Submission) -> tuple[Request, ...]:
        """The requests as they are sent: in which round, about which return, and what the cells hold."""
        counted = self.collected.counted.get(line.project)
        rounds = [r.request.round for r in self.collected.rounds if r.request.project == line.project]
        return tuple(
            replace(
                r,
                issued_at=line.issued_at,
                round=max(rounds, default=0) + 1,
                issue=line.issue,
                text=text_at(held, r.where) if r.where else "",
                about=counted.file.sha256 if counted else "",
            )
            for r in need.requests
        )
