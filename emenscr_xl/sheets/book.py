"""One workbook being written: house style, safe cells, atomic saving. The only door to xlsxwriter."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core import places
from emenscr_xl.register.files.whole_file import write_whole
from emenscr_xl.sheets.package_writer import Deflated, deflated
from emenscr_xl.sheets.placed_rows import LEVEL, SheetRows, with_rows
from emenscr_xl.sheets.plain_sheet import PlainSheet

#: A sheet's name as a formula wants it.
quoted = places.quoted
#: Workbooks carry this date, so that the same content gives the same bytes.
CREATED = datetime(2026, 10, 1)
#: The calculation engine of Excel 2019 and later. Excel computes a file of an older one on opening, and then
#: asks to save what nobody changed; our formulas carry their values.
CALCULATED_BY = 191029
#: The sum of column widths that is still readable across one A4 page.
WIDEST_PAGE = 225
#: Days of the Buddhist era; a year typed as BE (2400 on) is a year of Excel's calendar, shown as it is.
DATE_FORMAT = "[>=182623][$-41E]d mmm yyyy;[$-107041E]d mmm yyyy"
FORMATS: Mapping[str, str] = {
    "text": "@", "long_text": "@", "choice": "@", "code": "@",
    "integer": "0", "number": "General", "money": "#,##0.00", "sum": "#,##0.00;-#,##0.00;–",
    "date": DATE_FORMAT,
}  # fmt: skip


class Book:
    """A workbook that goes to `path` when it is closed, whole or not at all."""

    def __init__(self, path: Path, style: Mapping[str, Any], title: str) -> None:
        self.path = path
        self.style = style
        self._content = BytesIO()
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        options["in_memory"] = True  # no temporary file for every part
        self.workbook = xlsxwriter.Workbook(self._content, options)
        self.workbook.set_properties({"title": title, "created": CREATED})
        self.workbook.set_calc_mode("auto", CALCULATED_BY)
        self.workbook.calc_on_load = False
        self._formats: dict[frozenset[tuple[str, Any]], Format] = {}
        self._pool = ThreadPoolExecutor(1)
        self._rows: dict[int, SheetRows] = {}  # by number of the sheet, from 1

    def __enter__(self) -> Book:
        warnings.filterwarnings("error", module="xlsxwriter")
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with self._pool:
            if kind is None:
                self.workbook.close()
                content = self._content.getvalue()
                write_whole(self.path, *(with_rows(content, self._rows) if self._rows else [content]))

    def deflate(self, xml: str) -> Future[Deflated]:
        """Have XML deflated while other work goes on."""
        return self._pool.submit(deflated, xml.encode("utf-8", "replace"), LEVEL)

    def place(self, sheet: Worksheet, rows: SheetRows) -> None:
        """Put rows below those of a sheet, which has a link of its own."""
        self._rows[sheet.index + 1] = rows

    def colour(self, name: str) -> str:
        """A colour of the house style."""
        return str(self.style["colour"][name])

    def format(self, **properties: Any) -> Format:
        """A format in the house font; equal properties give one format."""
        key = frozenset(properties.items())
        if key not in self._formats:
            font = self.style["font"]
            house = {
                "font_name": font["name"],
                "font_size": font["size"],
                "font_color": self.colour("ink"),
                "valign": "top",
            }
            self._formats[key] = self.workbook.add_format({**house, **properties})
        return self._formats[key]

    def cell_format(self, kind: str, **properties: Any) -> Format:
        """The format of a bordered cell that holds a value of a field type."""
        wrap = kind in (
            "text",
            "long_text",
            "choice",
            "code",
            "mirror",
            "active",
            "verdict",
            "reason",
            "score",
        )
        base = {"border": 1, "border_color": self.colour("border"), "text_wrap": wrap}
        if wrap and properties.get("align", "left") == "left":
            base |= {"align": "left", "indent": 1}  # a little air between the border and the text
        return self.format(**{**base, "num_format": FORMATS.get(kind, "General"), **properties})

    def number(self, cell_format: Format) -> int:
        """The number by which the workbook's cells name a format."""
        return int(cell_format._get_xf_index())

    def heading(self, **properties: Any) -> Format:
        """The format of a column heading."""
        indent = 0 if properties.get("align") == "center" else 1  # an indent would undo the centring
        return self.format(
            **{
                "bold": True,
                "bg_color": self.colour("band"),
                "border": 1,
                "border_color": self.colour("border"),
                "text_wrap": True,
                "indent": indent,
                "valign": "vcenter",
                **properties,
            }
        )

    def band(self, **properties: Any) -> Format:
        """The format of the band over a group of headings."""
        return self.format(
            bold=True, bg_color=self.colour("brand"), font_color="#FFFFFF", indent=1, **properties
        )

    def title(self) -> Format:
        """The format of a sheet's title."""
        return self.format(
            bold=True, font_size=self.style["font"]["heading"], font_color=self.colour("brand")
        )

    def link(self) -> Format:
        """The format of a link that stands in no table."""
        return self.format(font_color=self.colour("brand"), underline=1)

    def note(self, **properties: Any) -> Format:
        """The format of small explaining text."""
        return self.format(
            **{"font_color": self.colour("muted"), "font_size": self.style["font"]["small"], **properties}
        )

    def sheet(self, name: str, *, landscape: bool = True) -> Worksheet:
        """A new sheet, printing on A4, one page wide, with its number on each page."""
        sheet = self.workbook.add_worksheet(name, PlainSheet)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&Rหน้า &P จาก &N")
        sheet.hide_gridlines(2)
        sheet.set_default_row(self.style["height"]["least"])
        return sheet


def put(sheet: Worksheet, row: int, column: int, value: object, cell_format: Format) -> None:
    """Write a value. Text is always a string, never a formula, a link or a number."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, cell_format)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, cell_format)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, float(value), cell_format)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), cell_format)
    else:
        sheet.write_string(row, column, str(value), cell_format)


def print_readably(sheet: Worksheet, widths: Mapping[int, int], first: int, last: int) -> None:
    """Print a wide sheet on as many A4 pages side by side as it needs, the columns first to last on each."""
    pages = ceil(sum(widths.values()) / WIDEST_PAGE)
    if pages > 1:
        sheet.fit_to_pages(pages, 0)
        sheet.repeat_columns(first, last)
