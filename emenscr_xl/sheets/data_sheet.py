"""One data sheet: title, headings with a filter, and a row for each record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core.text import fitted
from emenscr_xl.register.areas.area_office import (
    COUNTED,
    NO_WORKSPACE,
    NOTHING_RETURNED,
    OTHER_YEAR,
    SAME_OFFICE,
    UNREADABLE,
)
from emenscr_xl.register.corrections.replies import ELSEWHERE, EXCUSED, FIXED, NOT_FIXED, WAITING
from emenscr_xl.register.files.file_decisions import DECISION_WORDS, FOR_A_PERSON
from emenscr_xl.register.follow_up.punctuality import (
    AFTER_TIME,
    DUE_SOON,
    IN_TIME,
    LATE,
    NOT_SENT_IN_TIME,
    ON_TIME,
    OVERDUE,
    SENT,
    SENT_LATE,
)
from emenscr_xl.register.office import APPROVED, SENT_BACK
from emenscr_xl.register.reconciling import standing
from emenscr_xl.register.tables.approval_tables import ASKED, RECEIVED_AGAIN
from emenscr_xl.register.tables.data_table import COMPUTED, Column, DataTable
from emenscr_xl.register.tables.file_tables import SHOWN
from emenscr_xl.register.tables.project_table import (
    DONE,
    NOT_RETURNED,
    NOT_WHOLE,
    PARTLY,
    RETURNED,
    WHOLE,
)
from emenscr_xl.register.tables.provenance import SOURCES
from emenscr_xl.sheets.book import WIDEST_PAGE, Book, print_readably, put, quoted
from emenscr_xl.sheets.data_widths import ARROW, bands, column_widths
from emenscr_xl.sheets.drawn_rows import DrawnRows, Ink
from emenscr_xl.sheets.heights import height, line_count

TITLE_ROW, BACK_ROW, BAND_ROW, HEADING_ROW, FIRST_ROW = range(5)
FROZEN_COLUMNS = 2
NOTHING = "ไม่มีรายการ"
SAMPLE = "ข้อมูลตัวอย่าง"
#: A row of a sheet that fills several pages side by side is not made taller: long texts are read in the cell.
MOST_WIDE_HEIGHT = 88
#: Excel takes 255 letters in a header.
MOST_HEADER = 200
#: The kind of the columns that name sources: one line each, however long.
SOURCE, ENDLESS = "source", 10_000
#: The colours of the words that stand in status columns.
TONES: Mapping[str, str] = {
    COUNTED: "done", NOTHING_RETURNED: "wanted", NO_WORKSPACE: "wanted", SAME_OFFICE: "doubt",
    UNREADABLE: "error", OTHER_YEAR: "error",
    RETURNED: "done", WHOLE: "done", DONE: "done", ON_TIME: "done",
    NOT_RETURNED: "wanted", NOT_WHOLE: "wanted", PARTLY: "wanted",
    LATE: "error", SHOWN["E"]: "error", SHOWN["W"]: "wanted",
    FIXED: "done", EXCUSED: "done", ELSEWHERE: "doubt", NOT_FIXED: "error", WAITING: "wanted",
    **{DECISION_WORDS["th"][d]: "wanted" for d in FOR_A_PERSON},
    SENT: "done", SENT_LATE: "error", OVERDUE: "error", DUE_SOON: "wanted",
    IN_TIME: "done", AFTER_TIME: "error", NOT_SENT_IN_TIME: "error",
    APPROVED: "done", SENT_BACK: "error", ASKED: "error", RECEIVED_AGAIN: "done",
    standing.AGREED: "done", standing.YES: "done", standing.DIFFERENT: "error", standing.SEVERAL: "error",
    standing.NOT_PLANNED: "doubt", standing.NOT_ENTERED: "wanted", standing.NOT_RETURNED: "wanted",
}  # fmt: skip


def data_rows(table: DataTable) -> tuple[int, int]:
    """The first and the last row of a table's data; an empty table has one row that says so."""
    return FIRST_ROW, FIRST_ROW + max(1, len(table.rows)) - 1


def drawn(book: Book, table: DataTable) -> DrawnRows:
    """Rows of a data sheet that are drawn as they are appended; `draw_data` draws what stands around them."""
    widths = column_widths(table, book.style)
    most = MOST_WIDE_HEIGHT if sum(widths) > 2 * WIDEST_PAGE else book.style["height"]["most"]
    inks = [_ink(book, number, column, widths[number]) for number, column in enumerate(table.columns)]
    counted = [number for number, column in enumerate(table.columns) if column.counted]
    return DrawnRows(
        book.deflate, FIRST_ROW, inks, counted, lambda lines: min(most, height(book.style, (), lines))
    )


def draw_data(
    book: Book, table: DataTable, back_to: str, sample: bool = False, office: str = ""
) -> Worksheet:
    """Draw a data sheet, with a link back to a sheet of the workbook; each page names the office."""
    sheet = book.sheet(table.sheet)
    widths = column_widths(table, book.style)
    mark_page(sheet, sample, office)
    sheet.repeat_rows(BAND_ROW, HEADING_ROW)
    _to_print(sheet, table, widths)
    put(sheet, TITLE_ROW, 0, titled(table.title, sample), book.title())
    sheet.set_row(TITLE_ROW, 30)
    link = book.link()
    sheet.write_url(BACK_ROW, 0, f"internal:{quoted(back_to)}!A1", link, f"← {back_to}")
    put(sheet, BACK_ROW, 1, table.note, book.note())
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    draw_headings(book, sheet, table, widths)
    book.place(sheet, _drawn_rows(book, table))
    last = data_rows(table)[1]
    _as_table(book, sheet, table, last)
    sheet.ignore_errors({"number_stored_as_text": xl_range(FIRST_ROW, 0, last, len(widths) - 1)})
    sheet.freeze_panes(FIRST_ROW, min(FROZEN_COLUMNS, len(widths) - 1))
    return sheet


def titled(title: str, sample: bool) -> str:
    """The title, with the mark of an invented office."""
    return f"{title} · {SAMPLE}" if sample else title


def mark_page(sheet: Worksheet, sample: bool, office: str = "") -> None:
    """Header and footer: whose it is, the sheet's name, the page, and the mark of an invented office."""
    mark = f" · {SAMPLE}" if sample else ""
    sheet.set_footer(f"&L&A{mark}&Rหน้า &P จาก &N")
    name = fitted(office.replace("&", "&&"), MOST_HEADER)
    lone = len(name) - len(name.rstrip("&")) & 1  # half of a sign that is cut in two
    left = f"&L{name[: len(name) - lone]}" if office else ""
    right = f"&R{SAMPLE}" if sample else ""
    if left or right:
        sheet.set_header(left + right)


def _to_print(sheet: Worksheet, table: DataTable, widths: Sequence[int]) -> None:
    """On paper stands what the rows say; where it comes from is for the screen."""
    printed = [w for c, w in zip(table.columns, widths, strict=True) if c.key not in SOURCES]
    print_readably(sheet, dict(enumerate(printed)), 0, FROZEN_COLUMNS - 1)
    sheet.print_area(TITLE_ROW, 0, data_rows(table)[1], len(printed) - 1)


def _as_table(book: Book, sheet: Worksheet, table: DataTable, last: int) -> None:
    """Make the rows an Excel table: to filter, sort and pivot. Its look is that of the house."""
    heading = book.heading(align="center")
    columns = [{"header": text, "header_format": heading} for text in table.headings]
    name = re.sub(r"[^0-9A-Za-z]+", "_", f"data_{table.key}")
    options = {"name": name, "columns": columns, "style": None, "banded_rows": False}
    sheet.add_long_table(HEADING_ROW, last, len(columns) - 1, options)


def draw_headings(book: Book, sheet: Worksheet, table: DataTable, widths: Sequence[int]) -> None:
    """How tall the headings are, and above them the band that names each group at its first column."""
    lines = max(line_count(h, w - ARROW) for h, w in zip(table.headings, widths, strict=True))
    sheet.set_row(HEADING_ROW, lines * book.style["height"]["line"] + 6)
    if all(c.origin == COMPUTED and not c.group for c in table.columns):  # nothing to tell apart
        sheet.set_row(BAND_ROW, 6)
        return
    most, column = 1, 0
    for band, wide in bands(table):
        shape = book.band(text_wrap=wide == 1, valign="vcenter")
        for number in range(wide):
            put(sheet, BAND_ROW, column + number, "" if number else band, shape)
        most = max(most, line_count(band, widths[column]) if wide == 1 else 1)
        column += wide
    sheet.set_row(BAND_ROW, height(book.style, (), most))


def _drawn_rows(book: Book, table: DataTable) -> DrawnRows:
    """The table's rows as they are drawn; an empty table says so."""
    rows = table.rows
    if not isinstance(rows, DrawnRows):
        rows = drawn(book, table)
        for row in table.all():
            rows.append(row)
    if not len(rows):
        rows.draw([NOTHING, *[None] * (len(table.columns) - 1)])
    return rows


def _ink(book: Book, number: int, column: Column, width: int) -> Ink:
    """How a column's cells are drawn."""
    shapes = {name: book.number(shape) for name, shape in formats_of(book, column).items()}
    tones = {word: shapes[tone] for word, tone in TONES.items() if tone in shapes}
    room = ENDLESS if column.kind == SOURCE else width
    return Ink(number, room, shapes[""], shapes["fraction"], shapes["link"], tones)


def formats_of(book: Book, column: Column) -> Mapping[str, Format]:
    """The formats that a column's cells may need."""
    kind = {"link": "text", "unit": "text", "status": "text", SOURCE: "text"}.get(column.kind, column.kind)
    shapes: dict[str, dict[str, Any]] = {"": {}, "fraction": {}, "link": {}}
    if column.kind == SOURCE:
        shapes[""] = {"font_color": book.colour("muted"), "text_wrap": False}
    if column.kind in ("integer", "date", "status", "active"):
        shapes[""] = {"align": "center"}
    if kind == "number":
        shapes[""], shapes["fraction"] = {"num_format": "#,##0"}, {"num_format": "#,##0.00"}
    shapes["link"] = {"font_color": book.colour("brand"), "underline": 1}
    for tone in dict.fromkeys(TONES.values()) if column.kind == "status" else ():
        colours = {"bg_color": book.colour(tone), "font_color": book.colour(f"{tone}_ink")}
        shapes[tone] = shapes[""] | colours
    return {name: book.cell_format(kind, **properties) for name, properties in shapes.items()}
