"""What people decide about files: lines of the register that count one, or set one aside, with a reason.

A line has effect when file, decision and reason are given and the number names one file. The lowest line for
a file speaks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from emenscr_xl.core.submission import Finding, Submission
from emenscr_xl.core.text import letters
from emenscr_xl.register.files.file_decisions import DECISION_WORDS, Decision, reason
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.office import Row

LIST = "file_decisions"
COUNT, SET_ASIDE = "นับไฟล์นี้", "ไม่นับไฟล์นี้"
#: Files that no decision can make count: they hold no answers of a project of the plan.
NEVER_COUNTED: tuple[Decision, ...] = (
    "attachment",
    "unreadable",
    "other_form",
    "unknown_project",
    "ignored",
)
#: Fewer digits of a file's number may fit another file tomorrow.
_NUMBER = re.compile("[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class Ruling:
    """One person's decision about a file."""

    counts: bool
    reason: str  # as the file's line says it
    day: date | None  # when it was made, where the person said so
    place: int  # its line's among the decisions: of several files that shall count, the lowest line's does


def rulings(decisions: Iterable[Row], files: Collection[str]) -> dict[str, Ruling]:
    """The decisions in force by SHA-256, given the SHA-256 of every file ever received."""
    found = {}
    for place, row in enumerate(decisions):
        named = files_of(str(row.get("file", "")), files)
        if len(named) == 1 and {"decision", "reason"} <= row.keys() and row["decision"] in (COUNT, SET_ASIDE):
            day = row.get("date")
            found[named[0]] = Ruling(
                row["decision"] == COUNT, _said(row), day if isinstance(day, date) else None, place
            )
    return found


def _said(row: Row) -> str:
    by, why = row.get("decided_by"), row["reason"]
    return reason("ruled", by=by, why=why) if by else reason("ruled_by_nobody", why=why)


def files_of(typed: str, files: Iterable[str]) -> list[str]:
    """The files whose number begins with the digits that a person typed; none when these are too few."""
    number = letters(typed)
    return sorted({f for f in files if f.startswith(number)}) if _NUMBER.fullmatch(number) else []


def ruling_findings(register: Submission, received: Iterable[Received]) -> Iterator[Finding]:
    """Decisions about no file, or about several (REG-06), and about one that cannot count (REG-07)."""
    today = {line.sha256: line for line in received if line.decision != "duplicate"}
    for where, answer in register.places(f"{LIST}.{LIST}.file"):
        if answer.value is None:
            continue
        named = files_of(str(answer.value), today)
        if not _NUMBER.fullmatch(letters(str(answer.value))):
            yield Finding("REG-06.short", where, {"value": answer.typed})
        elif len(named) != 1:
            message = "REG-06.several" if named else "REG-06"
            yield Finding(message, where, {"value": answer.typed})
        elif register.value(f"{LIST}.{LIST}.decision", where.record) == COUNT:
            line = today[named[0]]
            if line.decision in NEVER_COUNTED:
                state, state_en = (DECISION_WORDS[lang][line.decision] for lang in ("th", "en"))
                details = {"file": line.file, "state": state, "state_en": state_en}
                yield Finding("REG-07", where, details)
