"""The two readers of cells, and where each of them works: here, or in a process that may die alone."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TypeAlias, cast

from python_calamine import CalamineWorkbook

from emenscr_xl.core.submission import Cell
from emenscr_xl.sheets.alone import Ended, alone
from emenscr_xl.sheets.budget import ALONE, MB
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

_Grid: TypeAlias = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Cells:
    """The sheets in order, and the values of those that were asked for, from A1 on."""

    sheet_names: tuple[str, ...]
    grids: Mapping[str, _Grid]
    second: bool = False  # the first reader refused


class Refused(Exception):  # noqa: N818 - the second reader decides
    """The first reader cannot read the package."""


def read_cells(package: bytes, beside: Collection[str], *, here: bool) -> Cells:
    """The cells by calamine: here when the package is small and usual, else where it may die alone.

    Raises Refused when it cannot read them, and UnreadableWorkbook when that takes too long.
    """
    try:
        return by_calamine(package, beside) if here else alone(ALONE, by_calamine, package, beside)
    except (KeyboardInterrupt, SystemExit):
        raise
    except Ended as end:
        raise (_refusal(end) if end.how == "slow" else Refused) from end
    except BaseException as error:  # its panics are no Exceptions
        raise Refused from error


def read_again(package: bytes, beside: Collection[str]) -> Cells:
    """The cells by openpyxl, always where it may die alone: what the first refused is odd.

    Raises UnreadableWorkbook when it refuses too, or dies.
    """
    try:
        return alone(ALONE, by_openpyxl, package, beside)
    except Ended as end:
        raise _refusal(end) from end
    except Exception as error:
        raise UnreadableWorkbook("STR-01") from error


def by_calamine(package: bytes, beside: Collection[str]) -> Cells:
    """The first reader: fast; its panics are no Exceptions, and for want of memory it ends the process."""
    book = CalamineWorkbook.from_filelike(BytesIO(package))
    names = tuple(book.sheet_names)
    grids = {
        name: cast(_Grid, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for name in names
        if name not in beside
    }
    return Cells(names, grids)


def by_openpyxl(package: bytes, beside: Collection[str]) -> Cells:
    """The second reader: slow, and often content with what the first refuses."""
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, seldom asked

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that it would lose on writing: it only reads here
        book = load_workbook(BytesIO(package), data_only=True, keep_links=False)
    names = tuple(sheet.title for sheet in book.worksheets)
    rows = {n: book[n].iter_rows(min_row=1, min_col=1, values_only=True) for n in names if n not in beside}
    grids = {name: [[_plain(value) for value in row] for row in found] for name, found in rows.items()}
    return Cells(names, grids, second=True)


def _plain(value: object) -> Cell:
    return value if isinstance(value, str | int | float | bool | date | datetime) else None


def _refusal(end: Ended) -> UnreadableWorkbook:
    """What became of the process, said of the file."""
    if end.how == "slow":
        return UnreadableWorkbook("STR-02.slow", seconds=str(ALONE.seconds))
    if end.how == "large":
        return UnreadableWorkbook("STR-02.memory", memory=f"{ALONE.memory // MB:,} MB")
    return UnreadableWorkbook("STR-01.crash")
