"""The sheet of projects: one row each, with every question asked once and all that the summary counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from emenscr_xl.core.completeness import completeness
from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Where
from emenscr_xl.form.messages import SEVERITIES
from emenscr_xl.form.model import Module
from emenscr_xl.register.collected import Counted
from emenscr_xl.register.follow_up.punctuality import Punctuality, punctuality, received_on
from emenscr_xl.register.office import PROJECT_SCOPE, Row
from emenscr_xl.register.tables.answered import Answered
from emenscr_xl.register.tables.data_table import LEDGER, Column, DataTable, data_table
from emenscr_xl.register.tables.gathered import ID, NAME, Gathered, asked, copy_of, registered
from emenscr_xl.register.tables.round_table import OPEN_COUNT, ROUND_COUNT, round_counts

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

Cells = dict[str, object]
REGISTER = {
    ID: "id",
    NAME: "name",
    UNIT: "unit",
    "owner": "owner_name",
    ALLOCATED: "budget",
    "code": "emenscr_code",
}
WIDTHS = {ID: 14, NAME: 44, UNIT: 28, "owner": 24, ALLOCATED: 16, "code": 20}


@dataclass(frozen=True, slots=True)
class _Sources:
    """What the rows are made from."""

    gather: Gathered
    punctual: Punctuality
    rounds: Mapping[str, tuple[int, int]]  # by project: rounds of correction, open requests

    @property
    def scopes(self) -> tuple[str, ...]:
        return (PROJECT_SCOPE, *map(scope_of, self.gather.quarters))


def scope_of(module: Module) -> str:
    """The scope of a quarter's report in the register: `M6 Q1`."""
    return f"{module.base} Q{module.quarter}"


def word_column(module: str) -> str:
    """The column with a module's completeness in a word."""
    return f"{module}:word"


def passed_column(scope: str) -> str:
    """The column with how many steps have approved a scope."""
    return f"passed:{scope}"


def project_table(gather: Gathered) -> DataTable:
    """A row for each must-enter project, returned or not."""
    collected = gather.collected
    punctual = punctuality(collected.office, gather.projects, collected.received, collected.today)
    sources = _Sources(gather, punctual, round_counts(gather))
    columns = tuple(_columns(sources))
    keys = [c.key for c in columns]
    rows = []
    for project, row in gather.projects.items():
        cells = _cells(sources, project, row)
        rows.append([cells.get(key) for key in keys])
    return data_table(PROJECTS, "โครงการ", gather.title("โครงการที่ต้องนำเข้า eMENSCR"), columns, rows, STATUS)


def _columns(sources: _Sources) -> Iterator[Column]:
    gather = sources.gather
    (plan,) = gather.collected.definition.register.module("action_plan").tables
    labels = {f.key: (f.label, f.type) for f in plan.fields}
    for key, name in REGISTER.items():
        yield registered(Column(key, *labels[name], WIDTHS[key]), name)
    receipt = partial(Column, group="การส่งคืน", origin=LEDGER)
    yield receipt(STATUS, "สถานะการส่งคืน", "status", 14)
    yield receipt("issue", "ฉบับที่", "integer", 8)
    yield receipt("received", "วันที่รับ", "date", 14)
    yield receipt("file", "ไฟล์ที่นับ", "link", 26)
    for module in gather.yearly:
        for field in module.fields:
            address = f"{module.key}.{field.key}"
            yield asked(Column(address, field.label, field.type, field.width, module.label), field, address)
    yield from _state_columns(sources)


def _state_columns(sources: _Sources) -> Iterator[Column]:
    """The columns that the summary counts."""
    for module in sources.gather.form.modules:
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
    for scope in sources.scopes[1:]:
        yield Column(f"due:{scope}", f"{scope} ตามกำหนด", "status", 13, "การส่งรายงานตามกำหนด")
    for scope in sources.scopes:
        yield Column(f"approval:{scope}", f"{scope} การอนุมัติ", "status", 14, "สถานะการอนุมัติ (M7)")
    tracked = partial(Column, group="การนำเข้าและขั้นอนุมัติที่ผ่านแล้ว")
    yield tracked(KEYED_IN, "รหัสใน eMENSCR", "status", 14)
    for scope in sources.scopes:
        yield tracked(passed_column(scope), f"{scope} ขั้นที่ผ่าน", "integer", 11)
    for address, label in CODES.items():
        yield Column(f"code:{address}", label, width=16, group="รหัสที่ใช้ในสรุป")


def _cells(sources: _Sources, project: str, row: Row) -> Cells:
    """The cells of one project by column."""
    gather, punctual = sources.gather, sources.punctual
    cells: Cells = {key: row.get(name) for key, name in REGISTER.items()}
    cells[UNIT] = row.get("unit") or UNKNOWN
    cells[ROUND_COUNT], cells[OPEN_COUNT] = sources.rounds.get(project, (0, 0))
    cells[KEYED_IN] = KEYED if row.get("emenscr_code") else NOT_KEYED
    for scope in sources.scopes:
        cells[passed_column(scope)] = punctual.passed(project, scope)
        cells[f"approval:{scope}"] = punctual.approval(project, scope)
    for module in gather.quarters:
        cells[f"due:{scope_of(module)}"] = punctual.word(project, scope_of(module), module.quarter)
    cells |= _found(gather.collected.found(project))
    if project in gather.answers:
        counted = gather.collected.counted[project]
        return cells | _receipt(counted) | _answers(gather, gather.answers[project]) | _state(gather, counted)
    words: Cells = {word_column(m.key): NOT_BEGUN for m in gather.form.modules}
    codes: Cells = {f"code:{address}": UNKNOWN for address in CODES}
    return cells | words | codes | {STATUS: NOT_RETURNED, COMPLETE: NOT_WHOLE}


def _receipt(counted: Counted) -> Cells:
    line = counted.file
    return {
        STATUS: RETURNED,
        "issue": line.issue,
        "received": received_on(line).date(),
        "file": copy_of(line),
    }


def _answers(gather: Gathered, answers: Answered) -> Cells:
    """Every question asked once in the year, the codes alone, and what was spent last."""
    cells: Cells = {}
    for module in gather.yearly:
        for field in module.fields:
            cells[f"{module.key}.{field.key}"] = answers.cell(Where(module.key, field.key))
    for address in CODES:
        answer = answers.submission.answer(Where.at(address))
        cells[f"code:{address}"] = str(answer.value) if answer and answer.value is not None else UNKNOWN
    reports = [m for m in gather.quarters if any(f.key == SPENT_FIELD for f in m.fields)]
    spent = [answers.number(Where(m.key, SPENT_FIELD)) for m in reports]
    cells[SPENT] = next((s for s in reversed(spent) if s is not None), None)
    return cells


def _found(findings: Iterable[Said]) -> Cells:
    """How many findings stand, by severity, and how many are waived."""
    found = Counter("waived" if said.waived else said.severity for said in findings)
    return {f"found:{key}": found[key] for key in (*SEVERITIES, "waived")}


def _state(gather: Gathered, counted: Counted) -> Cells:
    """Completeness by module and altogether: what is late in the office's year leaves a return complete."""
    done = completeness(counted.submission, {said.code for said in counted.waived})
    cells: Cells = {}
    for module in gather.form.modules:
        answered, needed = done[module.key]
        cells[f"{module.key}:answered"] = answered
        cells[f"{module.key}:needed"] = needed
        cells[word_column(module.key)] = _word(answered, needed, module)
    errors = any(said.severity == "E" for said in counted.standing)
    whole = not errors and all(answered == needed for answered, needed in done.values())
    return cells | {COMPLETE: WHOLE if whole else NOT_WHOLE}


def _word(answered: int, needed: int, module: Module) -> str:
    """How far a module is. A quarter that is not due yet is not begun; elsewhere nothing may be needed."""
    if not needed:
        return NOT_BEGUN if module.quarter else NOTHING
    if answered == needed:
        return DONE
    return PARTLY if answered else NOT_BEGUN
