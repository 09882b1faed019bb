"""The rows of many offices, kept on disk while they are gathered: memory holds one office at a time."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from tempfile import TemporaryFile
from typing import IO

from emenscr_xl.register.areas.office_table import FIRST
from emenscr_xl.register.link import Link
from emenscr_xl.register.tables.data_table import Column, DataTable, HeldRows, Row


@dataclass(slots=True)
class Spool:
    """One stacked sheet of the area. Its rows lie in a nameless file that nobody else can write.

    An office may have columns that others lack, as many as its longest history of approvals asks.
    """

    first: DataTable  # of the first office: key, sheet and title
    columns: list[Column]  # of all offices
    store: IO[bytes]
    count: int = 0

    @property
    def table(self) -> DataTable:
        """The sheet without its rows: the office, then every column that any office has."""
        return replace(self.first, columns=tuple(self.columns), note="", rows=HeldRows())

    def add(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Keep the rows of one office. A new column stands after the one that it follows there."""
        known, place = {c.key for c in self.columns}, 0
        for column in columns:
            if column.key not in known:
                self.columns.insert(place, column)
                place += 1
            else:
                place = next(n for n, c in enumerate(self.columns, start=1) if c.key == column.key)
        if rows:
            batch = [c.key for c in columns], rows
            pickle.dump(batch, self.store, protocol=pickle.HIGHEST_PROTOCOL)
            self.count += len(rows)

    def rows(self) -> Iterator[Row]:
        """The rows again, with nothing in the columns that their office lacks."""
        self.store.seek(0)
        wanted, done = [c.key for c in self.columns], 0
        while done < self.count:
            keys, rows = pickle.load(self.store)
            done += len(rows)
            if keys == wanted:
                yield from rows
                continue
            for row in rows:
                cells = dict(zip(keys, row, strict=True))
                yield [cells.get(key) for key in wanted]


@dataclass(slots=True)
class Spools:
    """Every stacked sheet of the area, by key, in the order of the workbook."""

    held: ExitStack
    by_key: dict[str, Spool] = field(default_factory=dict)

    def add(self, number: int, office: str, table: DataTable, moved: Callable[[Link], Link]) -> None:
        """Keep the rows of an office, each after the office. `moved`: a link as it leads from here."""
        columns = (*FIRST, *table.columns)
        if table.key not in self.by_key:
            store = TemporaryFile()  # noqa: SIM115 - it lives as long as the run
            self.held.callback(store.close)
            self.by_key[table.key] = Spool(table, [*columns], store)
        rows = [
            (number, office, *(moved(v) if isinstance(v, Link) else v for v in row)) for row in table.all()
        ]
        self.by_key[table.key].add(columns, rows)
