"""The lines of the register's lists, each with its place on the sheet; and the lines of one project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from emenscr_xl.core.submission import Where
from emenscr_xl.register.office import Office, Row

#: The lists that the office knows under another name.
_NAMES = {"action_plan": "projects"}
#: The lists whose lines are about one project.
_OF_A_PROJECT = ("action_plan", "extensions", "approvals", "returns")


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
    """The begun lines of a list, from top to bottom."""
    rows: tuple[Row, ...] = getattr(office, _NAMES.get(key, key))
    numbers = office.records.get(key) or count(1)
    return tuple(Line(key, number, row) for number, row in zip(numbers, rows, strict=False))


def by_project(office: Office, projects: Iterable[str]) -> dict[str, Office]:
    """For each project the office with that project's own lines alone, which is quick to ask."""
    found: dict[str, dict[str, list[Line]]] = {p: {key: [] for key in _OF_A_PROJECT} for p in projects}
    for key in _OF_A_PROJECT:
        for line in lines_of(office, key):
            own = found.get(line.text("id" if key == "action_plan" else "project"))
            if own is not None:
                own[key].append(line)
    return {project: _narrowed(office, own) for project, own in found.items()}


def _narrowed(office: Office, own: dict[str, list[Line]]) -> Office:
    rows = {_NAMES.get(key, key): tuple(line.row for line in lines) for key, lines in own.items()}
    numbers = {key: tuple(line.record for line in lines) for key, lines in own.items()}
    own_lines: dict[str, Any] = {**rows, "records": {**office.records, **numbers}}
    return replace(office, **own_lines)
