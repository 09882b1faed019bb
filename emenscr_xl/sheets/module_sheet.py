"""One module of the data-collection workbook as a sheet: questions, tables, status and protection."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import Field, Module
from emenscr_xl.sheets.book import print_readably, put
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.heights import line_count
from emenscr_xl.sheets.layout import (
    ANCHOR,
    ANSWER,
    ANSWER_MARK,
    LABEL,
    MARK,
    MODULE_MARK,
    NUMBER,
    STATUS,
    FieldRow,
    SheetPlan,
    TableBlock,
)  # fmt: skip
from emenscr_xl.sheets.row_heights import label_of, starred
from emenscr_xl.sheets.status_column import draw_statuses

PROTECTION = {"format_columns": True, "format_rows": True}
HEADING_ROW = 3
#: What bold letters leave of a column's width.
BOLD = 0.8


def draw_module(drawing: Drawing, plan: SheetPlan) -> Worksheet:
    """Add the module's sheet, protected without a password; answer cells are open."""
    book, module = drawing.book, plan.module
    sheet = book.sheet(module.sheet)
    for column, width in plan.widths.items():
        sheet.set_column(column, column, width, None, {"hidden": column == ANCHOR})
    _marks(drawing, sheet, plan)
    put(sheet, 1, NUMBER, module.label, book.title())
    sheet.set_row(1, book.style["height"]["title"])
    put(sheet, 2, NUMBER, _intro(drawing, module), book.note())
    _headings(drawing, sheet, plan)
    for block in plan.blocks:
        if isinstance(block, FieldRow):
            _field(drawing, sheet, plan, block)
        else:
            _table(drawing, sheet, plan, block)
    draw_statuses(drawing, sheet, plan)
    sheet.freeze_panes(HEADING_ROW + 1, 0)
    sheet.repeat_rows(1, HEADING_ROW)
    print_readably(sheet, plan.widths, NUMBER, LABEL)
    sheet.print_area(1, NUMBER, plan.last_row, plan.last_column)
    sheet.protect("", PROTECTION)
    first = min(c.row for w, c in drawing.layout.cells.items() if w.module == module.key)
    sheet.set_selection(first, ANSWER, first, ANSWER)
    return sheet


def _intro(drawing: Drawing, module: Module) -> str:
    """What stands below a module's title: of a closed one, why it is closed."""
    if module.key not in drawing.contents.issue.closed:
        return module.intro
    return drawing.definition.texts["closed_reported" if module.quarter else "closed_approved"]


def _marks(drawing: Drawing, sheet: Worksheet, plan: SheetPlan) -> None:
    """The hidden first row: which module this is, which column holds the answers."""
    plain = drawing.book.format()
    put(sheet, 0, ANCHOR, MODULE_MARK + plan.module.key, plain)
    put(sheet, 0, ANSWER, ANSWER_MARK, plain)
    sheet.set_row(0, None, None, {"hidden": True})


def _headings(drawing: Drawing, sheet: Worksheet, plan: SheetPlan) -> None:
    """The headings of the questions, as a band over all columns."""
    book, texts = drawing.book, drawing.definition.texts
    shape = book.heading(font_color="#FFFFFF", bg_color=book.colour("brand"))
    for column, key in ((NUMBER, "number"), (STATUS, "status"), (LABEL, "question"), (ANSWER, "answer")):
        put(sheet, HEADING_ROW, column, texts[key], shape)
    band = book.format(bg_color=book.colour("brand"))
    for column in range(ANSWER + 1, plan.last_column + 1):
        put(sheet, HEADING_ROW, column, None, band)


def _field(drawing: Drawing, sheet: Worksheet, plan: SheetPlan, block: FieldRow) -> None:
    book, field, row = drawing.book, block.field, block.row
    where = Where(plan.module.key, field.key)
    put(sheet, row, ANCHOR, f"{MARK}{where.address}", book.format())
    put(sheet, row, NUMBER, block.number, book.cell_format("mirror", align="center"))
    put(sheet, row, STATUS, None, book.cell_format("mirror"))
    _label(drawing, sheet, row, field, where)
    drawing.answer(sheet, field, where)
    drawing.validate(sheet, where.address, block.number)
    drawing.height(sheet, row)


def _label(drawing: Drawing, sheet: Worksheet, row: int, field: Field, where: Where) -> None:
    """Write the label, bold, with its hint small below it."""
    book, hint = drawing.book, drawing.blueprint.hints[where.address]
    label = label_of(field)
    if hint:
        bold, small = book.format(bold=True), book.note()
        sheet.write_rich_string(row, LABEL, bold, label, small, f"\n{hint}", book.cell_format("mirror"))
    else:
        put(sheet, row, LABEL, label, book.cell_format("mirror", bold=True))


def _table(drawing: Drawing, sheet: Worksheet, plan: SheetPlan, block: TableBlock) -> None:
    book, table, key = drawing.book, block.table, plan.module.key
    put(sheet, block.title_row, NUMBER, block.number, book.format(bold=True, align="center"))
    title = book.format(bold=True, font_color=book.colour("brand"))
    label = starred(table.label, bool(table.min_rows))
    if table.hint:
        sheet.write_rich_string(block.title_row, STATUS, title, label, book.note(), f"   {table.hint}")
    else:
        put(sheet, block.title_row, STATUS, label, title)
    put(sheet, block.key_row, ANCHOR, f"{MARK}{key}.{table.key}", book.format())
    for field in table.fields:
        column = block.columns[field.key]
        put(sheet, block.key_row, column, f"{MARK}{field.key}", book.format())
        drawing.validate(sheet, f"{key}.{table.key}.{field.key}", block.number)
    sheet.set_row(block.key_row, None, None, {"hidden": True})
    _heading_row(drawing, sheet, plan, block)
    for record in range(1, table.rows + 1):
        _record(drawing, sheet, plan, block, record)


def _heading_row(drawing: Drawing, sheet: Worksheet, plan: SheetPlan, block: TableBlock) -> None:
    book, texts = drawing.book, drawing.definition.texts
    heads = {NUMBER: texts["number"], STATUS: texts["status"], LABEL: texts["question"]}
    heads |= {block.columns[f.key]: starred(f.label, f.required) for f in block.table.fields}
    for column, text in heads.items():
        put(sheet, block.heading_row, column, text, book.heading())
    tallest = max(line_count(text, BOLD * plan.widths[column]) for column, text in heads.items())
    sheet.set_row(block.heading_row, tallest * book.style["height"]["line"] + 4)


def _record(drawing: Drawing, sheet: Worksheet, plan: SheetPlan, block: TableBlock, record: int) -> None:
    book, table, row = drawing.book, block.table, block.row(record)
    put(sheet, row, ANCHOR, f"{MARK}{plan.module.key}.{table.key}[{record}]", book.format())
    put(sheet, row, NUMBER, record, book.cell_format("integer", align="center"))
    put(sheet, row, LABEL, table.record.format(n=record), book.cell_format("mirror"))
    for field in table.placed:
        drawing.answer(sheet, field, Where(plan.module.key, f"{table.key}.{field.key}", record))
    drawing.height(sheet, row)
