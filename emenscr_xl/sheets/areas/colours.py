"""What the eye should find in the summary of an area: what is late, what is wrong, how far each share is."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from emenscr_xl.register.areas.summary import ERRORS_LABEL, LATE_LABEL, LEFT_LABEL, SHARES
from emenscr_xl.sheets.book import Book
from emenscr_xl.sheets.summary.formulas import FIRST_FIGURE, Placed

#: The colour of figures above 0, by their heading.
ABOVE_ZERO: Mapping[str, str] = {LATE_LABEL: "error", ERRORS_LABEL: "wanted", LEFT_LABEL: "wanted"}


def colour_figures(book: Book, sheet: Worksheet, placed: Placed) -> None:
    """Colour the figures of a block: what is above 0 though it should not be, and shares as bars."""
    last = placed.last_row - (1 if placed.block.lines[-1].total else 0)
    for number, heading in enumerate(placed.block.headings):
        column = FIRST_FIGURE + number
        at = (placed.first_row, column, last, column)
        if tone := ABOVE_ZERO.get(heading.label):
            colours = {"bg_color": book.colour(tone), "font_color": book.colour(f"{tone}_ink")}
            shape = book.workbook.add_format(colours)
            sheet.conditional_format(*at, {"type": "cell", "criteria": ">", "value": 0, "format": shape})
        elif heading.label in SHARES:
            sheet.conditional_format(*at, _bar(book))


def _bar(book: Book) -> dict[str, object]:
    """A bar from 0 to the whole."""
    ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    return {"type": "data_bar", "bar_color": book.colour("bar"), "bar_solid": True, **ends}
