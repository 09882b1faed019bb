"""Taking in the returns: every file copied, noted once, judged; and what counts today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from emenscr_xl.core.said import Said, said
from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.form.alignment import counterparts
from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.check import Checked, check_content, check_file
from emenscr_xl.jobs.decisions import circumstances
from emenscr_xl.jobs.doubted import behind, never_issued
from emenscr_xl.jobs.progress import Progress, told, unseen
from emenscr_xl.jobs.workspace import writing
from emenscr_xl.register.collected import Counted, filled, found, reports, sender
from emenscr_xl.register.files import ledger
from emenscr_xl.register.files.decided import Circumstances, decided
from emenscr_xl.register.files.file_decisions import Decision, Verdict, reason
from emenscr_xl.register.files.issued import Issued, read_issued
from emenscr_xl.register.files.journal import modified_text, path_text
from emenscr_xl.register.files.ledger import Received, read_ledger
from emenscr_xl.register.files.litter import litter
from emenscr_xl.register.office import Office, project_id
from emenscr_xl.register.plans.alignment import MATRIX, Decided, disagreements
from emenscr_xl.sheets.source import CellSource

#: What people send along with a workbook.
_ATTACHMENTS = (".pdf", ".jpg", ".jpeg", ".png", ".docx", ".pptx", ".zip")
#: What a file that holds answers is judged to be by its content alone, whatever its name is.
_ANSWERS: tuple[Decision, ...] = ("counted", "unfilled", "unknown_project")
#: What is found in a file that no program opens as a workbook.
_NO_WORKBOOK = ("STR-01", "STR-02")


@dataclass(slots=True)
class Intake:
    """The files of one run being taken in, and what was found in each content, by SHA-256."""

    folder: Path
    definition: Definition
    office: Office
    moment: str
    decided: Decided = field(default_factory=Decided)  # what staff chose in the alignment-analysis workbook
    progress: Progress = unseen  # told of each file before it is read
    checked: dict[str, Checked] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    noted: list[Received] = field(default_factory=list)  # the lines of this run, not in the ledger yet
    known: list[Received] = field(init=False)
    first: dict[str, Received] = field(init=False)
    last: dict[str, str] = field(init=False)  # the content that each name had last
    copies: dict[str, str] = field(init=False)  # where each content is kept
    issued: dict[tuple[str, int], Issued] = field(init=False)
    _made: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.known = read_ledger(self.folder)
        self.first = {line.sha256: line for line in reversed(self.known)}
        self.last = {line.file: line.sha256 for line in self.known}
        self.copies = {line.sha256: line.copy for line in self.known}
        self.issued = {(i.project, i.issue): i for i in read_issued(self.folder)}

    @property
    def new_files(self) -> int:
        """How many contents came for the first time."""
        return len(self.first.keys() - {line.sha256 for line in self.known})

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        """When anything fails, nothing has come in: the copies of this run go."""
        try:
            yield
        except BaseException:
            for path in self._made:
                with suppress(OSError):
                    path.unlink()
            raise

    def choose(self, source: CellSource) -> Definition:
        """Every file is judged under the workspace's definition."""
        return self.definition

    def take_in(self, returns: Path) -> None:
        """Copy every file, and note each whose name is new, or has other content than it had last."""
        files = [p for p in sorted(returns.rglob("*")) if p.is_file()]
        names = {path: path_text(path.relative_to(self.folder)) for path in files}
        for path, name in told(names.items(), lambda item: item[1], self.progress):
            try:
                content, modified = path.read_bytes(), modified_text(path)
            except OSError:
                self.unread += [] if litter(path.name) else [name]
                continue
            self._note(Received(self.moment, ledger.sha256_of(content), name, modified), content)

    def _note(self, line: Received, content: bytes) -> None:
        copy = ledger.better_copy(self.copies.get(line.sha256, line.copy), line.copy)
        self.copies[line.sha256] = copy
        with writing(self.folder / copy):
            made = ledger.keep(self.folder, replace(line, kept=copy), content)
        self._made += [made] if made else []
        if self.last.get(line.file) == line.sha256:
            return
        first = self.first.get(line.sha256)
        if first and first.decision in _ANSWERS:
            line = line.like(first)
        else:
            line = self._judged(line, self._check(line, content))
        self.first.setdefault(line.sha256, line)
        self.last[line.file] = line.sha256
        self.noted.append(line)

    def _check(self, line: Received, content: bytes) -> Checked:
        if line.sha256 not in self.checked:
            self.checked[line.sha256] = check_content(line.file, content, self.choose)
        return self.checked[line.sha256]

    def _judged(self, line: Received, checked: Checked) -> Received:
        """The line with what the file turned out to be."""
        if checked.submission is None:
            decision, why = _refused(line, checked)
            return replace(line, decision=decision, reason=why)
        stamp = checked.submission.stamp
        line = replace(line, project=project_id(stamp.project), issue=stamp.issue, quarter=stamp.quarter)
        line = replace(line, reports=reports(checked.submission), sender=sender(checked.submission))
        line = replace(line, found=found(checked.findings))
        aligned = counterparts(self.definition.alignment.modules)
        if not filled(checked.submission, lambda: self._issued(line), self._earlier(line), aligned):
            return replace(line, decision="unfilled", reason=reason("unfilled"))
        if self.office.project(line.project) is None:
            return replace(line, decision="unknown_project")
        return line

    def _issued(self, line: Received) -> Submission | None:
        """The workbook as it was issued, when it still lies in `forms/`."""
        issued = self.issued.get((line.project, line.issue))
        return check_file(self.folder / issued.file, self.choose).submission if issued else None

    def kept(self, line: Received) -> Checked | None:
        """A kept copy as it is read, once in a run. None when it is gone or damaged."""
        if line.sha256 not in self.checked:
            try:
                content = (self.folder / line.copy).read_bytes()
            except OSError:
                return None
            if ledger.sha256_of(content) != line.sha256:
                return None
            self._check(line, content)
        return self.checked[line.sha256]

    def _earlier(self, line: Received) -> Iterator[Submission]:
        """Whose answers the workbook held when it was issued; where nobody noted it, all earlier issues'."""
        issued = self.issued.get((line.project, line.issue))
        for before in self.first.values():
            if issued and issued.answers_of:
                held = before.sha256 == issued.answers_of
            else:
                held = before.project == line.project and before.issue < line.issue
            if held:
                checked = self.kept(replace(before, kept=self.copies[before.sha256]))
                if checked and checked.submission:
                    yield checked.submission


def _refused(line: Received, checked: Checked) -> Verdict:
    """What a file is that holds no submission: litter, an attachment, a broken file or another form."""
    finding = checked.findings[0]
    name = line.file.rpartition("/")[2]
    if litter(name) and finding.code in _NO_WORKBOOK:
        return "ignored", reason(litter(name))
    if name.lower().endswith(_ATTACHMENTS):
        return "attachment", reason("attachment")
    return "unreadable" if finding.code in _NO_WORKBOOK else "other_form", finding.message_th


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
        lines_read = told(counting.values(), lambda line: line.file, intake.progress)
        refused = {line.sha256: verdict for line in lines_read if (verdict := _refusal(intake, line))}
        if not refused:
            break
        today = replace(today, lost={**today.lost, **refused})
    counted = {}
    for project in (p for row in office.projects if (p := str(row.get("id", ""))) in counting):
        known = intake.checked[counting[project].sha256]
        if known.submission:
            other = _decided_otherwise(intake, project, known.submission, known.places)
            line = counting[project]
            said_of = (*_doubted(intake, received, line, today), *known.findings, *other)
            counted[project] = Counted(line, known.submission, said_of, known.places)
    return received, counted


def _doubted(
    intake: Intake, received: Iterable[Received], line: Received, today: Circumstances
) -> tuple[Said, ...]:
    """What is doubtful about counting a file: nothing where a person has decided so."""
    if line.sha256 in today.rulings:
        return ()
    return (*never_issued(intake.definition, intake.issued, line), *behind(intake.definition, received, line))


def _decided_otherwise(
    intake: Intake, project: str, returned: Submission, places: Mapping[Where, tuple[str, str]]
) -> Iterator[Said]:
    """Where the return disagrees with what staff decided in the alignment-analysis workbook (ALN-02)."""
    definition, decisions = intake.definition, intake.decided.of(MATRIX, project)
    for finding in disagreements(definition.alignment, decisions, returned):
        yield said(finding, definition.messages, *places.get(finding.where, ("", "")))


def _refusal(intake: Intake, line: Received) -> Verdict | None:
    """Why the file that would count for a project cannot."""
    checked = intake.kept(line)
    if checked is None:
        return ledger.lost(line)
    return None if checked.submission else _refused(line, checked)


def unknown_project(definition: Definition) -> Callable[[str], str]:
    """The sentence for a file whose project is not in the register, or not named at all (STR-10)."""
    named, blank = (definition.messages[code] for code in ("STR-10", "STR-10.blank"))
    return lambda project: (named if project else blank).text("th", {"project": project})
