"""Reading the offices of an area one after the other: each is judged as by its own consolidation."""

from __future__ import annotations

import gc
import os
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.area_offices import unreadable
from emenscr_xl.jobs.consolidate import collected_of
from emenscr_xl.jobs.workspace import Workspace
from emenscr_xl.register.areas.area_office import NOTHING_RETURNED, AreaOffice, catalogues_of
from emenscr_xl.register.areas.plan_rows import PlanRow, plan_rows
from emenscr_xl.register.areas.spool import Spools
from emenscr_xl.register.areas.spread import Spread, figures_of, spread
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.files.journal import path_text
from emenscr_xl.register.files.ledger import NUMBER_LENGTH, sha256_of
from emenscr_xl.register.link import Link
from emenscr_xl.register.summaries.of_quarter import begun_quarters
from emenscr_xl.register.tables.stack import stack

#: In the folder of the area's workbook: what was read of each office.
CACHES = ".emenscr-xl-offices"
NOT_READ = "นับแล้ว แต่อ่าน {names} ไม่ได้ จึงไม่มีข้อค้นพบจากส่วนนั้น"


@dataclass(slots=True)
class Gathering:
    """What is kept of the offices read so far: rows on disk, and figures."""

    out: Path  # the folder of the workbook, which links begin from
    moment: datetime
    spools: Spools
    executor: Executor | None = None  # where returns are read; see `consolidate`
    plans: list[tuple[int, str, PlanRow]] = field(default_factory=list)
    shape: Spread | None = None
    definition: Definition | None = None  # of the first office
    begun: tuple[int, ...] = ()
    sample: bool = False

    def read(self, office: AreaOffice) -> AreaOffice:
        """The office with its figures, its rows kept; or why it could not be read."""
        try:
            collected, unread = collected_of(
                Workspace(office.path), self.moment, executor=self.executor, cache=self._cache(office)
            )
            read = self._kept(office, collected)
        except Exception as error:  # whatever one folder holds, the others are read
            return unreadable(office, error)
        finally:
            gc.collect()  # what one office held is let go before the next: it is held in rings
        return replace(read, reason=NOT_READ.format(names=", ".join(unread))) if unread else read

    def _cache(self, office: AreaOffice) -> Path:
        """Where what was read of an office is kept: with us, for what others kept is not to be trusted."""
        return self.out / CACHES / sha256_of(office.folder.encode())[:NUMBER_LENGTH]

    def _kept(self, office: AreaOffice, collected: Collected) -> AreaOffice:
        """Keep an office's rows and figures, all or none of them."""
        tables = {table.key: table for table in stack(collected)}
        shape, rows = spread(collected), list(plan_rows(collected, tables))
        figures = figures_of(shape, tables)
        self.shape = self.shape or shape
        if self.shape.columns != shape.columns:
            raise ValueError("the figures of the offices differ")
        for table in tables.values():
            self.spools.add(office.number, office.name, table, lambda link: self.moved(office.path, link))
        self.plans += [(office.number, office.name, row) for row in rows]
        self.definition = self.definition or collected.definition
        self.begun = tuple(m.quarter for m in begun_quarters(replace(collected, received=())))
        self.sample |= collected.sample
        state = office.state if collected.returned else NOTHING_RETURNED
        return replace(office, figures=figures, state=state, catalogues=catalogues_of(collected))

    def links(self, office: AreaOffice) -> tuple[Link, Link | None]:
        """The links to an office's folder, and to its own consolidated workbook where it has one."""
        folder = Link(self.way_to(office.path), office.folder)
        own = Workspace(office.path).consolidated(office.year or 0)
        return folder, Link(self.way_to(own), own.name) if own.is_file() else None

    def moved(self, workspace: Path, link: Link) -> Link:
        """A link of an office's consolidated workbook as it leads from the area's."""
        return replace(link, target=self.way_to(workspace / "reports" / link.target))

    def way_to(self, path: Path) -> str:
        """The way from the area's workbook to a file; all of it where there is none, as to another drive."""
        absolute = os.path.normpath(path.absolute())
        try:
            return path_text(Path(os.path.relpath(absolute, self.out.absolute())))
        except ValueError:
            return path_text(Path(absolute))
