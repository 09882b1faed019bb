"""Sheets of a book: Excel's collection and its members, over com.sun.star.sheet.Spreadsheets."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from oracles import live
from support.areas import Area, parsed
from support.errors import ComError, Gone, as_excel
from support.ranges import Range

if TYPE_CHECKING:
    from support.books import Book

FORBIDDEN = frozenset("[]:*?/\\")
#: Run inside the application: asked from outside, every area would cost a call or two.
MODULE, FUNCTION = "EngineFormats", "Formatted"
BASIC = f"""
Function {FUNCTION}(Sheet As Object, Rows, Columns) As String
    Dim Found As String, At As Long
    For At = 0 To UBound(Rows)
        Found = Found & Sheet.getCellByPosition(Columns(At), Rows(At)).NumberFormat & " "
    Next At
    {FUNCTION} = Found
End Function
"""
FORMATS = (MODULE, FUNCTION, BASIC)


@as_excel
class Sheets:
    """As the Windows engine has none, there is no __contains__: `in` finds nothing there, nor here."""

    __slots__ = ("book",)

    def __init__(self, book: "Book") -> None:
        self.book = book

    def __call__(self, name_or_index: str | int) -> "Sheet":
        if isinstance(name_or_index, str) and (known := self.book.known_sheet(name_or_index)):
            return known
        names = self.book.sheet_names
        if isinstance(name_or_index, str):
            found = [name for name in names if name.lower() == name_or_index.lower()]
        else:
            found = list(names[name_or_index - 1 : name_or_index]) if name_or_index > 0 else []
        if not found:
            raise ComError("Subscript out of range")
        return self.book.sheet(found[0])

    def __len__(self) -> int:
        return len(self.book.sheet_names)

    def __iter__(self) -> Iterator["Sheet"]:
        return iter([self.book.sheet(name) for name in self.book.sheet_names])

    def add(
        self, before: "Sheet | None" = None, after: "Sheet | None" = None, name: str | None = None
    ) -> "Sheet":
        """A new sheet, active; before the active one without a place. Its name comes last, as in COM.

        After the last one there is no place on Windows: the new one comes before it, and the last is moved.
        """
        self.book.refuse_structure()
        names = self.book.sheet_names
        neighbour = after or before
        beside = neighbour.name if neighbour else self.book.uno.CurrentController.ActiveSheet.Name
        place = names.index(beside) + bool(after)
        moved = place == len(names) and names[-1] in self.book.facts.very_hidden
        free = next(f"Sheet{number}" for number in count(1) if f"sheet{number}" not in map(str.lower, names))
        self.book.uno.Sheets.insertNewByName(free, place - moved)
        if moved:
            raise ComError("Move method of Worksheet class failed")
        made = self.book.sheet(free)
        self.book.uno.CurrentController.setActiveSheet(made.uno)
        if name is not None:
            made.name = name
        return made


@as_excel
class Sheet:
    """One sheet. Areas are reached by a single cursor: every new object of LibreOffice costs milliseconds."""

    __slots__ = ("_made", "book", "uno")

    def __init__(self, book: "Book", uno: Any) -> None:
        self.book, self.uno = book, uno
        self._made: Any = None

    @property
    def name(self) -> str:
        return str(self.uno.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.book.refuse_structure()
        taken = [name.lower() for name in self.book.sheet_names if name != self.name]
        wrong = not 0 < len(value) <= 31 or FORBIDDEN & set(value) or "'" in (value[:1], value[-1:])
        if wrong or value.lower() in taken:
            raise ComError("That name is not a valid one for a sheet, or is taken.")
        self.uno.Name = value

    def delete(self) -> None:
        self.book.refuse_structure()
        self.book.refuse_last_visible(self)
        self.book.uno.Sheets.removeByName(self.name)
        self.uno = self._made = Gone()  # LibreOffice's objects would go on to the next sheet

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        if isinstance(arg1, Range) or isinstance(arg2, Range):
            arg1.row, arg2.row  # noqa: B018 - asked on macOS, so that no tuple stands beside a range
        first = self._area(arg1)
        return Range(self, first if arg2 is None else first.around(self._area(arg2)))

    @property
    def _cursor(self) -> Any:
        if self._made is None:
            self._made = self.uno.createCursor()
        return self._made

    @property
    def used_range(self) -> Range:
        cursor = self._cursor
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return Range(self, _found(cursor.RangeAddress))

    def at(self, area: Area) -> Any:
        """The cursor, upon an area: a com.sun.star.sheet.XSheetCellRange until the next call."""
        cursor = self._cursor
        now = _found(cursor.RangeAddress)
        if now == area:
            return cursor
        if not now.single and (now.rows, now.columns) != (area.rows, area.columns):
            cursor.collapseToSize(1, 1)
        cursor.gotoOffset(area.column - now.column, area.row - now.row)
        if (now.rows, now.columns) != (area.rows, area.columns):
            cursor.collapseToSize(area.columns, area.rows)
        return cursor

    def uniform(self, area: Area, what: str) -> Iterator[tuple[Area, Any]]:
        """Parts of an area in each of which a property has one value, with the value."""
        cursor = self.at(area)
        value = cursor.getPropertyValue(what)
        if area.single or cursor.getPropertyState(what).value != "AMBIGUOUS_VALUE":
            yield area, value
            return
        for half in area.halves():
            yield from self.uniform(half, what)

    def formats(self, area: Area, places: Sequence[tuple[int, int]]) -> list[int]:
        """The keys of the number formats of some cells, counted from an area's first: asked in one call."""
        rows = tuple(area.row - 1 + row for row, _ in places)
        columns = tuple(area.column - 1 + column for _, column in places)
        keys = live.basic(self.book.app.pipe, *FORMATS)(self.uno, rows, columns) if places else ""
        return [int(key) for key in keys.split()]

    def refuse_locked(self, area: Area) -> None:
        """As Excel, before contents are changed: one locked cell is enough."""
        if self.uno.isProtected() and any(kept.IsLocked for _, kept in self.uniform(area, "CellProtection")):
            raise ComError("The cell or chart you're trying to change is on a protected sheet.")

    def refuse_protected(self) -> None:
        """As Excel, before formats are changed; options that would allow it are not looked at."""
        if self.uno.isProtected():
            raise ComError("The cell or chart you're trying to change is on a protected sheet.")

    def _area(self, given: Any) -> Area:
        if isinstance(given, Range):
            return given.area
        if isinstance(given, tuple):
            if 0 in given:
                raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
            return Area(*given)
        return parsed(given) or _found(self.uno.getCellRangeByName(given).RangeAddress)


def _found(address: Any) -> Area:
    row, column = address.StartRow, address.StartColumn
    return Area(row + 1, column + 1, address.EndRow - row + 1, address.EndColumn - column + 1)
