"""The key-in sheet: a line for each value, with a tick, a date and initials for staff to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.register.printed.keyed import ADDED, CHANGED, REMOVED, WANTED, Keyed, Line
from emenscr_xl.sheets.book import DATE_FORMAT, Book, put, quoted
from emenscr_xl.sheets.heights import height
from emenscr_xl.sheets.printed.keyin_columns import (
    AT,
    COLUMNS,
    DONE,
    FIRST_ROW,
    HEADING_ROW,
    KEY_ROW,
    OPEN,
    PROGRESS_ROW,
    TITLE_ROW,
    key_of,
)
from emenscr_xl.sheets.printed.keyin_read import anchor_of

KEYIN = "ใบนำเข้า"
NOTHING = "–"
FIRST_SHOWN, LAST = AT["number"], len(COLUMNS) - 1
_CENTRED = ("number", "module", "length", "tick", "day", "by")
_WRAPPED = ("label", "record", "value", "before", "source", "state")


def draw_lines(
    book: Book, sheet: Worksheet, title: str, warning: tuple[str, str], lines: Sequence[Line]
) -> None:
    """Draw the sheet: progress and `warning` (its text and its tone) above the lines."""
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width or 3, None, {"hidden": not column.label})
        put(sheet, KEY_ROW, number, key_of(column), book.format())
        put(sheet, HEADING_ROW, number, column.label or key_of(column), book.heading(align="center"))
    put(sheet, TITLE_ROW, FIRST_SHOWN, title, book.title())
    sheet.set_row(TITLE_ROW, 30)
    sheet.set_row(KEY_ROW, None, None, {"hidden": True})
    sheet.set_row(HEADING_ROW, 2 * book.style["height"]["line"] + 6)
    last = FIRST_ROW + len(lines) - 1
    strong = book.format(bold=True)
    said = f"นำเข้าแล้ว {sum(map(_done, lines))} จาก {sum(map(_counts, lines))} รายการ"
    formula = f'="นำเข้าแล้ว "&{done(last)}&" จาก "&{total(last)}&" รายการ"'
    sheet.write_formula(PROGRESS_ROW, FIRST_SHOWN, formula, strong, said)
    ink = book.format(bold=True, font_color=book.colour(f"{warning[1]}_ink"))
    put(sheet, PROGRESS_ROW, AT["value"], warning[0], ink)
    for number, line in enumerate(lines):
        _draw(book, sheet, FIRST_ROW + number, number + 1, line)
    _rules(book, sheet, last)
    _page(sheet, last)


def done(last: int, module: str = "", sheet: str = "") -> str:
    """The formula of how many lines are ticked or dated: of all modules, or of one named by a cell."""
    tick, day = _range("tick", last, sheet), _range("day", last, sheet)
    marked = f'((({tick}<>"")*({tick}<>"{OPEN}")+({day}<>""))>0)'
    return f"SUMPRODUCT({_counted(last, module, sheet)}*{marked})"


def total(last: int, module: str = "", sheet: str = "") -> str:
    """The formula of how many lines there are to do."""
    return f"SUMPRODUCT({_counted(last, module, sheet)}*1)"


def _counted(last: int, module: str, sheet: str) -> str:
    counts = f'({_range("carried", last, sheet)}<>"")'
    return f"{counts}*({_range('module', last, sheet)}={module})" if module else counts


def _range(key: str, last: int, sheet: str) -> str:
    area = xl_range_abs(FIRST_ROW, AT[key], last, AT[key])
    return f"{quoted(sheet)}!{area}" if sheet else area


def _counts(line: Line) -> bool:
    return line.counts


def _done(line: Line) -> bool:
    return line.counts and line.done is not None


def _draw(book: Book, sheet: Worksheet, row: int, number: int, line: Line) -> None:
    item, kept = line.item, line.done or Keyed("")
    removed = line.state == REMOVED
    values = {
        "anchor": anchor_of(item.where, removed),
        "carried": (1 if line.done else 0) if line.counts else None,
        "number": number,
        "module": item.module,
        "label": item.label,
        "record": item.record,
        "value": item.value or NOTHING,
        "length": len(item.value) if item.kind == "value" and not removed else None,
        "tick": (DONE if line.done else OPEN) if line.counts else None,
        "day": kept.day,
        "by": kept.by,
        "state": line.state,
        "before": line.before,
        "source": item.source,
    }
    for key, value in values.items():
        put(sheet, row, AT[key], value, book.cell_format("text", **_look(book, key, line)))
    texts = [(str(values[key] or ""), COLUMNS[AT[key]].width) for key in _WRAPPED]
    sheet.set_row(row, height(book.style, texts))


def _look(book: Book, key: str, line: Line) -> dict[str, Any]:
    """What sets a cell apart from plain text."""
    look: dict[str, Any] = {"align": "center"} if key in _CENTRED else {}
    if key in ("number", "length", "carried"):
        look["num_format"] = "0"
    if key == "day":
        look["num_format"] = DATE_FORMAT
    if key == "value" and line.item.kind == "value":
        look["bg_color"] = book.colour("answer")
    if not line.counts:
        look["font_color"] = book.colour("error_ink" if line.state == WANTED else "muted")
    return look


def _rules(book: Book, sheet: Worksheet, last: int) -> None:
    """The drop-down of the ticks, and the colours: done is green, changed and not done yet is to be seen."""
    sheet.data_validation(
        FIRST_ROW, AT["tick"], last, AT["tick"],
        {"validate": "list", "source": [OPEN, DONE], "error_type": "information",
         "input_title": "นำเข้าแล้ว", "input_message": f"เลือก {DONE} เมื่อบันทึกใน eMENSCR แล้ว"},
    )  # fmt: skip
    tick, day, state = (f"${xl_col_to_name(AT[k])}{FIRST_ROW + 1}" for k in ("tick", "day", "state"))
    is_done = f'OR(AND({tick}<>"",{tick}<>"{OPEN}"),{day}<>"")'
    changed = ",".join(f'{state}="{word}"' for word in (CHANGED, ADDED, REMOVED))
    areas = (
        (is_done, "done", AT["tick"], AT["by"]),
        (f"AND(OR({changed}),NOT({is_done}))", "wanted", AT["number"], AT["source"]),
    )
    for criteria, tone, first, until in areas:
        shape = book.workbook.add_format(
            {"bg_color": book.colour(tone), "font_color": book.colour(f"{tone}_ink")}
        )
        sheet.conditional_format(
            FIRST_ROW, first, last, until, {"type": "formula", "criteria": f"={criteria}", "format": shape}
        )


def _page(sheet: Worksheet, last: int) -> None:
    """Filter and headings, frozen and on every page."""
    sheet.autofilter(HEADING_ROW, 0, last, LAST)
    sheet.freeze_panes(FIRST_ROW, AT["record"])
    sheet.repeat_rows(HEADING_ROW)
    sheet.print_area(TITLE_ROW, FIRST_SHOWN, last, LAST)
    sheet.ignore_errors({"number_stored_as_text": xl_range(FIRST_ROW, 0, last, LAST)})
