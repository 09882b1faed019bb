"""The alignment-analysis workbook that the office uses now, read back: what staff decided in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.workspace import JobError, Workspace
from emenscr_xl.register.alignment import Decided, decided
from emenscr_xl.sheets.guard import UnreadableWorkbook
from emenscr_xl.sheets.read import Returned, read_form, stamp_lines
from emenscr_xl.sheets.source import ClosedWorkbook

#: How the stamp keeps what was known when the workbook was issued: `known:SHEET:PROJECT:QUESTION`.
KNOWN = "known"


@dataclass(frozen=True, slots=True)
class AlignmentFile:
    """One workbook of the folder: its issue, its answers, and what staff decided in it."""

    path: Path
    returned: Returned
    decided: Decided

    @property
    def issue(self) -> int:
        """Its number."""
        return self.returned.submission.stamp.issue


def newest_alignment(workspace: Workspace, definition: Definition) -> AlignmentFile | None:
    """The workbook of the highest issue, of several the one saved last; None when there is none.

    Raises JobError when a workbook of the folder cannot be read. Other files are left alone.
    """
    paths = sorted(p for p in workspace.alignment.glob("*.xlsx") if not p.name.startswith("~$"))
    files = [f for f in (_read(path, definition) for path in paths) if f]
    return max(files, key=lambda f: (f.issue, f.path.stat().st_mtime_ns, f.path.name), default=None)


def _read(path: Path, definition: Definition) -> AlignmentFile | None:
    try:
        source = ClosedWorkbook(path.read_bytes())
        returned = read_form(source, definition.alignment)
        lines = stamp_lines(source)
    except UnreadableWorkbook as refusal:
        if refusal.message == "STR-03":
            return None
        message = definition.messages[refusal.message]
        th, en = (message.text(language, refusal.details) for language in ("th", "en"))
        raise JobError(
            f"อ่านแบบวิเคราะห์ความเชื่อมโยง {path} ไม่ได้: {th} — หรือย้ายไฟล์นี้ออกจากโฟลเดอร์",
            f"The alignment-analysis workbook {path} cannot be read: {en} Or move it out of the folder.",
        ) from refusal
    known: dict[str, dict[str, dict[str, str]]] = {}
    for key, text in lines.items():
        parts = key.split(":")
        if len(parts) == 4 and parts[0] == KNOWN:
            known.setdefault(parts[1], {}).setdefault(parts[2], {})[parts[3]] = text
    return AlignmentFile(path, returned, decided(returned.submission, known))
