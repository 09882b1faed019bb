"""Ranges and their fonts, with the members that the add-in uses and no other."""

from typing import TYPE_CHECKING, Any

from support import reading, writing
from support.areas import COLUMNS, ROWS, Area
from support.errors import ComError, as_excel

if TYPE_CHECKING:
    from support.sheets import Sheet

Colour = tuple[int, int, int]
#: A column's width in characters of 7 pixels, with 5 pixels beside them, 96 to the inch.
PIXEL = 2540 / 96
NO_COLOUR = -1
#: com.sun.star.table.CellVertJustify2
PLACES = {"top": 1, "center": 2, "bottom": 3}


@as_excel
class Range:
    """Cells of one sheet. xlwings sets `options`; `api` is what it asks before it writes."""

    __slots__ = ("area", "options", "sheet")

    #: As main's default engine: reads and writes of more cells are cut in parts.
    max_cells_per_read, max_cells_per_write = 4_000_000, 100_000

    def __init__(self, sheet: "Sheet", area: Area) -> None:
        if area.row + area.rows - 1 > ROWS or area.column + area.columns - 1 > COLUMNS or area.row < 1:
            raise ComError("Application-defined or object-defined error")
        self.sheet, self.area = sheet, area
        self.options: dict[str, Any] = {}

    @property
    def api(self) -> Any:
        return self.sheet.uno

    @property
    def row(self) -> int:
        return self.area.row

    @property
    def column(self) -> int:
        return self.area.column

    @property
    def shape(self) -> tuple[int, int]:
        return self.area.rows, self.area.columns

    @property
    def address(self) -> str:
        return self.area.address

    def __len__(self) -> int:
        return self.area.rows * self.area.columns

    def __call__(self, row: int, column: int | None = None) -> "Range":
        """A cell counted from this range's first; one number counts along the rows."""
        if column is None:
            row, column = (row - 1) // self.area.columns + 1, (row - 1) % self.area.columns + 1
        return Range(self.sheet, self.area.within(Area(row, column)))

    @property
    def raw_value(self) -> Any:
        return self._shaped(reading.values(self.sheet, self.area))

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        writing.write(self.sheet, self.area, data)

    @property
    def formula(self) -> Any:
        return self._shaped(reading.formulas(self.sheet, self.area))

    @formula.setter
    def formula(self, data: Any) -> None:
        writing.write(self.sheet, self.area, data)

    def _shaped(self, grid: reading.Grid) -> Any:
        return grid[0][0] if self.area.single else tuple(map(tuple, grid))

    @property
    def color(self) -> Colour | None:
        """None without a fill; black when the cells differ, as Excel has it."""
        found = self.one("CellBackColor")
        return None if found == NO_COLOUR else rgb(found or 0)

    @color.setter
    def color(self, value: Any) -> None:
        self.put(CellBackColor=NO_COLOUR if value is None else number(value))

    @property
    def wrap_text(self) -> bool | None:
        return self.one("IsTextWrapped")

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.put(IsTextWrapped=bool(value))

    @property
    def vertical_alignment(self) -> str | None:
        return {place: name for name, place in PLACES.items()}.get(self.one("VertJustify"))

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self.put(VertJustify=PLACES[value])

    @property
    def column_width(self) -> float | None:
        columns = self.sheet.at(self.area).Columns
        pixels = columns.Width / PIXEL if columns.IsVisible else 0
        return round(pixels / 12 if pixels < 12 else (pixels - 5) / 7, 2)

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.sheet.refuse_protected()
        columns = self.sheet.at(self.area).Columns
        columns.IsVisible = value > 0
        if value > 0:
            columns.Width = round((value * 12 if value < 1 else value * 7 + 5) * PIXEL)

    @property
    def font(self) -> "Font":
        return Font(self)

    def one(self, what: str) -> Any:
        """The property's value for all cells; None when they differ."""
        cursor = self.sheet.at(self.area)
        if not self.area.single and cursor.getPropertyState(what).value == "AMBIGUOUS_VALUE":
            return None
        return cursor.getPropertyValue(what)

    def put(self, **values: Any) -> None:
        """Set properties of all cells."""
        self.sheet.refuse_protected()
        names = tuple(sorted(values))
        self.sheet.at(self.area).setPropertyValues(names, tuple(values[name] for name in names))


@as_excel
class Font:
    """A range's font; Thai is a complex script, which LibreOffice keeps apart and Excel does not."""

    __slots__ = ("_range",)

    def __init__(self, of: Range) -> None:
        self._range = of

    @property
    def bold(self) -> bool | None:
        found = self._range.one("CharWeight")
        return None if found is None else found > 100

    @bold.setter
    def bold(self, value: bool) -> None:
        self._put("CharWeight", 150.0 if value else 100.0)

    @property
    def size(self) -> float | None:
        found = self._range.one("CharHeight")
        return None if found is None else float(found)

    @size.setter
    def size(self, value: float) -> None:
        self._put("CharHeight", float(value))

    @property
    def name(self) -> str | None:
        found = self._range.one("CharFontName")
        return None if found is None else str(found)

    @name.setter
    def name(self, value: str) -> None:
        self._put("CharFontName", value)

    @property
    def color(self) -> Colour | None:
        found = self._range.one("CharColor")
        return None if found is None else rgb(max(found, 0))

    @color.setter
    def color(self, value: Any) -> None:
        self._range.put(CharColor=number(value))

    def _put(self, what: str, value: Any) -> None:
        self._range.put(**{what: value, f"{what}Asian": value, f"{what}Complex": value})


def rgb(colour: int) -> Colour:
    """Red, green and blue of LibreOffice's number."""
    return colour >> 16, colour >> 8 & 255, colour & 255


def number(colour: str | Colour) -> int:
    """LibreOffice's number of a colour, given as xlwings takes it."""
    if isinstance(colour, str):
        return int(colour.removeprefix("#"), 16)
    red, green, blue = colour
    return red << 16 | green << 8 | blue
