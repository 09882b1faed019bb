"""A consolidation of a few invented projects, built by hand in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from builders import complete, definition, sample, stamp
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.check import check
from emenscr_xl.core.packed import packed
from emenscr_xl.core.said import said
from emenscr_xl.core.submission import Cell, Submission, Value, Where
from emenscr_xl.form.load import Definition
from emenscr_xl.form.topics import WAIVABLE
from emenscr_xl.register.collected import Collected, Counted
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.office import Office, default_calendar
from emenscr_xl.register.waivers import with_waivers

#: What each project shows: complete and late in Q2, extended and superseded, half, not returned, waived.
FULL, EXTENDED, HALF, ABSENT, WAIVED = "2570-001", "2570-026", "2570-014", "2570-009", "2570-039"
NOT_ASKED = "2570-011"
PROJECTS = (FULL, EXTENDED, HALF, ABSENT, WAIVED)
FORMULA, BULLET = "=1+1", "-ข้อแรกของโครงการ"
TODAY = date(2027, 4, 12)
SPENT_LATER = 9_999_999
Cells = Mapping[Where, Cell]
NO_CELLS: Cells = {}
SHIPPED = definition()


def collected(definition: Definition = SHIPPED, extra: Cells = NO_CELLS, *, sample: bool = True) -> Collected:
    """Five projects in several units and strategies, in every state that the summary counts.

    `extra` are answers that the first project gives besides.
    """
    half = {w: c for w, c in complete(HALF).items() if w.module not in ("M3", "M5")}
    half |= {
        Where("M3", "rationale"): BULLET,
        Where("M2", "area"): FORMULA,
        Where("M2", "start_date"): "เร็ว ๆ นี้",
    }
    full = complete(FULL, (1, 2)) | {Where("M6Q2", "budget_actual"): SPENT_LATER} | dict(extra)
    counted = {
        FULL: _counted(
            definition, full, _line(FULL, "2027-04-12", "1 2", "a", issue=2, file="returns/ก/เล่ม 1.xlsx")
        ),
        EXTENDED: _counted(definition, complete(EXTENDED, (1,)), _line(EXTENDED, "2027-01-20", "1", "b")),
        HALF: _counted(definition, half, _line(HALF, "2026-12-09", "", "c", file="returns/+cmd|calc.xlsx")),
        WAIVED: _counted(definition, complete(WAIVED), _line(WAIVED, "2026-12-30", "", "d")),
    }
    counted = with_waivers(counted, office(), definition.register.catalogues[WAIVABLE], TODAY)
    lines = [c.file for c in counted.values()]
    earlier = _line(FULL, "2027-01-10", "1", "e")
    odd = Received("2026-12-09T16:30:00", "f" * 64, "returns/เสีย.xlsx", reason="ไฟล์เสียหาย")
    received = (
        replace(earlier, decision="superseded", reason="มีฉบับที่ 2 ซึ่งใหม่กว่าฉบับที่ 1"),
        *lines,
        replace(odd, decision="unreadable"),
        replace(odd, sha256="d" * 64, decision="duplicate", reason="เหมือนกับ returns/d.xlsx"),
        replace(odd, sha256="9" * 64, decision="other_form"),
        replace(odd, sha256="8" * 64, project="X-1", decision="unknown_project"),
    )
    return Collected(definition, office(), received, counted, TODAY, sample=sample)


def office() -> Office:
    """The office: six projects, one of which need not be entered, an extension, waivers and a tracker."""
    rows = {p["id"]: p for p in sample().projects}
    projects = [_row(rows[p]) for p in (*PROJECTS, NOT_ASKED)]
    projects[-1] |= {"must_enter": "ไม่ต้อง"}
    del projects[-2]["unit"]
    return Office(
        fiscal_year=2570,
        settings={
            "office": "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง",
            "due_soon_days": 7,
            "returned_days": 7,
        },
        projects=tuple(projects),
        calendar=tuple(default_calendar(definition())),
        extensions=(
            {"project": EXTENDED, "scope": "M6 Q1", "kind": "ขยายเวลา", "until": date(2027, 1, 25)},
            {"project": ABSENT, "scope": "M1-M5", "kind": "ขยายเวลา", "until": date(2026, 12, 24)},
            {"project": WAIVED, "scope": "M6 Q1", "kind": "ยกเว้น", "until": date(2027, 9, 30)},
        ),
        approvals=(
            {"project": FULL, "approval_scope": "M1-M5", "approval_status": "รออนุมัติ"},
            {"project": FULL, "approval_scope": "M1-M5", "approval_status": "อนุมัติ"},
            {"project": EXTENDED, "approval_scope": "M1-M5", "approval_status": "ส่งกลับแก้ไข"},
            {"project": FULL, "approval_scope": "M6 Q1", "approval_status": "ร่าง"},
        ),
        rule_waivers=(
            {"project": FULL, "rule": "RUL-02", "until": date(2027, 9, 30), "reason": "ตัวอย่าง: ได้รับโอนเพิ่ม"},
            {"project": HALF, "rule": "C-20", "until": TODAY, "reason": "=ตัวอย่าง: รอแผนการใช้จ่าย"},
        ),
    )


def nothing_returned(projects: int = 0) -> Collected:
    """An office at the start of its year: that many projects, and no file."""
    bare = replace(office(), projects=office().projects[:projects], approvals=(), extensions=())
    return Collected(definition(), bare, (), {}, TODAY)


def submission(cells: Cells, project: str = FULL) -> Submission:
    """The submission that cells hold."""
    return submission_of(definition().form, stamp(project), cells)


def many(number: int) -> Collected:
    """A consolidation of many complete projects with two quarters, for measuring."""
    pattern = collected()
    rows = [p for p in sample().projects if p["must_enter"] == "ต้องนำเข้า"]
    known = {
        p["id"]: _counted(definition(), complete(p["id"], (1, 2)), _line(p["id"], "2027-04-01", "1 2", "a"))
        for p in rows
    }
    projects = [{**_row(rows[n % len(rows)]), "id": f"P-{n:04d}"} for n in range(number)]
    counted = {
        str(p["id"]): replace(
            known[rows[n % len(rows)]["id"]], file=_line(str(p["id"]), "2027-04-01", "1 2", f"{n:064x}")
        )
        for n, p in enumerate(projects)
    }
    received = tuple(c.file for c in counted.values())
    return replace(
        pattern, office=replace(pattern.office, projects=tuple(projects)), counted=counted, received=received
    )


def _row(project: Mapping[str, str]) -> dict[str, Value]:
    """A project of the sample as a row of the register."""
    row: dict[str, Value] = {
        k: v for k, v in project.items() if v and k not in ("theme", "scale", "start_date", "end_date")
    }
    return row | {"budget": int(project["budget"]), "must_enter": "ต้องนำเข้า"}


def _line(project: str, day: str, reports: str, sha256: str, issue: int = 1, file: str = "") -> Received:
    name = file or f"returns/{project}.xlsx"
    return Received(
        f"{day}T09:05:00",
        (sha256 * 64)[:64],
        name,
        project=project,
        issue=issue,
        reports=reports,
        reason="ล่าสุด",
    )


def _counted(definition: Definition, cells: Cells, line: Received) -> Counted:
    answers = submission_of(definition.form, stamp(line.project, line.issue), cells)
    findings = tuple(said(f, definition.messages, "M1 ความเชื่อมโยง", "E5") for f in check(answers))
    return Counted(line, packed(definition.form, line.project, findings, answers), findings)
