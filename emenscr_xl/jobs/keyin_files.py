"""The key-in workbooks of a workspace: those that staff tick, read back, and the next of each project."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from emenscr_xl.core.said import Said
from emenscr_xl.form.thai import be_date_long
from emenscr_xl.jobs.file_content import bounded
from emenscr_xl.jobs.workspace import Workspace, writing
from emenscr_xl.register.collected import Collected, Counted
from emenscr_xl.register.files.journal import path_text
from emenscr_xl.register.office import Row
from emenscr_xl.register.printed.keyed import History, lines_of
from emenscr_xl.register.printed.keyin import items_of, module_name
from emenscr_xl.register.tables.gathered import copy_of, name_of
from emenscr_xl.sheets.printed.keyin_read import KeyinFile, read_keyin
from emenscr_xl.sheets.printed.keyin_workbook import KeyIn, write_keyin
from emenscr_xl.sheets.printed.print_stamp import fingerprint
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

Identity = tuple[tuple[str, str], ...]  # labels and texts
Doubt = tuple[str, str]  # a sentence in Thai and in English
_NUMBERED = re.compile(r"(?P<project>.+)_keyin-(?P<number>\d{1,6})")
UNKNOWN = "ยังไม่มี — ได้รับเมื่อบันทึกโครงการครั้งแรก แล้วกรอกในทะเบียนคุม"


@dataclass(slots=True)
class KeyinFolder:
    """The folder's workbooks by project, and the highest number that a name or a workbook bears."""

    files: dict[str, list[KeyinFile]] = field(default_factory=lambda: defaultdict(list))
    last: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    doubts: list[Doubt] = field(default_factory=list)

    def history(self, project: str) -> History:
        """What stands in eMENSCR by all the key-in workbooks of a project."""
        history = History()
        for file in sorted(self.files[project], key=lambda f: f.number):
            history.add(file.lines)
        return history

    def says_all(self, project: str, fingerprint: str) -> bool:
        """True when the newest workbook of a project was made from the very same."""
        newest = [f for f in self.files[project] if f.number == self.last[project]]
        return any(f.fingerprint == fingerprint for f in newest)


def read_folder(workspace: Workspace, collected: Collected) -> KeyinFolder:
    """Every key-in workbook, under any name. What cannot be read is one sentence, and treated as absent."""
    found = KeyinFolder()
    for path in sorted(workspace.keyin.rglob("*.xlsx")):
        named = _NUMBERED.match(path.stem.removeprefix("~$"))
        if path.name.startswith("~$"):
            found.doubts.append(_open(path_text(Path(path.name.removeprefix("~$")))))
            continue
        if named:
            project, number = named["project"], int(named["number"])
            found.last[project] = max(found.last[project], number)
        try:
            file = read_keyin(bounded(path), collected.definition.form)
        except (OSError, UnreadableWorkbook):
            found.doubts.append(_unread(path_text(Path(path.name))))
            continue
        found.files[file.project].append(file)
        found.last[file.project] = max(found.last[file.project], file.number)
    return found


def _unread(name: str) -> Doubt:
    return (
        f"อ่านใบนำเข้า {name} ไม่ได้ จึงไม่ยกเครื่องหมาย ✓ ในไฟล์นั้นมา — กู้คืนจากสำเนาแล้วสั่งอีกครั้ง หรือย้ายไฟล์ออกจากโฟลเดอร์",
        f"The key-in workbook {name} cannot be read, so its ticks are not carried over."
        " Restore it from a copy and run again, or move it out of the folder.",
    )


def _open(name: str) -> Doubt:
    return (
        f"{name} เปิดอยู่ใน Excel เครื่องหมาย ✓ ที่ยังไม่ได้บันทึกจะไม่ถูกอ่าน — บันทึก ปิดไฟล์ แล้วสั่งอีกครั้ง",
        f"{name} is open in Excel; unsaved ticks were not read. Save and close it, then run again.",
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """What the key-in workbooks of one run are made from."""

    workspace: Workspace
    collected: Collected
    folder: KeyinFolder

    def next_of(self, row: Row, counted: Counted) -> KeyIn:
        """What the next key-in workbook of a project says."""
        project, form = str(row["id"]), counted.submission.form
        items = items_of(counted.submission, counted.places)
        findings = (*counted.standing, *self.collected.doubts.get(project, ()))
        file = copy_of(counted.file)
        number, identity = self.folder.last[project] + 1, _identity(row, counted)
        lines = lines_of(items, self.folder.history(project), form)
        here = {line.item.module for line in lines}
        names = ((module_name(m), m.label) for m in form.modules)
        return KeyIn(
            project=project,
            number=number,
            quarter=_reported(counted),
            fiscal_year=form.fiscal_year,
            title=f"ใบนำเข้า eMENSCR · {project} · ครั้งที่ {number}",
            identity=(*identity, ("ใบนำเข้า", f"ครั้งที่ {number} ออกเมื่อ {be_date_long(self.collected.today)}")),
            file=file,
            modules=tuple(m for m in names if m[0] in here),
            lines=lines,
            findings=findings,
            fingerprint=fingerprint(identity, file, items, [_found(f) for f in findings]),
            sample=self.collected.sample,
        )

    def write(self, keyin: KeyIn) -> Path:
        """Write the workbook under its number; it is never written over."""
        path = self.workspace.keyin / f"{keyin.project}_keyin-{keyin.number}.xlsx"
        with writing(path):
            definition = self.collected.definition
            write_keyin(path, keyin, definition.style, definition.texts["stamp_sheet"])
        return path


def _identity(row: Row, counted: Counted) -> Identity:
    """Whose values these are, as the cover says it."""
    code = counted.submission.text("M2.project_code") or str(row.get("emenscr_code", ""))
    quarter = _reported(counted)
    return (
        ("โครงการ", name_of(row)),
        ("รหัสโครงการ (ภายใน)", str(row["id"])),
        ("รหัส eMENSCR", code or UNKNOWN),
        ("กลุ่ม/หน่วย", str(row.get("unit", ""))),
        ("ผู้รับผิดชอบ", str(row.get("owner_name", ""))),
        ("ข้อมูลที่นำเข้า", f"M1–M5 และ M6 ถึงไตรมาส {quarter}" if quarter else "M1–M5"),
    )


def _found(finding: Said) -> tuple[str, ...]:
    """What is found and where, without its sentence: that counts the days, and would be new each morning."""
    place = (finding.module, finding.field, str(finding.record), finding.sheet, finding.cell)
    return finding.code, finding.severity, *place


def _reported(counted: Counted) -> int:
    """The last quarter that a project has reported; 0 when none."""
    return max(
        (m.quarter for m in counted.submission.form.modules if counted.submission.touched(m)), default=0
    )
