"""One job at a time in a workspace: a lock that dies with the program that holds it, and a note.

The lock does not reach other computers where a folder is synced between them (OneDrive): there the note does.
"""

from __future__ import annotations

import getpass
import json
import platform
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from emenscr_xl.form.thai import be_date
from emenscr_xl.jobs.workspace import FOLDERS, JobError, Workspace, writing
from emenscr_xl.register.files.whole_file import leftovers, write_whole

LOCK, NOTE = ".emenscr-xl.lock", ".emenscr-xl.running.json"
Job = Literal["consolidate", "forms", "align", "catalogue", "correct", "report", "notices"]
#: What each job is called when somebody must wait for it, in Thai and in English.
WORDS: Mapping[str, tuple[str, str]] = {
    "consolidate": ("รวมข้อมูล", "consolidating"),
    "forms": ("ออกแบบเก็บข้อมูล", "issuing workbooks"),
    "align": ("ออกแบบวิเคราะห์ความเชื่อมโยง", "issuing the alignment analysis"),
    "catalogue": ("นำเข้าบัญชีรายการ", "importing a catalogue"),
    "correct": ("ออกสมุดแก้ไข", "issuing correction workbooks"),
    "notices": ("ทำข้อความแจ้งเตือน", "writing notices"),
    "report": ("ทำใบนำเข้าและบันทึกข้อความ", "writing key-in sheets and memos"),
}
#: A note of another computer that is older was left by a crash: no job takes as long.
FRESH = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Note:
    """Who works in a workspace: on which computer, at what, since when (ISO 8601)."""

    who: str
    machine: str
    job: str
    since: str

    @property
    def ours(self) -> bool:
        """True when it was written on this computer."""
        return self.machine == platform.node()

    @property
    def fresh(self) -> bool:
        """True when the job that it tells of may still run."""
        return abs(datetime.now(UTC) - self._moment) < FRESH

    @property
    def _moment(self) -> datetime:
        return datetime.fromisoformat(self.since).astimezone(UTC)

    def refusal(self, note: Path) -> JobError:
        """What somebody is told who must wait."""
        begun = self._moment.astimezone()
        th, en = WORDS.get(self.job, (self.job, self.job))
        wait, wait_en = "รอให้เสร็จแล้วสั่งอีกครั้ง", "Wait until it is done, then run again."
        if not self.ours:
            minutes = FRESH // timedelta(minutes=1)
            wait += f" (ถ้าเครื่องนั้นหยุดกลางคัน สั่งได้อีกเมื่อครบ {minutes} นาที หรือลบไฟล์ {note})"
            wait_en += f" (If that computer broke off: after {minutes} minutes, or once {note} is deleted.)"
        day = be_date(begun.date())
        return JobError(
            f"{self.who} กำลัง{th}อยู่ที่เครื่อง {self.machine} ตั้งแต่ {day} {begun:%H:%M} น. — {wait}",
            f"{self.who} is {en} on {self.machine} since {begun:%Y-%m-%d %H:%M}. {wait_en}",
        )


@contextmanager
def locked(workspace: Path, job: Job) -> Iterator[None]:
    """Have a workspace alone while a job runs, and clear away what a killed job left half-written.

    Raises JobError when another job runs there, when there is no workspace, or nothing can be written in it.
    """
    Workspace(workspace).must_exist()
    note, lock = workspace / NOTE, FileLock(workspace / LOCK)
    with writing(workspace / LOCK):
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise (_read(note) or _somebody(job)).refusal(note) from None
    try:
        other = _read(note)
        if other and not other.ours and other.fresh:
            raise other.refusal(note)
        with writing(note):
            write_whole(note, json.dumps(asdict(_somebody(job)), ensure_ascii=False).encode())
        try:
            _clear(workspace)
            yield
        finally:
            with suppress(OSError):
                note.unlink()
    finally:
        lock.release()


def _somebody(job: Job) -> Note:
    """Who runs this program."""
    try:
        who = getpass.getuser()
    except (KeyError, OSError):  # a user without a name
        who = "ผู้ใช้"
    return Note(who, platform.node(), job, datetime.now(UTC).isoformat(timespec="seconds"))


def _read(note: Path) -> Note | None:
    """What a note says; None when there is none, or it says nothing."""
    try:
        said = Note(**json.loads(note.read_text(encoding="utf-8")))
        datetime.fromisoformat(said.since)
    except (OSError, ValueError, TypeError):
        return None
    return said


def _clear(workspace: Path) -> None:
    """Remove the temporary files of a run that was killed: nobody is writing now."""
    within = (*FOLDERS, "alignment", "catalogues", "reports/memos")
    for folder in (workspace, *(workspace / name for name in within)):
        for path in leftovers(folder):
            with suppress(OSError):
                path.unlink()
