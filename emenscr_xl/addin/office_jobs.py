"""The jobs of the whole office as buttons: find the workspace, run the job, open what it made, say so.

Each job is imported when it is asked for, so that a click on a check does not wait for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import emenscr_xl as jobs
from emenscr_xl.addin.desk import Desk
from emenscr_xl.core.said import Said
from emenscr_xl.form.thai import BE_OFFSET, month_position, quarter_of
from emenscr_xl.jobs.workspace import Workspace
from emenscr_xl.xlam.sentences import sentence

if TYPE_CHECKING:
    from emenscr_xl.jobs.held_back import HoldsBack

_YEAR, _QUARTERS = "ปี", r"[1-4]"


def new_register(desk: Desk) -> str:
    """Make a workspace where the user wants it, and open its register."""
    folder = desk.folder("pick_new_workspace")
    year = desk.ask("ask_year", str(_fiscal_year(date.today())), r"25[0-9]{2}")
    office = desk.ask("ask_office", "", r".*")
    made = jobs.new(folder, int(year), office)
    desk.open(made.register)
    return desk.tell(sentence("registered" if made.created else "registered_before", place=made.register))


def issue_forms(desk: Desk) -> str:
    """Issue the data-collection workbooks that are due."""
    home = desk.office()
    quarter = int(desk.ask("ask_issue_quarter", "0", r"[0-4]"))
    done = jobs.forms(home.folder, quarter, progress=desk.progress)
    if not (done.issued or done.already or done.adopted or done.held or done.waived):
        return desk.tell(sentence("none_to_issue"), *_doubts(done.register_findings))
    counts = {"count": len(done.issued) + len(done.adopted), "already": len(done.already)}
    said = sentence("issued", folder=home.forms, waived=len(done.waived), **counts)
    return desk.tell(said, *_held(done), *_doubts(done.register_findings))


def alignment_tool(desk: Desk) -> str:
    """Issue the alignment-analysis workbook, and open it."""
    home = desk.office()
    done = jobs.align(home.folder, progress=desk.progress)
    desk.open(done.workbook)
    said = sentence("aligned", issue=done.issue, projects=done.projects, returned=done.returned)
    return desk.tell(said, *(th for th, _ in done.doubts), *_doubts(done.register_findings))


def consolidate(desk: Desk, sheet: str = "") -> str:
    """Take in the returns, write the consolidated workbook, and open it at a sheet."""
    home = desk.office()
    with desk.rewritten(home.consolidated(_year_of(home))):
        done = jobs.consolidate(home.folder, progress=desk.progress)
    book, doubts = desk.open(done.workbook), list(_doubts(done.register_findings))
    if sheet in [s.name for s in book.sheets]:
        desk.call("Books.ShowSheet", book.name, sheet)
    elif sheet:
        doubts.append(sentence("not_begun", sheet=sheet))
    counts = {"counted": done.counted, "projects": done.projects, "findings": done.findings}
    said = sentence("consolidated", waiting=len(done.waiting), **counts)
    return desk.tell(said, *_unread(done.unread), *doubts)


def quarterly_summary(desk: Desk) -> str:
    """Consolidate, and open the summary of the quarter that the user names."""
    from emenscr_xl.register.tables.stack import QUARTER_SUMMARY

    quarter = desk.ask("ask_quarter", str(_ended_quarter(date.today())), _QUARTERS)
    return consolidate(desk, f"{QUARTER_SUMMARY} {quarter}")


def annual_summary(desk: Desk) -> str:
    """Consolidate, and open the annual summary."""
    from emenscr_xl.register.tables.stack import SUMMARY

    return consolidate(desk, SUMMARY)


def send_back(desk: Desk) -> str:
    """Issue correction workbooks."""
    home = desk.office()
    done = jobs.correct(home.folder, progress=desk.progress)
    counts = {"count": len(done.sent), "waiting": len(done.waiting), "clean": len(done.clean)}
    said = sentence("sent_back", folder=home.corrections, **counts)
    return desk.tell(said, *_unread(done.unread), *_held(done), *_doubts(done.register_findings))


def key_in_sheets(desk: Desk) -> str:
    """Write the key-in workbooks of the projects about which anything is new."""
    home = desk.office()
    done = jobs.key_in_workbooks(home.folder, progress=desk.progress)
    counts = {"count": len(done.keyin), "current": len(done.current), "absent": len(done.absent)}
    said = sentence("key_in", folder=home.keyin, unready=len(done.unready), **counts)
    return desk.tell(said, *(th for th, _ in done.doubts))


def notices(desk: Desk) -> str:
    """Write the notices to owners, and open them."""
    home = desk.office()
    with desk.rewritten(home.notices(_year_of(home))):
        done = jobs.notices(home.folder)
    desk.open(done.workbook)
    return desk.tell(sentence("noticed", count=len(done.notices), unseen=len(done.unseen)))


def memo(desk: Desk) -> str:
    """Write a memo, and open it."""
    home = desk.office()
    which = desk.ask("ask_memo", "0", rf"[0-4]|{_YEAR}")
    annual = which == _YEAR
    done = jobs.memo(home.folder, 0 if annual else int(which), annual=annual, progress=desk.progress)
    for path in done.memos:
        desk.open(path)
    return desk.tell(sentence("memo_written", place=", ".join(map(str, done.memos))))


def _year_of(home: Workspace) -> int:
    """The fiscal year of a workspace's register."""
    return home.open_register()[0].form.fiscal_year


def _fiscal_year(today: date) -> int:
    """The fiscal year (BE) of a day; from July on the next one, which is being prepared."""
    return today.year + BE_OFFSET + (1 if month_position(today.month) <= 3 or today.month >= 7 else 0)


def _ended_quarter(today: date) -> int:
    """The quarter that ended last: the first while none of the year has."""
    return max(1, quarter_of(month_position(today.month)) - 1)


def _held(done: HoldsBack) -> Iterable[str]:
    from emenscr_xl.jobs.held_back import held_back

    return [note.th for note in held_back(done)]


def _unread(names: tuple[str, ...]) -> Iterable[str]:
    return [sentence("unread", names=", ".join(names))] if names else []


def _doubts(findings: tuple[Said, ...]) -> Iterable[str]:
    return [sentence("register_doubts", count=len(findings))] if findings else []
