"""Where plan and returns disagree: C-24 and C-40, at the lines of the action plan (procedure 5.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from emenscr_xl.core.context import baht
from emenscr_xl.core.rules.amounts import TOLERANCE
from emenscr_xl.core.submission import Finding, Submission
from emenscr_xl.core.text import shortened, squeezed
from emenscr_xl.form.thai import be_date
from emenscr_xl.register.follow_up.followed import Followed
from emenscr_xl.register.office import PROJECT_SCOPE, Office
from emenscr_xl.register.plans.across import BUDGET, MOST_NAMED


@dataclass(frozen=True, slots=True)
class Returns:
    """What the office holds besides a project's own lines: the answers that count, the names of all."""

    submissions: Mapping[str, Submission]
    names: Mapping[str, tuple[str, ...]]  # by name as it is compared: the ids that have it


def returns_of(office: Office, submissions: Mapping[str, Submission]) -> Returns:
    """The answers that count by project, and the action plan's names: whatever is entered or not."""
    names: dict[str, dict[str, None]] = {}
    for row in office.projects:
        if row.get("id") and row.get("name"):
            names.setdefault(squeezed(str(row["name"])), {})[str(row["id"])] = None
    return Returns(submissions, {name: tuple(ids) for name, ids in names.items()})


def budget_differs(project: Followed, returns: Returns) -> Iterator[Finding]:
    """The total of the return that counts is not what the project was allocated (C-24)."""
    allocated = project.line.row.get("budget")
    submission = returns.submissions.get(project.id)
    total = submission.number(BUDGET) if submission else None
    if total is None or not isinstance(allocated, Decimal | int):
        return
    difference = abs(total - allocated)
    if difference >= TOLERANCE:
        details = {
            "total": baht(total),
            "allocated": baht(Decimal(allocated)),
            "difference": baht(difference),
        }
        yield Finding("C-24", project.line.at("budget"), details)


def same_name(project: Followed, returns: Returns) -> Iterator[Finding]:
    """Another project of the action plan has the same name (C-40)."""
    name = project.line.text("name")
    others = [other for other in returns.names.get(squeezed(name), ()) if other != project.id]
    if others:
        more = len(others) - MOST_NAMED
        shown = ", ".join(others[:MOST_NAMED]) + (f" +{more}" if more > 0 else "")
        yield Finding("C-40", project.line.at("name"), {"name": shortened(name), "others": shown})


def not_returned(project: Followed, returns: Returns) -> Iterator[Finding]:
    """Nothing that counts has come back although the owner's day is past (C-40.absent)."""
    due = project.office.due(PROJECT_SCOPE, project.id)
    if project.id in returns.submissions or project.excused(0) or due is None or project.today <= due:
        return
    days = str((project.today - due).days)
    yield Finding("C-40.absent", project.line.at("id"), {"until": be_date(due), "days": days})


def without_code(project: Followed, returns: Returns) -> Iterator[Finding]:
    """Returned, but the register holds no eMENSCR code after the day for keying in (C-40.code)."""
    limit = project.office.hard_day("keyed_in_by", PROJECT_SCOPE, project.id)
    if project.id not in returns.submissions or project.excused(0) or project.line.text("emenscr_code"):
        return
    if limit is not None and project.today > limit:
        yield Finding("C-40.code", project.line.at("emenscr_code"), {"until": be_date(limit)})
