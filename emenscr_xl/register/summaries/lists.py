"""Blocks that name: who is late, and what was left out and why."""

from __future__ import annotations

from collections import Counter

from emenscr_xl.form.thai import be_date
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.files.file_decisions import DECISION_WORDS, WHY_LEFT_OUT
from emenscr_xl.register.follow_up.late import Late, late
from emenscr_xl.register.office import MUST_ENTER, NEED_NOT_ENTER
from emenscr_xl.register.summaries.figures import KEY, Block, Count, Heading, Line
from emenscr_xl.register.tables.deadline_table import DEADLINE_SHEET
from emenscr_xl.register.tables.file_tables import DECISION, RECEIVED
from emenscr_xl.register.tables.gathered import gathered

MOST_LATE = 12
NOBODY, NOT_YET = "ไม่มีรายการ", "ยังไม่ได้รับ"


def late_block(collected: Collected, quarters: tuple[int, ...], title: str) -> Block:
    """The projects whose reports are late, the longest missing first."""
    found = late(gathered(collected), quarters)
    lines = tuple(_late_line(line) for line in found[:MOST_LATE])
    headings = tuple(
        Heading(label, kind)
        for label, kind in (
            ("เรื่อง", "text"),
            ("กำหนดส่ง", "date"),
            ("ได้รับเมื่อ", "text"),
            ("ล่าช้า", "text"),
        )
    )
    today = be_date(collected.today)
    notes = [f"นับถึงวันที่ {today} จากกำหนดส่งของเจ้าของโครงการ (ขยายเวลาเป็นรายโครงการแล้ว)"]
    if len(found) > MOST_LATE:
        notes.append(f"แสดง {MOST_LATE} รายการแรกจากทั้งหมด {len(found)} รายการ ดูทั้งหมดในแผ่น{DEADLINE_SHEET}")
    nobody = (Line("–", NOBODY, ("", None, "", "")),)
    return Block("late", title, ("รหัส", "โครงการ (ผู้รับผิดชอบ)"), headings, lines or nobody, tuple(notes))


def _late_line(line: Late) -> Line:
    owes = line.owes
    came = be_date(owes.received) if owes.received else NOT_YET
    name = f"{line.name} ({line.owner})" if line.owner else line.name
    return Line(line.project, name, (owes.scope, owes.due, came, f"{owes.days_late} วัน"))


def left_out_block(collected: Collected, title: str) -> Block:
    """How many files are not counted, by the reason; what the register leaves out stands below."""
    words = DECISION_WORDS["th"]
    here = {line.decision for line in collected.received}
    decisions = [d for d in words if d != "counted" and d in here]
    count = Count(RECEIVED, ((DECISION, KEY),))
    lines = tuple(Line(words[d], WHY_LEFT_OUT[d], (count, "ไฟล์")) for d in decisions)
    headings = (Heading("จำนวน"), Heading("หน่วย", "text"))
    nobody = (Line("–", NOBODY, (count, "ไฟล์")),)
    return Block(
        "left_out", title, ("ผล", "เหตุผล"), headings, lines or nobody, tuple(_left_out_notes(collected))
    )


def _left_out_notes(collected: Collected) -> tuple[str, ...]:
    """The projects of the action plan that are not counted, and those that are not returned."""
    said = Counter(str(p.get("must_enter", "")) for p in collected.office.projects)
    no_id = said.pop(MUST_ENTER, 0) - len(collected.office.must_enter)
    need_not = said.pop(NEED_NOT_ENTER, 0)
    counts = {
        "ไม่ต้องนำเข้า": need_not,
        "ยังไม่ได้ระบุว่าต้องนำเข้าหรือไม่": said.total(),
        "ต้องนำเข้าแต่ไม่มีรหัสโครงการ": no_id,
    }
    parts = [f"{why} {number} โครงการ" for why, number in counts.items() if number]
    register = "โครงการในแผนปฏิบัติการที่ไม่อยู่ในสรุปนี้: " + (", ".join(parts) or "ไม่มี")
    problem = filter(None, [collected.last_year.problem])
    return (register, *problem, "รายการไฟล์ทั้งหมดพร้อมเหตุผลอยู่ในแผ่นไฟล์ที่ได้รับ")
