"""Which workbook was issued to whom: one line for each, append-only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from emenscr_xl.register.journal import append_lines, read_lines

ISSUED = "issued.csv"


@dataclass(frozen=True, slots=True)
class Issued:
    """One issued workbook. `file` is relative to the workspace; quarter 0 is the whole year's."""

    issued_at: str
    project: str
    issue: int
    quarter: int
    file: str


def read_issued(workspace: Path) -> list[Issued]:
    """Every workbook ever issued, oldest first."""
    return [
        Issued(r["issued_at"], r["project"], r.integer("issue"), r.integer("quarter"), r["file"])
        for r in read_lines(workspace / ISSUED)
    ]


def append_issued(workspace: Path, lines: Iterable[Issued]) -> None:
    """Add lines at the end."""
    append_lines(workspace / ISSUED, [f.name for f in fields(Issued)], map(asdict, lines))
