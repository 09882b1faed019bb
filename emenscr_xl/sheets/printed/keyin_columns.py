"""The columns of the key-in sheet: drawn and read back by the same keys, wherever staff move them."""

from __future__ import annotations

from dataclasses import dataclass

from emenscr_xl.sheets.layout import MARK

DONE, OPEN = "✓", "☐"
#: How an anchor says that its value is to be taken out of eMENSCR.
GONE = "removed:"


@dataclass(frozen=True, slots=True)
class KeyinColumn:
    """One column. Those without a label are hidden: they are the sheet's own map."""

    key: str
    label: str = ""
    width: int = 0


COLUMNS = (
    KeyinColumn("anchor"),
    KeyinColumn("carried"),  # 1: ticked when issued, 0: to be done; nothing on lines that do not count
    KeyinColumn("number", "ที่", 5),
    KeyinColumn("module", "ส่วน", 8),
    KeyinColumn("label", "รายการใน eMENSCR", 32),
    KeyinColumn("record", "ลำดับ", 22),
    KeyinColumn("value", "ค่าที่ต้องกรอก", 60),
    KeyinColumn("length", "อักขระ", 8),
    KeyinColumn("tick", "นำเข้าแล้ว", 9),
    KeyinColumn("day", "วันที่นำเข้า", 13),
    KeyinColumn("by", "ผู้นำเข้า", 9),
    KeyinColumn("state", "เทียบกับครั้งก่อน", 16),
    KeyinColumn("before", "ค่าเดิมที่นำเข้าไว้", 20),
    KeyinColumn("source", "ที่มา", 26),
)
#: The place of each column in a workbook about to be drawn.
AT = {column.key: number for number, column in enumerate(COLUMNS)}
TITLE_ROW, PROGRESS_ROW, KEY_ROW, HEADING_ROW, FIRST_ROW = range(5)


def key_of(column: KeyinColumn) -> str:
    """What the hidden row says of a column."""
    return f"{MARK}{column.key}"
