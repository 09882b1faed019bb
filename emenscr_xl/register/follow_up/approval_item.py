"""One item on its way through approval (M7): what the lines of the tracker say of it together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from emenscr_xl.core.text import squeezed
from emenscr_xl.register.follow_up.punctuality import NOT_SENT
from emenscr_xl.register.lines import Line, lines_of
from emenscr_xl.register.office import APPROVED, IN_PROCESS, SENT_BACK, Office

#: The statuses of an item that has been sent for approval: all but a draft.
SENT_STATUSES = (IN_PROCESS, SENT_BACK, APPROVED)


@dataclass(frozen=True, slots=True)
class Item:
    """A project's M1–M5, or its M6 of a quarter, and its lines from first to last."""

    office: Office
    scope: str
    lines: tuple[Line, ...]

    @property
    def last(self) -> Line | None:
        """The line that tells where it stands: the lowest."""
        return self.lines[-1] if self.lines else None

    @property
    def status(self) -> str:
        """Its status now; `ยังไม่ส่ง` when no line says."""
        return (self.office.status_of(self.last.row) if self.last else "") or NOT_SENT

    @property
    def approved(self) -> bool:
        """True when the chain's last step has approved it."""
        return self.status == APPROVED

    @property
    def step(self) -> str:
        """The step where it is now, as the chain calls it."""
        return in_chain(self.office, self.last.text("approval_step")) if self.last else ""

    @property
    def next_step(self) -> str:
        """The step that comes next: the first before it is sent and after a return, none when approved."""
        chain = self.office.approval_chain
        if not chain or self.approved:
            return ""
        if self.status in (NOT_SENT, SENT_BACK):
            return chain[0]
        later = chain[chain.index(self.step) + 1 :] if self.step in chain else ()
        return later[0] if later else ""

    @property
    def since(self) -> date | None:
        """Since when it has stood so."""
        return day_of(self.last) if self.last else None

    def days_open(self, today: date) -> int | None:
        """For how many days it has stood so and waits for somebody; None when approved or undated."""
        return None if self.approved or self.since is None else max(0, (today - self.since).days)

    @property
    def sent(self) -> tuple[Line, ...]:
        """Its lines from which one sees that it was sent."""
        return tuple(line for line in self.lines if line.text("approval_status") in SENT_STATUSES)

    @property
    def sent_on(self) -> date | None:
        """The first day on which it is seen to have been sent; None when no line has one."""
        return min((day for line in self.sent if (day := day_of(line))), default=None)

    @property
    def undated(self) -> bool:
        """True when a line without a day sent it, perhaps before every other."""
        return any(day_of(line) is None for line in self.sent)

    @property
    def returns(self) -> tuple[Line, ...]:
        """The lines that sent it back."""
        return tuple(line for line in self.lines if line.text("approval_status") == SENT_BACK)

    @property
    def comment(self) -> Line | None:
        """The last line with a comment."""
        return next((line for line in reversed(self.lines) if line.text("return_comment")), None)


def item(office: Office, project: str, scope: str) -> Item:
    """The item of a project and scope."""
    lines = (line for line in lines_of(office, "approvals") if line.text("project") == project)
    return Item(office, scope, tuple(line for line in lines if line.text("approval_scope") == scope))


def day_of(line: Line) -> date | None:
    """The day of a line of the tracker: of its status, else that of the return."""
    days = (line.row.get(column) for column in ("date", "returned_at"))
    return next((day for day in days if isinstance(day, date)), None)


def in_chain(office: Office, step: str) -> str:
    """A step as the chain of the settings calls it; as it was typed when it is not of the chain."""
    return next((s for s in office.approval_chain if squeezed(s) == squeezed(step)), step)
