"""What counts today: one file of each project, with what is found in it and about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from emenscr_xl.core.packed import Packed
from emenscr_xl.core.said import Said, said
from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.decisions import circumstances
from emenscr_xl.jobs.doubted import behind, never_issued
from emenscr_xl.jobs.intake import Intake, refused
from emenscr_xl.register.collected import Counted
from emenscr_xl.register.files import ledger
from emenscr_xl.register.files.decided import Circumstances, decided
from emenscr_xl.register.files.file_decisions import Verdict
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.plans.alignment import MATRIX, disagreements


def settled(intake: Intake) -> tuple[tuple[Received, ...], dict[str, Counted]]:
    """Today's decisions and what counts: the next best file of a project whose copy cannot be read."""
    folder, office = intake.folder, intake.office
    lines = ledger.with_copies(folder, [*intake.known, *intake.noted])
    today = circumstances(folder, office, lines)
    today = replace(today, unknown=unknown_project(intake.definition))
    today = replace(today, lost=ledger.lost_copies(folder, lines))
    while True:
        received = tuple(decided(lines, today))
        counting = {line.project: line for line in received if line.decision == "counted"}
        intake.kept.read(counting.values())
        lost = {line.sha256: verdict for line in counting.values() if (verdict := _refusal(intake, line))}
        if not lost:
            break
        today = replace(today, lost={**today.lost, **lost})
    counted, came = {}, _by_project(received)
    for project in (p for row in office.projects if (p := str(row.get("id", ""))) in counting):
        line = counting[project]
        if (read := intake.kept.of(line)) and read.readable:
            doubted = _doubted(intake, came[project], line, today)
            otherwise = _decided_otherwise(intake, project, read)
            counted[project] = Counted(line, read, (*doubted, *read.findings, *otherwise))
    return received, counted


def _by_project(lines: Iterable[Received]) -> dict[str, list[Received]]:
    found: dict[str, list[Received]] = {}
    for line in lines:
        found.setdefault(line.project, []).append(line)
    return found


def _doubted(
    intake: Intake, received: Iterable[Received], line: Received, today: Circumstances
) -> tuple[Said, ...]:
    """What is doubtful about counting a file: nothing where a person has decided so."""
    if line.sha256 in today.rulings:
        return ()
    return (*never_issued(intake.definition, intake.issued, line), *behind(intake.definition, received, line))


def _decided_otherwise(intake: Intake, project: str, read: Packed) -> Iterator[Said]:
    """Where the return disagrees with what staff decided in the alignment-analysis workbook (ALN-02)."""
    definition, decisions = intake.definition, intake.decided.of(MATRIX, project)
    if not decisions:
        return
    answers = read.answers
    for finding in disagreements(definition.alignment, decisions, answers.submission):
        yield said(finding, definition.messages, *answers.places.get(finding.where, ("", "")))


def _refusal(intake: Intake, line: Received) -> Verdict | None:
    """Why the file that would count for a project cannot."""
    read = intake.kept.of(line)
    if read is None:
        return ledger.lost(line)
    return None if read.readable else refused(line, read)


def unknown_project(definition: Definition) -> Callable[[str], str]:
    """The sentence for a file whose project is not in the register, or not named at all (STR-10)."""
    named, blank = (definition.messages[code] for code in ("STR-10", "STR-10.blank"))
    return lambda project: (named if project else blank).text("th", {"project": project})
