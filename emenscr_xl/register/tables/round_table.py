"""The sheet of rounds: every request that was ever sent to an owner, and how it was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from emenscr_xl.register.corrections.replies import Reply, days_open
from emenscr_xl.register.corrections.requests import COMMENT, question
from emenscr_xl.register.follow_up.punctuality import received_on
from emenscr_xl.register.tables.data_table import Column, DataTable
from emenscr_xl.register.tables.gathered import Gathered, copy_of, name_of, project_columns
from emenscr_xl.register.tables.making import Making

ROUNDS, ANSWER, ROUND = "rounds", "answer", "round"
SHEET = "รอบการแก้ไข"
#: Where the requests stand, as the band over them says.
JOURNAL = "บันทึกคำขอแก้ไข corrections.csv"
#: The columns of the sheet of projects that count rounds.
ROUND_COUNT, OPEN_COUNT = "rounds:count", "rounds:open"


def round_table(gather: Gathered) -> Making:
    """A row for each request ever sent, by project and round."""
    sent = partial(Column, origin=JOURNAL)
    columns = (
        *project_columns(30),
        sent(ROUND, "รอบที่", "integer", 13),
        sent("issue", "ฉบับที่", "integer", 13),
        sent("number", "รายการที่", "integer", 16),
        sent("kind", "ระดับ", width=13),
        sent("code", "รหัส", width=12),
        sent("part", "ส่วน", width=12),
        Column("field", "รายการ", width=28),
        sent("text", "คำตอบเมื่อส่งกลับ", "long_text", 26),
        sent("asked", "เรื่องที่ขอให้แก้ไข", "long_text", 50),
        sent("by", "ผู้ให้ข้อเสนอแนะ", width=18),
        sent("sent", "วันที่ส่งกลับ", "date", 14),
        sent("due", "ขอรับคืนภายใน", "date", 14),
        Column("returned", "วันที่ได้รับคืน", "date", 14),
        Column("file", "ไฟล์ที่ใช้ตัดสิน", "link", 20),
        Column(ANSWER, "ผล", "status", 13),
        Column("remark", "หมายเหตุ", "long_text", 40),
        Column("days", "จำนวนวัน", "integer", 16),
    )
    table = DataTable(ROUNDS, SHEET, gather.title("รอบการส่งกลับแก้ไข"), columns, ANSWER)
    return Making(table, rest=lambda: (_row(gather, r) for r in _in_order(gather)))


def _in_order(gather: Gathered) -> Iterator[Reply]:
    """The requests of the projects that must be entered, in the order of the action plan."""
    place = {project: n for n, project in enumerate(gather.projects)}
    known = [r for r in gather.collected.rounds if r.request.project in place]
    yield from sorted(known, key=lambda r: (place[r.request.project], r.request.round, r.request.number))


def _row(gather: Gathered, reply: Reply) -> tuple[object, ...]:
    request, file = reply.request, reply.file
    return (
        request.project,
        name_of(gather.projects[request.project]),
        request.round,
        request.issue,
        request.number,
        request.kind,
        None if request.code == COMMENT else request.code,
        request.part,
        question(gather.form, request),
        request.text,
        request.asks,
        request.by,
        request.sent,
        request.due,
        received_on(file).date() if file else None,
        copy_of(file) if file else None,
        reply.word,
        reply.remark,
        days_open(reply, gather.collected.today),
    )


def round_counts(gather: Gathered) -> dict[str, tuple[int, int]]:
    """By project: how many rounds there were, and how many requests of the last one are open."""
    last: dict[str, int] = {}
    for reply in gather.collected.rounds:
        last[reply.request.project] = max(reply.request.round, last.get(reply.request.project, 0))
    waiting = Counter(
        r.request.project
        for r in gather.collected.rounds
        if r.open and r.request.round == last[r.request.project]
    )
    return {project: (number, waiting[project]) for project, number in last.items()}
