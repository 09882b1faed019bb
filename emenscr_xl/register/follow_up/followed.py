"""Each project as the office follows it up: what it owes, how far its approval is, what was sent back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from emenscr_xl.form.modules import QUARTERS
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.follow_up.approval_item import Item, item
from emenscr_xl.register.follow_up.obligation import Obligation, obligation
from emenscr_xl.register.follow_up.punctuality import (
    AFTER_TIME,
    DAY_UNKNOWN,
    IN_TIME,
    NO_DAY,
    NOT_ASKED,
    NOT_DUE,
    NOT_SENT_IN_TIME,
    FirstReceived,
    first_received,
)
from emenscr_xl.register.lines import Line, by_project, lines_of
from emenscr_xl.register.office import MUST_ENTER, Office, scope

#: The yearly part first, then the quarters.
PARTS = (0, *QUARTERS)


@dataclass(frozen=True, slots=True)
class Followed:
    """One must-enter project on one day. `office` has this project's own lines alone."""

    id: str
    line: Line  # of the action plan
    office: Office
    first: FirstReceived
    today: date

    def owes(self, quarter: int) -> Obligation:
        """The report of a quarter (0: M1–M5)."""
        received = self.first.get((self.id, quarter))
        return obligation(self.office, self.id, quarter, received, self.today)

    def item(self, quarter: int) -> Item:
        """The same on its way through approval."""
        return item(self.office, self.id, scope(quarter))

    def excused(self, quarter: int) -> bool:
        """True when the project need not report it today."""
        return self.office.waived(scope(quarter), self.id, self.today)

    def sent_by(self, quarter: int) -> date | None:
        """The day by which it must be sent for approval at the latest."""
        return self.office.hard_day("sent_by", scope(quarter), self.id)

    @property
    def open_requests(self) -> tuple[Line, ...]:
        """The lines of the return log that have not come back."""
        lines = (line for line in lines_of(self.office, "returns") if line.text("project") == self.id)
        return tuple(line for line in lines if "done" not in line.row)

    def sending(self, quarter: int) -> tuple[str, int]:
        """Whether it was sent for approval by its day (`punctuality.SENDINGS`), and how many days late."""
        item, limit = self.item(quarter), self.sent_by(quarter)
        if self.excused(quarter):
            return NOT_ASKED, 0
        if limit is None:
            return NO_DAY, 0
        if item.sent_on and item.sent_on <= limit:
            return IN_TIME, 0
        if item.undated:
            return DAY_UNKNOWN, 0
        late = max(0, ((item.sent_on or self.today) - limit).days)
        if item.sent_on:
            return AFTER_TIME, late
        return (NOT_SENT_IN_TIME if late else NOT_DUE), late


def followed(office: Office, received: Iterable[Received], today: date) -> Mapping[str, Followed]:
    """The must-enter projects by id, in the order of the action plan. Of equal ids the first row speaks."""
    must = [str(row["id"]) for row in office.must_enter]
    offices, first = by_project(office, must), first_received(received)
    plan: dict[str, Line] = {}
    for line in lines_of(office, "action_plan"):
        if line.text("must_enter") == MUST_ENTER:
            plan.setdefault(line.text("id"), line)
    return {p: Followed(p, plan[p], offices[p], first, today) for p in dict.fromkeys(must)}
