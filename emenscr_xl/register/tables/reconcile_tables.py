"""The sheets of the reconciliation: how each project stands, and every difference with its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from emenscr_xl.form.export import CODE
from emenscr_xl.form.thai import be_date_long
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.folder import EXPORTS
from emenscr_xl.register.reconciling.compared import EXPORT, REGISTER, RETURN, Difference, plan_link
from emenscr_xl.register.reconciling.standing import NO, UNKNOWN, YES, Standing
from emenscr_xl.register.tables.data_table import Column, DataTable
from emenscr_xl.register.tables.gathered import ID, NAME, Gathered, copy_of
from emenscr_xl.register.tables.making import Making

RECONCILED, DIFFERENCES = "reconciled", "differences"
#: Where what is reconciled comes from: the links of each row say from which of them.
OF_THREE = "ทะเบียนคุม แบบ หรือรายการจาก eMENSCR"
#: How every project stands, once all returns are seen.
Known = Callable[[], Sequence[Standing]]
OVERALL, ITEM, ENTERED = "overall", "item", "entered"
NO_LIST = (
    "ยังไม่มีรายการจาก eMENSCR — ส่งออกรายการโครงการจากระบบเป็น .xlsx หรือ .csv"
    f" วางในโฟลเดอร์ {EXPORTS} ของโฟลเดอร์ทำงานปีนี้ แล้วสั่งรวมใหม่"
)


def reconciled_table(gather: Gathered, known: Known) -> Making:
    """A row for each project of the plan, of the returns and of eMENSCR."""
    of = partial(Column, origin=OF_THREE)
    columns = (
        of(ID, "รหัสโครงการ", width=17),
        of(NAME, "ชื่อโครงการ", width=44),
        of(OVERALL, "ผลกระทบยอด", "status", 16),
        of("planned", "ในแผนปฏิบัติการ", "status", 14),
        of("must", "นำเข้า eMENSCR", "status", 14),
        of("returned", "แบบที่ส่งคืน", "status", 14),
        of(ENTERED, "ใน eMENSCR", "status", 16),
        of("code", "รหัส eMENSCR", width=20),
        of("differs", "สิ่งที่แตกต่าง", "long_text", 50),
        of("to_do", "สิ่งที่ต้องทำ", "long_text", 50),
        of("plan", "บรรทัดในทะเบียนคุม", "link", 22),
        of("file", "ไฟล์ที่นับ", "link", 26),
        of("line", "บรรทัดใน eMENSCR", "link", 22),
    )
    title = gather.title("กระทบยอดโครงการ: แผนปฏิบัติการ แบบที่ส่งคืน และ eMENSCR")
    note = said_of_list(gather.collected)
    table = DataTable(RECONCILED, "กระทบยอดโครงการ", title, columns, OVERALL, note)
    return Making(table, rest=lambda: (_row(gather.collected, standing) for standing in known()))


def _row(collected: Collected, standing: Standing) -> tuple[object, ...]:
    row, exported = standing.row, collected.beside.exported
    file = standing.counted.file if standing.counted else standing.received
    code = str(row.get("emenscr_code", "")) if row else ""
    return (
        standing.project,
        standing.name,
        standing.overall,
        NO if row is None else YES,
        str(row.get("must_enter", UNKNOWN)) if row else None,
        YES if file else NO,
        standing.entered,
        code or ", ".join(dict.fromkeys(filter(None, (line.typed(CODE) for line in standing.lines)))),
        standing.differs,
        standing.to_do,
        plan_link(collected, row) if row else None,
        copy_of(file) if file else None,
        exported.row(standing.lines),
    )


def difference_table(gather: Gathered, known: Known) -> Making:
    """A row for each item of which two of register, return and eMENSCR disagree."""
    of = partial(Column, origin=OF_THREE)
    told = partial(of, kind="long_text", width=32)
    cell = partial(of, kind="link", width=28)
    columns = (
        of(ID, "รหัสโครงการ", width=17),
        of(NAME, "ชื่อโครงการ", width=40),
        of(ITEM, "รายการ", width=30),
        of("between", "เทียบระหว่าง (ตัวแรก กับ ตัวหลัง)", width=26),
        told(REGISTER, "ทะเบียนคุม"),
        told(RETURN, "แบบที่ส่งคืน"),
        told(EXPORT, "eMENSCR"),
        of("gap", "ผลต่าง (บาท) = ตัวหลัง − ตัวแรก", "money", 18),
        cell(f"{REGISTER}:cell", "ช่องในทะเบียนคุม"),
        cell(f"{RETURN}:cell", "ช่องในแบบ"),
        cell(f"{EXPORT}:cell", "ช่องใน eMENSCR"),
    )
    title = gather.title("ความแตกต่างระหว่างทะเบียนคุม แบบที่ส่งคืน และ eMENSCR")
    table = DataTable(DIFFERENCES, "ความแตกต่าง", title, columns, ITEM, said_of_list(gather.collected))
    return Making(table, rest=lambda: (_difference(s, d) for s in known() for d in s.differences))


def _difference(of: Standing, found: Difference) -> tuple[object, ...]:
    told, cells = (map(by.get, (REGISTER, RETURN, EXPORT)) for by in (found.told, found.cells))
    return of.project, of.name, found.item, found.between, *told, found.gap, *cells


def said_of_list(collected: Collected) -> str:
    """Which list from eMENSCR the sheet rests on, or why on none."""
    exported = collected.beside.exported
    if not exported.file:
        return NO_LIST
    if not exported.usable:
        return " ".join(f.message_th for f in exported.findings if f.severity != "I")
    day = exported.modified and be_date_long(datetime.fromisoformat(exported.modified).date())
    known = filter(None, (f"{len(exported.read.lines)} บรรทัด", day and f"แก้ไขไฟล์ล่าสุด {day}"))
    return f"เทียบกับ {exported.file} ({' '.join(known)})"
