"""`report`: key-in workbooks for eMENSCR, and memos with the year's figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from emenscr_xl.form.memos import ANNUAL, PLAN, QUARTERLY
from emenscr_xl.jobs.consolidate import collected_of
from emenscr_xl.jobs.keyin_files import Desk, Doubt, read_folder
from emenscr_xl.jobs.lock import locked
from emenscr_xl.jobs.progress import Progress, told, unseen
from emenscr_xl.jobs.workspace import JobError, Workspace, writing
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.office import names_file, project_id
from emenscr_xl.register.printed.memo import coming_quarter, memo_of
from emenscr_xl.register.printed.memo_figures import counts
from emenscr_xl.sheets.printed.memo_workbook import memo_fingerprint, write_memo
from emenscr_xl.sheets.printed.print_stamp import made_from


@dataclass(frozen=True, slots=True)
class Reported:
    """What `report` wrote: key-in workbooks and memos, and what it did not write and why."""

    keyin: tuple[Path, ...] = ()
    current: tuple[str, ...] = ()  # projects whose newest key-in workbook still says all
    absent: tuple[str, ...] = ()  # projects without a return that counts
    unready: tuple[str, ...] = ()  # projects with findings that must be fixed first
    memos: tuple[Path, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def report(
    folder: Path,
    quarter: int = 0,
    projects: Collection[str] = (),
    *,
    annual: bool = False,
    now: datetime | None = None,
    progress: Progress = unseen,
) -> Reported:
    """Write key-in workbooks and the memo that goes with them; nothing is ever written over.

    Key-in workbooks hold all that a project has reported, and are written of the projects about which
    anything changed; `projects`: of these alone, in any case, and no memo. The memo is that of the
    management plan for the coming quarter; given a `quarter`, its summary. `annual`: the summary of the year
    alone. Raises JobError when the register cannot be read, a project is unknown, something cannot be
    written, or another job runs in the workspace.
    """
    if annual and (quarter or projects):
        raise JobError(
            "--annual ใช้คู่กับ --quarter หรือ --project ไม่ได้ — เลือกอย่างใดอย่างหนึ่ง",
            "--annual goes with neither --quarter nor --project. Choose one.",
        )
    with _reporting(folder, now, progress) as (workspace, collected, lost):
        if annual:
            return Reported(memos=(_memo(workspace, collected, ANNUAL, 0),), doubts=lost)
        named = _named(collected, {project_id(p) for p in projects})
        done = key_in(workspace, collected, named, progress)
        memos = () if named else (_memo_of(workspace, collected, quarter),)
        return replace(done, memos=memos, doubts=(*lost, *done.doubts))


def key_in_workbooks(folder: Path, now: datetime | None = None, progress: Progress = unseen) -> Reported:
    """The key-in workbooks of `report` alone."""
    with _reporting(folder, now, progress) as (workspace, collected, lost):
        done = key_in(workspace, collected, (), progress)
        return replace(done, doubts=(*lost, *done.doubts))


def memo(
    folder: Path,
    quarter: int = 0,
    *,
    annual: bool = False,
    now: datetime | None = None,
    progress: Progress = unseen,
) -> Reported:
    """The memo of `report` alone."""
    with _reporting(folder, now, progress) as (workspace, collected, lost):
        made = _memo(workspace, collected, ANNUAL, 0) if annual else _memo_of(workspace, collected, quarter)
        return Reported(memos=(made,), doubts=lost)


@contextmanager
def _reporting(
    folder: Path, now: datetime | None, progress: Progress
) -> Iterator[tuple[Workspace, Collected, tuple[Doubt, ...]]]:
    """The workspace, locked, with what it holds now; and doubts about what could not be read."""
    with locked(folder, "report"):
        workspace = Workspace(folder)
        collected, unread = collected_of(workspace, now, progress)
        yield workspace, collected, tuple(_alignment_unread(name) for name in unread)


def _named(collected: Collected, named: Collection[str]) -> Collection[str]:
    """The named projects; JobError when one is not among those that must be entered."""
    unknown = sorted(set(named) - collected.must_enter)
    if unknown:
        names = ", ".join(unknown)
        raise JobError(
            f"ไม่พบโครงการ {names} ที่ระบุว่าต้องนำเข้าในแผนปฏิบัติการ — ตรวจรหัสโครงการในทะเบียนคุม",
            f"The action plan has no must-enter project {names}. Check the project id in the register.",
        )
    return named


def key_in(
    workspace: Workspace, collected: Collected, named: Collection[str], progress: Progress = unseen
) -> Reported:
    """The key-in workbooks that are due: of named projects always, of the others when anything changed."""
    folder = read_folder(workspace, collected)
    desk = Desk(workspace, collected, folder)
    written, current, absent, unready = list[Path](), list[str](), list[str](), list[str]()
    rows = {str(row["id"]): row for row in reversed(collected.office.must_enter)}
    due = tuple(reversed(rows.items()))
    for project, row in told(due, lambda pair: pair[0], progress):
        if named and project not in named:
            continue
        if not names_file(project):
            folder.doubts.append(_nameless(project))
            continue
        if project not in collected.counted:
            absent.append(project)
            continue
        keyin = desk.next_of(row, collected.counted[project])
        unready += [project] if any(f.severity == "E" for f in keyin.findings) else []
        if not named and folder.says_all(project, keyin.fingerprint):
            current.append(project)
        else:
            written.append(desk.write(keyin))
    return Reported(
        tuple(written), tuple(current), tuple(absent), tuple(unready), doubts=tuple(folder.doubts)
    )


def _memo_of(workspace: Workspace, collected: Collected, quarter: int) -> Path:
    """A quarter's memo; 0: that of the plan for the coming one."""
    about = quarter or coming_quarter(collected.office, collected.today)
    return _memo(workspace, collected, QUARTERLY if quarter else PLAN, about)


def _memo(workspace: Workspace, collected: Collected, kind: str, quarter: int) -> Path:
    """The memo of a kind: the last one when it has the same figures, else a new one under the next number."""
    name = f"memo-{kind}" + (f"-Q{quarter}" if quarter else "")
    found = (re.fullmatch(rf"{name}_(\d+)", p.stem) for p in workspace.memos.glob("*.xlsx"))
    number = max((int(match[1]) for match in found if match), default=0)
    memo = memo_of(kind, counts(collected), quarter)
    last, path = (workspace.memos / f"{name}_{n}.xlsx" for n in (number, number + 1))
    if last.is_file() and made_from(last.read_bytes(), memo_fingerprint(memo)):
        return last
    with writing(path):
        write_memo(path, memo, collected.definition, sample=collected.sample)
    return path


def _nameless(project: str) -> Doubt:
    return (
        f"ไม่มีใบนำเข้าของโครงการ {project} เพราะรหัสนี้ใช้ตั้งชื่อไฟล์ไม่ได้ — แก้รหัสในทะเบียนคุม",
        f"No key-in workbook for {project}: the id cannot name a file. Correct it in the register.",
    )


def _alignment_unread(name: str) -> Doubt:
    return (
        f"อ่านแบบวิเคราะห์ในโฟลเดอร์ {name} ไม่ได้ จึงไม่มีข้อค้นพบที่เทียบกับแบบวิเคราะห์ — สั่ง align เพื่อดูสาเหตุ",
        f"The workbook in the folder {name} cannot be read, so findings that compare with it are missing."
        " Run align to see why.",
    )
