"""Whether each project reported in time, and how far its approval is: words from register and ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from emenscr_xl.register.ledger import Received
from emenscr_xl.register.office import Office, Row

ON_TIME, LATE, NOT_RECEIVED, NOT_ASKED = "ตรงเวลา", "ล่าช้า", "ยังไม่ได้รับ", "ยกเว้น"
PUNCTUALITY = (ON_TIME, LATE, NOT_RECEIVED, NOT_ASKED)
NOT_SENT = "ยังไม่ส่ง"


@dataclass(frozen=True, slots=True)
class Punctuality:
    """What the register and the ledger say of each project, looked up in constant time."""

    offices: Mapping[str, Office]  # the office with one project's own extensions and approvals
    first_received: Mapping[tuple[str, int], date]  # by project and quarter

    def word(self, project: str, scope: str, quarter: int) -> str:
        """`ตรงเวลา`, `ล่าช้า`, `ยังไม่ได้รับ` or `ยกเว้น`. With no due date, what was received is in time."""
        if self.offices[project].waived(scope, project):
            return NOT_ASKED
        received = self.first_received.get((project, quarter))
        if received is None:
            return NOT_RECEIVED
        due = self.due(project, scope)
        return ON_TIME if due is None or received <= due else LATE

    def due(self, project: str, scope: str) -> date | None:
        """When the project's owner must send a scope."""
        return self.offices[project].due(scope, project)

    def approval(self, project: str, scope: str) -> str:
        """The latest status in the tracker, or `ยังไม่ส่ง`."""
        line = self.offices[project].approval(project, scope)
        return str(line["approval_status"]) if line and "approval_status" in line else NOT_SENT

    def passed(self, project: str, scope: str) -> int:
        """How many steps of the approval chain have approved."""
        return self.offices[project].steps_passed(project, scope)


def punctuality(office: Office, projects: Iterable[str], received: Iterable[Received]) -> Punctuality:
    """Everything sorted by project in one pass; the earliest readable file that reports a quarter counts."""
    extensions, approvals = _by_project(office.extensions), _by_project(office.approvals)
    offices = {
        p: replace(office, projects=(), extensions=extensions.get(p, ()), approvals=approvals.get(p, ()))
        for p in projects
    }
    first: dict[tuple[str, int], date] = {}
    for line in received:
        for quarter in line.reports.split() if line.readable else ():
            key, day = (line.project, int(quarter)), received_on(line).date()
            first[key] = min(day, first.get(key, day))
    return Punctuality(offices, first)


def received_on(line: Received) -> datetime:
    """When a file was received."""
    return datetime.fromisoformat(line.received_at)


def _by_project(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row.get("project", "")), []).append(row)
    return {project: tuple(lines) for project, lines in found.items()}
