"""Taking in the returns: every file copied, noted once, judged; and what counts today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from emenscr_xl.core.said import Said, said
from emenscr_xl.core.submission import Finding, Submission, Where
from emenscr_xl.form.alignment import counterparts
from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.check import Checked, check_content, check_file
from emenscr_xl.jobs.workspace import writing
from emenscr_xl.register import ledger
from emenscr_xl.register.alignment import MATRIX, Decided, disagreements
from emenscr_xl.register.collected import Counted, filled, reports
from emenscr_xl.register.issued import read_issued
from emenscr_xl.register.journal import modified_text, path_text
from emenscr_xl.register.ledger import Received, Verdict, decided, read_ledger, reason
from emenscr_xl.register.office import Office, project_id
from emenscr_xl.sheets.source import CellSource

#: Files that programs leave beside a workbook: nobody sent them.
_LITTER = ("~$", ".", "Thumbs.db", "desktop.ini")
#: What people send along with a workbook.
_ATTACHMENTS = (".pdf", ".jpg", ".jpeg", ".png", ".docx", ".pptx", ".zip")
Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class Intake:
    """The files of one run being taken in, and what was found in each content, by SHA-256."""

    folder: Path
    definition: Definition
    office: Office
    moment: str
    decided: Decided = field(default_factory=Decided)  # what staff chose in the alignment-analysis workbook
    checked: dict[str, Checked] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    first: dict[str, Received] = field(init=False)
    last: dict[str, str] = field(init=False)  # the content that each name had last
    issued: dict[tuple[str, int], str] = field(init=False)

    def __post_init__(self) -> None:
        known = read_ledger(self.folder)
        self.first = {line.sha256: line for line in reversed(known)}
        self.last = {line.file: line.sha256 for line in known}
        self.issued = {(i.project, i.issue): i.file for i in read_issued(self.folder)}

    def choose(self, source: CellSource) -> Definition:
        """Every file is judged under the workspace's definition."""
        return self.definition

    def take_in(self, returns: Path, progress: Progress) -> None:
        """Copy and note every file whose name is new, or has other content than it had last."""
        files = list(_files(returns))
        for number, path in enumerate(files, start=1):
            name = path_text(path.relative_to(self.folder))
            progress(number, len(files), name)
            try:
                content, modified = path.read_bytes(), modified_text(path)
            except OSError:
                self.unread.append(name)
                continue
            self._note(Received(self.moment, ledger.sha256_of(content), name, modified), content)

    def _note(self, line: Received, content: bytes) -> None:
        first = self.first.get(line.sha256)
        with writing(self.folder / (first or line).copy):
            ledger.keep(self.folder, first or line, content)
        if self.last.get(line.file) == line.sha256:
            return
        if first:
            line = replace(
                line.like(first), decision="duplicate", reason=reason("duplicate", file=first.file)
            )
        else:
            self.checked[line.sha256] = check_content(line.file, content, self.choose)
            line = self._judged(line, self.checked[line.sha256])
            self.first[line.sha256] = line
        self.last[line.file] = line.sha256
        with writing(self.folder / ledger.LEDGER):
            ledger.append(self.folder, [line])

    def _judged(self, line: Received, checked: Checked) -> Received:
        """The line with what the file turned out to be."""
        if checked.submission is None:
            decision, why = _refused(line, checked)
            return replace(line, decision=decision, reason=why)
        stamp = checked.submission.stamp
        line = replace(line, project=project_id(stamp.project), issue=stamp.issue, quarter=stamp.quarter)
        line = replace(line, reports=reports(checked.submission))
        aligned = counterparts(self.definition.alignment.modules)
        if not filled(checked.submission, lambda: self._issued(line), self._earlier(line), aligned):
            return replace(line, decision="unfilled", reason=reason("unfilled"))
        if self.office.project(line.project) is None:
            return replace(line, decision="unknown_project")
        return line

    def _issued(self, line: Received) -> Submission | None:
        """The workbook as it was issued, when it still lies in `forms/`."""
        file = self.issued.get((line.project, line.issue))
        return check_file(self.folder / file, self.choose).submission if file else None

    def _earlier(self, line: Received) -> Iterator[Submission]:
        """What came before of the same project, in earlier issues."""
        for before in self.first.values():
            if before.project == line.project and before.issue < line.issue:
                submission = check_file(self.folder / before.copy, self.choose).submission
                if submission:
                    yield submission


def _files(folder: Path) -> Iterator[Path]:
    """The files under a folder, in name order, without what programs leave behind."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(_LITTER):
            yield path


def _refused(line: Received, checked: Checked) -> Verdict:
    """What a file is that holds no submission: an attachment, a broken file or another form."""
    if line.file.lower().endswith(_ATTACHMENTS):
        return "attachment", reason("attachment")
    finding = checked.findings[0]
    return "unreadable" if finding.code in ("STR-01", "STR-02") else "other_form", finding.message_th


def settled(intake: Intake) -> tuple[tuple[Received, ...], dict[str, Counted]]:
    """Today's decisions and what counts: the next best file of a project whose copy cannot be read."""
    office, lines = intake.office, read_ledger(intake.folder)
    ids, unknown = {str(p["id"]) for p in office.projects if p.get("id")}, unknown_project(intake.definition)
    lost = ledger.lost_copies(intake.folder, lines)
    while True:
        received = tuple(decided(lines, ids, unknown, lost))
        counting = {line.project: line for line in received if line.decision == "counted"}
        refused = {line.sha256: verdict for line in counting.values() if (verdict := _read(intake, line))}
        if not refused:
            break
        lost |= refused
    counted = {}
    for project in (p for row in office.projects if (p := str(row.get("id", ""))) in counting):
        found = intake.checked[counting[project].sha256]
        if found.submission:
            other = _decided_otherwise(intake, project, found.submission, found.places)
            said_of = (*doubts(intake, counting[project]), *found.findings, *other)
            counted[project] = Counted(counting[project], found.submission, said_of, found.places)
    return received, counted


def doubts(intake: Intake, line: Received) -> Iterator[Said]:
    """A file of an issue that the office never gave out (STR-13), where it keeps note of what it gave out."""
    if intake.issued and (line.project, line.issue) not in intake.issued:
        finding = Finding("STR-13", Where("", ""), {"project": line.project, "issue": str(line.issue)})
        yield said(finding, intake.definition.messages)


def _decided_otherwise(
    intake: Intake, project: str, returned: Submission, places: Mapping[Where, tuple[str, str]]
) -> Iterator[Said]:
    """Where the return disagrees with what staff decided in the alignment-analysis workbook (ALN-02)."""
    definition, decisions = intake.definition, intake.decided.of(MATRIX, project)
    for finding in disagreements(definition.alignment, decisions, returned):
        yield said(finding, definition.messages, *places.get(finding.where, ("", "")))


def _read(intake: Intake, line: Received) -> Verdict | None:
    """Check the kept copy of a file, unless it was just taken in; gives why it cannot count."""
    if line.sha256 not in intake.checked:
        try:
            content = (intake.folder / line.copy).read_bytes()
        except OSError:
            return ledger.lost(line)
        if ledger.sha256_of(content) != line.sha256:
            return ledger.lost(line)
        intake.checked[line.sha256] = check_content(line.file, content, intake.choose)
    checked = intake.checked[line.sha256]
    return None if checked.submission else _refused(line, checked)


def unknown_project(definition: Definition) -> Callable[[str], str]:
    """The sentence for a file whose project is not in the register, or not named at all (STR-10)."""
    named, blank = (definition.messages[code] for code in ("STR-10", "STR-10.blank"))
    return lambda project: (named if project else blank).text("th", {"project": project})
