"""The sheets about files: what was found, what was received, what has not come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from emenscr_xl.core.said import Said
from emenscr_xl.form.messages import SEVERITIES, SEVERITY_WORDS, Severity
from emenscr_xl.form.model import Form
from emenscr_xl.register.data_table import LEDGER, Column, DataTable, data_table
from emenscr_xl.register.file_decisions import DECISION_WORDS
from emenscr_xl.register.gathered import ID, NAME, Gathered, copy_of, name_of, project_columns, registered
from emenscr_xl.register.ledger import Received
from emenscr_xl.register.office import PROJECT_SCOPE
from emenscr_xl.register.punctuality import punctuality, received_on

FINDINGS, RECEIVED, MISSING = "findings", "received", "missing"
SEVERITY, CODE, FIRST, COUNTS = "severity", "code", "first", "counts"
#: The severity as the sheet shows and counts it: word and letter.
SHOWN: Mapping[Severity, str] = {s: f"{SEVERITY_WORDS['th'][s]} ({s})" for s in SEVERITIES}
#: What the sheet shows in the severity's place where the office has waived the rule.
WAIVED: Mapping[Severity, str] = {s: f"ยกเว้น ({s})" for s in SEVERITIES}
NOT_MUST_ENTER = "ทะเบียนคุมไม่ได้ระบุว่าต้องนำเข้า จึงไม่รวมในสรุป"


def finding_table(gather: Gathered) -> DataTable:
    """A row for each finding of the files that count.

    `counts` is 0 for a finding that is waived; `first` is 1 at a code's first row that counts in its project.
    """
    columns = (
        *project_columns(30),
        Column(SEVERITY, "ระดับ", "status", 15),
        Column(CODE, "รหัส", width=9),
        Column("module", "ส่วน", width=8),
        Column("field", "รายการ", width=28),
        Column("record", "ลำดับที่", "integer", 9),
        Column("sheet", "แผ่นงาน", width=18),
        Column("cell", "ช่อง", width=8),
        Column("message", "ข้อค้นพบและวิธีแก้", "long_text", 57),
        Column("waived", "การยกเว้น", "long_text", 30),
        Column("file", "ไฟล์ที่นับ", "link", 17),
        Column(COUNTS, "นับในสรุป = 1", "integer", 10),
        Column(FIRST, "ครั้งแรกในโครงการ = 1", "integer", 12),
    )
    labels = _labels(gather.form)
    rows = (row for project in gather.answers for row in _findings(gather, project, labels))
    return data_table(FINDINGS, "ข้อค้นพบ", gather.title("ข้อค้นพบของไฟล์ที่นับ"), columns, rows, SEVERITY)


def _findings(
    gather: Gathered, project: str, labels: Mapping[tuple[str, str], str]
) -> Iterator[tuple[object, ...]]:
    counted, name = gather.collected.counted[project], name_of(gather.projects[project])
    link, seen = copy_of(counted.file), set[str]()
    for found in counted.findings:
        stands = not found.waived
        words = (SHOWN if stands else WAIVED)[found.severity], found.code, _module(gather.form, found)
        place = labels.get((found.module, found.field), ""), found.record or None, found.sheet, found.cell
        said = found.message_th, found.waived or None
        opens = replace(link, at=(found.sheet, found.cell) if found.cell else None)
        yield project, name, *words, *place, *said, opens, int(stands), int(stands and found.code not in seen)
        seen.update([found.code] if stands else [])


def _labels(form: Form) -> dict[tuple[str, str], str]:
    """What the findings' fields are called: in a table, the table's label and the column's."""
    labels = {}
    for module, table, field in form.questions():
        name = f"{table.key}.{field.key}" if table else field.key
        label = f"{table.label}: {field.label}" if table and table.label != field.label else field.label
        labels[module.key, name] = label
    return labels


def _module(form: Form, found: Said) -> str:
    for module in form.modules:
        if module.key == found.module:
            return f"{module.base} Q{module.quarter}" if module.quarter else module.key
    return ""


def received_table(gather: Gathered) -> DataTable:
    """A row for each file ever received, with today's decision and its reason."""
    noted = partial(Column, origin=LEDGER)
    columns = (
        noted("received", "วันที่รับ", "date", 14),
        noted("time", "เวลา", width=10),
        noted("path", "ไฟล์", width=36),
        noted("number", "เลขไฟล์", width=15),
        noted("sender", "ผู้ส่ง", width=24),
        noted(ID, "รหัสโครงการ", width=14),
        noted("issue", "ฉบับที่", "integer", 9),
        noted("quarter", "ออกแบบสำหรับไตรมาส", "integer", 13),
        noted("reports", "รายงาน M6 ไตรมาส", width=13),
        Column("decision", "ผลการพิจารณา", width=16),
        Column("reason", "เหตุผล", "long_text", 34),
        *(noted(f"found_{s}", f"{s} เมื่อรับ", "integer", 8) for s in SEVERITIES),
        noted("link", "เปิดสำเนา", "link", 20),
        noted("sha256", "SHA-256 ของไฟล์", width=46),
    )
    rows = (_received(gather, line) for line in gather.collected.received)
    return data_table(RECEIVED, "ไฟล์ที่ได้รับ", gather.title("ไฟล์ที่ได้รับทั้งหมด"), columns, rows, "decision")


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
        copy_of(line),
        line.sha256,
    )


def _found(line: Received) -> list[int | None]:
    """How many of each severity a return had when it was taken in; blanks where nobody noted it."""
    counts = [int(n) for n in line.found.split() if n.isdecimal()]
    return [*counts] if len(counts) == len(SEVERITIES) else [None] * len(SEVERITIES)


def missing_table(gather: Gathered) -> DataTable:
    """A row for each must-enter project without a file that counts, with whom to ask."""
    columns = (
        *project_columns(),
        registered(Column("unit", "กลุ่ม/หน่วย", width=30), "unit"),
        registered(Column("owner_name", "ผู้รับผิดชอบ", width=26), "owner_name"),
        registered(Column("email", "อีเมล", width=28), "email"),
        registered(Column("phone", "โทรศัพท์", width=16), "phone"),
        Column("due", "กำหนดส่ง M1–M5", "date", 16),
    )
    late = {p: row for p, row in gather.projects.items() if p not in gather.answers}
    office = punctuality(gather.collected.office, late, ())
    rows = (
        (
            project,
            name_of(row) or "–",
            *(row.get(k) for k in ("unit", "owner_name", "email", "phone")),
            office.due(project, PROJECT_SCOPE),
        )
        for project, row in late.items()
    )
    title = gather.title("โครงการที่ยังไม่ได้ส่งคืน")
    return data_table(MISSING, "ยังไม่ได้ส่งคืน", title, columns, rows, NAME)
