"""Everything a consolidation knows: the office, what was received, and what counts for each project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from emenscr_xl.core.packed import Answers, Packed
from emenscr_xl.core.places import Place
from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.core.text import shortened
from emenscr_xl.form.load import Definition
from emenscr_xl.form.messages import SEVERITIES, Message
from emenscr_xl.register.corrections.changes import answered, given_by_forms
from emenscr_xl.register.corrections.replies import Reply
from emenscr_xl.register.files.file_decisions import REASONS
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.office import Office
from emenscr_xl.register.reconciling.exported import Beside

#: The question that says who sends a return, and how much of the answer the ledger notes.
SENDER, MOST_LETTERS = "M2.coordinator_name", 120
#: The cell of each answer.
Places = Mapping[Where, Place]


@dataclass(frozen=True, slots=True)
class Counted:
    """The file that counts for a project, with its answers and what was found in them."""

    file: Received
    read: Packed
    findings: tuple[Said, ...]  # in the file, and about its counting
    brief: Answers | None = None  # the few answers that are seen beside those of other projects

    @property
    def submission(self) -> Submission:
        """The answers, unpacked: who goes over many returns takes all that it needs of one at a time."""
        return self.read.answers.submission

    @property
    def places(self) -> Places:
        """The cell of each answer, unpacked."""
        return self.read.answers.places

    @property
    def standing(self) -> tuple[Said, ...]:
        """The findings that count: those that the office has not waived."""
        return tuple(f for f in self.findings if not f.waived)

    @property
    def waived(self) -> tuple[Said, ...]:
        """The findings that the office has waived."""
        return tuple(f for f in self.findings if f.waived)


@dataclass(frozen=True, slots=True)
class LastYear:
    """The year before, or why it cannot be read, in Thai; nothing where the register names none."""

    folder: str = ""  # as the register names it
    collected: Collected | None = None
    problem: str = ""


NO_LAST_YEAR = LastYear()


@dataclass(frozen=True, slots=True)
class Collected:
    """One workspace at one moment. `counted` is by project id, in the order of the action plan."""

    definition: Definition
    office: Office
    received: tuple[Received, ...]  # every file ever taken in, with today's decision and reason
    counted: Mapping[str, Counted]
    today: date  # the day on which deadlines and waivers are judged
    #: What is found in the office's year rather than in a file, by project id; also of those without a file.
    doubts: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    rounds: tuple[Reply, ...] = ()  # every request ever sent to an owner, with its answer today
    places: Places = field(default_factory=dict)  # of the register's questions, blank ones too
    last_year: LastYear = NO_LAST_YEAR
    sample: bool = False  # an invented office: said on every sheet
    beside: Beside = field(default_factory=Beside)  # the list from eMENSCR, and what else is reconciled

    @property
    def must_enter(self) -> frozenset[str]:
        """The ids of the projects that must be entered."""
        return frozenset(str(p["id"]) for p in self.office.must_enter)

    @property
    def returned(self) -> tuple[Counted, ...]:
        """What counts in the annual summary: the files of the projects that must be entered."""
        must = self.must_enter
        return tuple(c for project, c in self.counted.items() if project in must)

    def found(self, project: str) -> tuple[Said, ...]:
        """Every finding of a project: in its file that counts, then in the office's year."""
        file = self.counted.get(project)
        return (*(file.findings if file else ()), *self.doubts.get(project, ()))


def reports(submission: Submission) -> str:
    """The quarters whose M6 a person has begun, as the ledger notes them."""
    return " ".join(str(m.quarter) for m in submission.form.modules if m.quarter and submission.touched(m))


def sender(submission: Submission) -> str:
    """Who sent a return: the coordinator that it names."""
    return shortened(submission.text(SENDER), MOST_LETTERS)


def found(findings: Iterable[Said]) -> str:
    """How many errors, warnings and notes a return has, as the ledger notes them."""
    count = Counter(f.severity for f in findings)
    return " ".join(str(count[severity]) for severity in SEVERITIES)


def filled(
    returned: Submission,
    issued: Callable[[], Submission | None],
    earlier: Iterable[Submission],
    aligned: Collection[str] = (),
) -> bool:
    """True when a person has answered anything in a returned workbook.

    An answer to a question that `forms` leaves blank, and that came in no earlier return, is a person's.
    Without one the workbook must differ from the one issued; when that is gone (None), what was answered
    in earlier returns counts again, and prefilled questions alone do not; `aligned`: the questions that the
    alignment-analysis workbook may have answered. So a workbook that somebody
    filled in where it was issued is seen to be filled.
    """
    given = answered(returned)
    own = {w: v for w, v in given.items() if not (w.address in aligned or given_by_forms(returned.form, w))}
    if own and not any(own.items() <= answered(before).items() for before in earlier):
        return True
    known = issued()
    return bool(own) if known is None else given != answered(known)


def in_english(said: str, messages: Mapping[str, Message]) -> str:
    """A reason in English; as it stands when nobody knows where it comes from."""
    whole_file = [(m.th, m.en) for code, m in messages.items() if code.startswith("STR")]
    for th, en in sorted((*REASONS.values(), *whole_file), key=lambda pair: -len(pair[0])):
        pattern = re.sub(r"\\{(\w+)\\}", partial(_detail, set()), re.escape(th))
        if found := re.fullmatch(pattern, said, re.DOTALL):
            return en.format_map(found.groupdict())
    return said


def _detail(seen: set[str], name: re.Match[str]) -> str:
    """The pattern of a detail: any text; the same text where it is named again."""
    pattern = f"(?P={name[1]})" if name[1] in seen else f"(?P<{name[1]}>.*)"
    seen.add(name[1])
    return pattern
