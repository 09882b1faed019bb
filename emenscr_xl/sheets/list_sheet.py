"""A list of the register as a sheet: one open table that staff type and paste into, filter and sort."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import Field
from emenscr_xl.sheets.book import print_readably, put
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.heights import height, line_count
from emenscr_xl.sheets.layout import ANCHOR, LIST_FIRST_COLUMN, MARK, MODULE_MARK, SheetPlan
from emenscr_xl.sheets.row_heights import starred
from emenscr_xl.sheets.status_column import draw_verdicts
from emenscr_xl.sheets.written import shown

#: What staff may do on a list whose lines are the program's: all but take away or add rows and columns.
ORDERED = dict.fromkeys(("sort", "autofilter", "format_cells", "format_columns", "format_rows"), True)


def draw_list(drawing: Drawing, plan: SheetPlan) -> Worksheet:
    """Add the list's sheet with its heading, open rows, input rules and filter."""
    book, module = drawing.book, plan.module
    sheet = book.sheet(module.sheet)
    for column, width in plan.widths.items():
        sheet.set_column(column, column, width, None, {"hidden": column == ANCHOR})
    (block,) = plan.tables
    plain, key = book.format(), f"{MARK}{module.key}.{block.table.key}"
    put(sheet, 0, ANCHOR, MODULE_MARK + module.key, plain)
    put(sheet, 0, LIST_FIRST_COLUMN, module.label, book.title())
    sheet.set_row(0, 30)
    put(sheet, 1, LIST_FIRST_COLUMN, module.intro, book.note())
    put(sheet, block.key_row, ANCHOR, key, plain)
    lines, group = 1, ""
    for field in block.table.fields:
        column = block.columns[field.key]
        put(sheet, block.key_row, column, f"{MARK}{field.key}", plain)
        label = starred(field.label, field.required)
        put(sheet, block.heading_row, column, label, book.heading())
        lines = max(lines, line_count(label, plan.widths[column]))
        if field.group:
            said = field.group if field.group != group else None
            put(sheet, block.title_row, column, said, book.band())
        group = field.group
        drawing.validate(sheet, f"{module.key}.{block.table.key}.{field.key}", field.label[:20])
    sheet.set_row(block.key_row, None, None, {"hidden": True})
    sheet.set_row(block.heading_row, lines * book.style["height"]["line"] + 6)
    for record in range(1, block.table.rows + 1):
        _record(drawing, sheet, plan, record)
    if module.judged:
        draw_verdicts(drawing, sheet, plan)
    if module.ordered:
        sheet.protect("", ORDERED)
    sheet.freeze_panes(block.first_row, LIST_FIRST_COLUMN + (3 if module.judged else 2))
    sheet.autofilter(block.heading_row, LIST_FIRST_COLUMN, block.last_row, plan.last_column)
    sheet.repeat_rows(block.heading_row)
    print_readably(sheet, plan.widths, LIST_FIRST_COLUMN, LIST_FIRST_COLUMN + 1)
    last = max([1, *(w.record for w in drawing.contents.issue.submission.answers if w.module == module.key)])
    sheet.print_area(0, LIST_FIRST_COLUMN, block.row(last) + 10, plan.last_column)
    return sheet


def _record(drawing: Drawing, sheet: Worksheet, plan: SheetPlan, record: int) -> None:
    (block,) = plan.tables
    texts = []
    for field in block.table.fields:
        where = Where(plan.module.key, f"{block.table.key}.{field.key}", record)
        drawing.answer(sheet, field, where)
        texts.append((_shown(drawing, field, where), plan.widths[block.columns[field.key]]))
    if any(text for text, _ in texts):
        sheet.set_row(block.row(record), height(drawing.book.style, texts))


def _shown(drawing: Drawing, field: Field, where: Where) -> str:
    """The text that a cell shows: of a computed one, what the workbook holds."""
    if not field.computed:
        return shown(drawing.contents.issue.submission, where)
    cell = drawing.layout.cells[where]
    return str(drawing.contents.values.get((cell.sheet, cell.row, cell.column), ""))
