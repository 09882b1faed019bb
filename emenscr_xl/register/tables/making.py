"""How a data sheet is made: project by project, so that only one return is open at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from emenscr_xl.register.tables.data_table import DataTable, Row
from emenscr_xl.register.tables.gathered import Project


def _none(_: Project) -> Iterable[Row]:
    return ()


def _nothing() -> Iterable[Row]:
    return ()


@dataclass(frozen=True, slots=True)
class Making:
    """A data sheet without its rows, and what makes them.

    `of` makes the rows of one project; `rest` those that need no return, asked when every project was seen.
    """

    table: DataTable
    of: Callable[[Project], Iterable[Row]] = _none
    rest: Callable[[], Iterable[Row]] = _nothing
    traced: bool = False  # some cells are `Traced`
