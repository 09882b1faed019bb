"""The alignment-analysis workbook that the office uses now, read back: what staff decided in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.file_content import bounded
from emenscr_xl.jobs.workspace import JobError, Workspace
from emenscr_xl.register.plans.alignment import ASSESSMENT, MATRIX, Decided, Noted, decided, table_of
from emenscr_xl.sheets.read import Returned, read_form, stamp_lines
from emenscr_xl.sheets.source import ClosedWorkbook
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

#: How the stamp keeps what was known at issue, and what staff had decided: `known:SHEET:PROJECT:QUESTION`.
KNOWN, DECIDED = "known", "decided"


@dataclass(frozen=True, slots=True)
class AlignmentFile:
    """One workbook of the folder: its issue, its answers, what staff decided in it, and doubts about it."""

    path: Path
    returned: Returned
    decided: Decided
    doubts: tuple[tuple[str, str], ...] = ()  # in Thai and in English

    @property
    def issue(self) -> int:
        """Its number."""
        return self.returned.submission.stamp.issue


def newest_alignment(workspace: Workspace, definition: Definition) -> AlignmentFile | None:
    """The workbook of the highest issue, anywhere in the folder; None when there is none.

    Other files are left alone. Raises JobError when a workbook cannot be read or has lost what it was made
    for, and when two of the newest issue differ: nobody but staff can say which of them counts.
    """
    paths = (p for p in sorted(workspace.alignment.rglob("*")) if p.suffix.lower() == ".xlsx")
    files = [f for f in (_read(p, definition) for p in paths if not p.name.startswith("~$")) if f]
    if not files:
        return None
    last = max(f.issue for f in files)
    newest = [f for f in files if f.issue == last]
    for other in newest[1:]:
        if bounded(other.path) != bounded(newest[0].path):
            names = f"{newest[0].path}, {other.path}"
            raise JobError(
                f"มีแบบวิเคราะห์ความเชื่อมโยงฉบับที่ {last} สองไฟล์ที่ต่างกัน ({names}) — เก็บไว้ในโฟลเดอร์เพียงไฟล์ที่ใช้จริง",
                f"Two different workbooks are issue {last} ({names}). Keep only the one in use.",
            )
    return replace(newest[0], doubts=tuple(_doubts(newest[0], files)))


def _doubts(newest: AlignmentFile, files: Iterable[AlignmentFile]) -> Iterator[tuple[str, str]]:
    """What may be missing: changes not saved yet, and changes made in an older workbook."""
    if newest.path.with_name(f"~${newest.path.name}").exists():
        yield (
            f"{newest.path.name} เปิดอยู่ในโปรแกรมอื่น สิ่งที่ยังไม่ได้บันทึกจะไม่ถูกอ่าน — บันทึก ปิดไฟล์ แล้วสั่งอีกครั้ง",
            f"{newest.path.name} is open in another program; what is not saved was not read. Save it first.",
        )
    saved = newest.path.stat().st_mtime_ns
    for file in files:
        if file.issue < newest.issue and file.path.stat().st_mtime_ns > saved:
            yield (
                f"{file.path.name} เป็นฉบับเก่าแต่บันทึกทีหลัง สิ่งที่แก้ในไฟล์นั้นไม่ถูกอ่าน — คัดลอกไปไว้ใน {newest.path.name}",
                f"{file.path.name} is an older issue that was saved later; its changes were not read."
                f" Copy them into {newest.path.name}.",
            )


def _read(path: Path, definition: Definition) -> AlignmentFile | None:
    try:
        source = ClosedWorkbook(bounded(path))
        returned = read_form(source, definition.alignment)
        noted = _noted(stamp_lines(source))
    except UnreadableWorkbook as refusal:
        if refusal.message == "STR-03":
            return None
        raise _broken(path, "เปิดอ่านไม่ได้", "cannot be read") from refusal
    columns = {where.address for where in returned.cells}
    for sheet in (MATRIX, ASSESSMENT):
        address = f"{sheet}.{table_of(definition.alignment, sheet).key}.project"
        if address not in columns:
            label = definition.alignment.question(address)[2].label
            name = definition.alignment.module(sheet).sheet
            raise _broken(
                path,
                f"แผ่น “{name}” หรือคอลัมน์ “{label}” ของแผ่นนั้นหายไป",
                f"has lost the sheet “{name}” or its ids",
            )
    return AlignmentFile(path, returned, decided(returned.submission, columns, noted))


def _broken(path: Path, th: str, en: str) -> JobError:
    return JobError(
        f"แบบวิเคราะห์ความเชื่อมโยง {path} {th} — กู้คืนไฟล์นี้จากสำเนา หรือย้ายออกจากโฟลเดอร์แล้วใช้ฉบับก่อนหน้า",
        f"The alignment-analysis workbook {path} {en}. Restore it from a copy, or move it out of the folder.",
    )


def _noted(lines: Mapping[str, str]) -> Noted:
    """What the stamp keeps of the time of issue."""
    kept: dict[str, dict[str, dict[str, dict[str, str]]]] = {KNOWN: {}, DECIDED: {}}
    for key, text in lines.items():
        parts = key.split(":")
        if len(parts) == 4 and parts[0] in kept:
            kept[parts[0]].setdefault(parts[1], {}).setdefault(parts[2], {})[parts[3]] = text
    return Noted(kept[KNOWN], kept[DECIDED])
