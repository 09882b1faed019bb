"""The sheets about files: what was found, what was received, what has not come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from emenscr_xl.core.said import Said
from emenscr_xl.form.messages import SEVERITIES, SEVERITY_WORDS, Severity
from emenscr_xl.form.model import Form
from emenscr_xl.register.files.file_decisions import DECISION_WORDS
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.follow_up.punctuality import received_on
from emenscr_xl.register.link import Link
from emenscr_xl.register.tables.data_table import LEDGER, Column, DataTable, Row
from emenscr_xl.register.tables.gathered import (
    DAYS_LATE,
    ID,
    NAME,
    STATE,
    Gathered,
    Project,
    copy_of,
    name_of,
    project_columns,
    register_link,
    registered,
)
from emenscr_xl.register.tables.making import Making

FINDINGS, RECEIVED, MISSING = "findings", "received", "missing"
SEVERITY, CODE, FIRST, COUNTS = "severity", "code", "first", "counts"
DECISION, MODULE = "decision", "module"
#: The severity as the sheet shows and counts it: word and letter.
SHOWN: Mapping[Severity, str] = {s: f"{SEVERITY_WORDS['th'][s]} ({s})" for s in SEVERITIES}
#: What the sheet shows in the severity's place where the office has waived the rule.
WAIVED: Mapping[Severity, str] = {s: f"ยกเว้น ({s})" for s in SEVERITIES}
#: What stands in the place of a file and of a part of the form for what is found in the register.
REGISTER = "ทะเบียนคุม"
NOT_MUST_ENTER = "ทะเบียนคุมไม่ได้ระบุว่าต้องนำเข้า จึงไม่รวมในสรุป"


def finding_table(gather: Gathered) -> Making:
    """A row for each finding of the files that count and of the office's year.

    `counts` is 0 for a finding that is waived; `first` is 1 at a code's first row that counts in its project.
    """
    columns = (
        *project_columns(),
        Column(SEVERITY, "ระดับ", "status", 15),
        Column(CODE, "รหัส", width=9, counts=True),
        Column(MODULE, "ส่วน", width=12, counts=True),
        Column("field", "รายการ", width=28),
        Column("record", "ลำดับที่", "integer", 9),
        Column("sheet", "แผ่นงาน", width=18),
        Column("cell", "ช่อง", width=8),
        Column("message", "ข้อค้นพบและวิธีแก้", "long_text", 100),
        Column("waived", "การยกเว้น", "long_text", 30),
        Column("file", "พบใน (คลิกเพื่อเปิด)", "link", 17),
        Column(COUNTS, "นับในสรุป = 1", "integer", 10),
        Column(FIRST, "ครั้งแรกในโครงการ = 1", "integer", 12),
    )
    title = gather.title("ข้อค้นพบของไฟล์ที่นับ และของทะเบียนคุม")
    table = DataTable(FINDINGS, "ข้อค้นพบ", title, columns, SEVERITY)
    return Making(table, _Findings(gather).of)


@dataclass(frozen=True, slots=True)
class _Findings:
    """What makes the rows of findings."""

    gather: Gathered
    labels: Mapping[tuple[str, str], str] = field(init=False)
    parts: Mapping[str, str] = field(init=False)  # of the form, by module

    def __post_init__(self) -> None:
        form, register = self.gather.form, self.gather.collected.definition.register
        parts = {m.key: f"{m.base} Q{m.quarter}" if m.quarter else m.key for m in form.modules}
        object.__setattr__(self, "labels", _labels(form) | _labels(register))
        object.__setattr__(self, "parts", {"": "", **parts})

    def of(self, project: Project) -> Iterator[Row]:
        """The findings of a project's file, then those of the office's year, which stand in the register."""
        seen = set[str]()
        for found in self.gather.collected.found(project.id):
            stands = not found.waived
            part = self.parts.get(found.module, REGISTER)
            words = (SHOWN if stands else WAIVED)[found.severity], found.code, part
            place = self.labels.get((found.module, found.field), ""), found.record or None
            said = found.sheet, found.cell, found.message_th, found.waived or None
            first = int(stands and found.code not in seen)
            link = _link(project, found, part)
            yield project.id, project.name, *words, *place, *said, link, int(stands), first
            seen.update([found.code] if stands else [])


def _link(project: Project, found: Said, part: str) -> Link:
    """Where a finding is seen: the kept copy of the file that counts, or the register's cell."""
    at = (found.sheet, found.cell) if found.cell else None
    if part != REGISTER and project.copy:
        return Link(project.copy.target, project.copy.text, at)
    return register_link(at, REGISTER)


def _labels(form: Form) -> dict[tuple[str, str], str]:
    """What the findings' fields are called: in a table, the table's label and the column's."""
    labels = {}
    for module, table, asked in form.questions():
        name = f"{table.key}.{asked.key}" if table else asked.key
        label = f"{table.label}: {asked.label}" if table and table.label != asked.label else asked.label
        labels[module.key, name] = label
    return labels


def received_table(gather: Gathered) -> Making:
    """A row for each file ever received, with today's decision and its reason."""
    noted = partial(Column, origin=LEDGER)
    columns = (
        noted("received", "วันที่รับ", "date", 13),
        noted("time", "เวลา", width=9),
        noted("path", "ไฟล์", width=28),
        noted("number", "เลขไฟล์", width=15),
        noted("sender", "ผู้ส่ง", width=17),
        noted(ID, "รหัสโครงการ", width=13),
        noted("issue", "ฉบับที่", "integer", 9),
        noted("quarter", "แบบของไตรมาส", "integer", 15),
        noted("reports", "รายงาน M6 ไตรมาส", width=14),
        Column(DECISION, "ผลการพิจารณา", "status", 16),
        Column("reason", "เหตุผล", "long_text", 28),
        *(noted(f"found_{s}", s, "integer", 6, "พบเมื่อรับ") for s in SEVERITIES),
        noted("link", "เปิดสำเนา", "link", 15),
        noted("sha256", "SHA-256", "source", 15),
    )
    table = DataTable(RECEIVED, "ไฟล์ที่ได้รับ", gather.title("ไฟล์ที่ได้รับทั้งหมด"), columns, DECISION)
    return Making(table, rest=lambda: (_received(gather, line) for line in gather.collected.received))


def _received(gather: Gathered, line: Received) -> tuple[object, ...]:
    moment = received_on(line)
    left_out = line.decision == "counted" and line.project not in gather.projects
    reason = " · ".join(filter(None, (line.reason, NOT_MUST_ENTER if left_out else "")))
    return (
        moment.date(),
        f"{moment:%H:%M} น.",
        line.file,
        line.number,
        line.sender,
        line.project,
        line.issue or None,
        line.quarter or None,
        line.reports.replace(" ", ", "),
        DECISION_WORDS["th"][line.decision],
        reason,
        *_found(line),
        copy_of(line) if line.opens else line.copy,
        line.sha256,
    )


def _found(line: Received) -> list[int | None]:
    """How many of each severity a return had when it was taken in; blanks where nobody noted it."""
    counts = [int(n) for n in line.found.split() if n.isdecimal()]
    return [*counts] if len(counts) == len(SEVERITIES) else [None] * len(SEVERITIES)


def missing_table(gather: Gathered) -> Making:
    """A row for each must-enter project without a file that counts, with whom to ask and how late it is."""
    columns = (
        *project_columns(),
        registered(Column("unit", "กลุ่ม/หน่วย", width=30), "unit"),
        registered(Column("owner_name", "ผู้รับผิดชอบ", width=26), "owner_name"),
        registered(Column("email", "อีเมล", width=28), "email"),
        registered(Column("phone", "โทรศัพท์", width=16), "phone"),
        Column("due", "กำหนดส่ง M1–M5", "date", 16),
        Column(STATE, "สถานะ", "status", 16),
        Column(DAYS_LATE, "ล่าช้า (วัน)", "integer", 14),
    )
    title = gather.title("โครงการที่ยังไม่ได้ส่งคืน")
    table = DataTable(MISSING, "ยังไม่ได้ส่งคืน", title, columns, NAME)
    late = [p for p in gather.projects if p not in gather.collected.counted]
    return Making(table, rest=lambda: (_missing(gather, project) for project in late))


def _missing(gather: Gathered, project: str) -> Row:
    row, owes = gather.projects[project], replace(gather.followed[project].owes(0), received=None)
    told = (row.get(key) for key in ("unit", "owner_name", "email", "phone"))
    return project, name_of(row) or "–", *told, owes.due, owes.state, owes.days_late or None
