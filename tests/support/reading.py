"""What is in the cells of an area, in Excel's terms, read in as few calls as it takes."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from support.areas import Area, parsed
from support.formats import CURRENCY, DATE, LOGICAL, TIME
from support.formulas import to_excel

if TYPE_CHECKING:
    from support.sheets import Sheet

Grid = list[list[Any]]
#: LibreOffice's error numbers, and what COM gives for the same error. Others are told as #VALUE!.
ERRORS = {
    521: -2146826288,  # #NULL!
    532: -2146826281,  # #DIV/0!
    519: -2146826273,  # #VALUE!
    524: -2146826265,  # #REF!
    525: -2146826259,  # #NAME?
    503: -2146826252,  # #NUM!
    32767: -2146826246,  # #N/A
}
#: Errors of newer Excels: int in COM as the others, but xlwings does not know them.
NEWER_ERRORS = {
    "#GETTING_DATA": -2146826245,
    "#SPILL!": -2146826243,
    "#CONNECT!": -2146826242,
    "#BLOCKED!": -2146826241,
    "#UNKNOWN!": -2146826240,
    "#FIELD!": -2146826239,
    "#CALC!": -2146826238,
}
#: Constants of a file that LibreOffice keeps as formulas.
TRUTHS = {"=TRUE()": "TRUE", "=FALSE()": "FALSE"}
CONSTANTS = TRUTHS | {"=#N/A": "#N/A"}
TRUTHS_AS_NUMBERS = {"0": "FALSE", "1": "TRUE"}
#: A date that Excel can show: before the year 10000.
DAYS = 2_958_466


def values(sheet: "Sheet", area: Area) -> Grid:
    """Rows of float, bool, datetime in UTC, Decimal for currency, str, None, and int for an error.

    Excel gives "" for a formula whose text is empty; here it is None, as xlwings' reading makes of both.
    """
    rows = _data(sheet, area)
    grid = [[None if value == "" else value for value in row] for row in rows]
    for row, column in _errors(rows):
        grid[row][column] = _com_error(sheet, area, row, column)
    if any(isinstance(value, float) for row in rows for value in row):
        for key, part in sheet.formatted():
            if common := area.common(part):
                _in_kind(sheet, area, grid, common, key)
    for (name, cell), error in sheet.book.facts.newer_errors.items():
        common = area.common(found) if name == sheet.name and (found := parsed(cell)) else None
        for row, column in _places(area, common) if common else ():
            grid[row][column] = NEWER_ERRORS[error]
    return grid


def formulas(sheet: "Sheet", area: Area) -> Grid:
    """Rows of text: a formula, or a constant as Excel's formula bar has it in English."""
    data = _data(sheet, area)
    written = [list(row) for row in sheet.at(area).getFormulaArray()]
    doubtful = {
        (r, c)
        for r, row in enumerate(written)
        for c, text in enumerate(row)
        if text in TRUTHS_AS_NUMBERS and isinstance(data[r][c], float)
    }
    for r, c in doubtful.intersection(_truths(sheet, area)) if doubtful else ():
        written[r][c] = TRUTHS_AS_NUMBERS[written[r][c]]
    return [[_formula(*cell) for cell in zip(*rows, strict=True)] for rows in zip(written, data, strict=True)]


def _truths(sheet: "Sheet", area: Area) -> Iterator[tuple[int, int]]:
    """The places that a format shows as truth values."""
    for key, part in sheet.formatted():
        common = area.common(part) if sheet.book.formats.type(key) & LOGICAL else None
        if common:
            yield from _places(area, common)


def _places(area: Area, part: Area) -> list[tuple[int, int]]:
    """The cells of a part of an area, counted from the area's first."""
    top, left = part.row - area.row, part.column - area.column
    return [(top + row, left + column) for row in range(part.rows) for column in range(part.columns)]


def _data(sheet: "Sheet", area: Area) -> Sequence[Sequence[Any]]:
    found: Sequence[Sequence[Any]] = sheet.at(area).getDataArray()
    return found


def _errors(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[int, int]]:
    """Where LibreOffice gives nothing, not even an empty text."""
    for number, row in enumerate(rows):
        if None in row:
            yield from ((number, place) for place, value in enumerate(row) if value is None)


def _com_error(sheet: "Sheet", area: Area, row: int, column: int) -> int:
    cell = sheet.uno.getCellByPosition(area.column - 1 + column, area.row - 1 + row)
    return ERRORS.get(cell.getError(), ERRORS[519])


def _in_kind(sheet: "Sheet", area: Area, grid: Grid, part: Area, key: int) -> None:
    """Numbers of one format in `part`, which lies on the sheet, become what the format says."""
    kind, places = sheet.book.formats.type(key), _places(area, part)
    numbers = [(row, column) for row, column in places if isinstance(grid[row][column], float)]
    truths = set()
    if not kind & LOGICAL and any(grid[row][column] in (0, 1) for row, column in numbers):
        constants = (text for row in sheet.at(part).getFormulaArray() for text in row)
        truths = {place for place, text in zip(places, constants, strict=True) if text in TRUTHS}
    for row, column in numbers:
        number = grid[row][column]
        grid[row][column] = bool(number) if (row, column) in truths else _kept(sheet, number, kind)


def _kept(sheet: "Sheet", number: float, kind: int) -> Any:
    if kind & LOGICAL and number in (0, 1):
        return bool(number)
    if kind & (DATE | TIME) and 0 <= number < DAYS:
        return sheet.book.day_0 + timedelta(milliseconds=round(number * 86_400_000))
    return Decimal(f"{number:.4f}") if kind & CURRENCY else number


def _formula(written: str, data: Any) -> str:
    if written in CONSTANTS or (isinstance(data, float) and written in TRUTHS.values()):
        return CONSTANTS.get(written, written)
    if isinstance(data, str) and written in (data, f"'{data}"):
        return data
    if written[:1] == "=" or written[:2] == "{=":
        return to_excel(written)
    return f"{data:.15G}" if isinstance(data, float) else written
