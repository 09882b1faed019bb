"""The source of each row: the copy of its file, and the cells there and in the register that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from emenscr_xl.core.places import Place, listed
from emenscr_xl.core.submission import Where
from emenscr_xl.register.office import RECORD as REGISTER_RECORD
from emenscr_xl.register.tables.data_table import REGISTER, RETURNED, Column, DataTable
from emenscr_xl.register.tables.gathered import ID, QUARTER, RECORD, Gathered, copy_of

GROUP = "ที่มาของแถวนี้ (ตามลำดับคอลัมน์ที่มีค่า)"
FILE, SHEETS, CELLS, IN_REGISTER = "source:file", "source:sheets", "source:cells", "source:register"
OF_RETURN = (
    Column(FILE, "ไฟล์ที่มา", "link", 26, GROUP, ""),
    Column(SHEETS, "แผ่นงานที่มา", "source", 24, GROUP, ""),
    Column(CELLS, "ช่องที่มา", "source", 34, GROUP, ""),
)
OF_REGISTER = (Column(IN_REGISTER, "ที่มา ทะเบียนคุม", "source", 26, GROUP, ""),)
SOURCES = frozenset(c.key for c in (*OF_RETURN, *OF_REGISTER))


def with_sources(table: DataTable, gather: Gathered) -> DataTable:
    """The table with columns at its end that name the sources of each row.

    Which columns come from a return or from the register is what the columns say of themselves; the row's
    project, quarter and record say the rest.
    """
    origins = {c.origin for c in table.columns} | ({REGISTER} if table.traced else set())
    more = (*(OF_RETURN if RETURNED in origins else ()), *(OF_REGISTER if REGISTER in origins else ()))
    if not more:
        return table
    rows = list(_Sources(gather, table).rows())
    frame = table.frame.copy(deep=False)
    for column in more:
        frame[column.key] = pd.Series([row[column.key] for row in rows], index=frame.index, dtype=object)
    return replace(table, columns=(*table.columns, *more), frame=frame)


@dataclass(frozen=True, slots=True)
class _Sources:
    """What is asked for the sources of a table's rows."""

    gather: Gathered
    table: DataTable
    modules: Mapping[tuple[str, int], str] = field(init=False)  # by base and quarter

    def __post_init__(self) -> None:
        found = {(m.base, m.quarter): m.key for m in self.gather.form.modules}
        object.__setattr__(self, "modules", found)

    def rows(self) -> Iterator[Mapping[str, object]]:
        """The sources of each row by column."""
        keys = [c.key for c in self.table.columns]
        for number, values in enumerate(self.table.frame.itertuples(index=False, name=None)):
            row = dict(zip(keys, values, strict=True))
            filled = [c for c in self.table.columns if row[c.key] not in (None, "")]
            counted = self.gather.collected.counted.get(row.get(ID, ""))
            places = [self._returned(c, row) for c in filled if c.origin == RETURNED]
            first = next(filter(None, places), None)
            ours = [c for c in filled if c.origin == REGISTER or (number, c.key) in self.table.traced]
            yield {
                FILE: replace(copy_of(counted.file), at=first) if counted and places else None,
                SHEETS: ", ".join(dict.fromkeys(p[0] for p in places if p)) or None,
                CELLS: listed(places) or None,
                IN_REGISTER: self._registered([self._in_register(c, row, number) for c in ours]),
            }

    def _returned(self, column: Column, row: Mapping[str, Any]) -> Place | None:
        """The cell of a return that a row shows in a column."""
        project = row[ID]
        base, _, name = column.address.partition(".")
        module = self.modules[base, row.get(QUARTER) or 0]
        where = Where(module, name, row.get(RECORD, 0) if "." in name else 0)
        return self.gather.collected.counted[project].places.get(self.gather.answers[project].origin(where))

    def _in_register(self, column: Column, row: Mapping[str, Any], number: int) -> Place | None:
        """The cell of the register that a row shows in a column."""
        where = self.table.traced.get((number, column.key))
        if where is None:
            record = self.gather.projects.get(row.get(ID, ""), {}).get(REGISTER_RECORD, 0)
            where = Where.at(column.address, int(str(record)))
        return self.gather.collected.places.get(where)

    def _registered(self, places: Sequence[Place | None]) -> str | None:
        return listed(places, named=True) or None
