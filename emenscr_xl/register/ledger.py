"""The ledger of returns: an exact copy of every file ever taken in, and one line for each, append-only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Literal

from emenscr_xl.form.messages import Language
from emenscr_xl.register.journal import append_lines, read_lines

Decision = Literal["counted", "superseded", "duplicate", "unreadable", "other_form", "unknown_project"]
DECISION_WORDS: Mapping[Language, Mapping[Decision, str]] = {
    "th": {
        "counted": "นับ",
        "superseded": "มีฉบับใหม่กว่า",
        "duplicate": "ไฟล์ซ้ำ",
        "unreadable": "อ่านไม่ได้",
        "other_form": "แบบอื่น",
        "unknown_project": "ไม่พบโครงการ",
    },
    "en": {
        "counted": "counted",
        "superseded": "superseded",
        "duplicate": "duplicate",
        "unreadable": "unreadable",
        "other_form": "another form",
        "unknown_project": "unknown project",
    },
}
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
    def copy(self) -> str:
        """The copy's place, relative to the workspace."""
        return f"{RECEIVED}/{self.sha256}{Path(self.file).suffix.lower()}"

    @property
    def age(self) -> tuple[int, str, str, str]:
        """What decides which file counts: the issue number, then the newest."""
        return self.issue, self.received_at, self.modified_at, self.sha256


def sha256_of(content: bytes) -> str:
    """The name under which a file is kept."""
    return hashlib.sha256(content).hexdigest()


def keep(workspace: Path, line: Received, content: bytes) -> None:
    """Copy a file's content into `received/`, whole or not at all."""
    target = workspace / line.copy
    target.parent.mkdir(exist_ok=True)
    if not target.exists():
        temporary = target.with_suffix(".tmp")
        temporary.write_bytes(content)
        temporary.replace(target)


def read_ledger(workspace: Path) -> list[Received]:
    """Every line of the ledger, oldest first."""
    return [
        Received(**{**row, "issue": int(row["issue"]), "quarter": int(row["quarter"])})  # type: ignore[arg-type]
        for row in read_lines(workspace / LEDGER)
    ]


def append(workspace: Path, lines: Iterable[Received]) -> None:
    """Add lines at the end of the ledger."""
    append_lines(workspace / LEDGER, [f.name for f in fields(Received)], map(asdict, lines))


def decided(
    lines: Iterable[Received], projects: Collection[str], unknown: Callable[[str], str] = str
) -> list[Received]:
    """The lines with today's decision, given the register's project ids.

    Of each project, the file of the highest issue counts, then the newest. `unknown` says why a file of a
    project outside the register does not count.
    """
    lines = [_known(line, projects, unknown) for line in lines]
    best: dict[str, Received] = {}
    for line in lines:
        if line.readable and (line.project not in best or line.age > best[line.project].age):
            best[line.project] = line
    return [_decided(line, best[line.project]) if line.readable else line for line in lines]


def _known(line: Received, projects: Collection[str], unknown: Callable[[str], str]) -> Received:
    """A project may have entered or left the register since the file came in."""
    if not line.readable and line.decision != "unknown_project":
        return line
    if line.project in projects:
        return replace(line, decision="counted")
    return replace(line, decision="unknown_project", reason=unknown(line.project))


def _decided(line: Received, counted: Received) -> Received:
    if line is counted:
        return replace(line, decision="counted", reason=f"ฉบับที่ {line.issue} ล่าสุดของโครงการ")
    if counted.issue > line.issue:
        reason = f"มีฉบับที่ {counted.issue} ซึ่งใหม่กว่าฉบับที่ {line.issue}"
    else:
        reason = f"ฉบับที่ {line.issue} เหมือนกัน แต่มีไฟล์ที่รับภายหลัง"
    return replace(line, decision="superseded", reason=reason)
