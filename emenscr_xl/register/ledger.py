"""The ledger of returns: an exact copy of every file ever taken in, and one line for each, append-only."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Literal

Decision = Literal["counted", "superseded", "duplicate", "unreadable", "other_form", "unknown_project"]
RECEIVED, LEDGER = "received", "received.csv"


@dataclass(frozen=True, slots=True)
class Received:
    """One file taken in. Times are ISO 8601 to the second; `file` is relative to the workspace."""

    received_at: str
    sha256: str
    file: str
    modified_at: str = ""
    project: str = ""
    issue: int = 0
    quarter: int = 0
    reports: str = ""  # the quarters whose M6 it reports, "1 2"
    decision: Decision = "counted"
    reason: str = ""

    @property
    def readable(self) -> bool:
        """True when it holds a submission of a known project."""
        return self.decision in ("counted", "superseded")

    @property
    def age(self) -> tuple[int, str, str, str]:
        """What decides which file counts: the issue number, then the newest."""
        return self.issue, self.received_at, self.modified_at, self.sha256


def sha256_of(content: bytes) -> str:
    """The name under which a file is kept."""
    return hashlib.sha256(content).hexdigest()


def kept(workspace: Path, sha256: str) -> Path:
    """Where the copy of a file lies."""
    return workspace / RECEIVED / f"{sha256}.xlsx"


def keep(workspace: Path, content: bytes) -> str:
    """Copy a file's content into `received/`, whole or not at all; gives its SHA-256."""
    name = sha256_of(content)
    target = kept(workspace, name)
    target.parent.mkdir(exist_ok=True)
    if not target.exists():
        temporary = target.with_suffix(".tmp")
        temporary.write_bytes(content)
        os.replace(temporary, target)
    return name


def read_ledger(workspace: Path) -> list[Received]:
    """Every line of the ledger, oldest first; none when there is no ledger yet."""
    path = workspace / LEDGER
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [Received(**{**row, "issue": int(row["issue"]), "quarter": int(row["quarter"])}) for row in rows]  # type: ignore[arg-type]


def append(workspace: Path, lines: Iterable[Received]) -> None:
    """Add lines at the end of the ledger. Nothing that stands there is ever changed."""
    path = workspace / LEDGER
    new = not path.exists()
    with path.open("a", encoding="utf-8-sig" if new else "utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [f.name for f in fields(Received)])
        if new:
            writer.writeheader()
        writer.writerows(asdict(line) for line in lines)


def decided(lines: Sequence[Received]) -> list[Received]:
    """The lines with today's decision: of each project, the file of the highest issue, then the newest, counts."""
    best: dict[str, Received] = {}
    for line in lines:
        if line.readable and (line.project not in best or line.age > best[line.project].age):
            best[line.project] = line
    return [_decided(line, best) for line in lines]


def _decided(line: Received, best: dict[str, Received]) -> Received:
    if not line.readable:
        return line
    counted = best[line.project]
    if line is counted:
        return replace(line, decision="counted", reason=f"ฉบับที่ {line.issue} ล่าสุดของโครงการ")
    if counted.issue > line.issue:
        reason = f"มีฉบับที่ {counted.issue} ซึ่งใหม่กว่าฉบับที่ {line.issue}"
    else:
        reason = f"ฉบับที่ {line.issue} เหมือนกัน แต่มีไฟล์ที่รับภายหลัง"
    return replace(line, decision="superseded", reason=reason)
