"""Which of the files received count today, and why each of the others does not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from emenscr_xl.form.thai import be_date
from emenscr_xl.register.files.file_decisions import Verdict, reason
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.files.overruled import Ruling

#: What a file is by its own name and content, whatever the register says: no answers of anybody.
_NO_RETURN = ("attachment", "unreadable", "other_form", "ignored")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the office says today: its projects, what it gave out, and what people decided.

    `unknown` says why a file of a project outside the register does not count; `lost` is the content, by
    SHA-256, that cannot be read now; `issued` the issues by project that the office knows it gave out: of
    those before the first of them it knows nothing.
    """

    projects: Collection[str]
    unknown: Callable[[str], str] = str
    lost: Mapping[str, Verdict] = field(default_factory=dict)
    issued: Mapping[str, Collection[int]] = field(default_factory=dict)
    rulings: Mapping[str, Ruling] = field(default_factory=dict)


class _Age(NamedTuple):
    """How new a line is.

    A run is the lines received at one moment, and runs are in the ledger's order: whether a moment is earlier
    than another is never asked.
    """

    issue: int
    run: int
    modified: str
    sha256: str
    file: str


@dataclass(frozen=True, slots=True)
class _Entry:
    age: _Age
    number: int
    line: Received


def decided(lines: Iterable[Received], office: Circumstances) -> list[Received]:
    """The whole ledger with today's decisions, the lines of a run in the order of their names.

    Of each project, the file that a person counts; else of the highest issue, then the newest.
    """
    groups: dict[str, list[_Entry]] = {}
    for entry in sorted(_entries(lines, office), key=lambda e: (e.age, e.number)):
        groups.setdefault(_rivals(entry), []).append(entry)
    settled: list[tuple[_Entry, Received]] = []
    for group in groups.values():
        settled += zip(group, _competed(group, office), strict=True)
    return [line for _, line in sorted(settled, key=lambda pair: _place(pair[0].age))]


def _place(age: _Age) -> tuple[int, str, str, str]:
    """Where a line stands among all: in its run by its name, so that the order of arrival never matters."""
    return age.run, age.file, age.sha256, age.modified


def _entries(lines: Iterable[Received], office: Circumstances) -> Iterator[_Entry]:
    first: dict[str, Received] = {}
    run, moment = 0, ""
    for number, line in enumerate(lines):
        run, moment = run + (line.received_at != moment), line.received_at
        known = first.setdefault(line.sha256, line)
        told = line.like(known) if line.decision == "duplicate" else line  # as older versions noted it
        age = _Age(told.issue, run, told.modified_at, told.sha256, told.file)
        yield _Entry(age, number, _today(told, office))


def _rivals(entry: _Entry) -> str:
    """What a line competes with: its project's other returns, else files of the same content."""
    line = entry.line
    if line.decision == "ignored":
        return f"={entry.number}"
    return line.project if line.decision == "counted" else f"={line.sha256}"


def _today(line: Received, office: Circumstances) -> Received:
    """The line before it competes: `counted` when it may count."""
    ruling = office.rulings.get(line.sha256)
    if lost := office.lost.get(line.sha256):
        return replace(line, decision=lost[0], reason=lost[1])
    if line.decision in _NO_RETURN or (line.decision == "unfilled" and not ruling):
        return line
    if line.project not in office.projects:
        return replace(line, decision="unknown_project", reason=office.unknown(line.project))
    if ruling and not ruling.counts:
        return replace(line, decision="set_aside", reason=ruling.reason)
    known = office.issued.get(line.project)
    if known and line.issue > min(known) and line.issue not in known and not ruling:
        why = reason("never_issued", issue=line.issue, number=line.number)
        return replace(line, decision="waiting", reason=why)
    return replace(line, decision="counted")


def _competed(group: Sequence[_Entry], office: Circumstances) -> Iterator[Received]:
    """Rivals from old to new: the same content again, with no other between, is a duplicate."""
    begins = [n for n, e in enumerate(group) if n == 0 or e.line.sha256 != group[n - 1].line.sha256]
    heads = [group[n] for n in begins]
    counted, ruling = _winner(heads, office)
    among = {e.line.sha256 for e in heads if e.age[:2] == counted.age[:2]}  # one issue, one run
    original = heads[0]
    for n, entry in enumerate(group):
        if n not in begins:
            why = reason("duplicate", file=original.line.file)
            yield replace(entry.line, decision="duplicate", reason=why)
            continue
        original = entry
        if entry.line.decision != "counted":
            yield entry.line
        elif entry is counted:
            yield _counted(entry.line, ruling, conflict=len(among) > 1)
        else:
            yield _against(entry, counted, ruling)


def _winner(heads: Sequence[_Entry], office: Circumstances) -> tuple[_Entry, Ruling | None]:
    """The entry that counts, and the decision that says so when a person made one."""
    ruled = [(r.place, n) for n, e in enumerate(heads) if (r := office.rulings.get(e.line.sha256))]
    entry = heads[max(ruled)[1]] if ruled else heads[-1]
    return entry, office.rulings.get(entry.line.sha256)


def _counted(line: Received, ruling: Ruling | None, *, conflict: bool) -> Received:
    if ruling:
        return replace(line, reason=ruling.reason)
    key = "provisional" if conflict else "counted"
    return replace(line, reason=reason(key, issue=line.issue, number=line.number))


def _against(entry: _Entry, counted: _Entry, ruling: Ruling | None) -> Received:
    """A return that does not count, because another of its project does."""
    line, other = entry.line, counted.line
    details = {"issue": line.issue, "newer": other.issue, "file": other.file, "number": line.number}
    if line.issue < other.issue:
        return replace(line, decision="older_issue", reason=reason("newer_issue", **details))
    if ruling:
        if ruling.day and entry.age > counted.age and _day(line) > ruling.day:
            why = reason("after_ruling", day=be_date(ruling.day), **details)
            return replace(line, decision="waiting", reason=why)
        return replace(line, decision="superseded", reason=reason("overruled", **details))
    if entry.age.run == counted.age.run and line.sha256 != other.sha256:
        return replace(line, decision="conflicting", reason=reason("conflicting", **details))
    return replace(line, decision="superseded", reason=reason("newer_file", **details))


def _day(line: Received) -> date:
    return datetime.fromisoformat(line.received_at).date()


def left_behind(received: Iterable[Received], counted: Received) -> dict[int, Received]:
    """The quarters that other returns of a project report and the one that counts does not, with the last.

    An owner who fills in two workbooks that were out at once sends a report that the later issue lacks.
    """
    found: dict[int, Received] = {}
    for line in received:
        if line.project == counted.project and line.readable:
            found |= dict.fromkeys(map(int, line.reports.split()), line)
    reported = {int(quarter) for quarter in counted.reports.split()}
    return {quarter: found[quarter] for quarter in sorted(found) if quarter not in reported}
