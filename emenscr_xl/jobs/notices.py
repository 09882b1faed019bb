"""`notices`: what each owner of projects is to be told today, to be pasted, mailed or printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from emenscr_xl.form.thai import be_date_long
from emenscr_xl.jobs.decisions import received_today
from emenscr_xl.jobs.lock import locked
from emenscr_xl.jobs.workspace import Workspace, journals, writing
from emenscr_xl.register.followed import followed
from emenscr_xl.register.journal import path_text
from emenscr_xl.register.litter import litter
from emenscr_xl.register.notices import Notice
from emenscr_xl.register.notices import notices as notices_of
from emenscr_xl.register.office import office_of
from emenscr_xl.sheets.notices_workbook import write_notices


@dataclass(frozen=True, slots=True)
class Noticed:
    """The notices, where their workbook lies, and the files in `returns/` not yet taken in."""

    notices: tuple[Notice, ...]
    workbook: Path
    unseen: tuple[str, ...]


def notices(folder: Path, now: datetime | None = None) -> Noticed:
    """Write the notices of today. What was received is what the last consolidation took in.

    Raises JobError when the register or a journal cannot be read, the workbook cannot be written, or another
    job runs in the workspace.
    """
    with locked(folder, "notices"), journals():
        return _notices(Workspace(folder), now or datetime.now())


def _notices(workspace: Workspace, now: datetime) -> Noticed:
    folder = workspace.folder
    definition, register = workspace.open_register()
    office, today = office_of(register.submission), now.date()
    received = received_today(folder, office)
    projects = followed(office, received, today).values()
    made = notices_of(office, projects, definition.texts, today)
    path = workspace.notices(office.fiscal_year)
    day = be_date_long(today)
    title = f"{definition.texts['notice_list']} · {office.name} · ณ วันที่ {day}"
    with writing(path):
        write_notices(path, definition, title, made, workspace.sample)
    known = {line.file for line in received}
    files = (p for p in sorted(workspace.returns.rglob("*.xlsx")) if not litter(p.name))
    names = (path_text(p.relative_to(folder)) for p in files)
    return Noticed(made, path, tuple(name for name in names if name not in known))
