"""The sheets of approval (M7): where each item stands now, and every line that ever told of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from emenscr_xl.register.follow_up.approval_item import day_of
from emenscr_xl.register.follow_up.followed import PARTS, Followed
from emenscr_xl.register.lines import Line, lines_of
from emenscr_xl.register.link import Link
from emenscr_xl.register.office import scope
from emenscr_xl.register.tables.data_table import Column, DataTable, Row, Traced
from emenscr_xl.register.tables.gathered import (
    ID,
    NAME,
    Gathered,
    name_of,
    project_columns,
    register_link,
    registered,
)
from emenscr_xl.register.tables.making import Making

TRACKER, HISTORY = "tracker", "history"
APPROVAL_SHEETS = ("ติดตามการอนุมัติ", "ประวัติการอนุมัติ")
STATUS, STEP, NEXT_STEP, DAYS_OPEN, TIMES_RETURNED = "status", "step", "next_step", "days_open", "returned"
SENDING, SENT_ON, SENT_BY, DAYS_OVER = "sending", "sent_on", "sent_by", "days_over"
#: What a line of the return log is in the history.
ASKED, RECEIVED_AGAIN = "ขอให้แก้ไข", "ได้รับคืนแล้ว"


def tracker_table(gather: Gathered) -> Making:
    """A row for each must-enter project and scope that is due or that the tracker knows."""
    columns = (
        *project_columns(),
        Column("scope", "เรื่อง", width=10),
        Column(STATUS, "สถานะล่าสุด", "status", 14),
        Column(STEP, "ขั้นล่าสุด", width=20),
        Column(NEXT_STEP, "ขั้นถัดไป", width=20),
        Column("since", "ตั้งแต่วันที่", "date", 15),
        Column(DAYS_OPEN, "ค้างมา (วัน)", "integer", 14),
        Column(TIMES_RETURNED, "ส่งกลับ (ครั้ง)", "integer", 14),
        Column("comment", "ข้อเสนอแนะล่าสุด", "long_text", 40),
        Column("returned_by", "ผู้ส่งกลับล่าสุด", width=20),
        Column(SENT_ON, "วันที่ส่งขออนุมัติ", "date", 15),
        Column(SENT_BY, "ต้องส่งอย่างช้า", "date", 15),
        Column(SENDING, "การส่งขออนุมัติ", "status", 20),
        Column(DAYS_OVER, "เกินกำหนด (วัน)", "integer", 15),
        registered(Column("unit", "กลุ่ม/หน่วย", width=28), "unit"),
        registered(Column("owner", "ผู้รับผิดชอบ", width=24), "owner_name"),
        Column("line", "บรรทัดในทะเบียนคุม", "link", 18),
    )
    table = DataTable(
        TRACKER, APPROVAL_SHEETS[0], gather.title("สถานะการอนุมัติ M7 ของแต่ละเรื่อง"), columns, "scope"
    )
    return Making(table, rest=lambda: _tracker(gather), traced=True)


def _tracker(gather: Gathered) -> Iterator[Row]:
    for project in gather.followed.values():
        for quarter in PARTS:
            if _listed(project, quarter):
                yield _standing(gather, project, quarter)


def _listed(project: Followed, quarter: int) -> bool:
    """True for an item that the tracker knows, and for one that its owner had to send by today."""
    due = project.office.due(scope(quarter), project.id) or project.sent_by(quarter)
    asked = not project.excused(quarter) and due is not None and due <= project.today
    return asked or bool(project.item(quarter).lines)


def _standing(gather: Gathered, project: Followed, quarter: int) -> tuple[object, ...]:
    item, row = project.item(quarter), project.line.row
    sending, days_over = project.sending(quarter)
    return (
        project.id,
        name_of(row),
        item.scope,
        item.status,
        item.step,
        item.next_step,
        item.since,
        item.days_open(project.today),
        len(item.returns) or None,
        _cell(item.comment, "return_comment"),
        _cell(item.returns[-1] if item.returns else None, "returned_by"),
        item.sent_on,
        project.sent_by(quarter),
        sending,
        days_over or None,
        row.get("unit"),
        row.get("owner_name"),
        _link(gather, item.last, "approval_status") if item.last else None,
    )


def _cell(line: Line | None, column: str) -> Traced | None:
    """A cell of a line, with its place in the register."""
    return Traced(line.row[column], line.at(column)) if line and column in line.row else None


def history_table(gather: Gathered) -> Making:
    """Every line of the tracker and of the return log, by project and day; nothing is left out or merged."""
    columns = (
        Column(ID, "รหัสโครงการ", width=14),
        Column(NAME, "ชื่อโครงการ", width=40),
        Column("date", "วันที่", "date", 15),
        Column("list", "จากแผ่น", width=18),
        Column("scope", "เรื่อง/ส่วน", width=12),
        Column("step", "ขั้นการอนุมัติ", width=20),
        Column(STATUS, "สถานะ", "status", 15),
        Column("comment", "ข้อเสนอแนะ/เรื่องที่ขอให้แก้ไข", "long_text", 48),
        Column("by", "โดย", width=22),
        Column("due", "ขอรับคืนภายใน", "date", 15),
        Column("done", "ได้รับคืนแล้ว", "date", 15),
        Column("note", "หมายเหตุ", width=28),
        Column("line", "บรรทัดในทะเบียนคุม", "link", 20),
    )
    title = gather.title("ประวัติการอนุมัติและการส่งกลับแก้ไข ทุกบรรทัด")
    rows = tuple(_history(gather))
    traced = any(isinstance(cell, Traced) for row in rows for cell in row)
    table = DataTable(HISTORY, APPROVAL_SHEETS[1], title, columns, "list")
    return Making(table, rest=lambda: rows, traced=traced)


def _history(gather: Gathered) -> Iterator[tuple[object, ...]]:
    names = {
        str(row["id"]): name_of(row) for row in reversed(gather.collected.office.projects) if "id" in row
    }
    for line in _in_order(gather):
        cells = _tracked(line) if line.list == "approvals" else _asked(line)
        sheet, project = gather.collected.definition.register.module(line.list).sheet, line.text("project")
        yield (project, names.get(project), day_of(line), sheet, *cells, _link(gather, line, "project"))


def _in_order(gather: Gathered) -> list[Line]:
    """The lines by project in the plan's order, strangers last; of a project by day, then as on the sheet.

    A line without a day stays below the line above it.
    """
    office = gather.collected.office
    order = {project: n for n, project in enumerate(dict.fromkeys(row.get("id") for row in office.projects))}
    keyed = []
    for key in ("approvals", "returns"):
        last: dict[str, date] = {}
        for line in lines_of(office, key):
            project = line.text("project")
            last[project] = day_of(line) or last.get(project, date.min)
            keyed.append((order.get(project, len(order)), project, last[project], key, line.record, line))
    return [line for *_, line in sorted(keyed, key=lambda entry: entry[:-1])]


def _tracked(line: Line) -> tuple[object, ...]:
    told = ("approval_scope", "approval_step", "approval_status", "return_comment", "returned_by")
    return *(_cell(line, key) for key in told), None, None, None


def _asked(line: Line) -> tuple[object, ...]:
    status = RECEIVED_AGAIN if "done" in line.row else ASKED
    told = (_cell(line, key) for key in ("comment", "by", "due", "done", "note"))
    return _cell(line, "part"), None, status, *told


def _link(gather: Gathered, line: Line, column: str) -> Link:
    """`ติดตาม M7!E12`, which opens the register there; the number of the line when its cell is not known."""
    at = gather.collected.places.get(line.at(column))
    sheet = gather.collected.definition.register.module(line.list).sheet
    return register_link(at, f"{at[0]}!{at[1]}" if at else f"{sheet} บรรทัดที่ {line.record}")
