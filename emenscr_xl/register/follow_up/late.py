"""Who is late on the day of the run: what was due and did not come, or came after its day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from emenscr_xl.register.follow_up.obligation import Obligation
from emenscr_xl.register.tables.gathered import Gathered, name_of


@dataclass(frozen=True, slots=True)
class Late:
    """One project's report that is late, until it came or until today."""

    project: str
    name: str
    owner: str
    owes: Obligation


def late(gather: Gathered, quarters: tuple[int, ...]) -> tuple[Late, ...]:
    """What is late of the yearly modules (0) and of quarters: still missing first, then by days."""
    found = _late(gather, quarters)
    return tuple(sorted(found, key=lambda line: (line.owes.received is not None, -line.owes.days_late)))


def _late(gather: Gathered, quarters: tuple[int, ...]) -> Iterator[Late]:
    for project in gather.followed.values():
        row = project.line.row
        for owes in map(project.owes, quarters):
            if owes.days_late:
                yield Late(project.id, name_of(row), str(row.get("owner_name", "")), owes)
