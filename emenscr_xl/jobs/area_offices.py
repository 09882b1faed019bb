"""Which of the folders that came are offices of the year, each once; and why the others are not counted."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from emenscr_xl.core.text import squeezed
from emenscr_xl.jobs.area_folders import Found
from emenscr_xl.jobs.system_words import in_thai
from emenscr_xl.jobs.workspace import JobError, Workspace, journals
from emenscr_xl.register.areas.area_office import (
    NO_WORKSPACE,
    OTHER_YEAR,
    SAME_OFFICE,
    UNREADABLE,
    AreaOffice,
)
from emenscr_xl.register.files.ledger import read_ledger
from emenscr_xl.register.follow_up.punctuality import received_on
from emenscr_xl.register.office import office_of

NOT_THIS_YEAR = "เป็นข้อมูลปีงบประมาณ {found} ไม่ใช่ {year} — ขอให้สำนักงานส่งโฟลเดอร์ของปี {year}"
SAME = "เป็นสำนักงานเดียวกับลำดับที่ {number} ({folder}) ซึ่งได้รับไฟล์ใหม่กว่าหรือเท่ากัน — เก็บโฟลเดอร์เดียวต่อสำนักงาน แล้วสั่งใหม่"
UNEXPECTED = "อ่านแล้วเกิดข้อผิดพลาดที่ไม่คาดไว้ ({what}) — เปิดดูโฟลเดอร์นี้ หรือขอให้สำนักงานส่งใหม่"


def surveyed(found: Iterable[Found], year: int = 0) -> tuple[AreaOffice, ...]:
    """Every folder that came with its office's name and year, and whether it is to be counted.

    `year` 0: the year that most of them are of, of equals the latest. Of two folders of one office the one
    with the newest file counts, of equals the first.
    """
    offices = tuple(_surveyed(number, each) for number, each in enumerate(found, start=1))
    years = Counter(o.year for o in offices if o.year)
    year = year or max(years, key=lambda each: (years[each], each), default=0)
    return tuple(_each_once([_of_year(office, year) for office in offices]))


def _surveyed(number: int, found: Found) -> AreaOffice:
    """What a folder's register says of its office."""
    office = AreaOffice(number, found.path, found.folder, found.group, found.path.name)
    if found.reason:
        return replace(office, state=NO_WORKSPACE, reason=found.reason)
    workspace = Workspace(found.path)
    try:
        _, register = workspace.open_register()
        said = office_of(register.submission)
        with journals():
            newest = max((received_on(line) for line in read_ledger(found.path)), default=None)
    except Exception as error:  # whatever one folder holds, the others are read
        return unreadable(office, error)
    return replace(office, name=squeezed(said.name) or office.name, year=said.fiscal_year, newest=newest)


def unreadable(office: AreaOffice, error: Exception) -> AreaOffice:
    """The office that could not be read, and why, in Thai."""
    if isinstance(error, JobError):
        why = error.th.replace(f"{office.path}{os.sep}", "")
    elif isinstance(error, OSError):
        why = in_thai(error)
    else:
        why = UNEXPECTED.format(what=type(error).__name__)
    return replace(office, state=UNREADABLE, reason=why)


def _of_year(office: AreaOffice, year: int) -> AreaOffice:
    """The office; not counted when it is of another year."""
    if office.counts and office.year != year:
        return replace(office, state=OTHER_YEAR, reason=NOT_THIS_YEAR.format(found=office.year, year=year))
    return office


def _each_once(offices: Sequence[AreaOffice]) -> Iterator[AreaOffice]:
    """The offices; of those with one name only the one with the newest file is counted."""
    counts: dict[str, AreaOffice] = {}
    for office in offices:
        other = counts.get(office.name.casefold())
        if office.counts and (other is None or _moment(office) > _moment(other)):
            counts[office.name.casefold()] = office
    for office in offices:
        one = counts.get(office.name.casefold(), office)
        if office.counts and one is not office:
            said = SAME.format(number=one.number, folder=one.folder)
            yield replace(office, state=SAME_OFFICE, reason=said)
        else:
            yield office


def _moment(office: AreaOffice) -> datetime:
    return office.newest or datetime.min
