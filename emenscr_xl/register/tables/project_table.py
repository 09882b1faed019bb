"""The columns of the sheet of projects: every question asked once, and all that the summary counts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from emenscr_xl.form.messages import SEVERITIES
from emenscr_xl.form.model import Module
from emenscr_xl.register.office import PROJECT_SCOPE
from emenscr_xl.register.tables.data_table import LEDGER, Column
from emenscr_xl.register.tables.gathered import ID, NAME, Gathered, asked, registered
from emenscr_xl.register.tables.round_table import OPEN_COUNT, ROUND_COUNT

PROJECTS = "projects"
STATUS, COMPLETE, SPENT, ALLOCATED, UNIT = "status", "complete", "spent", "budget", "unit"
RETURNED, NOT_RETURNED = "รับแล้ว", "ยังไม่ได้รับ"
WHOLE, NOT_WHOLE = "ครบถ้วน", "ยังไม่ครบถ้วน"
DONE, PARTLY, NOT_BEGUN, NOTHING = "ครบ", "บางส่วน", "ยังไม่เริ่ม", "ไม่มีข้อที่ต้องกรอก"
UNKNOWN = "ไม่ระบุ"
KEYED_IN, KEYED, NOT_KEYED = "keyed", "มีรหัสแล้ว", "ยังไม่มีรหัส"
#: What the summary speaks of, by its place in the form.
STRATEGY, ISSUE, Y1 = "M1.ns_primary_strategy", "M1.mp_primary_issue", "M1.mp_primary_y1"
BUDGET, PLAN, SPENT_FIELD = "M2.budget_total", "M5.budget_plan_total", "budget_actual"
CODES = {STRATEGY: "รหัสยุทธศาสตร์ชาติ", ISSUE: "รหัสแผนแม่บท", Y1: "รหัส Y1"}

#: The columns of what the action plan says, and its fields.
REGISTER = {
    ID: "id",
    NAME: "name",
    UNIT: "unit",
    "owner": "owner_name",
    ALLOCATED: "budget",
    "code": "emenscr_code",
}
WIDTHS = {ID: 14, NAME: 44, UNIT: 28, "owner": 24, ALLOCATED: 16, "code": 20}


def scope_of(module: Module) -> str:
    """The scope of a quarter's report in the register: `M6 Q1`."""
    return f"{module.base} Q{module.quarter}"


def word_column(module: str) -> str:
    """The column with a module's completeness in a word."""
    return f"{module}:word"


def passed_column(scope: str) -> str:
    """The column with how many steps have approved a scope."""
    return f"passed:{scope}"


def scopes(gather: Gathered) -> tuple[str, ...]:
    """What is reported and approved: the yearly modules together, then each quarter."""
    return (PROJECT_SCOPE, *map(scope_of, gather.quarters))


def project_columns(gather: Gathered) -> Iterator[Column]:
    """The columns of the sheet."""
    (plan,) = gather.collected.definition.register.module("action_plan").tables
    labels = {f.key: (f.label, f.type) for f in plan.fields}
    for key, name in REGISTER.items():
        yield registered(Column(key, *labels[name], WIDTHS[key], counts=True), name)
    receipt = partial(Column, group="การส่งคืน", origin=LEDGER)
    yield receipt(STATUS, "สถานะการส่งคืน", "status", 14)
    yield receipt("issue", "ฉบับที่", "integer", 8)
    yield receipt("received", "วันที่รับ", "date", 14)
    yield receipt("file", "ไฟล์ที่นับ", "link", 26)
    for module in gather.yearly:
        for field in module.fields:
            address = f"{module.key}.{field.key}"
            yield asked(Column(address, field.label, field.type, field.width, module.label), field, address)
    yield from _state_columns(gather)


def _state_columns(gather: Gathered) -> Iterator[Column]:
    """The columns that the summary counts."""
    for module in gather.form.modules:
        name = scope_of(module) if module.quarter else module.key
        of = partial(Column, group="ความครบถ้วน (ข้อที่กรอกแล้ว / ข้อที่ต้องกรอก)")
        yield of(f"{module.key}:answered", f"{name} กรอกแล้ว", "integer", 9)
        yield of(f"{module.key}:needed", f"{name} ต้องกรอก", "integer", 9)
        yield of(word_column(module.key), f"{name} ความครบถ้วน", "status", 13)
    yield Column(COMPLETE, "ครบถ้วนทั้งโครงการ", "status", 15, "ผลตรวจ")
    for severity in SEVERITIES:
        yield Column(f"found:{severity}", f"ข้อค้นพบ {severity}", "integer", 10, "ผลตรวจ")
    yield Column("found:waived", "ข้อค้นพบที่ยกเว้น", "integer", 10, "ผลตรวจ")
    yield Column(ROUND_COUNT, "รอบการแก้ไข", "integer", 10, "การส่งกลับแก้ไข")
    yield Column(OPEN_COUNT, "คำขอแก้ไขที่ค้าง", "integer", 10, "การส่งกลับแก้ไข")
    yield Column(SPENT, "เบิกจ่ายสะสมล่าสุด (บาท)", "money", 16, "การเบิกจ่าย")
    for scope in scopes(gather)[1:]:
        yield Column(f"due:{scope}", f"{scope} ตามกำหนด", "status", 13, "การส่งรายงานตามกำหนด")
    for scope in scopes(gather):
        yield Column(f"approval:{scope}", f"{scope} การอนุมัติ", "status", 14, "สถานะการอนุมัติ (M7)")
    tracked = partial(Column, group="การนำเข้าและขั้นอนุมัติที่ผ่านแล้ว")
    yield tracked(KEYED_IN, "รหัสใน eMENSCR", "status", 14)
    for scope in scopes(gather):
        yield tracked(passed_column(scope), f"{scope} ขั้นที่ผ่าน", "integer", 11)
    for address, label in CODES.items():
        yield Column(f"code:{address}", label, width=16, group="รหัสที่ใช้ในสรุป", counts=True)
