"""Taking in the returns: every file copied, noted once and judged."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from emenscr_xl.core.packed import Packed
from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Submission
from emenscr_xl.form.alignment import counterparts
from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.check import check_file, unreadable
from emenscr_xl.jobs.file_content import file_content, files_below
from emenscr_xl.jobs.kept_copies import KeptCopies
from emenscr_xl.jobs.progress import Progress, told, unseen
from emenscr_xl.jobs.reading import File
from emenscr_xl.jobs.system_words import reasons
from emenscr_xl.jobs.workspace import writing
from emenscr_xl.register.collected import filled, found, reports, sender
from emenscr_xl.register.files import ledger
from emenscr_xl.register.files.file_decisions import Decision, Verdict, reason
from emenscr_xl.register.files.issued import Issued, read_issued
from emenscr_xl.register.files.journal import modified_text, path_text
from emenscr_xl.register.files.ledger import ATTACHMENTS, Received, read_ledger
from emenscr_xl.register.files.litter import litter
from emenscr_xl.register.office import Office, project_id
from emenscr_xl.register.plans.alignment import Decided
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

#: What a file that holds answers is judged to be by its content alone, whatever its name is.
_ANSWERS: tuple[Decision, ...] = ("counted", "unfilled", "unknown_project")
#: What is found in a file that no program opens as a workbook.
_NO_WORKBOOK = ("STR-01", "STR-02")
#: Copying waits for the disk; so many copies wait together.
COPIERS = 8


@dataclass(slots=True)
class Intake:
    """The files of one run being taken in, and what was found in each content, by SHA-256."""

    folder: Path
    definition: Definition
    office: Office
    moment: str
    decided: Decided = field(default_factory=Decided)  # what staff chose in the alignment-analysis workbook
    progress: Progress = unseen  # told of each file before it is read
    executor: Executor | None = None  # where files are read
    cache: Path | None = None  # where what was read is kept; None: in the workspace
    unread: list[str] = field(default_factory=list)
    unread_because: dict[str, Said] = field(default_factory=dict)
    noted: list[Received] = field(default_factory=list)  # the lines of this run, not in the ledger yet
    kept: KeptCopies = field(init=False)
    known: list[Received] = field(init=False)
    first: dict[str, Received] = field(init=False)
    last: dict[str, str] = field(init=False)  # the content that each name had last
    copies: dict[str, str] = field(init=False)  # where each content is kept
    issued: dict[tuple[str, int], Issued] = field(init=False)
    _of_project: dict[str, list[Received]] = field(init=False)
    _made: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kept = KeptCopies.of_workspace(
            self.folder, self.definition, self.progress, self.executor, self.cache
        )
        self.known = read_ledger(self.folder)
        self.first, self._of_project = {}, {}
        for line in self.known:
            self._came(line)
        self.last = {line.file: line.sha256 for line in self.known}
        self.copies = {line.sha256: line.copy for line in self.known}
        self.issued = {(i.project, i.issue): i for i in read_issued(self.folder)}

    def _came(self, line: Received) -> None:
        """Note the first line of a content."""
        if line.sha256 not in self.first:
            self.first[line.sha256] = line
            self._of_project.setdefault(line.project, []).append(line)

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

    def take_in(self, returns: Path) -> None:
        """Copy every file, and note each whose name is new, or has other content than it had last."""
        names = {path: self._name(path) for path in files_below(returns, self._leave_folder)}
        arrived: deque[tuple[Received, Future[None] | None]] = deque()
        with ThreadPoolExecutor(COPIERS) as copiers:
            for _ in self.kept.reading.ahead(self._arrivals(names, copiers, arrived)):
                line, copied = arrived.popleft()
                if copied:
                    copied.result()
                self._note(line)

    def _arrivals(
        self,
        names: Mapping[Path, str],
        copiers: Executor,
        arrived: deque[tuple[Received, Future[None] | None]],
    ) -> Iterator[File]:
        """Each file with a content that must be read; its line, and its copying, at the end of `arrived`."""
        for path, name in told(names.items(), lambda item: item[1], self.progress):
            try:
                content, modified = file_content(path), modified_text(path)
            except (OSError, UnreadableWorkbook) as reason:
                self._leave(path, name, reason)
                continue
            line = Received(self.moment, ledger.sha256_of(content), name, modified)
            copy = ledger.better_copy(self.copies.get(line.sha256, line.copy), line.copy)
            again = line.sha256 in self.kept.sound and copy == self.copies[line.sha256]
            self.copies[line.sha256] = copy
            self.kept.sound.add(line.sha256)
            kept = replace(line, kept=copy)
            arrived.append((line, None if again else copiers.submit(self._copy, kept, content)))
            first = self.first.get(line.sha256)
            judged = self.last.get(name) == line.sha256 or (first and first.decision in _ANSWERS)
            yield File(line.sha256, None if judged or self.kept.reading.known(line.sha256) else content)

    def _name(self, path: Path) -> str:
        return path_text(path.relative_to(self.folder))

    def _leave_folder(self, folder: Path, reason: OSError) -> None:
        """Name a folder of which nobody knows what lies in it."""
        refusal = UnreadableWorkbook("STR-01.folder", **reasons(reason))
        self._leave(folder, self._name(folder), refusal)

    def _leave(self, path: Path, name: str, reason: Exception) -> None:
        """Name a file that is not taken in now, and why; what programs leave behind is nobody's trouble."""
        if not litter(path.name):
            self.unread.append(name)
            if isinstance(reason, UnreadableWorkbook):
                self.unread_because[name] = unreadable(name, reason).findings[0]

    def _copy(self, line: Received, content: bytes) -> None:
        with writing(self.folder / line.copy):
            made = ledger.keep(self.folder, line, content)
        self._made += [made] if made else []

    def _note(self, line: Received) -> None:
        if self.last.get(line.file) == line.sha256:
            return
        first = self.first.get(line.sha256)
        if first and first.decision in _ANSWERS:
            line = line.like(first)
        else:
            line = self._judged(line, self.kept.reading.read(File(line.sha256, None)))
        self._came(line)
        self.last[line.file] = line.sha256
        self.noted.append(line)

    def _judged(self, line: Received, read: Packed) -> Received:
        """The line with what the file turned out to be."""
        if not read.readable:
            decision, why = refused(line, read)
            return replace(line, decision=decision, reason=why)
        submission = read.answers.submission
        stamp = submission.stamp
        line = replace(line, project=project_id(stamp.project), issue=stamp.issue, quarter=stamp.quarter)
        line = replace(line, reports=reports(submission), sender=sender(submission))
        line = replace(line, found=found(read.findings))
        aligned = counterparts(self.definition.alignment.modules)
        if not filled(submission, lambda: self._issued(line), self._earlier(line), aligned):
            return replace(line, decision="unfilled", reason=reason("unfilled"))
        if self.office.project(line.project) is None:
            return replace(line, decision="unknown_project")
        return line

    def _issued(self, line: Received) -> Submission | None:
        """The workbook as it was issued, when it still lies in `forms/`."""
        issued = self.issued.get((line.project, line.issue))
        if issued is None:
            return None
        return check_file(self.folder / issued.file, lambda _: self.definition).submission

    def _earlier(self, line: Received) -> Iterator[Submission]:
        """Whose answers the workbook held when it was issued; where nobody noted it, all earlier issues'."""
        issued = self.issued.get((line.project, line.issue))
        if issued and issued.answers_of:
            held = [first for first in [self.first.get(issued.answers_of)] if first]
        else:
            held = [first for first in self._of_project.get(line.project, ()) if first.issue < line.issue]
        for before in held:
            read = self.kept.of(replace(before, kept=self.copies[before.sha256]))
            if read and read.readable:
                yield read.answers.submission


def refused(line: Received, read: Packed) -> Verdict:
    """What a file is that holds no submission: litter, an attachment, a broken file or another form."""
    finding = read.findings[0]
    name = line.file.rpartition("/")[2]
    if litter(name) and finding.code in _NO_WORKBOOK:
        return "ignored", reason(litter(name))
    if name.lower().endswith(ATTACHMENTS):
        return "attachment", reason("attachment")
    return "unreadable" if finding.code in _NO_WORKBOOK else "other_form", finding.message_th
