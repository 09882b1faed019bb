"""The first sheet of a data-collection workbook: whose it is, until when, how far it is, what to do next."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from emenscr_xl.sheets.book import put, quoted
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.module_sheet import PROTECTION
from emenscr_xl.sheets.start_plan import (
    ANSWERED,
    FIRST_IDENTITY,
    GO,
    HOW,
    LEFT,
    NEEDED,
    OVERALL,
    PERCENT,
    TO_DO_LINES,
    WIDTHS,
    WRONG,
    Cover,
    StartPlan,
)


def draw_start(drawing: Drawing, sheet: Worksheet, cover: Cover, start: StartPlan) -> None:
    """Draw the Start sheet: identity and status, how to fill, completeness by module, things to do."""
    book, texts = drawing.book, drawing.definition.texts
    for column, width in WIDTHS.items():
        sheet.set_column(column, column, width)
    put(sheet, 0, LEFT, drawing.form.title, book.title())
    sheet.set_row(0, book.style["height"]["title"])
    _identity(drawing, sheet, cover)
    _overall(drawing, sheet, start)
    _title(drawing, sheet, start.how, "how_title")
    for number, key in enumerate(HOW, start=1):
        put(sheet, start.how + number, LEFT, f"{number}. {texts[key]}", book.format())
    guide = f"internal:{quoted(texts['guide_sheet'])}!B1"
    said = f"{len(HOW) + 1}. {texts['how_6']}"
    sheet.write_url(start.how + len(HOW) + 1, LEFT, guide, drawing.book.link(), said)
    _completeness(drawing, sheet, start)
    _to_do(drawing, sheet, start)
    sheet.print_area(0, LEFT, start.last_row, GO)
    sheet.protect("", PROTECTION)


def _title(drawing: Drawing, sheet: Worksheet, row: int, key: str) -> None:
    shape = drawing.book.format(bold=True, font_color=drawing.book.colour("brand"))
    put(sheet, row, LEFT, drawing.definition.texts[key], shape)


def _identity(drawing: Drawing, sheet: Worksheet, cover: Cover) -> None:
    book, texts = drawing.book, drawing.definition.texts
    for row, (key, _) in enumerate(cover.identity, start=FIRST_IDENTITY):
        put(sheet, row, LEFT, texts[key], book.heading())
        shape = book.cell_format("text")
        sheet.merge_range(row, ANSWERED, row, GO, "", shape)
        drawing.text(sheet, row, ANSWERED, shape)
        drawing.height(sheet, row)


def _overall(drawing: Drawing, sheet: Worksheet, start: StartPlan) -> None:
    """One word for the whole workbook, in its colour."""
    book, texts, row = drawing.book, drawing.definition.texts, start.overall
    put(sheet, row, LEFT, texts["form_status"], book.heading())
    shape = book.cell_format("text", bold=True)
    sheet.merge_range(row, ANSWERED, row, GO, "", shape)
    drawing.formula(sheet, row, ANSWERED, start.formulas[row, ANSWERED], shape)
    for key, name in OVERALL:
        ink = "ink" if name == "locked" else f"{name}_ink"
        colours = {"bg_color": book.colour(name), "font_color": book.colour(ink)}
        rule = {"type": "cell", "criteria": "==", "value": f'"{texts[key]}"'}
        rule["format"] = book.workbook.add_format(colours)
        sheet.conditional_format(row, ANSWERED, row, GO, rule)


def _completeness(drawing: Drawing, sheet: Worksheet, start: StartPlan) -> None:
    """A row for each module: answered, wrong, needed and percent by formula, and a link."""
    book, texts, row = drawing.book, drawing.definition.texts, start.modules
    for column, key in enumerate(("module", "answered", "wrong", "needed", "percent"), start=LEFT):
        put(sheet, row, column, texts[key], book.heading())
    put(sheet, row, GO, "", book.heading())
    for n, plan in enumerate(drawing.layout.plans, start=1):
        put(sheet, row + n, LEFT, plan.module.label, book.cell_format("text"))
        target = f"internal:{drawing.blueprint.first_answer(plan.module.key).removeprefix('#')}"
        link = book.cell_format("text", font_color=book.colour("brand"), underline=1)
        sheet.write_url(row + n, GO, target, link, texts["go"].format(sheet=plan.module.sheet))
    put(sheet, start.total, LEFT, texts["overall"], book.cell_format("text", bold=True))
    number = book.cell_format("integer", align="right")
    percent = book.cell_format("number", num_format="0%", align="right")
    for counted in range(row + 1, start.total + 1):
        for column in (ANSWERED, WRONG, NEEDED, PERCENT):
            shape = percent if column == PERCENT else number
            drawing.formula(sheet, counted, column, start.formulas[counted, column], shape)
    sheet.conditional_format(
        row + 1, PERCENT, start.total, PERCENT,
        {"type": "data_bar", "bar_solid": True, "bar_color": book.colour("bar"), "data_bar_2010": False,
         "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1},
    )  # fmt: skip


def _to_do(drawing: Drawing, sheet: Worksheet, start: StartPlan) -> None:
    """The first things to do, each a link to its cell, and how many more there are."""
    book = drawing.book
    _title(drawing, sheet, start.to_do, "to_do_title")
    link = drawing.book.link()
    for row in range(start.to_do + 1, start.to_do + TO_DO_LINES + 1):
        drawing.formula(sheet, row, LEFT, start.formulas[row, LEFT], link)
    drawing.formula(sheet, start.last_row, LEFT, start.formulas[start.last_row, LEFT], book.note())
