"""`notices`: what each owner of projects is to be told today, to be pasted, mailed or printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from emenscr_xl.form.thai import be_date_long
from emenscr_xl.jobs.decisions import received_today
from emenscr_xl.jobs.file_content import bounded
from emenscr_xl.jobs.lock import locked
from emenscr_xl.jobs.workspace import Workspace, journals, writing
from emenscr_xl.register.corrections.replies import rounds, still_out
from emenscr_xl.register.corrections.requests import read_requests
from emenscr_xl.register.files.issued import read_issued
from emenscr_xl.register.files.journal import path_text
from emenscr_xl.register.files.ledger import Received, sha256_of
from emenscr_xl.register.files.litter import litter
from emenscr_xl.register.follow_up.followed import followed
from emenscr_xl.register.follow_up.notices import Notice
from emenscr_xl.register.follow_up.notices import notices as notices_of
from emenscr_xl.register.office import office_of
from emenscr_xl.sheets.printed.notices_workbook import write_notices


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
        return _notices(Workspace(folder), (now or datetime.now()).date())


def _notices(workspace: Workspace, today: date) -> Noticed:
    definition, register = workspace.open_register()
    office = office_of(register.submission)
    received = received_today(workspace.folder, office)
    projects = followed(office, received, today).values()
    issued = {(line.project, line.issue) for line in read_issued(workspace.folder)}
    out = still_out(rounds(read_requests(workspace.folder), issued), received)
    made = notices_of(office, projects, definition.texts, today, out)
    path = workspace.notices(office.fiscal_year)
    day = be_date_long(today)
    title = f"{definition.texts['notice_list']} · {office.name} · ณ วันที่ {day}"
    with writing(path):
        write_notices(path, definition, title, made, workspace.sample)
    return Noticed(made, path, tuple(_unseen(workspace, received)))


def _unseen(workspace: Workspace, received: Iterable[Received]) -> Iterator[str]:
    """The files in `returns/` that a consolidation would take in: new ones, and those with other content."""
    last = {line.file: line.sha256 for line in received}
    for path in sorted(p for p in workspace.returns.rglob("*") if p.is_file() and not litter(p.name)):
        name = path_text(path.relative_to(workspace.folder))
        try:
            known = last.get(name) == sha256_of(bounded(path))
        except OSError:  # it is open: the next consolidation tries again
            known = name in last
        if not known:
            yield name
