"""`check`: everything that is found in workbooks, file by file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from xlsxwriter.utility import xl_rowcol_to_cell

from emenscr_xl.core.said import Said, said
from emenscr_xl.core.submission import Finding, Submission, Where
from emenscr_xl.form.load import Definition, fiscal_years, shipped
from emenscr_xl.jobs.workspace import definition_of
from emenscr_xl.register.office import register_findings
from emenscr_xl.register.waivers import waiver_findings
from emenscr_xl.sheets.guard import UnreadableWorkbook
from emenscr_xl.sheets.read import Returned, read_form
from emenscr_xl.sheets.source import ClosedWorkbook
from emenscr_xl.sheets.triage import triaged

Status = Literal["clean", "findings", "unreadable"]


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: its status, its project, and what was found. `submission` is None when unreadable."""

    path: str
    status: Status
    project: str
    findings: tuple[Said, ...]
    submission: Submission | None = None

    def as_json(self) -> dict[str, Any]:
        """The file as the published JSON says it."""
        return {
            "path": self.path,
            "status": self.status,
            "project": self.project,
            "findings": [f.as_json() for f in self.findings],
        }


def check(paths: Iterable[Path]) -> list[Checked]:
    """Check each file, in the given order. A file that cannot be read is one finding and stops nothing."""
    return [check_file(path) for path in paths]


def check_file(path: Path) -> Checked:
    """Check one file."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return _refused(str(path), UnreadableWorkbook("STR-01.missing", reason=error.strerror or "OSError"))
    return check_content(str(path), content)


def check_content(name: str, content: bytes, definition: Definition | None = None) -> Checked:
    """Check a file's content, under a definition, else that of the year that it says it is of."""
    try:
        source = ClosedWorkbook(content)
        definition = definition or definition_of(source)
        returned = triaged(read_form(source, definition.form), source, definition)
    except UnreadableWorkbook as refusal:
        return _refused(name, refusal)
    findings = sayings(returned, definition)
    submission = returned.submission
    return Checked(name, "findings" if findings else "clean", submission.stamp.project, findings, submission)


def sayings(returned: Returned, definition: Definition) -> tuple[Said, ...]:
    """Every finding of a workbook in words, with sheet and cell."""
    said_findings = []
    for finding in returned.findings():
        cell = returned.cells.get(finding.where)
        sheet, address = (cell.sheet, xl_rowcol_to_cell(cell.row, cell.column)) if cell else ("", "")
        said_findings.append(said(finding, definition.messages, sheet, address))
    return tuple(said_findings)


def register_sayings(definition: Definition, register: Returned, today: date) -> tuple[Said, ...]:
    """Every finding of the register in words: its own checks, and what only a register can get wrong."""
    submission = register.submission
    doubts = (*register.damage, *register_findings(submission), *waiver_findings(submission, today))
    return sayings(replace(register, damage=doubts), definition)


def _refused(name: str, refusal: UnreadableWorkbook) -> Checked:
    """A file that cannot be read: one finding about the whole file."""
    messages = shipped(fiscal_years()[-1]).messages
    finding = Finding(refusal.message, Where("", ""), refusal.details)
    return Checked(name, "unreadable", "", (said(finding, messages),))
