"""Who is late on the day of the run: what was due and did not come, or came after its day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from emenscr_xl.register.gathered import Gathered, name_of
from emenscr_xl.register.office import PROJECT_SCOPE
from emenscr_xl.register.project_table import scope_of
from emenscr_xl.register.punctuality import Punctuality, punctuality, received_on


@dataclass(frozen=True, slots=True)
class Late:
    """One project's report that is late: by how many days, until it came or until today."""

    project: str
    name: str
    owner: str
    scope: str
    due: date
    received: date | None
    days: int


def late(gather: Gathered, quarters: tuple[int, ...]) -> tuple[Late, ...]:
    """What is late of the yearly modules (0) and of quarters: still missing first, then by days."""
    found = sorted(_late(gather, quarters), key=lambda line: (line.received is not None, -line.days))
    return tuple(found)


def _late(gather: Gathered, quarters: tuple[int, ...]) -> Iterator[Late]:
    collected = gather.collected
    punctual = punctuality(collected.office, gather.projects, collected.received)
    first = _first_files(gather)
    scopes = {m.quarter: scope_of(m) for m in gather.quarters} | {0: PROJECT_SCOPE}
    for project, row in gather.projects.items():
        for quarter in quarters:
            scope = scopes[quarter]
            came = punctual.first_received.get((project, quarter)) if quarter else first.get(project)
            due = _due(punctual, project, scope)
            days = ((came or collected.today) - due).days if due else 0
            if due and days > 0:
                yield Late(project, name_of(row), str(row.get("owner_name", "")), scope, due, came, days)


def _due(punctual: Punctuality, project: str, scope: str) -> date | None:
    """When it was due; None when the project need not report it."""
    waived = punctual.offices[project].waived(scope, project)
    return None if waived else punctual.due(project, scope)


def _first_files(gather: Gathered) -> dict[str, date]:
    """The day of each project's first readable file."""
    first: dict[str, date] = {}
    for line in gather.collected.received:
        if line.readable:
            day = received_on(line).date()
            first[line.project] = min(day, first.get(line.project, day))
    return first
