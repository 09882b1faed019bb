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
from emenscr_xl.register.tables.data_table import DataTable, HeldRows, Row


@dataclass(slots=True)
class Spool:
    """One stacked sheet of the area. Its rows lie in a nameless file that nobody else can write."""

    table: DataTable  # the office's, after columns for the office; its rows are not here
    store: IO[bytes]
    count: int = 0

    def add(self, rows: Sequence[Row]) -> None:
        """Keep the rows of one office."""
        if rows:
            pickle.dump(rows, self.store, protocol=pickle.HIGHEST_PROTOCOL)
            self.count += len(rows)

    def batches(self) -> Iterator[Sequence[Row]]:
        """The rows again, those of an office at a time."""
        self.store.seek(0)
        done = 0
        while done < self.count:
            rows: Sequence[Row] = pickle.load(self.store)
            done += len(rows)
            yield rows

    def rows(self) -> Iterator[Row]:
        """The rows again, one at a time."""
        for batch in self.batches():
            yield from batch


@dataclass(slots=True)
class Spools:
    """Every stacked sheet of the area, by key, in the order of the workbook."""

    held: ExitStack
    by_key: dict[str, Spool] = field(default_factory=dict)

    def add(self, number: int, office: str, table: DataTable, moved: Callable[[Link], Link]) -> None:
        """Keep the rows of an office, each after the office. `moved`: a link as it leads from here.

        Raises ValueError when an office's table has other columns.
        """
        spool = self.by_key.get(table.key)
        if spool is None:
            columns = (*FIRST, *table.columns)
            bare = replace(table, columns=columns, note="", rows=HeldRows())
            store = TemporaryFile()  # noqa: SIM115 - it lives as long as the run
            self.held.callback(store.close)
            spool = self.by_key[table.key] = Spool(bare, store)
        if spool.table.columns[len(FIRST) :] != table.columns:
            raise ValueError(f"the columns of {table.key} differ between offices")
        spool.add(
            [(number, office, *(moved(v) if isinstance(v, Link) else v for v in row)) for row in table.all()]
        )
