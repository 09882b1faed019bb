"""The ledger of returns: an exact copy of every file ever taken in, and one line for each, append-only."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from emenscr_xl.form.messages import Language
from emenscr_xl.register.journal import JournalLine, append_lines, moment_of, read_lines

Decision = Literal[
    "counted",
    "superseded",
    "duplicate",
    "unfilled",
    "attachment",
    "unreadable",
    "other_form",
    "unknown_project",
]
DECISION_WORDS: Mapping[Language, Mapping[Decision, str]] = {
    "th": {
        "counted": "นับ",
        "superseded": "มีฉบับใหม่กว่า",
        "duplicate": "ไฟล์ซ้ำ",
        "unfilled": "ยังไม่ได้กรอก",
        "attachment": "เอกสารแนบ",
        "unreadable": "อ่านไม่ได้",
        "other_form": "แบบอื่น",
        "unknown_project": "ไม่พบโครงการ",
    },
    "en": {
        "counted": "counted",
        "superseded": "superseded",
        "duplicate": "duplicate",
        "unfilled": "not filled in",
        "attachment": "attachment",
        "unreadable": "unreadable",
        "other_form": "another form",
        "unknown_project": "unknown project",
    },
}
#: Why a file has its decision, in Thai as it is kept and shown, and in English. Of a file that cannot be
#: read, is another form or of an unknown project, the message catalogue says why (STR).
REASONS: Mapping[str, tuple[str, str]] = {
    "counted": ("ฉบับที่ {issue} ล่าสุดของโครงการ", "the project's newest, issue {issue}"),
    "newer_issue": (
        "มีฉบับที่ {newer} ซึ่งใหม่กว่าฉบับที่ {issue}",
        "there is issue {newer}, newer than issue {issue}",
    ),
    "newer_file": (
        "ฉบับที่ {issue} เหมือนกัน แต่มีไฟล์ที่รับหรือแก้ไขภายหลัง",
        "also issue {issue}, but another file was received or modified later",
    ),
    "duplicate": ("เหมือนกับ {file} ทุกประการ", "exactly the same as {file}"),
    "unfilled": (
        "ไม่มีคำตอบใดต่างจากแบบที่ออกให้ — ขอให้ผู้รับผิดชอบกรอกแบบแล้วส่งอีกครั้ง",
        "No answer differs from the form as issued. Ask the owner to fill it in and send it again.",
    ),
    "attachment": ("เก็บสำเนาไว้แล้ว ไม่ใช่แบบเก็บข้อมูล", "a copy is kept; it is not a data-collection workbook"),
    "lost": (
        "สำเนา {copy} หายหรือเสียหาย — วางไฟล์นี้ใน returns/ อีกครั้ง แล้วสั่งรวมใหม่",
        "The copy {copy} is missing or damaged. Put the file into returns/ again, then consolidate again.",
    ),
}
RECEIVED, LEDGER = "received", "received.csv"
#: What a program can open by its suffix; anything longer or odder is kept without.
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
Verdict = tuple[Decision, str]  # a decision and its reason in Thai
NOTHING: Mapping[str, Verdict] = MappingProxyType({})


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
    kept: str = ""  # the copy as the first file of this content named it; worked out, not in the ledger

    @property
    def readable(self) -> bool:
        """True when it holds a submission of a known project."""
        return self.decision in ("counted", "superseded")

    @property
    def copy(self) -> str:
        """The copy's place, relative to the workspace."""
        suffix = Path(self.file).suffix.lower()
        return self.kept or f"{RECEIVED}/{self.sha256}{suffix if _SUFFIX.fullmatch(suffix) else ''}"

    def like(self, first: Received) -> Received:
        """The line with what is known of its content since the first file that had it."""
        known = {
            k: getattr(first, k) for k in ("project", "issue", "quarter", "reports", "decision", "reason")
        }
        return replace(self, **known, kept=first.copy)


COLUMNS = [f.name for f in fields(Received) if f.name != "kept"]


def reason(key: str, **details: object) -> str:
    """A reason in Thai, with its details."""
    return REASONS[key][0].format_map(details)


def sha256_of(content: bytes) -> str:
    """The name under which a file is kept."""
    return hashlib.sha256(content).hexdigest()


def keep(workspace: Path, line: Received, content: bytes) -> None:
    """Copy a file's content into `received/`, whole or not at all; a damaged copy is put right."""
    target = workspace / line.copy
    target.parent.mkdir(exist_ok=True)
    if not target.is_file() or target.read_bytes() != content:
        temporary = target.with_suffix(".tmp")
        temporary.write_bytes(content)
        temporary.replace(target)


def lost_copies(workspace: Path, lines: Iterable[Received]) -> dict[str, Verdict]:
    """The content, by SHA-256, whose copy is gone."""
    return {r.sha256: lost(r) for r in lines if not (workspace / r.copy).is_file()}


def lost(line: Received) -> Verdict:
    """What is said of a file whose copy is gone or damaged."""
    return "unreadable", reason("lost", copy=line.copy)


def read_ledger(workspace: Path) -> list[Received]:
    """Every line of the ledger, oldest first. Raises JournalError when one cannot be understood."""
    first: dict[str, Received] = {}
    lines = []
    for row in read_lines(workspace / LEDGER):
        line = _received(row)
        original = first.setdefault(line.sha256, line)
        lines.append(replace(line, kept=original.copy))
    return lines


def _received(row: JournalLine) -> Received:
    moment, modified = moment_of(row["received_at"]), moment_of(row.get("modified_at", ""))
    if moment is None:
        raise row.error("received_at")
    if not _SHA256.fullmatch(row["sha256"]):
        raise row.error("sha256")
    if row.get("decision", "counted") not in get_args(Decision):
        raise row.error("decision")
    given = {k: row[k] for k in ("sha256", "file", "project", "reports", "decision", "reason") if k in row}
    return Received(
        **given,  # type: ignore[arg-type]
        received_at=moment.isoformat(),
        modified_at=modified.isoformat() if modified else "",
        issue=row.integer("issue"),
        quarter=row.integer("quarter"),
    )


def append(workspace: Path, lines: Iterable[Received]) -> None:
    """Add lines at the end of the ledger."""
    rows = ({k: v for k, v in asdict(line).items() if k in COLUMNS} for line in lines)
    append_lines(workspace / LEDGER, COLUMNS, rows)


def decided(
    lines: Iterable[Received],
    projects: Collection[str],
    unknown: Callable[[str], str] = str,
    lost: Mapping[str, Verdict] = NOTHING,
) -> list[Received]:
    """The whole ledger with today's decisions, given the register's project ids.

    Of each project, the file of the highest issue counts, then the newest. `unknown` says why a file of a
    project outside the register does not count; `lost` is the content, by SHA-256, that cannot be read now.
    """
    first: dict[str, Received] = {}
    today = []
    for line in lines:
        known = line.like(first.setdefault(line.sha256, line))
        today.append(_today(known, projects, unknown, lost.get(line.sha256)))
    groups: dict[str, list[int]] = {}
    for _, number in sorted((age, n) for n, age in enumerate(_ages(today))):
        line = today[number]
        groups.setdefault(line.project if line.readable else f"={line.sha256}", []).append(number)
    for group in groups.values():
        for number, line in zip(group, _competed([today[n] for n in group]), strict=True):
            today[number] = line
    return today


def _ages(lines: Iterable[Received]) -> Iterator[tuple[int, int, str, str]]:
    """How new each line is: its issue, its run by the ledger's order, then modified, then hash.

    A run is lines received at the same moment; whether a moment is earlier than another is never asked.
    """
    run, moment = 0, ""
    for line in lines:
        run, moment = run + (line.received_at != moment), line.received_at
        yield line.issue, run, line.modified_at, line.sha256


def _today(
    line: Received, projects: Collection[str], unknown: Callable[[str], str], lost: Verdict | None
) -> Received:
    """A copy may be lost, and a project may have entered or left the register, since the file came in."""
    if lost:
        return replace(line, decision=lost[0], reason=lost[1])
    if not line.readable and line.decision != "unknown_project":
        return line
    if line.project in projects:
        return replace(line, decision="counted")
    return replace(line, decision="unknown_project", reason=unknown(line.project))


def _competed(group: list[Received]) -> Iterator[Received]:
    """A project's returns from old to new: the same content again, with no other between, is a duplicate."""
    begins = [n for n, line in enumerate(group) if n == 0 or line.sha256 != group[n - 1].sha256]
    counted = group[begins[-1]]
    for n, line in enumerate(group):
        if n in begins:
            original = line
            yield _decided(line, counted) if line.readable else line
        else:
            yield replace(line, decision="duplicate", reason=reason("duplicate", file=original.file))


def _decided(line: Received, counted: Received) -> Received:
    if line is counted:
        return replace(line, decision="counted", reason=reason("counted", issue=line.issue))
    newer = "newer_issue" if counted.issue > line.issue else "newer_file"
    return replace(line, decision="superseded", reason=reason(newer, issue=line.issue, newer=counted.issue))
