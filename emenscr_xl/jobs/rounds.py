"""The rounds of correction so far: every request ever sent, with the answer that its return gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from emenscr_xl.core.submission import Stamp, Submission
from emenscr_xl.form.topics import WAIVABLE
from emenscr_xl.jobs.intake import Intake
from emenscr_xl.jobs.issuing import CORRECTIONS
from emenscr_xl.register.collected import Counted
from emenscr_xl.register.corrections.replies import Reply, Returned, answering, reply, rounds
from emenscr_xl.register.corrections.requests import Request, read_requests
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.waivers import with_waivers


@dataclass(frozen=True, slots=True)
class Kept:
    """What a workspace keeps of its returns. `counted`: what counts today, fully judged."""

    intake: Intake
    received: Sequence[Received]
    counted: Mapping[str, Counted]
    today: date

    def submission(self, sha256: str, project: str) -> Submission | None:
        """The answers of a return by its hash; of none ("") no answers. None when its copy is lost."""
        if not sha256:
            form = self.intake.definition.form
            return Submission(form, Stamp(form.id, form.version, form.fiscal_year, project), {})
        line = next((r for r in self.received if r.sha256 == sha256), None)
        return self.intake.kept.submission(line)

    def judged(self, line: Received) -> Returned | None:
        """A return, what is found in it and what of that is waived. None when its copy is lost."""
        if line.decision == "unfilled":
            return Returned(line, None)
        counts = self.counted.get(line.project)
        if counts is None or counts.file.sha256 != line.sha256:
            read = self.intake.kept.of(line)
            if read is None or not read.readable:
                return None
            rules = self.intake.definition.register.catalogues[WAIVABLE]
            alone = {line.project: Counted(line, read, read.findings)}
            counts = with_waivers(alone, self.intake.office, rules, self.today)[line.project]
        return Returned(line, counts.submission, counts.findings)


def replies(kept: Kept) -> tuple[Reply, ...]:
    """Every request ever sent with its answer today, in the order in which they were sent."""
    issued = {key for key, line in kept.intake.issued.items() if line.file.startswith(f"{CORRECTIONS}/")}
    sent = rounds(read_requests(kept.intake.folder), issued)
    return tuple(r for key, asked in sent.items() for r in _replies(kept, key, asked, sent))


def _replies(
    kept: Kept,
    key: tuple[str, int],
    asked: Sequence[Request],
    sent: Mapping[tuple[str, int], Sequence[Request]],
) -> Iterator[Reply]:
    """The answers to the requests of one workbook."""
    project, issue = key
    line = answering(kept.received, project, issue)
    returned = kept.judged(line) if line else None
    later = {r.need for (p, n), rs in sent.items() if p == project and n > issue for r in rs}
    for request in asked:
        before = kept.submission(request.about, project) if returned else None
        yield reply(request, returned, before, request.need in later)
