"""The sheet of offices: one row for each folder that came, with its state and all that the area sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from emenscr_xl.register.areas.area_office import AreaOffice
from emenscr_xl.register.areas.spread import OFFICES, Spread
from emenscr_xl.register.link import Link
from emenscr_xl.register.tables.data_table import Column, DataTable, data_table

NUMBER, OFFICE, GROUP, STATE, REASON = (
    "office_number",
    "office",
    "office_group",
    "office_state",
    "office_reason",
)
OFFICE_SHEET = "สำนักงาน"
NO_GROUP = "ไม่อยู่ในกลุ่ม"
FIRST = (
    Column(NUMBER, "ลำดับสำนักงาน", "integer", 10),
    Column(OFFICE, "สำนักงาน", width=38),
)
ABOUT = (
    Column(GROUP, "กลุ่มโฟลเดอร์", width=20),
    Column(STATE, "สถานะ", "status", 16),
    Column(REASON, "เหตุผลและสิ่งที่ต้องทำ", "long_text", 46),
    Column("year", "ปีงบประมาณ", "integer", 11),
    Column("catalogues", "บัญชีรายการที่ใช้", width=22),
    Column("newest", "รับไฟล์ล่าสุด", "date", 14),
    Column("folder", "โฟลเดอร์ (คลิกเพื่อเปิด)", "link", 30),
    Column("workbook", "สมุดรวมของสำนักงาน", "link", 26),
)
NOTE = "แถวละหนึ่งโฟลเดอร์ที่ได้รับ ตัวเลขของแต่ละแถวคือตัวเลขในสรุปประจำปีของสำนักงานนั้น ณ วันที่รวม"

#: The links of an office: to its folder, and to its own consolidated workbook.
Links = Callable[[AreaOffice], tuple[Link, Link | None]]


def office_table(offices: Iterable[AreaOffice], shape: Spread, links: Links, title: str) -> DataTable:
    """A row for each office. The figures of one that does not count are blank."""
    columns = (*FIRST, *ABOUT, *shape.columns)
    rows = (
        (
            o.number,
            o.name,
            o.group or NO_GROUP,
            o.state,
            o.reason or None,
            o.year,
            o.catalogues or None,
            o.newest and o.newest.date(),
            *links(o),
            *(o.figures.get(c.key) for c in shape.columns),
        )
        for o in offices
    )
    return replace(data_table(OFFICES, OFFICE_SHEET, title, columns, rows, STATE), note=NOTE)
