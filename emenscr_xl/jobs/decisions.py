"""Today's decisions about every file received, as all jobs make them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from emenscr_xl.register.files.decided import Circumstances, decided
from emenscr_xl.register.files.issued import issues_by_project, read_issued
from emenscr_xl.register.files.ledger import Received, read_ledger
from emenscr_xl.register.files.overruled import rulings
from emenscr_xl.register.office import Office


def circumstances(folder: Path, office: Office, lines: Iterable[Received]) -> Circumstances:
    """What decisions are made from beside the ledger's lines."""
    return Circumstances(
        projects={str(p["id"]) for p in office.projects if p.get("id")},
        issued=issues_by_project(read_issued(folder)),
        rulings=rulings(office.file_decisions, {line.sha256 for line in lines}),
    )


def received_today(folder: Path, office: Office) -> list[Received]:
    """Every file ever received, with today's decision."""
    lines = read_ledger(folder)
    return decided(lines, circumstances(folder, office, lines))


def counted_returns(folder: Path, office: Office) -> Mapping[str, Received]:
    """The line of the ledger that counts for each project, whether its copy can be read or not."""
    return {r.project: r for r in received_today(folder, office) if r.decision == "counted"}
