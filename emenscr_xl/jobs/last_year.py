"""Last year's workspace, read for comparison and never written: its register, ledger and kept copies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from emenscr_xl.form.topics import WAIVABLE
from emenscr_xl.jobs.intake import Intake
from emenscr_xl.jobs.settled import settled
from emenscr_xl.jobs.system_words import in_thai
from emenscr_xl.jobs.workspace import JobError, Workspace, journals
from emenscr_xl.register.collected import NO_LAST_YEAR, Collected, LastYear
from emenscr_xl.register.files.ledger import read_ledger
from emenscr_xl.register.follow_up.punctuality import received_on
from emenscr_xl.register.office import Office, office_of
from emenscr_xl.register.waivers import with_waivers

SETTING = "last_year"
ITSELF = "โฟลเดอร์ปีก่อนที่ระบุในแผ่นตั้งค่าคือโฟลเดอร์ของปีนี้เอง — ระบุโฟลเดอร์ของปีก่อน หรือเว้นว่าง"
UNREADABLE = "อ่านโฟลเดอร์ปีก่อนที่ระบุในแผ่นตั้งค่าไม่ได้ จึงไม่มีการเปรียบเทียบ: {why}"


def last_year(workspace: Workspace, office: Office, today: date) -> LastYear:
    """The year before, where the register's settings name its folder. Never an error."""
    named = str(office.settings.get(SETTING, ""))
    if not named:
        return NO_LAST_YEAR
    folder = workspace.folder / named.replace("\\", "/")
    if folder.resolve() == workspace.folder.resolve():
        return LastYear(named, problem=ITSELF)
    try:
        return LastYear(named, _collected(folder, today))
    except JobError as error:
        return LastYear(named, problem=UNREADABLE.format(why=error.th))
    except OSError as error:
        return LastYear(named, problem=UNREADABLE.format(why=in_thai(error)))


def _collected(folder: Path, today: date) -> Collected:
    """That year as it stood when its last file came in: its waivers have expired since."""
    workspace = Workspace(folder)
    definition, register = workspace.open_register()
    office = office_of(register.submission)
    with journals():
        days = [received_on(line).date() for line in read_ledger(folder)]
        day = min([today, *([max(days)] if days else [])])
        received, counted = settled(Intake(folder, definition, office, day.isoformat()))
    counted = with_waivers(counted, office, definition.register.catalogues[WAIVABLE], day)
    return Collected(definition, office, received, counted, day, sample=workspace.sample)
