"""How wide the columns of a data sheet are, so that its headings leave room for the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from emenscr_xl.register.tables.data_table import Column, DataTable
from emenscr_xl.sheets.heights import width_for
from emenscr_xl.sheets.layout import WIDTH_NAMES

#: The house widths that are called otherwise than their kinds.
WIDTHS = {**WIDTH_NAMES, "link": "text"}
#: The lines that a heading, and a band over one column, may take: its column is made wide enough.
MOST_HEADING_LINES, MOST_BAND_LINES = 3, 2
#: What bold letters and the filter's arrow take of a heading's width.
ARROW = 4


def bands(table: DataTable) -> Iterator[tuple[str, int]]:
    """The bands over the headings, and how many columns stand under each."""
    for band, group in groupby(table.columns, key=lambda c: c.band):
        yield band, len(list(group))


def column_widths(table: DataTable, style: Mapping[str, Any]) -> list[int]:
    """Each column's own width or its kind's, or more: tall headings would leave no room for the rows."""
    widths = []
    for column, heading in zip(table.columns, table.headings, strict=True):
        width = _width(column, style)
        widths.append(max(width, ARROW + width_for(heading, MOST_HEADING_LINES)))
    first = 0
    for band, wide in bands(table):
        if wide == 1:
            widths[first] = max(widths[first], width_for(band, MOST_BAND_LINES))
        first += wide
    return widths


def _width(column: Column, style: Mapping[str, Any]) -> int:
    """A column's own width, or its kind's; a date needs its kind's, for one that is cut shows as ###."""
    least = int(style["width"]["date"]) if column.kind == "date" else 0
    return max(column.width, least) or int(style["width"][WIDTHS.get(column.kind, column.kind)])
