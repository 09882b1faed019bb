"""By when each project must send each report: the calendar, extensions and waivers of the register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from emenscr_xl.core.submission import Value

_Row = Mapping[str, Value]
WAIVED = "ยกเว้น"
#: In a row: the keys of the columns that hold something that cannot be read.
UNREADABLE = "?"


class Deadlines:
    """What an office's calendar and its extensions say of a scope (`M1-M5`, `M6 Q1`)."""

    __slots__ = ()
    calendar: tuple[_Row, ...]
    extensions: tuple[_Row, ...]

    def due(self, scope: str, project_id: str = "") -> date | None:
        """When owners must send a scope (`M1-M5`, `M6 Q1`): an extension goes before the calendar.

        A waiver's date is no due date.
        """
        extension = self.extension(scope, project_id)
        return self.calendar_day("owners_due", scope) if extension is None else extension[1]

    def extension(self, scope: str, project_id: str) -> tuple[int, date] | None:
        """The line, by its place among the extensions, that gives a project more time, and the day.

        Of several the lowest on the sheet speaks.
        """
        for place, row in reversed(list(enumerate(self.extensions))):
            until = row.get("until") if row.get("kind") != WAIVED else None
            if row.get("project") == project_id and row.get("scope") == scope and isinstance(until, date):
                return place, until
        return None

    def calendar_day(self, column: str, scope: str) -> date | None:
        """The calendar's day of a scope: when owners must send, when it is keyed in, when it is sent."""
        days = (row.get(column) for row in self.calendar if row.get("scope") == scope)
        return next((day for day in days if isinstance(day, date)), None)

    def waiver(self, scope: str, project_id: str, today: date) -> _Row | None:
        """The line that excuses a project from a scope today: through its last day; all year without one.

        A line whose last day cannot be read excuses nobody: what it ends with is not known.
        """
        lines = (
            r
            for r in reversed(self.extensions)
            if r.get("project") == project_id and r.get("scope") == scope and r.get("kind") == WAIVED
            if "until" not in str(r.get(UNREADABLE, "")).split()
        )
        until = ((line, line.get("until")) for line in lines)
        return next((line for line, last in until if not isinstance(last, date) or last >= today), None)

    def waived(self, scope: str, project_id: str, today: date) -> bool:
        """True when the project need not report that scope today."""
        return self.waiver(scope, project_id, today) is not None

    def hard_day(self, column: str, scope: str, project_id: str) -> date | None:
        """The calendar's day of a later step for a project: never before the day that its owner has.

        OBEC's day stands whatever the owner was granted; only an extension beyond it moves it.
        """
        day, extension = self.calendar_day(column, scope), self.extension(scope, project_id)
        return day if day is None or extension is None else max(day, extension[1])
