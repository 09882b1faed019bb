"""Which projects need a correction workbook today, and what each is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from emenscr_xl.core.said import Said
from emenscr_xl.form.model import Form
from emenscr_xl.register.collected import Collected, Counted
from emenscr_xl.register.corrections.replies import modules_of
from emenscr_xl.register.corrections.requests import COMMENT, WHOLE_PROJECT, Request, of_comments, of_findings
from emenscr_xl.register.follow_up.timing_checks import RETURNED_DAYS
from emenscr_xl.register.office import APPROVED, Office, scope


@dataclass(frozen=True, slots=True)
class Need:
    """What a project is asked now.

    `urgent`: something of it has not been dealt with; `waiting`: its last correction workbook asks all of
    that, and is still out.
    """

    requests: tuple[Request, ...]
    urgent: bool
    waiting: bool

    @property
    def due(self) -> date:
        """When the workbook is wanted back: by the earliest day of its requests."""
        return min(r.due for r in self.requests if r.due)

    def opened(self, form: Form) -> frozenset[str]:
        """The modules that must be open for what is asked."""
        placed = {r.where.module for r in self.requests if r.where}
        named = {r.part for r in self.requests if r.code == COMMENT and r.part != WHOLE_PROJECT}
        return frozenset(placed | {m.key for part in named for m in modules_of(form, part)})


def need_of(collected: Collected, project: str) -> Need:
    """What a project is asked today: the reviewer's words first, then what was found in what counts.

    Nothing that is approved is asked about, unless a reviewer does so. Words that were answered are asked
    again along with others, but are no reason of their own.
    """
    counted, today = collected.counted.get(project), collected.today
    form, office = collected.definition.form, collected.office
    comments = list(of_comments(office.returns, project))
    staff = {code for topic in collected.definition.topics for code in topic.for_staff}
    standing = _open(form, office, project, counted) if counted else ()
    findings = of_findings(form, (found for found in standing if found.code not in staff))
    asked = [*comments, *findings]
    latest = today + timedelta(days=office.days(RETURNED_DAYS))
    requests = tuple(
        replace(r, number=n, project=project, due=r.due if r.due and r.due >= today else latest)
        for n, r in enumerate(asked, start=1)
    )
    mine = [r for r in collected.rounds if r.request.project == project]
    settled = {r.request.need for r in mine if r.request.code == COMMENT and not r.open}
    wanted = {r.need for r in requests} - settled
    last = max((r.request.issue for r in mine), default=0)
    out = [r for r in mine if r.request.issue == last]
    still_out = bool(out) and not any(r.file and r.file.readable for r in out)
    return Need(requests, bool(wanted), still_out and wanted <= {r.request.need for r in out})


def _open(form: Form, office: Office, project: str, counted: Counted) -> Iterator[Said]:
    """The findings that stand in what is not approved yet."""
    quarters = {m.key: m.quarter for m in form.modules}
    for found in counted.standing:
        quarter = quarters.get(found.module)
        if quarter is None or office.approval_status(project, scope(quarter)) != APPROVED:
            yield found
