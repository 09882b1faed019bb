"""The ledger of returns: an exact copy of every file ever taken in, and one line for each, append-only."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path, PurePosixPath
from typing import get_args

from emenscr_xl.form.modules import QUARTERS
from emenscr_xl.register.files.file_decisions import SENT, Decision, Verdict, reason
from emenscr_xl.register.files.journal import JournalLine, appended, moment_of, read_lines
from emenscr_xl.register.files.whole_file import write_whole

RECEIVED, LEDGER = "received", "received.csv"
#: What a program can open by its suffix; anything longer or odder is kept without.
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
#: What people send along with a workbook.
ATTACHMENTS = (".pdf", ".jpg", ".jpeg", ".png", ".docx", ".pptx", ".zip")
#: Documents that staff open by a click. No link leads to a copy of any other kind.
_DOCUMENTS = (".xlsx", ".xlsm", *ATTACHMENTS)
_SHA256 = re.compile(r"[0-9a-f]{64}")
#: How many digits of its SHA-256 are shown as a file's number.
NUMBER_LENGTH = 12


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
    sender: str = ""  # the coordinator (M2) that the return named when it was taken in
    found: str = ""  # how many errors, warnings and notes it had then, "3 1 0"; "" when nobody noted it
    kept: str = ""  # where the copy of this content lies; worked out, not in the ledger

    @property
    def readable(self) -> bool:
        """True when it holds a submission of a known project, sent in earnest."""
        return self.decision in SENT

    @property
    def number(self) -> str:
        """What people call the file by: the first digits of its SHA-256."""
        return self.sha256[:NUMBER_LENGTH]

    @property
    def copy(self) -> str:
        """The copy's place, relative to the workspace."""
        suffix = PurePosixPath(self.file).suffix.lower()
        return self.kept or f"{RECEIVED}/{self.sha256}{suffix if _SUFFIX.fullmatch(suffix) else ''}"

    @property
    def opens(self) -> bool:
        """True when a link may open the copy: it is a document, and no program that a click would run."""
        return self.copy.endswith(_DOCUMENTS)

    def like(self, first: Received) -> Received:
        """The line with what is known of its content since the first file that had it."""
        facts = ("project", "issue", "quarter", "reports", "decision", "reason", "sender", "found")
        return replace(self, **{k: getattr(first, k) for k in facts})


COLUMNS = [f.name for f in fields(Received) if f.name != "kept"]


def sha256_of(content: bytes) -> str:
    """The name under which a file is kept."""
    return hashlib.sha256(content).hexdigest()


def better_copy(one: str, other: str) -> str:
    """Of two names for a copy the one that opens by a click, whichever file came first."""
    return min(one, other, key=_how_well_it_opens)


def _how_well_it_opens(copy: str) -> tuple[bool, bool, str]:
    suffix = PurePosixPath(copy).suffix
    return suffix not in (".xlsx", ".xlsm"), not suffix, suffix


def keep(workspace: Path, line: Received, content: bytes) -> Path | None:
    """Copy a file's content into `received/`, whole or not at all; gives the copy's path when it is new.

    A damaged copy is put right.
    """
    target = workspace / line.copy
    new = not target.is_file()
    if new or target.read_bytes() != content:
        write_whole(target, content)
    return target if new else None


def lost_copies(workspace: Path, lines: Iterable[Received]) -> dict[str, Verdict]:
    """The content, by SHA-256, whose copy is gone."""
    return {r.sha256: lost(r) for r in lines if not (workspace / r.copy).is_file()}


def lost(line: Received) -> Verdict:
    """What is said of a file whose copy is gone or damaged."""
    return "unreadable", reason("lost", copy=line.copy)


def read_ledger(workspace: Path) -> list[Received]:
    """Every line of the ledger, oldest first. Raises JournalError when one cannot be understood."""
    return with_copies(workspace, map(_received, read_lines(workspace / LEDGER)))


def with_copies(workspace: Path, lines: Iterable[Received]) -> list[Received]:
    """The lines, each with the place where the copy of its content lies."""
    named = [replace(line, kept="") for line in lines]
    copies: dict[str, set[str]] = {}
    for line in named:
        copies.setdefault(line.sha256, set()).add(line.copy)
    best = {sha256: _best(workspace, names) for sha256, names in copies.items()}
    return [replace(line, kept=best[line.sha256]) for line in named]


def _best(workspace: Path, copies: set[str]) -> str:
    """Of the names under which a content can be kept, the best that is there."""
    if len(copies) == 1:
        return next(iter(copies))
    there = {c for c in copies if (workspace / c).is_file()}
    return min(there or copies, key=_how_well_it_opens)


def _received(row: JournalLine) -> Received:
    moment, modified = moment_of(row["received_at"]), moment_of(row.get("modified_at", ""))
    if moment is None:
        raise row.error("received_at")
    if not _SHA256.fullmatch(row["sha256"]):
        raise row.error("sha256")
    if row.get("decision", "counted") not in get_args(Decision):
        raise row.error("decision")
    if not set(row.get("reports", "").split()) <= set(map(str, QUARTERS)):
        raise row.error("reports")
    texts = ("sha256", "project", "reports", "decision", "reason", "sender", "found")
    return Received(
        **{k: row[k] for k in texts if k in row},  # type: ignore[arg-type]
        file=row["file"],
        received_at=moment.isoformat(),
        modified_at=modified.isoformat() if modified else "",
        issue=row.integer("issue"),
        quarter=row.integer("quarter"),
    )


def noting(workspace: Path, lines: Iterable[Received]) -> AbstractContextManager[None]:
    """Add lines at the end of the ledger, for good when what is done meanwhile succeeds."""
    rows = [{k: v for k, v in asdict(line).items() if k in COLUMNS} for line in lines]
    return appended(workspace / LEDGER, COLUMNS, rows) if rows else nullcontext()
