"""One stacked sheet of an area: as a data sheet of an office, with the office first, written row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.register.areas.office_table import FIRST
from emenscr_xl.register.tables.data_table import Column, DataTable
from emenscr_xl.register.tables.provenance import SOURCES
from emenscr_xl.sheets.areas.streamed import StreamedBook
from emenscr_xl.sheets.book import WIDEST_PAGE, print_readably, put, quoted
from emenscr_xl.sheets.data_sheet import (
    BACK_ROW,
    ENDLESS,
    FIRST_ROW,
    HEADING_ROW,
    MOST_WIDE_HEIGHT,
    NOTHING,
    SOURCE,
    TITLE_ROW,
    Pen,
    draw_headings,
    formats_of,
    mark_page,
    titled,
)
from emenscr_xl.sheets.data_widths import column_widths

#: The office's number and name, and the two columns by which a project is known.
FROZEN = len(FIRST) + 2


def draw_stacked(
    book: StreamedBook,
    table: DataTable,
    rows: Iterable[Sequence[object]],
    back_to: str,
    sample: bool,
    area: str,
) -> Worksheet:
    """Draw the rows of all offices; `table` says everything but the rows. Without rows it says so."""
    sheet = book.streamed(table.sheet)
    widths = column_widths(table, book.style)
    mark_page(sheet, sample, area)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(FIRST_ROW, min(FROZEN, len(widths) - 1))
    _head(book, sheet, table, back_to, sample)
    draw_headings(book, sheet, table, widths)
    for column, heading in enumerate(table.headings):
        put(sheet, HEADING_ROW, column, heading, book.heading(align="center"))
    last = _draw_rows(book, sheet, table, widths, rows)
    sheet.autofilter(HEADING_ROW, 0, last, len(widths) - 1)
    _to_print(sheet, table.columns, widths, last)
    sheet.ignore_errors({"number_stored_as_text": xl_range(FIRST_ROW, 0, last, len(widths) - 1)})
    return sheet


def _head(book: StreamedBook, sheet: Worksheet, table: DataTable, back_to: str, sample: bool) -> None:
    put(sheet, TITLE_ROW, 0, titled(table.title, sample), book.title())
    sheet.set_row(TITLE_ROW, 30)
    sheet.write_url(BACK_ROW, 0, f"internal:{quoted(back_to)}!A1", book.link(), f"← {back_to}")
    put(sheet, BACK_ROW, 1, table.note, book.note())


def _draw_rows(
    book: StreamedBook,
    sheet: Worksheet,
    table: DataTable,
    widths: Sequence[int],
    rows: Iterable[Sequence[object]],
) -> int:
    """Draw the rows; gives the last one."""
    rooms = [ENDLESS if c.kind == SOURCE else w for c, w in zip(table.columns, widths, strict=True)]
    pen = Pen(book, sheet, rooms, [formats_of(book, column) for column in table.columns])
    most = MOST_WIDE_HEIGHT if sum(widths) > 2 * WIDEST_PAGE else book.style["height"]["most"]
    last = FIRST_ROW - 1
    for last, values in enumerate(rows, start=FIRST_ROW):
        pen.draw(last, values, most)
    if last < FIRST_ROW:
        last = FIRST_ROW
        pen.draw(last, [NOTHING, *[None] * (len(widths) - 1)], most)
    return last


def _to_print(sheet: Worksheet, columns: Sequence[Column], widths: Sequence[int], last: int) -> None:
    """On paper stands what the rows say; where it comes from is for the screen."""
    printed = [w for c, w in zip(columns, widths, strict=True) if c.key not in SOURCES]
    sheet.repeat_rows(HEADING_ROW - 1, HEADING_ROW)
    print_readably(sheet, dict(enumerate(printed)), 0, FROZEN - 1)
    sheet.print_area(TITLE_ROW, 0, last, len(printed) - 1)
