"""`consolidate`: take in the returns, decide which counts, write the consolidated workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Submission
from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.check import Checked, check_content, register_sayings
from emenscr_xl.jobs.workspace import JobError, Workspace
from emenscr_xl.register.collected import Collected, Counted
from emenscr_xl.register.ledger import Received, append, decided, keep, read_ledger, sha256_of
from emenscr_xl.register.office import Office, office_of
from emenscr_xl.sheets.consolidated import write_consolidated

#: Files that programs leave beside a workbook: nobody sent them.
_LITTER = ("~$", ".", "Thumbs.db", "desktop.ini")
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What was taken in, what counts, and where the workbook lies."""

    collected: Collected
    workbook: Path
    new_files: int
    register_findings: tuple[Said, ...]

    @property
    def findings(self) -> int:
        """How many findings the counted files have together."""
        return sum(len(c.findings) for c in self.collected.counted.values())

    def as_json(self) -> dict[str, Any]:
        """The run as the published JSON says it."""
        keys = ("sha256", "project", "decision", "reason")
        return {
            "projects": len(self.collected.office.must_enter),
            "counted": len(self.collected.counted),
            "files": [{"path": r.file, **{k: getattr(r, k) for k in keys}} for r in self.collected.received],
            "findings": self.findings,
            "workbook": str(self.workbook),
        }


def consolidate(
    folder: Path, now: datetime | None = None, progress: Progress = lambda done, total, name: None
) -> Consolidated:
    """Take in every file under `returns/` and write the consolidated workbook, atomically.

    A file that cannot be read is one line with its reason. Raises JobError when the register cannot be
    read, or the workbook is open elsewhere.
    """
    workspace = Workspace(folder)
    definition, register = workspace.open_register()
    office = office_of(register.submission)
    moment = (now or datetime.now()).isoformat(timespec="seconds")
    checked = take_in(workspace, definition, office, moment, progress)
    ids = {str(p["id"]) for p in office.projects if p.get("id")}
    received = tuple(decided(read_ledger(folder), ids, unknown_project(definition)))
    counted = _counted(workspace, definition, office, received, checked)
    collected = Collected(definition, office, received, counted, workspace.sample)
    path = workspace.consolidated(office.fiscal_year)
    try:
        write_consolidated(path, collected)
    except PermissionError as error:
        raise JobError(
            f"เขียน {path} ไม่ได้ ไฟล์อาจเปิดอยู่ — ปิดไฟล์ใน Excel แล้วสั่งอีกครั้ง",
            f"{path} cannot be written; it may be open. Close it in Excel and run again.",
        ) from error
    return Consolidated(collected, path, len(checked), register_sayings(definition, register))


def take_in(
    workspace: Workspace, definition: Definition, office: Office, moment: str, progress: Progress
) -> dict[str, Checked]:
    """Copy and note every file not seen before; gives what was found in each new one, by SHA-256."""
    known = read_ledger(workspace.folder)
    seen = {(line.sha256, line.file) for line in known}
    first = {line.sha256: line.file for line in reversed(known)}
    checked: dict[str, Checked] = {}
    files = list(_files(workspace.returns))
    for number, path in enumerate(files, start=1):
        name = path.relative_to(workspace.folder).as_posix()
        progress(number, len(files), name)
        try:
            content = path.read_bytes()
        except OSError:
            continue  # being written or locked: the next run takes it in
        sha256 = sha256_of(content)
        if (sha256, name) in seen:
            continue
        modified = datetime.fromtimestamp(path.stat().st_mtime).isoformat(timespec="seconds")
        line = Received(moment, sha256, name, modified)
        if sha256 in first:
            line = replace(line, decision="duplicate", reason=f"เหมือนกับ {first[sha256]} ทุกประการ")
        else:
            first[sha256] = name
            checked[sha256] = check_content(name, content, definition)
            line = _judged(line, checked[sha256], office)
            keep(workspace.folder, line, content)
        append(workspace.folder, [line])
    return checked


def _files(folder: Path) -> Iterator[Path]:
    """The files under a folder, in name order, without what programs leave behind."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(_LITTER):
            yield path


def _judged(line: Received, checked: Checked, office: Office) -> Received:
    """The line with what the file turned out to be."""
    if checked.submission is None:
        finding = checked.findings[0]
        decision = "unreadable" if finding.code in ("STR-01", "STR-02") else "other_form"
        return replace(line, decision=decision, reason=finding.message_th)  # type: ignore[arg-type]
    stamp = checked.submission.stamp
    line = replace(
        line,
        project=stamp.project,
        issue=stamp.issue,
        quarter=stamp.quarter,
        reports=_reports(checked.submission),
    )
    if office.project(stamp.project) is None:
        return replace(line, decision="unknown_project")
    return line


def _reports(submission: Submission) -> str:
    """The quarters whose M6 a person has begun."""
    return " ".join(str(m.quarter) for m in submission.form.modules if m.quarter and submission.touched(m))


def _counted(
    workspace: Workspace,
    definition: Definition,
    office: Office,
    received: tuple[Received, ...],
    checked: dict[str, Checked],
) -> dict[str, Counted]:
    """What counts for each project, in the order of the action plan."""
    lines = {line.project: line for line in received if line.decision == "counted"}
    counted = {}
    for project in office.projects:
        line = lines.get(str(project.get("id", "")))
        if line:
            copy = workspace.folder / line.copy
            found = checked.get(line.sha256) or check_content(line.file, copy.read_bytes(), definition)
            if found.submission:
                counted[line.project] = Counted(line, found.submission, found.findings)
    return counted


def unknown_project(definition: Definition) -> Callable[[str], str]:
    """The sentence for a file whose project is not in the register (STR-10)."""
    return lambda project: definition.messages["STR-10"].text("th", {"project": project})
