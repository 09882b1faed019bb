"""Putting values and formulas into cells as Excel does when they come through COM."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any

from support.areas import Area, blocks
from support.errors import ComError
from support.formats import GENERAL, LOGICAL_KEY, TEXT_KEY
from support.formulas import to_libreoffice
from support.typed import typed

if TYPE_CHECKING:
    from support.sheets import Sheet

LONGEST = 32_767
#: LibreOffice's error numbers for a formula that cannot be read.
UNREADABLE = {501, 507, 508, 509, 510, 511, 512, 520}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in Excel's grammar, with its =."""

    text: str


def write(sheet: "Sheet", area: Area, data: Any) -> None:
    """A value for every cell, or one for all: texts are read as typed, None and "" blank the cell."""
    sheet.refuse_locked(area)
    keys = [[GENERAL] * area.columns for _ in range(area.rows)]
    for part, key in sheet.uniform(area, "NumberFormat"):
        for row in range(part.row - area.row, part.row - area.row + part.rows):
            left = part.column - area.column
            keys[row][left : left + part.columns] = [key] * part.columns
    grid = [
        [_for_cell(value, key) for value, key in zip(*rows, strict=True)]
        for rows in zip(_grid(area, data), keys, strict=True)
    ]
    plain = tuple(tuple(_plain(sheet, value) for value in row) for row in grid)
    sheet.at(area).setDataArray(plain)
    _write_formulas(sheet, area, grid)
    _set_formats(sheet, area, grid, keys)


def _grid(area: Area, data: Any) -> list[Sequence[Any]]:
    if not isinstance(data, (list, tuple)):
        if isinstance(data, str) and data[:1] == "=" and not area.single:
            raise NotImplementedError("one formula for many cells: its references would have to move")
        return [[data] * area.columns for _ in range(area.rows)]
    if len(data) != area.rows or any(len(row) != area.columns for row in data):
        raise ComError("The values have not the shape of the range.")
    return list(data)


def _for_cell(value: Any, key: int) -> Any:
    """What a cell of this format takes the value for: "", str, float, bool, datetime or Formula."""
    if isinstance(value, str):
        if len(value) > LONGEST:
            raise ComError("A cell holds at most 32767 characters.")
        if value[:1] == "'":
            return value[1:]
        if key == TEXT_KEY or not value:
            return value
        value = typed(value)
        return Formula(value) if isinstance(value, str) and value[:1] == "=" and len(value) > 1 else value
    value = _known(value)
    return _as_text(value) if key == TEXT_KEY else value


def _known(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return moment.replace(tzinfo=None)
    if isinstance(value, bool):
        return value
    if isinstance(value, (Real, Decimal)):
        return "" if math.isnan(value) else float(value)
    raise TypeError(f"The Python instance can not be converted to a COM object: {value!r}")


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value.month}/{value.day}/{value.year}" + (
            f"{value: %H:%M:%S}" if value.time() != value.min.time() else ""
        )
    return (
        str(value).upper()
        if isinstance(value, bool)
        else value
        if isinstance(value, str)
        else f"{value:.15G}"
    )


def _plain(sheet: "Sheet", value: Any) -> str | float:
    if isinstance(value, Formula):
        return ""
    if isinstance(value, datetime):
        since = value - sheet.book.day_0.replace(tzinfo=None)
        return since.total_seconds() / 86_400
    return value if isinstance(value, str) else float(value)


def _write_formulas(sheet: "Sheet", area: Area, grid: Sequence[Sequence[Any]]) -> None:
    for block in blocks([[isinstance(value, Formula) for value in row] for row in grid]):
        part = area.within(block)
        rows = grid[block.row - 1 : block.row - 1 + block.rows]
        left = block.column - 1
        texts = tuple(
            tuple(to_libreoffice(value.text) for value in row[left : left + block.columns]) for row in rows
        )
        sheet.at(part).setFormulaArray(texts)
        _refuse_unreadable(sheet, part)


def _refuse_unreadable(sheet: "Sheet", part: Area) -> None:
    for address in sheet.at(part).queryFormulaCells(4).RangeAddresses:  # FormulaResult.ERROR
        for row in range(address.StartRow, address.EndRow + 1):
            for column in range(address.StartColumn, address.EndColumn + 1):
                if sheet.uno.getCellByPosition(column, row).getError() in UNREADABLE:
                    sheet.at(Area(row + 1, column + 1)).clearContents(CONTENTS)
                    raise ComError("There's a problem with this formula.")


#: com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING, FORMULA.
CONTENTS = 1 + 2 + 4 + 16


def _set_formats(
    sheet: "Sheet", area: Area, grid: Sequence[Sequence[Any]], keys: Sequence[Sequence[int]]
) -> None:
    """Truth values have a format in LibreOffice; a date in a General cell gets one in Excel too."""
    wanted = [
        [_format(sheet, value, key) for value, key in zip(*rows, strict=True)]
        for rows in zip(grid, keys, strict=True)
    ]
    for key, block in _changes(wanted, keys):
        sheet.at(area.within(block)).NumberFormat = key


def _format(sheet: "Sheet", value: Any, key: int) -> int:
    if key not in (GENERAL, LOGICAL_KEY) or isinstance(value, Formula):
        return key
    if isinstance(value, bool):
        return LOGICAL_KEY
    if isinstance(value, datetime):
        timed = value.time() != value.min.time()
        return sheet.book.formats.key("m/d/yyyy h:mm" if timed else "m/d/yyyy")
    return GENERAL


def _changes(wanted: Sequence[Sequence[int]], keys: Sequence[Sequence[int]]) -> Iterator[tuple[int, Area]]:
    pairs = [list(zip(*rows, strict=True)) for rows in zip(wanted, keys, strict=True)]
    for key in {new for row in pairs for new, old in row if new != old}:
        marks = [[new == key != old for new, old in row] for row in pairs]
        yield from ((key, block) for block in blocks(marks))
