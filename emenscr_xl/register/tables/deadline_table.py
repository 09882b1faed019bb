"""The sheet of deadlines: every report that a project owes, by when, whether it came and how late."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.register.follow_up.followed import PARTS
from emenscr_xl.register.tables.data_table import Column, DataTable
from emenscr_xl.register.tables.gathered import (
    DAYS_LATE,
    STATE,
    Gathered,
    name_of,
    project_columns,
    registered,
)
from emenscr_xl.register.tables.making import Making

DEADLINES, DEADLINE_SHEET = "deadlines", "กำหนดส่งและการติดตาม"
SCOPE, DUE, RECEIVED_ON, DAYS_LEFT = "scope", "due", "received", "days_left"
EXTENDED = "ขยายเวลา"


def deadline_table(gather: Gathered) -> Making:
    """A row for each must-enter project and scope.

    `state` is one of `punctuality.STATES`, `words` says it with its days; the days stand as numbers beside.
    """
    columns = (
        *project_columns(),
        Column(SCOPE, "เรื่อง", width=10),
        Column(STATE, "สถานะ", "status", 17),
        Column("words", "สถานะและจำนวนวัน", width=25),
        Column(DAYS_LATE, "ล่าช้า (วัน)", "integer", 14),
        Column(DAYS_LEFT, "เหลือ (วัน)", "integer", 14),
        Column(DUE, "ต้องส่งภายใน", "date", 15),
        Column("extended", "ขยายเวลา", width=12),
        Column("calendar", "กำหนดตามปฏิทิน", "date", 15),
        Column(RECEIVED_ON, "วันที่ได้รับ", "date", 15),
        registered(Column("unit", "กลุ่ม/หน่วย", width=28), "unit"),
        registered(Column("owner", "ผู้รับผิดชอบ", width=24), "owner_name"),
        registered(Column("email", "อีเมล", width=26), "email"),
        registered(Column("phone", "โทรศัพท์", width=15), "phone"),
    )
    title = gather.title("กำหนดส่งของเจ้าของโครงการ และการติดตาม")
    table = DataTable(DEADLINES, DEADLINE_SHEET, title, columns, SCOPE)
    return Making(table, rest=lambda: _rows(gather))


def _rows(gather: Gathered) -> Iterator[tuple[object, ...]]:
    for project in gather.followed.values():
        row = project.line.row
        for quarter in PARTS:
            owes = project.owes(quarter)
            yield (
                project.id,
                name_of(row),
                owes.scope,
                owes.state,
                owes.words,
                owes.days_late or None,
                owes.days_left,
                owes.due,
                EXTENDED if owes.extended else None,
                project.office.calendar_day("owners_due", owes.scope),
                owes.received,
                *(row.get(key) for key in ("unit", "owner_name", "email", "phone")),
            )
