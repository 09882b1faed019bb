"""The first sheet of a data-collection workbook: whose it is, until when, how to fill it, how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.sheets.book import Book, put, quoted
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.heights import line_count
from emenscr_xl.sheets.layout import ANSWER
from emenscr_xl.sheets.module_sheet import PROTECTION

HOW = ("how_1", "how_2", "how_3", "how_4", "how_5")
LEFT, RIGHT, GO = 1, 2, 5
WIDTHS = {0: 2, LEFT: 44, RIGHT: 24, 3: 18, 4: 14, GO: 14}


@dataclass(frozen=True, slots=True)
class Cover:
    """What the Start sheet says of the workbook, in reading order: pairs of text key and text."""

    identity: Sequence[tuple[str, str]]


def draw_start(drawing: Drawing, sheet: Worksheet, cover: Cover) -> None:
    """Draw the Start sheet: identity, how to fill, and completeness by module."""
    book, texts = drawing.book, drawing.definition.texts
    for column, width in WIDTHS.items():
        sheet.set_column(column, column, width)
    put(sheet, 0, LEFT, drawing.form.title, book.title())
    sheet.set_row(0, 30)
    row = 2
    for key, said in cover.identity:
        put(sheet, row, LEFT, texts[key], book.heading())
        sheet.merge_range(row, RIGHT, row, GO, said, book.cell_format("text"))
        lines = line_count(said, sum(WIDTHS[c] for c in range(RIGHT, GO + 1)))
        sheet.set_row(row, lines * book.style["height"]["line"] + 4)
        row += 1
    row = _how(drawing, sheet, row + 1)
    _completeness(drawing, sheet, row + 1)
    sheet.print_area(0, LEFT, row + len(drawing.layout.plans) + 3, GO)
    sheet.protect("", PROTECTION)


def _how(drawing: Drawing, sheet: Worksheet, row: int) -> int:
    book, texts = drawing.book, drawing.definition.texts
    put(sheet, row, LEFT, texts["how_title"], book.format(bold=True, font_color=book.colour("brand")))
    for number, key in enumerate(HOW, start=1):
        put(sheet, row + number, LEFT, f"{number}. {texts[key]}", book.format())
    return row + len(HOW) + 1


def _completeness(drawing: Drawing, sheet: Worksheet, row: int) -> None:
    """A row for each module: answered, needed, percent (formulas over the status columns) and a link."""
    book, texts = drawing.book, drawing.definition.texts
    for column, key in enumerate(("module", "answered", "needed", "percent"), start=LEFT):
        put(sheet, row, column, texts[key], book.heading())
    put(sheet, row, GO, "", book.heading())
    first = row + 1
    complete = required = 0
    for number, plan in enumerate(drawing.layout.plans):
        name = plan.module.sheet
        words = [w for (s, _), w in drawing.statuses.items() if s == name]
        done, wanted = words.count(texts["complete"]), words.count(texts["required"])
        complete, required = complete + done, required + wanted
        words_at = f"{quoted(name)}!$C$5:$C${plan.last_row + 1}"
        formulas = (
            f'=COUNTIF({words_at},"{texts["complete"]}")',
            f'={xl_rowcol_to_cell(first + number, RIGHT)}+COUNTIF({words_at},"{texts["required"]}")',
        )
        put(sheet, first + number, LEFT, plan.module.label, book.cell_format("text"))
        _counts(book, sheet, first + number, formulas, (done, done + wanted))
        target = f"internal:{quoted(name)}!{xl_rowcol_to_cell(4, ANSWER)}"
        link = book.cell_format("text", font_color=book.colour("brand"), underline=1)
        sheet.write_url(first + number, GO, target, link, texts["go"])
    last = first + len(drawing.layout.plans) - 1
    sums = tuple(
        f"=SUM({xl_rowcol_to_cell(first, c)}:{xl_rowcol_to_cell(last, c)})" for c in (RIGHT, RIGHT + 1)
    )
    put(sheet, last + 1, LEFT, texts["overall"], book.cell_format("text", bold=True))
    _counts(book, sheet, last + 1, sums, (complete, complete + required))
    sheet.conditional_format(
        first, RIGHT + 2, last + 1, RIGHT + 2,
        {"type": "data_bar", "bar_solid": True, "bar_color": book.colour("bar"), "data_bar_2010": False,
         "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1},
    )  # fmt: skip


def _counts(
    book: Book, sheet: Worksheet, row: int, formulas: tuple[str, ...], values: tuple[int, int]
) -> None:
    number = book.cell_format("integer", align="right")
    for column, (formula, value) in enumerate(zip(formulas, values, strict=True), start=RIGHT):
        sheet.write_formula(row, column, formula, number, value)
    done, needed = (xl_rowcol_to_cell(row, c) for c in (RIGHT, RIGHT + 1))
    share = values[0] / values[1] if values[1] else ""
    percent = book.cell_format("number", num_format="0%", align="right")
    sheet.write_formula(row, RIGHT + 2, f'=IF({needed}=0,"",{done}/{needed})', percent, share)
