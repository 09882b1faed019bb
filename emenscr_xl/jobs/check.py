"""`check`: everything that is found in workbooks, file by file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from xlsxwriter.utility import xl_rowcol_to_cell

from emenscr_xl.core.said import Said, said
from emenscr_xl.core.submission import Finding, Submission, Where
from emenscr_xl.form.alignment import counterparts
from emenscr_xl.form.kinds import KINDS
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
    places: Mapping[Where, tuple[str, str]] = field(default_factory=dict)  # of what is judged across projects

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
    status: Status = "findings" if findings else "clean"
    return Checked(
        name, status, submission.stamp.project, findings, submission, _across(returned, definition)
    )


def sayings(returned: Returned, definition: Definition) -> tuple[Said, ...]:
    """Every finding of a workbook in words, with sheet and cell."""
    said_findings = []
    for finding in returned.findings():
        said_findings.append(said(finding, definition.messages, *_place(returned, finding.where)))
    return tuple(said_findings)


def _place(returned: Returned, where: Where) -> tuple[str, str]:
    """The sheet and the cell of a place; "" for a whole file."""
    cell = returned.cells.get(where)
    return (cell.sheet, xl_rowcol_to_cell(cell.row, cell.column)) if cell else ("", "")


def _across(returned: Returned, definition: Definition) -> dict[Where, tuple[str, str]]:
    """The places of the answers that are judged beside those of other projects, or of staff."""
    submission = returned.submission
    rules = (rule for rule in submission.form.rules if KINDS[rule.kind].across)
    addresses = {address for rule in rules for named in rule.fields.values() for address in named}
    addresses |= counterparts(definition.alignment.modules).keys()
    return {w: _place(returned, w) for address in addresses for w, _ in submission.places(address)}


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
