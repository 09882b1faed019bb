"""The summary of one quarter: which blocks it has, and which quarters have one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from emenscr_xl.form.model import Module
from emenscr_xl.form.thai import first_day, month_year
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.follow_up.punctuality import LATE, NOT_ASKED, NOT_RECEIVED, ON_TIME
from emenscr_xl.register.office import APPROVED, SENT_BACK
from emenscr_xl.register.summaries.figures import (
    KEY,
    Above,
    Block,
    Count,
    Figure,
    Heading,
    Line,
    OverData,
    Ratio,
    Sum,
    Total,
)
from emenscr_xl.register.summaries.lists import late_block
from emenscr_xl.register.summaries.quarters import PLAN_LINES
from emenscr_xl.register.tables import file_tables as files
from emenscr_xl.register.tables import project_table as projects
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.register.tables.gathered import QUARTER
from emenscr_xl.register.tables.project_table import PROJECTS, scope_of
from emenscr_xl.register.tables.stack import QUARTER_SUMMARY, QUARTERS, SPENT_IN_QUARTER

NOBODY = "ไม่มีรายการ"
Tables = Mapping[str, DataTable]
Said = tuple[str, Figure, str, str]  # name, figure, unit and kind


def begun_quarters(collected: Collected) -> tuple[Module, ...]:
    """The modules of the quarters that have begun by the day of the run, or that somebody has reported."""
    form = collected.definition.form
    reported = {int(q) for line in collected.received if line.readable for q in line.reports.split()}

    def begins(quarter: int) -> date:
        month = (9 + 3 * (quarter - 1)) % 12 + 1
        return first_day(form.fiscal_year).replace(year=month_year(month, form.fiscal_year), month=month)

    quarters = (m for m in form.modules if m.quarter)
    return tuple(m for m in quarters if m.quarter in reported or begins(m.quarter) <= collected.today)


def quarter_sheet(module: Module) -> str:
    """The name of a quarter's sheet."""
    return f"{QUARTER_SUMMARY} {module.quarter}"


def quarter_summary(collected: Collected, tables: Tables, module: Module) -> tuple[Block, ...]:
    """The blocks of one quarter's sheet, from top to bottom."""
    return (
        _key_figures(module),
        _units(tables, module),
        late_block(collected, (module.quarter,), "3. ส่งล่าช้าและยังไม่ส่งเมื่อเลยกำหนด"),
    )


def _key_figures(module: Module) -> Block:
    """The quarter in a dozen figures."""
    lines = tuple(
        Line(str(n), name, (figure, unit), (kind, "text"))
        for n, (name, figure, unit, kind) in enumerate([*_reports(module), *_money(module)], start=1)
    )
    headings = (Heading("จำนวน"), Heading("หน่วย", "text"))
    return Block("quarter_key", "1. ภาพรวมไตรมาส", ("ที่", "รายการ"), headings, lines, strong=True)


def _reports(module: Module) -> Iterator[Said]:
    """What is said of the quarter's reports."""
    scope, of = scope_of(module), ("โครงการ", "count")
    due, approval = f"due:{scope}", f"approval:{scope}"
    yield "ต้องรายงาน (ไม่นับที่ยกเว้น)", _projects(due, ON_TIME, LATE, NOT_RECEIVED), *of
    yield "ได้รับรายงานแล้ว", _projects(due, ON_TIME, LATE), *of
    yield "ตรงเวลา (ไฟล์แรกถึงภายในกำหนด)", _projects(due, ON_TIME), *of
    yield "ล่าช้า", _projects(due, LATE), *of
    yield "ยังไม่ได้รับ", _projects(due, NOT_RECEIVED), *of
    yield f"กรอก {scope} ครบ", _projects(projects.word_column(module.key), projects.DONE), *of
    for severity in ("E", "W"):
        word = files.SHOWN[severity]
        where = ((files.MODULE, scope), (files.SEVERITY, word))
        yield f"ข้อค้นพบใน {scope} {word}", Count(files.FINDINGS, where), "รายการ", "count"
    for status in (SENT_BACK, APPROVED):
        yield f"สถานะ M7: {status}", _projects(approval, status), *of


def _money(module: Module) -> Iterator[Said]:
    """What was planned and spent in the quarter, and since the year began."""
    reports = f"{module.base}.{QUARTERS}"
    for name, first in ((f"ไตรมาส {module.quarter}", module.quarter), ("สะสมตั้งแต่ต้นปี", 1)):
        span = range(first, module.quarter + 1)
        planned = Sum(tuple(Total(PLAN_LINES, f"q{q}") for q in span))
        spent = Sum(tuple(Total(reports, SPENT_IN_QUARTER, ((QUARTER, q),)) for q in span))
        yield f"แผนการใช้จ่าย {name}", planned, "บาท", "money"
        yield f"เบิกจ่าย {name}", spent, "บาท", "money"
    yield "ร้อยละการเบิกจ่ายต่อแผน สะสมตั้งแต่ต้นปี", Ratio(spent, planned), "", "percent"


def _projects(column: str, *words: str) -> OverData:
    counts = tuple(Count(PROJECTS, ((column, word),)) for word in words)
    return counts[0] if len(counts) == 1 else Sum(counts)


def _units(tables: Tables, module: Module) -> Block:
    """Reports by the unit that owns the projects."""
    unit, scope = (projects.UNIT, KEY), scope_of(module)
    words = (ON_TIME, LATE, NOT_RECEIVED, NOT_ASKED)
    headings = (*map(Heading, (*words, "รวม", "ครบถ้วน", "อนุมัติแล้ว")),)
    due = (Count(PROJECTS, (unit, (f"due:{scope}", word))) for word in words)
    complete = (projects.word_column(module.key), projects.DONE)
    approved = (f"approval:{scope}", APPROVED)
    others = (Count(PROJECTS, where) for where in ((unit,), (unit, complete), (unit, approved)))
    cells = (*due, *others)
    units = list(dict.fromkeys(tables[PROJECTS].column(projects.UNIT))) or [NOBODY]
    lines = [Line(str(n), name, cells) for n, name in enumerate(units, start=1)]
    lines.append(Line("", "รวม", (Above(),) * len(headings), total=True))
    title = "2. จำแนกตามกลุ่ม/หน่วยเจ้าของโครงการ"
    return Block("quarter_units", title, ("ที่", "กลุ่ม/หน่วย"), headings, tuple(lines), keyed_by_name=True)
