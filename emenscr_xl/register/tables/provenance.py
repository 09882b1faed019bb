"""The source of each row: the copy of its file, and the cells there and in the register that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import cast

from emenscr_xl.core.places import Place, listed
from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import Form
from emenscr_xl.register.link import Link
from emenscr_xl.register.office import RECORD as REGISTER_RECORD
from emenscr_xl.register.tables.answered import origin
from emenscr_xl.register.tables.data_table import REGISTER, RETURNED, Column, Row, Traced
from emenscr_xl.register.tables.gathered import ID, QUARTER, RECORD, Gathered, Project
from emenscr_xl.register.tables.making import Making

GROUP = "ที่มาของแถวนี้ (ตามลำดับคอลัมน์ที่มีค่า)"
FILE, SHEETS, CELLS, IN_REGISTER = "source:file", "source:sheets", "source:cells", "source:register"
OF_RETURN = (
    Column(FILE, "ไฟล์ที่มา", "link", 26, GROUP, ""),
    Column(SHEETS, "แผ่นงานที่มา", "source", 24, GROUP, ""),
    Column(CELLS, "ช่องที่มา", "source", 34, GROUP, ""),
)
OF_REGISTER = (Column(IN_REGISTER, "ที่มา ทะเบียนคุม", "source", 26, GROUP, ""),)
SOURCES = frozenset(c.key for c in (*OF_RETURN, *OF_REGISTER))
_UNKNOWN = (None, None, None)


def with_sources(making: Making, gather: Gathered) -> tuple[Making, Sources | None]:
    """The table with columns at its end that name the sources of each row, and what finds these.

    Which columns come from a return or from the register is what the columns say of themselves; the row's
    project, quarter and record say the rest.
    """
    table = making.table
    origins = {c.origin for c in table.columns} | ({REGISTER} if making.traced else set())
    more = (*(OF_RETURN if RETURNED in origins else ()), *(OF_REGISTER if REGISTER in origins else ()))
    if not more:
        return making, None
    sources = Sources(
        gather,
        {q: tuple(_shown(gather.form, table.columns, q)) for q in (0, *(m.quarter for m in gather.quarters))},
        tuple((n, Where.at(c.address)) for n, c in enumerate(table.columns) if c.origin == REGISTER),
        {c.key: n for n, c in enumerate(table.columns)},
        of_return=RETURNED in origins,
        of_register=REGISTER in origins,
        traced=making.traced,
    )
    return replace(making, table=replace(table, columns=(*table.columns, *more))), sources


@dataclass(frozen=True, slots=True)
class _Shown:
    """The places of a return that a column shows: one, or one in each record."""

    column: int
    module: str
    name: str
    in_table: bool


def _shown(form: Form, columns: Sequence[Column], quarter: int) -> Iterator[_Shown]:
    """The columns that show answers, as the module of a quarter asks for them (0: those of the year)."""
    modules = {m.base: m.key for m in form.modules if m.quarter == quarter}
    for number, column in enumerate(columns):
        base, _, name = column.address.partition(".")
        if column.origin == RETURNED and base in modules:
            where = Where.at(origin(form, f"{modules[base]}.{name}"))
            yield _Shown(number, where.module, where.field, "." in name)


@dataclass(slots=True)
class Sources:
    """What finds the sources of a table's rows."""

    gather: Gathered
    shown: Mapping[int, tuple[_Shown, ...]]  # by quarter
    registered: tuple[tuple[int, Where], ...]  # column and question of the register
    keys: Mapping[str, int]  # the columns by key
    of_return: bool
    of_register: bool
    traced: bool
    last: tuple[list[object], str | None] = field(default=([], None), init=False)

    def added(self, row: Row, project: Project | None) -> Row:
        """The row with its sources. `project`: whose return the row shows."""
        plain = [cell.value if isinstance(cell, Traced) else cell for cell in row] if self.traced else [*row]
        more: list[object] = []
        if self.of_return:
            more += self._returned(plain, project) if project else _UNKNOWN
        if self.of_register:
            more.append(self._registered(row, plain))
        return plain + more

    def _returned(self, row: Row, project: Project) -> Row:
        """The file, the sheets and the cells of the return that a row shows."""
        quarter, record = (row[self.keys[key]] if key in self.keys else 0 for key in (QUARTER, RECORD))
        at = cast("Mapping[tuple[str, str, object], Place]", project.places)
        places = tuple(
            [
                at.get((each.module, each.name, record if each.in_table else 0))
                for each in self.shown[quarter]  # type: ignore[index]
                if row[each.column] is not None and row[each.column] != ""
            ]
        )
        if not places or project.copy is None:
            return _UNKNOWN
        first = next(filter(None, places), None)
        return Link(project.copy.target, project.copy.text, first), *_unnamed(places)

    def _registered(self, row: Row, plain: Row) -> str | None:
        """The cells of the register that a row shows, in the order of the columns."""
        if self.traced:
            return _named(self._in_register(row, plain))
        asked = [plain[self.keys[ID]] if ID in self.keys else "", *(plain[n] for n, _ in self.registered)]
        if self.last[0] != asked:  # the rows of one project show the same cells
            self.last = asked, _named(self._in_register(row, plain))
        return self.last[1]

    def _in_register(self, row: Row, plain: Row) -> tuple[Place | None, ...]:
        project = self.gather.projects.get(str(row[self.keys[ID]])) if ID in self.keys else None
        record = int(str(project.get(REGISTER_RECORD, 0))) if project else 0
        wheres = {n: Where(where.module, where.field, record) for n, where in self.registered}
        if self.traced:
            wheres |= {n: cell.where for n, cell in enumerate(row) if isinstance(cell, Traced)}
            wheres = dict(sorted(wheres.items()))
        places = self.gather.collected.places
        return tuple([places.get(w) for n, w in wheres.items() if plain[n] is not None and plain[n] != ""])


@lru_cache(maxsize=10_000)  # returns of one layout share their cells
def _unnamed(places: tuple[Place | None, ...]) -> tuple[str | None, str | None]:
    """The sheets, and the cells in their order."""
    return ", ".join(dict.fromkeys(p[0] for p in places if p)) or None, listed(places) or None


@lru_cache(maxsize=1_000)  # a project's rows show the same cells in most sheets
def _named(places: tuple[Place | None, ...]) -> str | None:
    """The cells in their order, with their sheet."""
    return listed(places, named=True) or None
