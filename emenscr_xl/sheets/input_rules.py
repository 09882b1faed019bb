"""What Excel itself says while a cell is being filled: drop-downs, input rules and prompts."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from emenscr_xl.core.values import allowed_range
from emenscr_xl.form.model import NUMERIC_TYPES, Field

TITLE, PROMPT = 32, 255
#: Serial numbers of 1 Jan 2000 to 31 Dec 2100, and of the same days when the year was typed as BE.
_DATES = ((36526, 73415), (234854, 271743))
_WIDEST = 999_999_999_999


def input_rule(field: Field, number: str, row: int, column: int, source: str | None) -> dict[str, Any]:
    """The data validation of a field's cells, the first of which lies at row and column.

    `source`: what its drop-down offers, as a formula.
    """
    rule = {"ignore_blank": True, **_criterion(field, xl_rowcol_to_cell(row, column), source)}
    rule["input_title"] = f"ข้อ {number}"[:TITLE]
    rule["input_message"] = field.hint or field.label
    rule["error_title"] = f"ข้อ {number}"[:TITLE]
    rule["error_message"] = _refusal(field)[:PROMPT]
    if field.type == "code" and field.open:
        rule["error_type"] = "information"
    return rule


def _criterion(field: Field, cell: str, source: str | None) -> dict[str, Any]:
    if source:
        return {"validate": "list", "source": source}
    if field.type == "date":
        spans = ",".join(f"AND({cell}>={low},{cell}<={high})" for low, high in _DATES)
        return {"validate": "custom", "value": f"=OR(ISTEXT({cell}),{spans})"}
    if field.type in NUMERIC_TYPES:
        return {"validate": "integer" if field.type == "integer" else "decimal", **_bounds(field)}
    if field.max_length:
        return {"validate": "length", "criteria": "<=", "value": field.max_length}
    return {"validate": "any"}


def _bounds(field: Field) -> dict[str, Any]:
    if field.exclusive_minimum is not None and field.maximum is None:
        return {"criteria": ">", "value": float(field.exclusive_minimum)}
    low = -_WIDEST if field.minimum is None else float(field.minimum)
    high = _WIDEST if field.maximum is None else float(field.maximum)
    return {"criteria": "between", "minimum": low, "maximum": high}


def _refusal(field: Field) -> str:
    """What is said when Excel refuses an entry: what to type instead."""
    said = {
        "choice": "เลือกจากรายการ",
        "code": "ไม่มีในรายการ ตรวจสอบกับบัญชีทางการ" if field.open else "เลือกจากรายการ",
        "date": "พิมพ์วันที่แบบ 1 ต.ค. 2569 หรือ 01/10/2569",
        "integer": f"พิมพ์จำนวนเต็ม {allowed_range(field)}",
        "number": f"พิมพ์เฉพาะตัวเลข {allowed_range(field)}",
        "money": f"พิมพ์จำนวนเงินเป็นบาท {allowed_range(field)}",
    }.get(field.type, f"ยาวได้ไม่เกิน {field.max_length} ตัวอักษร")
    return said.strip()
