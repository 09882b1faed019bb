"""Rows that no sheet can hold, or that other programs want: where they lie, and how to open them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.sheets.data_sheet import FIRST_ROW

#: The rows of a sheet of Excel, and how many of them are left for data below the head.
SHEET_ROWS = 1_048_576
MOST_ROWS = SHEET_ROWS - FIRST_ROW
#: Beside the workbook: the folder of its data, and what its files are called.
FOLDER, FILE = "{workbook}-parquet", "{folder}/{sheet}.parquet"
HOW_TO_OPEN = "เปิดด้วย Excel: ข้อมูล > รับข้อมูล > จากไฟล์ > จาก Parquet แล้วเลือกไฟล์นั้น"
ALSO = "ข้อมูลเดียวกันอยู่ในไฟล์ {file} · " + HOW_TO_OPEN
ONLY = "ข้อมูล {rows:,} แถวอยู่ในไฟล์ {file} · " + HOW_TO_OPEN
TOO_MANY = "ข้อมูล {rows:,} แถว มากกว่าที่แผ่นงานหนึ่งรับได้ ({most:,} แถว) "
INSTEAD = TOO_MANY + "จึงอยู่ในไฟล์ {file} · " + HOW_TO_OPEN
NOWHERE = TOO_MANY + 'จึงไม่อยู่ในสมุดนี้ — ติดตั้งส่วนเสริมด้วยคำสั่ง pip install "emenscr-xl[parquet]" แล้วสั่งใหม่'


def data_folder(workbook: Path) -> Path:
    """The folder beside a workbook that holds its data as Parquet files."""
    return workbook.with_name(FOLDER.format(workbook=workbook.stem))


@dataclass(frozen=True, slots=True)
class Beyond:
    """What lies outside a workbook: all of its data when `asked`, and what is too long for a sheet.

    `folder`: where, beside the workbook; "" where Parquet cannot be written. `most_rows`: of a sheet; 0 where
    no rows are to stand in the workbook.
    """

    folder: str = ""
    asked: bool = False
    most_rows: int = MOST_ROWS

    def too_many(self, rows: int) -> bool:
        """True for rows that do not stand in the workbook."""
        return rows > self.most_rows

    def file(self, table: DataTable, rows: int) -> str:
        """The file of a table's rows, from the folder of the workbook; "" when it has none."""
        if self.folder and (self.asked or self.too_many(rows)):
            return FILE.format(folder=self.folder, sheet=table.sheet)
        return ""

    def noted(self, table: DataTable, rows: int) -> DataTable:
        """The table with a note of where its rows are."""
        file = self.file(table, rows)
        if self.too_many(rows):
            said = NOWHERE if not file else INSTEAD if self.most_rows else ONLY
        else:
            said = ALSO if file else ""
        text = said.format(rows=rows, most=self.most_rows, file=file)
        return replace(table, note=" · ".join(filter(None, (text, table.note))))


HERE = Beyond()
