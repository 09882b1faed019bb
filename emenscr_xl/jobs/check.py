"""`check`: everything that is found in workbooks, file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from emenscr_xl.core.places import Place, place
from emenscr_xl.core.said import Said, Worded, said
from emenscr_xl.core.submission import Finding, Submission, Where
from emenscr_xl.form.load import Definition, fiscal_years, shipped
from emenscr_xl.jobs.file_content import file_content
from emenscr_xl.jobs.notes import notes_of
from emenscr_xl.jobs.workspace import Workspace, definition_of, workspace_of
from emenscr_xl.sheets.read import Returned, read_form
from emenscr_xl.sheets.source import CellSource, ClosedWorkbook
from emenscr_xl.sheets.triage import triaged
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

Status = Literal["clean", "findings", "unreadable"]
#: Gives the definition that a workbook is checked under. UnreadableWorkbook when there is none.
Choose = Callable[[CellSource], Definition]


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: its status, its project, and what was found. `submission` is None when unreadable."""

    path: str
    status: Status
    project: str
    findings: tuple[Said, ...]
    submission: Submission | None = None
    places: Mapping[Where, Place] = field(default_factory=dict)  # of the answers

    @property
    def notes(self) -> tuple[Worded, ...]:
        """What is worth knowing of the whole file; no findings."""
        return notes_of(self.submission) if self.submission else ()

    def as_json(self) -> dict[str, Any]:
        """The file as the published JSON says it."""
        return {
            "path": self.path,
            "status": self.status,
            "project": self.project,
            "findings": [f.as_json() for f in self.findings],
            "notes": [{"th": note.th, "en": note.en} for note in self.notes],
        }


def check(paths: Iterable[Path], workspace: Path | None = None) -> list[Checked]:
    """Check each file, in the given order. A file that cannot be read is one finding and stops nothing.

    A file is checked with the catalogues of the workspace named, else of the one that it lies in; a file
    outside every workspace with those that ship. Raises JobError when a workspace's catalogues are lost.
    """
    definitions = Definitions(Workspace(workspace) if workspace else None)
    return [check_file(path, definitions.of(path)) for path in paths]


@dataclass(slots=True)
class Definitions:
    """The definitions that files are checked under, each made once for a run."""

    workspace: Workspace | None = None
    _made: dict[tuple[Path | None, Definition], Definition] = field(default_factory=dict)

    def of(self, path: Path) -> Choose:
        """What chooses the definition of a file: that of its year, with its workspace's catalogues."""
        home = self.workspace or workspace_of(path)
        return lambda source: self._defined(home, definition_of(source))

    def _defined(self, home: Workspace | None, definition: Definition) -> Definition:
        key = home.folder if home else None, definition
        if key not in self._made:
            self._made[key] = home.defined(definition) if home else definition
        return self._made[key]


def check_file(path: Path, choose: Choose = definition_of) -> Checked:
    """Check one file under the definition chosen for it."""
    try:
        content = file_content(path)
    except UnreadableWorkbook as refusal:
        return unreadable(str(path), refusal)
    return check_content(str(path), content, choose)


def check_content(name: str, content: bytes, choose: Choose = definition_of) -> Checked:
    """Check a file's content under the definition chosen for it: that of the year that it says it is of."""
    try:
        return check_source(name, ClosedWorkbook(content, _beside()), choose)
    except UnreadableWorkbook as refusal:
        return unreadable(name, refusal)


def check_source(name: str, source: CellSource, choose: Choose = definition_of) -> Checked:
    """Check a workbook, closed or live. Raises UnreadableWorkbook when it is not one of the form."""
    definition = choose(source)
    returned = triaged(read_form(source, definition.form, _beside()), source, definition)
    if isinstance(source, ClosedWorkbook) and source.second_reader:
        returned = replace(returned, damage=(*returned.damage, Finding("STR-15", Where("", ""))))
    findings = sayings(returned, definition)
    submission = returned.submission
    status: Status = "findings" if findings else "clean"
    return Checked(name, status, submission.stamp.project, findings, submission, answered_places(returned))


@cache
def _beside() -> frozenset[str]:
    """The sheets of a form's workbook that hold no answers and are large, by name."""
    texts = [shipped(year).texts for year in fiscal_years()]
    return frozenset(each[key] for each in texts for key in ("checks_sheet", "lists_sheet"))


def sayings(returned: Returned, definition: Definition) -> tuple[Said, ...]:
    """Every finding of a workbook in words, with sheet and cell."""
    said_findings = []
    for finding in returned.findings():
        said_findings.append(said(finding, definition.messages, *place_in(returned, finding.where)))
    return tuple(said_findings)


def place_in(returned: Returned, where: Where) -> Place:
    """The sheet and the cell of a place; "" for a whole file."""
    cell = returned.cells.get(where)
    return place(cell.sheet, cell.row, cell.column) if cell else ("", "")


def answered_places(returned: Returned) -> dict[Where, Place]:
    """The cell of each answer, and of each sum shown once, as found in the workbook."""
    sums = (
        Where(m.key, f.key) for m in returned.submission.form.modules for f in m.fields if f.type == "sum"
    )
    found = ((where, returned.cells.get(where)) for where in (*returned.submission.answers, *sums))
    return {where: place(cell.sheet, cell.row, cell.column) for where, cell in found if cell}


def unreadable(name: str, refusal: UnreadableWorkbook) -> Checked:
    """A file that cannot be read: one finding about the whole file."""
    messages = shipped(fiscal_years()[-1]).messages
    finding = Finding(refusal.message, Where("", ""), refusal.details)
    return Checked(name, "unreadable", "", (said(finding, messages),))
