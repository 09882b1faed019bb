"""The fills of cells, described, painted and put back by the add-in's VBA: themes and patterns, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from emenscr_xl.addin.desk import Desk
from emenscr_xl.core.places import Place
from emenscr_xl.jobs.addin_faults import refused

#: Cells in one call.
MOST_CELLS = 40
Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Fills:
    """The fills of one open workbook."""

    desk: Desk
    book: str

    def read(self, places: Iterable[Place]) -> dict[Place, str]:
        """The description of each cell's fill. A fill that cannot be described, a gradient, is left out."""
        found: dict[Place, str] = {}
        for sheet, cells in _batches(places):
            described = str(self.desk.call("Fills.Describe", self.book, sheet, ",".join(cells))).split(",")
            found |= {(sheet, c): fill for c, fill in zip(cells, described, strict=True) if fill}
        return found

    def paint(self, colours: Mapping[Place, Rgb]) -> None:
        """Paint each cell."""
        for colour in dict.fromkeys(colours.values()):
            for sheet, cells in _batches(place for place, c in colours.items() if c == colour):
                self._did("Fills.Paint", sheet, ",".join(cells), *colour)

    def write(self, fills: Mapping[Place, str]) -> None:
        """Give each cell the fill that was described."""
        for sheet, cells in _batches(fills):
            described = ",".join(fills[sheet, cell] for cell in cells)
            self._did("Fills.Restore", sheet, ",".join(cells), described)

    def _did(self, macro: str, sheet: str, *arguments: object) -> None:
        if self.desk.call(macro, self.book, sheet, *arguments) is False:
            raise refused("not_painted", sheet=sheet)


def _batches(places: Iterable[Place]) -> Iterator[tuple[str, list[str]]]:
    """The cells of each sheet, so many at a time."""
    for sheet, group in groupby(sorted(places, key=lambda place: place[0]), key=lambda place: place[0]):
        cells = [cell for _, cell in group]
        for first in range(0, len(cells), MOST_CELLS):
            yield sheet, cells[first : first + MOST_CELLS]
