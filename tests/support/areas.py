"""Rectangles of cells, counted from 1 as Excel does, and the blocks in which a grid's cells lie together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ROWS, COLUMNS = 1_048_576, 16_384
A1 = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?", re.IGNORECASE)
WHOLE_COLUMNS = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})", re.IGNORECASE)
WHOLE_ROWS = re.compile(r"\$?(\d+):\$?(\d+)")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle: its first cell, and how many rows and columns it has."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def single(self) -> bool:
        return self.rows == self.columns == 1

    def within(self, inner: "Area") -> "Area":
        """An area given from this one's first cell, on the sheet."""
        return Area(self.row + inner.row - 1, self.column + inner.column - 1, inner.rows, inner.columns)

    def around(self, other: "Area") -> "Area":
        """The smallest area that has both."""
        row, column = min(self.row, other.row), min(self.column, other.column)
        last = max(self.row + self.rows, other.row + other.rows)
        right = max(self.column + self.columns, other.column + other.columns)
        return Area(row, column, last - row, right - column)

    def common(self, other: "Area") -> "Area | None":
        """The cells that lie in both; None when there are none."""
        row, column = max(self.row, other.row), max(self.column, other.column)
        rows = min(self.row + self.rows, other.row + other.rows) - row
        columns = min(self.column + self.columns, other.column + other.columns) - column
        return Area(row, column, rows, columns) if rows > 0 and columns > 0 else None

    def halves(self) -> "tuple[Area, Area]":
        """Both halves, cut across the longer side."""
        if self.rows >= self.columns:
            top = self.rows // 2
            return (
                Area(self.row, self.column, top, self.columns),
                Area(self.row + top, self.column, self.rows - top, self.columns),
            )
        left = self.columns // 2
        return (
            Area(self.row, self.column, self.rows, left),
            Area(self.row, self.column + left, self.rows, self.columns - left),
        )

    @property
    def address(self) -> str:
        first = f"${column_name(self.column)}${self.row}"
        if self.single:
            return first
        return f"{first}:${column_name(self.column + self.columns - 1)}${self.row + self.rows - 1}"


def parsed(address: str) -> Area | None:
    """The area of an A1 address; None when it is something else, such as a name."""
    if found := A1.fullmatch(address):
        left, top, right, bottom = found.groups()
        first = Area(int(top), column_number(left))
        return first.around(Area(int(bottom), column_number(right))) if bottom else first
    if found := WHOLE_COLUMNS.fullmatch(address):
        first, last = sorted(map(column_number, found.groups()))
        return Area(1, first, ROWS, last - first + 1)
    if found := WHOLE_ROWS.fullmatch(address):
        first, last = sorted(map(int, found.groups()))
        return Area(first, 1, last - first + 1, COLUMNS)
    return None


def column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_name(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def blocks(marks: Sequence[Sequence[bool]]) -> Iterator[Area]:
    """Rectangles, counted from 1, that cover exactly the marked cells of a grid."""
    open_runs: dict[tuple[int, int], Area] = {}
    for number, column in enumerate(zip(*marks, strict=True), start=1):
        runs = dict.fromkeys(_runs(column))
        yield from (area for run, area in open_runs.items() if run not in runs)
        open_runs = {
            run: Area(run[0], old.column, run[1], old.columns + 1)
            if (old := open_runs.get(run))
            else Area(run[0], number, run[1])
            for run in runs
        }
    yield from open_runs.values()


def _runs(marks: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First place, counted from 1, and length of every run of marks."""
    start = None
    for place, marked in enumerate((*marks, False), start=1):
        if marked and start is None:
            start = place
        elif not marked and start is not None:
            yield start, place - start
            start = None
