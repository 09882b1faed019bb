"""What people do to a workbook by hand, as acts for `oracles.live`: each takes the open document."""

from collections.abc import Callable
from typing import Any

from builders import at, definition, plan
from emenscr_xl.core.submission import Where
from emenscr_xl.sheets.layout import ANSWER, STATUS, TableBlock
from oracles import live

FORM, LAYOUT = definition().form, plan().layout
SHEET = {module.key: module.sheet for module in FORM.modules}
Act = Callable[[Any], None]


def name(where: Where) -> str:
    """The address of a place, `E7`."""
    cell = LAYOUT.cells[where]
    return f"{chr(65 + cell.column)}{cell.row + 1}"


def block(module: str, table: str) -> TableBlock:
    return next(b for b in LAYOUT.plan(module).tables if b.table.key == table)


def sheet(document: Any, module: str) -> Any:
    return document.Sheets.getByName(SHEET[module])


def cell(document: Any, where: Where) -> Any:
    return live.cells(document, SHEET[where.module], name(where))


def insert_rows(module: str, row: int, count: int = 1) -> Act:
    return lambda document: sheet(document, module).Rows.insertByIndex(row, count)


def delete_rows(module: str, row: int, count: int = 1) -> Act:
    return lambda document: sheet(document, module).Rows.removeByIndex(row, count)


def insert_columns(module: str, column: int, count: int = 1) -> Act:
    return lambda document: sheet(document, module).Columns.insertByIndex(column, count)


def delete_column(column: int, *modules: str) -> Act:
    def act(document: Any) -> None:
        for module in modules:
            sheet(document, module).Columns.removeByIndex(column, 1)

    return act


def type_in(where: Where, text: str) -> Act:
    return lambda document: cell(document, where).setString(text)


def all_of(*acts: Act) -> Act:
    def act(document: Any) -> None:
        for one in acts:
            one(document)

    return act


def each_sheet(do: Act) -> Act:
    def act(document: Any) -> None:
        for one in document.Sheets:
            do(one)

    return act


def rename_all(document: Any) -> None:
    for number, one in enumerate(document.Sheets):
        one.setName(f"แผ่น {number}")


def text_in_an_inserted_row(document: Any) -> None:
    row = LAYOUT.cells[at("M3.outputs.name", 2)].row
    sheet(document, "M3").Rows.insertByIndex(row, 1)
    sheet(document, "M3").getCellByPosition(ANSWER, row).setString("ผลผลิตที่แทรก")


def text_in_an_inserted_column(document: Any) -> None:
    sheet(document, "M4").Columns.insertByIndex(ANSWER + 1, 1)
    row = LAYOUT.cells[at("M4.activities.name", 1)].row
    sheet(document, "M4").getCellByPosition(ANSWER + 1, row).setString("หมายเหตุ")


def without_validations(document: Any) -> None:
    for module in FORM.modules:
        used = live.cells(document, module.sheet, "A1:Z200")
        rule = used.Validation
        rule.Type = live.enum("com.sun.star.sheet.ValidationType", "ANY")
        used.Validation = rule


def without_colours(document: Any) -> None:
    for one in document.Sheets:
        for condition in one.ConditionalFormats.ConditionalFormats:
            one.ConditionalFormats.removeByID(condition.ID)


def without_names(document: Any) -> None:
    for defined in document.NamedRanges.ElementNames:
        document.NamedRanges.removeByName(defined)


def add_a_sheet(text: str) -> Act:
    def act(document: Any) -> None:
        document.Sheets.insertNewByName("หมายเหตุ", 3)
        live.cells(document, "หมายเหตุ", "A1").setString(text)

    return act


def copy_and_delete(document: Any) -> None:
    document.Sheets.copyByName(SHEET["M3"], "สำเนา", 5)
    document.Sheets.removeByName(SHEET["M3"])


def table_area(module: str, table: str, left: str, right: str) -> str:
    place = block(module, table)
    return f"{left}{place.first_row + 1}:{right}{place.last_row + 1}"


def sort_outputs(left: str, column: int) -> Act:
    """Sort the outputs by their names, from a column on, so that the second comes first."""
    area = table_area("M3", "outputs", left, "H")
    return lambda document: live.sort(document, SHEET["M3"], area, column)


def whole_row(where: Where) -> str:
    row = LAYOUT.cells[where].row + 1
    return f"A{row}:H{row}"


def paste_row(source: Where, target: Where, *, cut: bool = False) -> Act:
    """Copy or cut a whole row, hidden column and all, over another."""
    first = whole_row(target).partition(":")[0]
    return lambda document: live.paste(document, SHEET[source.module], whole_row(source), first, cut=cut)


def cut_record(document: Any) -> None:
    """Cut the answers of output 1 and paste them into the blank record 8."""
    row = LAYOUT.cells[at("M3.outputs.name", 1)].row + 1
    live.paste(document, SHEET["M3"], f"E{row}:H{row}", name(at("M3.outputs.name", 8)), cut=True)


def edited_label(where: Where) -> Act:
    row = LAYOUT.cells[where].row
    return lambda document: sheet(document, where.module).getCellByPosition(ANSWER - 1, row).setString("?")


def clear(module: str, area: str) -> Act:
    return lambda document: live.cells(document, SHEET[module], area).clearContents(1 | 2 | 4 | 16)


def merge(first: Where, last: Where) -> Act:
    area = f"{name(first)}:{name(last)}"
    return lambda document: live.cells(document, SHEET[first.module], area).merge(True)


def status(document: Any, where: Where) -> Any:
    """The status cell of a place's row."""
    return sheet(document, where.module).getCellByPosition(STATUS, LAYOUT.cells[where].row)
