"""A consolidated workbook as an auditor reads it: the data sheets as frames, the summary as lines."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import load_workbook

from emenscr_xl.register.collected import Collected
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.sheets.consolidated import write_consolidated

SUMMARY, NOTHING = "สรุปประจำปี", "ไม่มีรายการ"
SUMMARIES = ("สรุปประจำปี", "สรุปไตรมาส")  # how the names of the sheets that sum up begin
HEADING_ROW = 4  # counted from 1
DATA_SHEETS = (
    "โครงการ", "ข้อค้นพบ", "ยังไม่ได้ส่งคืน", "กำหนดส่งและการติดตาม", "ติดตามการอนุมัติ", "ประวัติการอนุมัติ", "รอบการแก้ไข",
    "ไฟล์ที่ได้รับ", "กระทบยอดโครงการ", "ความแตกต่าง", "กระทบยอดงบประมาณ", "ยอดตามหน่วยและแหล่งเงิน",
    "เป้าหมายยุทธศาสตร์ชาติ", "ยุทธศาสตร์ชาติระดับรอง", "เป้าหมายระดับประเด็น (Y2)", "แผนแม่บทระดับรอง",
    "วิธีการดำเนินการ", "เอกสารแนบ", "วัตถุประสงค์", "ผลผลิต", "ผลลัพธ์", "ผลที่คาดว่าจะได้รับ", "ตัวชี้วัด", "กลุ่มเป้าหมาย",
    "กิจกรรม", "กิจกรรมย่อย", "แผนการใช้จ่าย", "M6 ความก้าวหน้า", "M6 ตัวชี้วัด", "M6 หลักฐาน", "M6 รายไตรมาส",
)  # fmt: skip
Frames = Mapping[str, pd.DataFrame]
#: The lines of a block of the summary: the figures by code and name.
Lines = dict[tuple[str, str], list[Any]]


def frame_of(table: DataTable) -> pd.DataFrame:
    """A data sheet before it is drawn."""
    return pd.DataFrame({c.key: table.column(c.key) for c in table.columns}, dtype=object)


def written(path: Path, what: Collected) -> Path:
    write_consolidated(path, what)
    return path


def frames_of(path: Path) -> Frames:
    """The data sheets as pandas reads them."""
    found = pd.read_excel(path, sheet_name=None, header=HEADING_ROW - 1, dtype=object, engine="openpyxl")
    data = {name: frame for name, frame in found.items() if not name.startswith(SUMMARIES)}
    return {name: frame[frame.iloc[:, 0] != NOTHING] for name, frame in data.items()}


def blocks_of(path: Path, sheet: str = SUMMARY) -> Mapping[str, Lines]:
    """The tables of a summary by the number in their title, as their cached values read."""
    found: dict[str, Lines] = {}
    lines: Lines = {}
    headed = False
    with closing(load_workbook(path, read_only=True, data_only=True)) as book:  # one sheet of many is read
        rows = list(book[sheet].iter_rows(min_row=5, values_only=True))
    for row in rows:
        code, name, *figures = ("" if v is None else v for v in row)
        title, _, rest = str(code).partition(" ")
        if title[:1].isdigit() and title.endswith(".") | (title.count(".") == 1 and bool(rest)):
            lines, headed = found.setdefault(title.rstrip("."), {}), False
        elif name and not headed:
            headed = True
        elif name:
            lines[str(code), str(name)] = figures
    return found


def named(lines: Lines) -> dict[str, list[Any]]:
    """The lines by their second column."""
    return {name: figures for (_, name), figures in lines.items()}


def coded(lines: Lines) -> dict[str, list[Any]]:
    """The lines by their first column, without the total."""
    return {code: figures for (code, _), figures in lines.items() if code}
