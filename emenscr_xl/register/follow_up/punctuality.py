"""Whether each project reported in time, and how far its approval is: words from register and ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.lines import by_project
from emenscr_xl.register.office import Office

ON_TIME, LATE, NOT_RECEIVED, NOT_ASKED = "ตรงเวลา", "ล่าช้า", "ยังไม่ได้รับ", "ยกเว้น"
PUNCTUALITY = (ON_TIME, LATE, NOT_RECEIVED, NOT_ASKED)
NOT_SENT = "ยังไม่ส่ง"
#: How an owner's report stands today. A project that is excused: `NOT_ASKED`.
SENT, SENT_LATE, OVERDUE, DUE_SOON = "ส่งแล้ว", "ส่งล่าช้า", "เกินกำหนด", "ใกล้ครบกำหนด"
NOT_DUE, NO_DAY = "ยังไม่ถึงกำหนด", "ไม่ได้กำหนดวัน"
STATES = (SENT, SENT_LATE, OVERDUE, DUE_SOON, NOT_DUE, NOT_ASKED, NO_DAY)
#: Whether an item was sent for approval by its day; besides `NOT_DUE`, `NOT_ASKED` and `NO_DAY`.
IN_TIME, AFTER_TIME, NOT_SENT_IN_TIME = "ส่งทันกำหนด", "ส่งหลังกำหนด", "เลยกำหนด ยังไม่ส่ง"
DAY_UNKNOWN = "ส่งแล้ว ไม่ระบุวันที่"
SENDINGS = (IN_TIME, AFTER_TIME, NOT_SENT_IN_TIME, DAY_UNKNOWN, NOT_DUE, NOT_ASKED, NO_DAY)
#: By project and quarter (0: the yearly part): the day of the first readable file that has it.
FirstReceived = Mapping[tuple[str, int], date]


@dataclass(frozen=True, slots=True)
class Punctuality:
    """What the register and the ledger say of each project, looked up in constant time."""

    offices: Mapping[str, Office]  # the office with one project's own lines
    first_received: FirstReceived
    today: date

    def word(self, project: str, scope: str, quarter: int) -> str:
        """`ตรงเวลา`, `ล่าช้า`, `ยังไม่ได้รับ` or `ยกเว้น`. With no due date, what was received is in time."""
        if self.offices[project].waived(scope, project, self.today):
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
        return self.offices[project].approval_status(project, scope) or NOT_SENT

    def passed(self, project: str, scope: str) -> int:
        """How many steps of the approval chain have approved."""
        return self.offices[project].steps_passed(project, scope)


def punctuality(
    office: Office, projects: Iterable[str], received: Iterable[Received], today: date
) -> Punctuality:
    """Everything sorted by project in one pass; the earliest readable file that reports a quarter counts."""
    return Punctuality(by_project(office, projects), first_received(received), today)


def first_received(received: Iterable[Received]) -> FirstReceived:
    """When each report was first received in a file that can be read."""
    first: dict[tuple[str, int], date] = {}
    for line in received:
        for quarter in (0, *map(int, line.reports.split())) if line.readable else ():
            key, day = (line.project, quarter), received_on(line).date()
            first[key] = min(day, first.get(key, day))
    return first


def received_on(line: Received) -> datetime:
    """When a file was received."""
    return datetime.fromisoformat(line.received_at)
