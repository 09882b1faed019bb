"""The tables of the summary: every figure a formula over the data sheets, with its value beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.register.summaries.figures import Figure, Line, Value
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.sheets.book import DATE_FORMAT, Book, put, quoted
from emenscr_xl.sheets.heights import height
from emenscr_xl.sheets.summary.drill_down import opens, over_data
from emenscr_xl.sheets.summary.formulas import CODE, FIRST_FIGURE, NAME, Placed, Spot, counted_in, formula

NUMBERS = {
    "count": "#,##0", "money": "#,##0.00", "percent": "0.0%", "date": DATE_FORMAT,
    "flag": '"●";;', "heat": "#,##0;;",
}  # fmt: skip
#: Bold letters take more room: a heading uses this much of its column.
BOLD = 0.8


@dataclass(frozen=True, slots=True)
class BlockPen:
    """What draws the blocks of the summary."""

    book: Book
    sheet: Worksheet
    widths: Sequence[int]
    tables: Mapping[str, DataTable]
    drill: bool = False  # the data sheets are in the workbook: each figure opens what it counts
    numbers: Mapping[str, str] = field(default_factory=lambda: NUMBERS)  # by kind of figure
    elsewhere: Collection[str] = ()  # the data sheets without their rows: what counts them has its value only

    def draw(self, placed: Placed, values: Sequence[Sequence[Value]]) -> float:
        """Draw a block's title, notes, headings and lines; gives its height in points."""
        book, block = self.book, placed.block
        heading = book.format(bold=True, font_size=16, font_color=book.colour("brand"))
        put(self.sheet, placed.row, CODE, block.title, heading)
        for number, note in enumerate(block.notes, start=1):
            put(self.sheet, placed.row + number, CODE, note, book.note())
        labels = (*block.first, *(h.label for h in block.headings))
        for column, label in enumerate(labels):
            side = {"align": "left", "indent": 1} if column == NAME else {"align": "center"}
            put(self.sheet, placed.heading_row, column, label, book.heading(**side))
        least = book.style["height"]["least"]
        tall = [least] * (1 + len(block.notes)) + [self._height(placed.heading_row, labels, BOLD)]
        for number, line in enumerate(block.lines):
            row = placed.first_row + number
            self._line(placed, number, values[number])
            texts = (c if isinstance(c, str) else "" for c in line.cells)
            tall.append(self._height(row, (line.code, line.name, *texts)))
        return float(sum(tall))

    def _height(self, row: int, texts: Sequence[str], share: float = 1) -> float:
        """Make a row as tall as its texts; `share` of each width is what they can use."""
        widths = (int(width * share) for width in self.widths)
        points = height(self.book.style, zip(texts, widths, strict=False))
        self.sheet.set_row(row, points)
        return points

    def _line(self, placed: Placed, number: int, values: Sequence[Value]) -> None:
        line, row = placed.block.lines[number], placed.first_row + number
        put(self.sheet, row, CODE, line.code, self._shape(line, "text", align="center"))
        if line.link:
            link = self._shape(line, "text", font_color=self.book.colour("brand"), underline=1)
            self.sheet.write_url(row, NAME, f"internal:{quoted(line.link)}!A1", link, line.name)
        else:
            put(self.sheet, row, NAME, line.name, self._shape(line, "text"))
        for column, cell in enumerate(line.cells):
            kind = placed.block.kind(line, column)
            strong = {"bold": True, "font_color": self.book.colour("brand")} if placed.block.strong else {}
            shape = self._shape(line, kind, align="left" if kind == "text" else "right")
            if isinstance(cell, Figure):
                value = values[column]
                cached = value if isinstance(value, str | int) else float(value)  # type: ignore[arg-type]
                side = "left" if kind == "text" else "right"
                shape = self._shape(line, kind, align=side, **strong)
                if any(key in self.elsewhere for key in counted_in(cell)):
                    put(self.sheet, row, FIRST_FIGURE + column, cached, shape)
                    continue
                text = formula(cell, Spot(placed, number, column), self.tables)
                self.sheet.write_formula(row, FIRST_FIGURE + column, f"={text}", shape, cached)
                if self.drill and cached != "" and (counted := over_data(cell)):
                    url = opens(counted, placed.block.key_of(line), self.tables)
                    self.sheet.link_cell(row, FIRST_FIGURE + column, url)
            else:
                put(self.sheet, row, FIRST_FIGURE + column, cell, shape)

    def _shape(self, line: Line, kind: str, **properties: object) -> Format:
        if line.total:
            properties |= {"bold": True, "bg_color": self.book.colour("band")}
        properties = {"valign": "vcenter", **properties}
        if properties.get("align") != "center":
            properties["indent"] = 1
        if kind == "text":
            return self.book.cell_format("text", **properties)
        return self.book.cell_format("integer", num_format=self.numbers[kind], **properties)
