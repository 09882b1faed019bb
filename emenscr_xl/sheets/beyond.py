"""Rows that no sheet can hold, or that other programs want: where they lie, and how to open them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.sheets.data_sheet import FIRST_ROW

#: The rows of a sheet of Excel, and how many of them are left for data below the head.
SHEET_ROWS = 1_048_576
MOST_ROWS = SHEET_ROWS - FIRST_ROW
#: Beside the workbook: the folder of its data.
FOLDER = "{workbook}-parquet"
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
    """What lies outside a workbook. `files`: by table, as its sheets name them.

    `most_rows`: of a sheet; 0 where all rows are to lie outside.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    most_rows: int = MOST_ROWS

    def too_many(self, rows: int) -> bool:
        """True for rows that do not stand in the workbook."""
        return rows > self.most_rows

    def noted(self, table: DataTable, rows: int) -> DataTable:
        """The table with a note of where its rows are."""
        if not self.too_many(rows):
            return self.noted_also(table)
        file = self.files.get(table.key, "")
        said = NOWHERE if not file else INSTEAD if self.most_rows else ONLY
        return _with(table, said.format(rows=rows, most=self.most_rows, file=file))

    def noted_also(self, table: DataTable) -> DataTable:
        """The table, whose rows stand on its sheet, with a note of where they are besides."""
        file = self.files.get(table.key)
        return _with(table, ALSO.format(file=file)) if file else table


def _with(table: DataTable, said: str) -> DataTable:
    return replace(table, note=" · ".join(filter(None, (said, table.note))))


HERE = Beyond()
