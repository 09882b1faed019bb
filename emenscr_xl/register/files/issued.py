"""Which workbook was issued to whom: one line for each, append-only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from emenscr_xl.register.files.journal import append_lines, read_lines

ISSUED = "issued.csv"
NO_RETURN = "none"


@dataclass(frozen=True, slots=True)
class Issued:
    """One issued workbook. `file` is relative to the workspace; quarter 0 is the whole year's."""

    issued_at: str
    project: str
    issue: int
    quarter: int
    file: str
    #: The return whose answers it was given, by SHA-256, or NO_RETURN; "" where nobody noted it.
    answers_of: str = ""


def read_issued(workspace: Path) -> list[Issued]:
    """Every workbook ever issued, oldest first."""
    return [
        Issued(
            r["issued_at"],
            r["project"],
            r.integer("issue"),
            r.integer("quarter"),
            r["file"],
            r.get("answers_of", ""),
        )
        for r in read_lines(workspace / ISSUED)
    ]


def issues_by_project(issued: Iterable[Issued]) -> dict[str, set[int]]:
    """The issues that each project was given."""
    found: dict[str, set[int]] = {}
    for line in issued:
        found.setdefault(line.project, set()).add(line.issue)
    return found


def append_issued(workspace: Path, lines: Iterable[Issued]) -> None:
    """Add lines at the end."""
    append_lines(workspace / ISSUED, COLUMNS, map(asdict, lines))


COLUMNS = [f.name for f in fields(Issued)]
