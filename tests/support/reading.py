"""What is in the cells of an area, in Excel's terms, read in as few calls as it takes."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from support.areas import Area, parsed
from support.formats import CURRENCY, DATE, GENERAL, LOGICAL, TIME
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
    numbers = _numbers(rows)
    kinds = {place: sheet.book.formats.type(key) for place, key in _formatted(sheet, area, numbers)}
    for row, column in _constant_truths(
        sheet, area, [place for place in kinds if not kinds[place] & LOGICAL], grid
    ):
        kinds[row, column] = LOGICAL
    for (row, column), kind in kinds.items():
        grid[row][column] = _kept(sheet, grid[row][column], kind)
    for (name, cell), error in sheet.book.facts.newer_errors.items():
        common = area.common(found) if name == sheet.name and (found := parsed(cell)) else None
        for row, column in _places(area, common) if common else ():
            grid[row][column] = NEWER_ERRORS[error]
    return grid


def formulas(sheet: "Sheet", area: Area) -> Grid:
    """Rows of text: a formula, or a constant as Excel's formula bar has it in English."""
    data = _data(sheet, area)
    written = [list(row) for row in sheet.at(area).getFormulaArray()]
    doubtful = [(r, c) for r, c in _numbers(data) if written[r][c] in TRUTHS_AS_NUMBERS]
    for (r, c), key in _formatted(sheet, area, doubtful):
        if sheet.book.formats.type(key) & LOGICAL:
            written[r][c] = TRUTHS_AS_NUMBERS[written[r][c]]
    return [[_formula(*cell) for cell in zip(*rows, strict=True)] for rows in zip(written, data, strict=True)]


def _numbers(rows: Sequence[Sequence[Any]]) -> list[tuple[int, int]]:
    return [(r, c) for r, row in enumerate(rows) for c, value in enumerate(row) if isinstance(value, float)]


def _formatted(
    sheet: "Sheet", area: Area, places: Sequence[tuple[int, int]]
) -> list[tuple[tuple[int, int], int]]:
    """The cells that have a number format of their own, with its key."""
    keys = zip(places, sheet.formats(area, places), strict=True)
    return [(place, key) for place, key in keys if key != GENERAL]


def _constant_truths(
    sheet: "Sheet", area: Area, places: Sequence[tuple[int, int]], grid: Grid
) -> list[tuple[int, int]]:
    """Of some numbers, the truth values of a file that LibreOffice keeps as formulas."""
    doubtful = [(r, c) for r, c in places if grid[r][c] in (0, 1)]
    written = sheet.at(area).getFormulaArray() if doubtful else ()
    return [(r, c) for r, c in doubtful if written[r][c] in TRUTHS]


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
