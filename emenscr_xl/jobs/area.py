"""`area`: the workspaces of many offices in one workbook, for an area, a region or the ministry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from emenscr_xl.form.thai import be_date_long
from emenscr_xl.jobs.area_folders import found_in
from emenscr_xl.jobs.area_offices import surveyed
from emenscr_xl.jobs.area_reading import Gathering
from emenscr_xl.jobs.parquet_files import Rows, parquet_files, planned, rows_of
from emenscr_xl.jobs.progress import Progress, told, unseen
from emenscr_xl.jobs.workspace import JobError, writing
from emenscr_xl.register.areas.area_office import AreaOffice
from emenscr_xl.register.areas.office_table import office_table
from emenscr_xl.register.areas.plan_rows import plan_table
from emenscr_xl.register.areas.spool import Spools
from emenscr_xl.register.areas.summary import Area
from emenscr_xl.sheets.areas.workbook import AreaBook, write_area
from emenscr_xl.sheets.beyond import HERE, MOST_ROWS
from emenscr_xl.sheets.summary.sheet import Head

TITLE = "สรุปภาพรวมหลายสำนักงาน การนำเข้าข้อมูล eMENSCR"
YEAR = " · ปีงบประมาณ {year}"
#: Folders that are named in one sentence.
MOST_SAID = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the workbook is wanted. `year` 0: the year that most offices are of; `name`: whose area it is."""

    year: int = 0
    name: str = ""
    parquet: bool = False  # the data as Parquet files, in place of sheets
    most_rows: int = MOST_ROWS  # of a sheet; what has more goes to Parquet


@dataclass(frozen=True, slots=True)
class AreaDone:
    """Every folder that came, where the workbook lies, and what lies beside it."""

    offices: tuple[AreaOffice, ...]
    year: int
    workbook: Path
    parquet: tuple[Path, ...]  # the data that lies beside it
    nowhere: tuple[str, ...]  # the sheets whose rows are too many and could not be written elsewhere

    @property
    def counted(self) -> tuple[AreaOffice, ...]:
        """The offices whose figures are summed."""
        return tuple(o for o in self.offices if o.counts)

    @property
    def whole(self) -> bool:
        """True when every folder counts and every row lies somewhere."""
        return len(self.counted) == len(self.offices) and not self.nowhere

    def as_json(self) -> dict[str, Any]:
        """The run as the published JSON says it."""
        keys = ("number", "name", "folder", "group", "state", "reason", "year")
        return {
            "fiscal_year": self.year,
            "offices": [{key: getattr(o, key) for key in keys} for o in self.offices],
            "workbook": str(self.workbook),
            "parquet": [str(path) for path in self.parquet],
            "not_written": list(self.nowhere),
        }


PLAIN = Wanted()


def area(
    out: Path,
    folders: Sequence[Path],
    wanted: Wanted = PLAIN,
    now: datetime | None = None,
    progress: Progress = unseen,
    executor: Executor | None = None,
) -> AreaDone:
    """Write one workbook of the workspaces in some folders into the folder `out`; nothing else is changed.

    Each office is judged as by its own consolidation on the day of `now`. A folder that cannot be counted
    is one line with its reason. `executor`: where returns are read, see `consolidate`.
    Raises JobError when none can be counted, or something cannot be written.
    """
    offices = surveyed(found_in(folders, out), wanted.year)
    year = next((o.year for o in offices if o.counts and o.year), 0)
    path = out / f"area-{year}.xlsx"
    beyond = planned(path, asked=wanted.parquet, most_rows=0 if wanted.parquet else wanted.most_rows)
    with ExitStack() as held:
        _must_be_free(path, offices)
        gathering = Gathering(out, now or datetime.now(), Spools(held), executor)
        read = [gathering.read(o) if o.counts else o for o in told(offices, _folder, progress)]
        name = wanted.name or ", ".join(folder.absolute().name for folder in folders)
        title = f"{TITLE}{YEAR.format(year=year)}"
        book = replace(_book(gathering, tuple(read), title, name), beyond=beyond)
        with writing(path):
            write_area(path, book)
        files = parquet_files(path, _rows(book), beyond)
        too_many = (s for s in book.spools.values() if beyond.too_many(s.count))
        nowhere = tuple(s.table.sheet for s in too_many if not beyond.folder)
        return AreaDone(tuple(read), year, path, files, nowhere)


def _folder(office: AreaOffice) -> str:
    return office.folder


def _must_be_free(path: Path, offices: Sequence[AreaOffice]) -> None:
    """Say before an hour of reading, not after it, that there is nothing to count or the workbook is open."""
    if not any(o.counts for o in offices):
        _none_counts(offices)
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.open("rb+").close()


def _none_counts(offices: Sequence[AreaOffice]) -> NoReturn:
    """Raise JobError: no folder holds an office that can be counted."""
    named = " · ".join(f"{o.folder}: {o.reason}" for o in offices[:MOST_SAID])
    more = f" และอีก {len(offices) - MOST_SAID} โฟลเดอร์" if len(offices) > MOST_SAID else ""
    raise JobError(
        "ไม่พบโฟลเดอร์ทำงานของสำนักงานใดที่อ่านได้ — ระบุโฟลเดอร์ที่มีโฟลเดอร์ทำงาน (ซึ่งมี register.xlsx) ของแต่ละสำนักงาน"
        + (f" · {named}{more}" if named else ""),
        "No office's workspace can be read. Name the folder that holds the offices' workspaces"
        f" (each with a register.xlsx); {len(offices)} folders were looked at.",
    )


def _book(gathering: Gathering, offices: tuple[AreaOffice, ...], title: str, name: str) -> AreaBook:
    """What the workbook shows. Raises JobError when no office could be read to its end."""
    shape, definition = gathering.shape, gathering.definition
    if shape is None or definition is None:
        _none_counts(offices)
    counted = [o for o in offices if o.counts]
    newest = max((o.newest for o in counted if o.newest), default=None)
    until = f"นับ {len(counted)} จาก {len(offices)} โฟลเดอร์ · ณ วันที่ {be_date_long(gathering.moment.date())} · "
    until += f"ไฟล์ล่าสุดที่ได้รับ {be_date_long(newest.date())}" if newest else "ยังไม่ได้รับไฟล์ใด"
    return AreaBook(
        Area(offices, shape, tuple(gathering.plans), gathering.begun),
        office_table(offices, shape, gathering.links, title),
        plan_table(gathering.plans, title),
        gathering.spools.by_key,
        Head(title, name, until, sample=gathering.sample),
        HERE,
        definition.style,
    )


def _rows(book: AreaBook) -> Iterator[Rows]:
    """The rows of every data sheet; of the offices and plans, which are never too many, where asked for."""
    for table in (book.offices, book.plans) if book.beyond.asked else ():
        yield rows_of(table)
    for spool in book.spools.values():
        yield Rows(spool.table, spool.count, spool.rows)
