"""Blocks by quarter and scope: money planned and spent, reports in time, approval."""

from __future__ import annotations

from emenscr_xl.form.model import Module
from emenscr_xl.form.thai import BE_OFFSET, SHORT_MONTHS, month_year
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.follow_up.punctuality import NOT_SENT, PUNCTUALITY
from emenscr_xl.register.office import PROJECT_SCOPE
from emenscr_xl.register.summaries.approval import funnel_block, statuses
from emenscr_xl.register.summaries.figures import (
    Above,
    Across,
    Block,
    Count,
    Heading,
    Left,
    Line,
    Ratio,
    Running,
    Total,
)
from emenscr_xl.register.tables.gathered import QUARTER
from emenscr_xl.register.tables.project_table import ALLOCATED, PROJECTS, scope_of
from emenscr_xl.register.tables.stack import QUARTERS, SPENT_IN_QUARTER

PLAN_LINES = "M5.budget_lines"
ON_TIME_NOTES = (
    "ตรงเวลา = ไฟล์แรกที่อ่านได้ซึ่งมีรายงานของไตรมาสนั้น ได้รับไม่เกินวันที่เจ้าของโครงการต้องส่ง (นับไฟล์ที่มีฉบับใหม่กว่าแทนแล้วด้วย)",
    "วันที่ต้องส่งมาจากปฏิทินในทะเบียนคุม การขยายเวลาเป็นรายโครงการมาก่อนปฏิทิน",
)


def quarter_blocks(collected: Collected) -> tuple[Block, ...]:
    """The blocks of money, reports and approval."""
    modules = tuple(m for m in collected.definition.form.modules if m.quarter)
    blocks = (money_block, report_block, approval_block)
    funnel = funnel_block(collected, (None, *modules), "8.2 ลำดับการนำเข้าและอนุมัติ (จำนวนโครงการ)")
    return (*(block(collected, modules) for block in blocks), funnel)


def money_block(collected: Collected, modules: tuple[Module, ...]) -> Block:
    """What was planned and what was spent in each quarter, and since the year began."""
    headings = (
        Heading("จัดสรร (บาท)", "money"),
        Heading("แผนการใช้จ่าย (บาท)", "money"),
        Heading("เบิกจ่าย (บาท)", "money"),
        Heading("แผนสะสม (บาท)", "money"),
        Heading("เบิกจ่ายสะสม (บาท)", "money"),
        Heading("ร้อยละของแผนสะสม", "percent"),
    )
    lines = []
    for module in modules:
        spent = Total(f"{module.base}.{QUARTERS}", SPENT_IN_QUARTER, ((QUARTER, module.quarter),))
        planned = Total(PLAN_LINES, f"q{module.quarter}")
        cells = (None, planned, spent, Running(1), Running(2), Ratio(Left(4), Left(3)))
        name = quarter_name(module.quarter, collected.definition.form.fiscal_year)
        lines.append(Line(f"Q{module.quarter}", name, cells))
    totals = (Total(PROJECTS, ALLOCATED), Above(), Above(), Left(1), Left(2), Ratio(Left(4), Left(3)))
    lines.append(Line("", "รวม", totals, total=True))
    notes = ("เบิกจ่ายในไตรมาส = ยอดสะสมที่รายงาน ลบยอดสะสมของรายงานก่อนหน้าของโครงการเดียวกัน",)
    return Block("money", "6. งบประมาณรายไตรมาส", ("ไตรมาส", "ช่วงเวลา"), headings, tuple(lines), notes)


def report_block(collected: Collected, modules: tuple[Module, ...]) -> Block:
    """How many projects reported each quarter in time."""
    lines = []
    for module in modules:
        scope = scope_of(module)
        counts = [Count(PROJECTS, ((f"due:{scope}", word),)) for word in PUNCTUALITY]
        due = collected.office.due(scope)
        name = quarter_name(module.quarter, collected.definition.form.fiscal_year)
        lines.append(Line(scope, name, (*counts, Across(0, len(counts) - 1), due)))
    headings = (*map(Heading, (*PUNCTUALITY, "รวม")), Heading("กำหนดส่งตามปฏิทิน", "date"))
    title = "7. การส่งรายงานความก้าวหน้า M6 ตามกำหนด (จำนวนโครงการ)"
    return Block("reports", title, ("เรื่อง", "ไตรมาส"), headings, tuple(lines), ON_TIME_NOTES)


def approval_block(collected: Collected, modules: tuple[Module, ...]) -> Block:
    """How many projects stand at each status of approval."""
    words = (*statuses(collected), NOT_SENT)
    year = collected.definition.form.fiscal_year
    names = {PROJECT_SCOPE: "ข้อมูลโครงการ"}
    names |= {scope_of(m): quarter_name(m.quarter, year) for m in modules}
    lines = []
    for scope, name in names.items():
        counts = [Count(PROJECTS, ((f"approval:{scope}", word),)) for word in words]
        lines.append(Line(scope, name, (*counts, Across(0, len(counts) - 1))))
    notes = ("สถานะล่าสุดของแต่ละโครงการในแผ่นติดตาม M7 ของทะเบียนคุม ไม่มีบรรทัด = ยังไม่ส่ง",)
    title = "8.1 สถานะการอนุมัติ M7 (จำนวนโครงการ)"
    headings = tuple(map(Heading, (*words, "รวม")))
    return Block("approval", title, ("เรื่อง", "รายการ"), headings, tuple(lines), notes)


def quarter_name(quarter: int, fiscal_year: int) -> str:
    """`ไตรมาส 1 (ต.ค.–ธ.ค. 2569)`."""
    first, last = ((9 + 3 * quarter - back) % 12 + 1 for back in (3, 1))
    year = month_year(first, fiscal_year) + BE_OFFSET
    return f"ไตรมาส {quarter} ({SHORT_MONTHS[first - 1]}–{SHORT_MONTHS[last - 1]} {year})"
