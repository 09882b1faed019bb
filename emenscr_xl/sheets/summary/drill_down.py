"""From a figure of a summary to the rows that it counts: a link to their column, and what to filter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsxwriter.url import Url
from xlsxwriter.utility import xl_rowcol_to_cell

from emenscr_xl.core.text import fitted, shortened
from emenscr_xl.register.summaries.figures import Count, Figure, Key, OverData, Ratio, Rest, Sum, Total
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.sheets.book import quoted
from emenscr_xl.sheets.data_sheet import HEADING_ROW

FILTER, ALL_ROWS, COUNTED, SUMMED = (
    "แผ่น {sheet}: กรองคอลัมน์ {conditions} แล้ว{then}",
    "แผ่น {sheet}: {then} (ทุกแถว)",
    "นับแถว",
    "รวมคอลัมน์ {columns}",
)
AND, OR, LONGEST = " และ ", " หรือ ", 250


def over_data(figure: Figure) -> OverData | None:
    """What a figure counts in the data sheets; None when it is worked out from its own table alone."""
    if isinstance(figure, Ratio):
        return over_data(figure.over)
    if isinstance(figure, Rest):
        return figure.whole
    return figure if isinstance(figure, OverData) else None


def opens(figure: OverData, key: str, tables: Mapping[str, DataTable]) -> Url:
    """The link to the heading of the column that a figure is filtered by, with a tip that says how."""
    parts = figure.parts if isinstance(figure, Sum) else (figure,)
    table = tables[parts[0].table]
    cell = xl_rowcol_to_cell(HEADING_ROW, table.position(_column(parts[0], table)))
    url = Url(f"internal:{quoted(table.sheet)}!{cell}")
    url.tip = fitted(shortened(_tip(parts, key, table), LONGEST), LONGEST)
    return url


def _column(part: Count | Total, table: DataTable) -> str:
    """The column to look at first."""
    if part.where:
        return part.where[0][0]
    return part.column if isinstance(part, Total) else table.counted_by


def _tip(parts: tuple[Count | Total, ...], key: str, table: DataTable) -> str:
    """What to filter, and what to do with the rows that are left."""
    first = parts[0]
    columns = dict.fromkeys(_heading(table, p.column) for p in parts if isinstance(p, Total))
    then = SUMMED.format(columns=AND.join(f"“{c}”" for c in columns)) if isinstance(first, Total) else COUNTED
    conditions = OR.join(dict.fromkeys(AND.join(_conditions(p, key, table)) for p in parts))
    said = FILTER if conditions else ALL_ROWS
    return said.format(sheet=table.sheet, conditions=conditions, then=then)


def _conditions(part: Count | Total, key: str, table: DataTable) -> Iterator[str]:
    for column, value in part.where:
        yield f"“{_heading(table, column)}” = “{key if isinstance(value, Key) else value}”"


def _heading(table: DataTable, column: str) -> str:
    return table.headings[table.position(column)]
