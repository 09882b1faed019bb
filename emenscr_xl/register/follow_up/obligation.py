"""One report that a project owes its office: by when, whether it came, how late it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from emenscr_xl.form.thai import be_date
from emenscr_xl.register.follow_up.punctuality import (
    DUE_SOON,
    NO_DAY,
    NOT_ASKED,
    NOT_DUE,
    OVERDUE,
    SENT,
    SENT_LATE,
)
from emenscr_xl.register.office import Office, Row
from emenscr_xl.register.office import scope as scope_of

DUE_SOON_DAYS = "due_soon_days"


@dataclass(frozen=True, slots=True)
class Obligation:
    """M1–M5 or M6 of a quarter, as a project owes it today. `waiver`: the line that excuses it."""

    quarter: int
    due: date | None
    extended: bool
    received: date | None
    waiver: Row | None
    today: date
    soon: int  # days before the day from which it is said to be near

    @property
    def scope(self) -> str:
        """What the register calls it."""
        return scope_of(self.quarter)

    @property
    def days_late(self) -> int:
        """How many days after its day it came; or, while it has not come, how many have passed."""
        if self.waiver is not None or self.due is None:
            return 0
        return max(0, ((self.received or self.today) - self.due).days)

    @property
    def days_left(self) -> int | None:
        """The days left to send it; None when it has come, is excused, or its day is past or unset."""
        if self.waiver is not None or self.received or self.due is None or self.today > self.due:
            return None
        return (self.due - self.today).days

    @property
    def state(self) -> str:
        """How it stands, in one of the words of `punctuality.STATES`."""
        if self.waiver is not None:
            return NOT_ASKED
        if self.received:
            return SENT_LATE if self.days_late else SENT
        if self.days_left is None:
            return OVERDUE if self.due else NO_DAY
        return DUE_SOON if self.days_left <= self.soon else NOT_DUE

    @property
    def words(self) -> str:
        """The state with its days: `เกินกำหนด 3 วัน`."""
        if self.waiver is not None:
            until = self.waiver.get("until")
            return f"{NOT_ASKED} ({f'ถึง {be_date(until)}' if isinstance(until, date) else 'ตลอดปี'})"
        if self.state == DUE_SOON:
            return f"ครบกำหนดใน {self.days_left} วัน" if self.days_left else "ครบกำหนดวันนี้"
        return f"{self.state} {self.days_late} วัน" if self.days_late else self.state


def obligation(office: Office, project: str, quarter: int, received: date | None, today: date) -> Obligation:
    """The report of a quarter (0: M1–M5) that a project of the office owes."""
    scope = scope_of(quarter)
    return Obligation(
        quarter=quarter,
        due=office.due(scope, project),
        extended=office.extension(scope, project) is not None,
        received=received,
        waiver=office.waiver(scope, project, today),
        today=today,
        soon=office.days(DUE_SOON_DAYS),
    )
