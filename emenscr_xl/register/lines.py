"""The lines of the register's lists, each with its place on the sheet; and the lines of one project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from emenscr_xl.core.submission import Where
from emenscr_xl.register.office import RECORD, Office, Row

#: The lists that the office knows under another name.
_NAMES = {"action_plan": "projects"}
#: The lists whose lines are about one project.
_OF_A_PROJECT = ("extensions", "approvals", "returns")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: which list, its number there, its cells."""

    list: str
    record: int
    row: Row

    def at(self, column: str) -> Where:
        """The place of one of its cells."""
        return Where(self.list, f"{self.list}.{column}", self.record)

    def text(self, column: str) -> str:
        """A cell as text, "" when it is blank."""
        return str(self.row.get(column, ""))


def lines_of(office: Office, key: str) -> tuple[Line, ...]:
    """The begun lines of a list, from top to bottom; counted from 1 where the register gave no number."""
    rows: tuple[Row, ...] = getattr(office, _NAMES.get(key, key))
    return tuple(Line(key, int(str(row.get(RECORD, n))), row) for n, row in enumerate(rows, start=1))


def by_project(office: Office, projects: Iterable[str]) -> dict[str, Office]:
    """For each project the office with that project's own lines alone, which is quick to ask."""
    found: dict[str, dict[str, list[Row]]] = {p: {key: [] for key in _OF_A_PROJECT} for p in projects}
    for key in _OF_A_PROJECT:
        for line in lines_of(office, key):
            own = found.get(line.text("project"))
            if own is not None:
                own[key].append({**line.row, RECORD: line.record})
    return {project: _narrowed(office, own) for project, own in found.items()}


def _narrowed(office: Office, own: dict[str, list[Row]]) -> Office:
    extensions, approvals, returns = (tuple(own[key]) for key in _OF_A_PROJECT)
    return replace(office, projects=(), extensions=extensions, approvals=approvals, returns=returns)
