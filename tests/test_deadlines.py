"""Deadlines and the findings of the office's year: each rule flagged on its day, and quiet the day before."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from builders import definition
from consolidated_reader import blocks_of, frames_of, named
from emenscr_xl import consolidate
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.submission import Cell, Where
from emenscr_xl.jobs.new import register_of
from emenscr_xl.register.follow_up.followed import followed
from emenscr_xl.register.follow_up.punctuality import STATES
from emenscr_xl.register.follow_up.tracker_checks import tracker_findings
from emenscr_xl.register.office import office_of
from office_year import P, Q, came, project, said, tracked, year
from workspaces import FIRST, SECOND, THIRD, send, workspace

DAY = timedelta(days=1)
SENT_BY = {"M1-M5": date(2026, 12, 31), "M6 Q1": date(2027, 1, 30)}
OWNERS_DUE = date(2026, 12, 10)
LATE_CODE = {"M1-M5": "T-02", "M6 Q1": "T-03"}
each_scope = pytest.mark.parametrize("scope", SENT_BY)


def be(day: date) -> str:
    """A day as people type it."""
    return f"{day.day}/{day.month}/{day.year + 543}"


def excused(scope: str, until: str = "", kind: str = "ยกเว้น") -> dict[str, Cell]:
    return {"project": P, "scope": scope, "kind": kind, **({"until": until} if until else {})}


# ---------------------------------------------------------------- days


def test_an_extension_moves_the_owners_day_and_a_later_one_the_last_day_too() -> None:
    """OBEC's day stands, unless the owner was given more than that."""
    lines = [excused("M1-M5", "20/12/2569", "ขยายเวลา"), excused("M6 Q1", "15/2/2570", "ขยายเวลา")]
    office = year(OWNERS_DUE, {"extensions": lines}).office
    assert office.due("M1-M5", P) == date(2026, 12, 20)
    assert office.hard_day("sent_by", "M1-M5", P) == SENT_BY["M1-M5"]
    assert office.due("M6 Q1", P) == office.hard_day("sent_by", "M6 Q1", P) == date(2027, 2, 15)
    assert office.hard_day("sent_by", "M6 Q1", Q) == SENT_BY["M6 Q1"]


def test_a_waiver_holds_through_its_last_day_and_without_one_all_year() -> None:
    last = date(2027, 1, 31)
    office = year(last, {"extensions": [excused("M6 Q1", be(last)), excused("M6 Q2")]}).office
    assert [office.waived("M6 Q1", P, day) for day in (last, last + DAY)] == [True, False]
    assert office.waived("M6 Q2", P, date(2027, 9, 30))
    assert not office.waived("M6 Q1", Q, last)


def test_a_waiver_whose_last_day_cannot_be_read_excuses_nobody() -> None:
    """It is said at its cell (TYP-02); taken for blank, it would excuse the project all year."""
    office = year(OWNERS_DUE, {"extensions": [excused("M6 Q1", "สิ้นไตรมาส")]}).office
    assert not office.waived("M6 Q1", P, OWNERS_DUE)


def state(today: date, received: date | None = None, **lists: object) -> tuple[str, str, int, int | None]:
    """How M1–M5 of the project stands: word, words with days, days late, days left."""
    collected = year(today, lists, [came(received)] if received else [])  # type: ignore[arg-type]
    owes = followed(collected.office, collected.received, today)[P].owes(0)
    return owes.state, owes.words, owes.days_late, owes.days_left


NO_DAY = {"calendar": [{"scope": "M1-M5", "sent_by": "31/12/2569"}]}
STANDS = [
    (date(2026, 12, 2), None, {}, ("ยังไม่ถึงกำหนด", "ยังไม่ถึงกำหนด", 0, 8)),
    (date(2026, 12, 3), None, {}, ("ใกล้ครบกำหนด", "ครบกำหนดใน 7 วัน", 0, 7)),
    (OWNERS_DUE, None, {}, ("ใกล้ครบกำหนด", "ครบกำหนดวันนี้", 0, 0)),
    (OWNERS_DUE + DAY, None, {}, ("เกินกำหนด", "เกินกำหนด 1 วัน", 1, None)),
    (date(2027, 2, 1), OWNERS_DUE, {}, ("ส่งแล้ว", "ส่งแล้ว", 0, None)),
    (date(2027, 2, 1), OWNERS_DUE + 3 * DAY, {}, ("ส่งล่าช้า", "ส่งล่าช้า 3 วัน", 3, None)),
    (date(2027, 2, 1), None, {"extensions": [excused("M1-M5")]}, ("ยกเว้น", "ยกเว้น (ตลอดปี)", 0, None)),
    (
        date(2027, 2, 1),
        None,
        {"extensions": [excused("M1-M5", "28/2/2570")]},
        ("ยกเว้น", "ยกเว้น (ถึง 28 ก.พ. 2570)", 0, None),
    ),
    (date(2027, 2, 1), None, NO_DAY, ("ไม่ได้กำหนดวัน", "ไม่ได้กำหนดวัน", 0, None)),
]


@pytest.mark.parametrize(("today", "received", "lists", "expected"), STANDS, ids=[s[3][1] for s in STANDS])
def test_how_a_report_stands(
    today: date, received: date | None, lists: dict[str, object], expected: tuple[object, ...]
) -> None:
    assert state(today, received, **lists) == expected


def test_every_state_is_shown_by_some_case() -> None:
    assert {expected[0] for *_, expected in STANDS} == set(STATES)


# ---------------------------------------------------------------- T-02, T-03: sent for approval in time


@each_scope
def test_t02_t03_nothing_was_sent_by_the_last_day(scope: str) -> None:
    code, last = LATE_CODE[scope], SENT_BY[scope]
    assert said(year(last), code) == []
    assert said(year(last + DAY), code)[:1] == [(code, "calendar.sent_by", list(SENT_BY).index(scope) + 1)]
    draft = {"approvals": [tracked(scope, "ร่าง", be(last))]}
    assert said(year(last + DAY, draft), code)[:1] == [(code, "approvals.approval_status", 1)]


@each_scope
@pytest.mark.parametrize("status", ["รออนุมัติ", "ส่งกลับแก้ไข", "อนุมัติ"])
def test_t02_t03_the_day_of_the_first_line_that_is_no_draft_decides(scope: str, status: str) -> None:
    code, last = LATE_CODE[scope], SENT_BY[scope]

    def after(*days: str) -> list[tuple[str, str, int]]:
        lines = [tracked(scope, "ร่าง", be(last - 9 * DAY)), *(tracked(scope, status, day) for day in days)]
        collected = year(last + 20 * DAY, {"approvals": lines})
        return [found for found in said(collected, code) if found[1] == "approvals.date"]

    assert after(be(last)) == []
    assert after(be(last + DAY)) == [(f"{code}.late", "approvals.date", 2)]
    assert after(be(last), be(last + DAY)) == []
    assert after("", be(last + DAY)) == []  # sent, on a day that nobody knows
    assert said(year(last + DAY, {"approvals": [tracked(scope, status)]}), code)[:1] == []


@each_scope
def test_t02_t03_extensions_and_waivers(scope: str) -> None:
    code, last = LATE_CODE[scope], SENT_BY[scope]

    def found(today: date, until: date, kind: str) -> list[tuple[str, str, int]]:
        return said(year(today, {"extensions": [excused(scope, be(until), kind)]}), code)[:1]

    later = last + 9 * DAY
    assert found(later, later, "ขยายเวลา") == []
    assert found(later + DAY, later, "ขยายเวลา") == [(code, "extensions.until", 1)]
    assert found(last + DAY, last - DAY, "ขยายเวลา")[0][1] == "calendar.sent_by"
    assert found(later, later, "ยกเว้น") == []
    assert found(later + DAY, later, "ยกเว้น")[0][0] == code


def test_t03_is_said_of_each_quarter_whose_day_is_past() -> None:
    assert len(said(year(date(2027, 4, 30)), "T-03")) == 1
    assert len(said(year(date(2027, 5, 1)), "T-03")) == 2
    assert len(said(year(date(2027, 10, 31)), "T-03")) == 4


def test_t02_says_by_how_much() -> None:
    (found,) = (f for f in year(date(2027, 1, 10)).doubts[P] if f.code == "T-02")
    assert (found.severity, found.message_th) == (
        "W",
        "แผ่นติดตาม M7 ยังไม่มีบรรทัดว่าส่ง M1-M5 ขออนุมัติแล้ว เลยวันสุดท้าย 31 ธ.ค. 2569 มา 10 วัน — "
        "ส่งขออนุมัติในระบบ eMENSCR แล้วเพิ่มบรรทัดพร้อมวันที่ ถ้าส่งแล้วให้เพิ่มบรรทัดที่ขาด",
    )


# ---------------------------------------------------------------- T-04: the order of the year

APPROVED = tracked("M1-M5", "อนุมัติ", "15/1/2570", "ปลัด ศธ.")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], [("T-04", "calendar.sent_by", 1)]),
        ([tracked("M1-M5", "รออนุมัติ", "1/1/2570")], [("T-04", "approvals.approval_status", 1)]),
        ([{**APPROVED, "approval_step": "เลขาธิการ กพฐ."}], [("T-04", "approvals.approval_status", 1)]),
        ([APPROVED], []),
    ],
)
def test_t04_m6_before_the_project_is_approved(lines: list[dict[str, Cell]], expected: list[object]) -> None:
    files = [came(date(2027, 1, 9), reports="1")]
    found = said(year(date(2027, 1, 20), {"approvals": lines}, files), "T-04")
    assert found == expected
    sent = {"approvals": [*lines, tracked("M6 Q1", "รออนุมัติ", "20/1/2570")]}
    assert [f[0] for f in said(year(date(2027, 1, 20), sent), "T-04")] == [f[0] for f in expected]


def test_t04_nothing_is_out_of_order_before_a_report_comes() -> None:
    assert said(year(date(2027, 1, 20), files=[came(date(2027, 1, 9))]), "T-04") == []


@pytest.mark.parametrize(
    ("reports", "extensions", "expected"),
    [
        ("1 2", [], []),
        ("2", [], ["T-04.skipped"]),
        ("1 3", [], ["T-04.skipped"]),
        ("2", [excused("M6 Q1")], []),
        ("2", [excused("M6 Q1", "31/3/2570")], ["T-04.skipped"]),
        ("1", [], []),
    ],
)
def test_t04_a_skipped_quarter(reports: str, extensions: list[dict[str, Cell]], expected: list[str]) -> None:
    lists = {"approvals": [APPROVED], "extensions": extensions}
    collected = year(date(2027, 7, 9), lists, [came(date(2027, 7, 9), reports=reports)])
    assert [found[0] for found in said(collected, "T-04")] == expected


# ---------------------------------------------------------------- T-05: sent back and open


@pytest.mark.parametrize(("days", "expected"), [(7, 0), (8, 1)])
def test_t05_an_item_sent_back_longer_ago_than_the_setting(days: int, expected: int) -> None:
    back = date(2027, 1, 5)
    for column in ("date", "returned_at"):
        lines = [tracked("M1-M5", "ส่งกลับแก้ไข", **{column: be(back)})]
        collected = year(back + days * DAY, {"approvals": lines})
        assert said(collected, "T-05") == [("T-05", "approvals.approval_status", 1)] * expected
        again = year(back + days * DAY, {"approvals": [*lines, tracked("M1-M5", "รออนุมัติ", be(back + DAY))]})
        assert said(again, "T-05") == []
    assert said(year(back + 99 * DAY, {"approvals": [tracked("M1-M5", "ส่งกลับแก้ไข")]}), "T-05") == []


@pytest.mark.parametrize(("days", "expected"), [(7, 0), (8, 1)])
def test_t05_a_request_that_has_not_come_back(days: int, expected: int) -> None:
    asked = date(2027, 1, 5)
    line = {"project": P, "date": be(asked), "comment": "ตัวอย่าง", "part": "M5"}
    collected = year(asked + days * DAY, {"returns": [line]})
    assert said(collected, "T-05") == [("T-05.log", "returns.done", 1)] * expected
    done = {**line, "done": be(asked + DAY)}
    assert said(year(asked + days * DAY, {"returns": [done]}), "T-05") == []


# ---------------------------------------------------------------- C-24, C-40: plan and returns


@pytest.mark.parametrize(
    ("total", "expected"),
    [(1000, 0), (1000.004, 0), (1000.01, 1), (999.99, 1), (1500, 1), (None, 0), ("มาก", 0)],
)
def test_c24_the_total_is_not_the_allocation(total: Cell, expected: int) -> None:
    collected = year(OWNERS_DUE, files=[came(OWNERS_DUE)], total=total)
    assert said(collected) == [("C-24", "action_plan.budget", 1)] * expected


def test_c24_needs_an_allocation() -> None:
    collected = year(OWNERS_DUE, files=[came(OWNERS_DUE)], plan=[project(budget=None)], total=5)
    assert said(collected) == []


@pytest.mark.parametrize(
    ("name", "must", "expected"),
    [
        ("โครงการ  P-1 ", "ต้องนำเข้า", ["C-40"]),
        ("โครงการ P-1", "ไม่ต้อง", ["C-40"]),
        ("โครงการ P-1 ระยะที่ 2", "ต้องนำเข้า", []),
    ],
)
def test_c40_the_same_name_twice(name: str, must: str, expected: list[str]) -> None:
    plan = [project(), project(Q, name=name, must_enter=must)]
    collected = year(OWNERS_DUE, plan=plan)
    assert [f[0] for f in said(collected)] == expected
    assert Q in collected.doubts or must == "ไม่ต้อง"
    if expected:
        assert f"ซ้ำกับ {Q} ในแผน" in collected.doubts[P][0].message_th


def test_c40_absent_after_the_owners_day() -> None:
    assert said(year(OWNERS_DUE), "C-40") == []
    assert said(year(OWNERS_DUE + DAY), "C-40") == [("C-40.absent", "action_plan.id", 1)]
    assert said(year(OWNERS_DUE + DAY, files=[came(OWNERS_DUE + DAY)]), "C-40") == []
    for kind in ("ขยายเวลา", "ยกเว้น"):
        lists = {"extensions": [excused("M1-M5", be(OWNERS_DUE + DAY), kind)]}
        assert said(year(OWNERS_DUE + DAY, lists), "C-40") == []
        assert said(year(OWNERS_DUE + 2 * DAY, lists), "C-40")[0][0] == "C-40.absent"


def test_c40_no_code_after_the_day_for_keying_in() -> None:
    keyed = date(2026, 12, 25)
    plan, files = [project(emenscr_code=None)], [came(OWNERS_DUE)]
    assert said(year(keyed, plan=plan, files=files), "C-40") == []
    found = said(year(keyed + DAY, plan=plan, files=files), "C-40")
    assert found == [("C-40.code", "action_plan.emenscr_code", 1)]
    assert said(year(keyed + DAY, files=files), "C-40") == []
    lists = {"extensions": [excused("M1-M5", be(keyed + 5 * DAY), "ขยายเวลา")]}
    assert said(year(keyed + 5 * DAY, lists, files, plan), "C-40") == []


# ---------------------------------------------------------------- waivers, figures, the sheet of findings


def test_a_rule_of_the_year_is_waived_like_others() -> None:
    line = {"project": P, "rule": "T-02", "until": "31/1/2570", "reason": "ตัวอย่าง: สพฐ. ขยาย"}
    for today, waived in ((date(2027, 1, 31), True), (date(2027, 2, 1), False)):
        found = [f for f in year(today, {"rule_waivers": [line]}).doubts[P] if f.code == "T-02"]
        assert [bool(f.waived) for f in found] == [waived]


def test_projects_that_need_not_be_entered_are_not_judged() -> None:
    collected = year(date(2027, 9, 30), plan=[project(must_enter="ไม่ต้อง")])
    assert collected.doubts == {}


def test_the_findings_stand_with_their_cell_in_the_register_and_are_counted(tmp_path: Path) -> None:
    """One project is sent back; one returned late in the year's order; one never returned."""
    tracker = [{**tracked("M1-M5", "ส่งกลับแก้ไข", "15/12/2569"), "project": FIRST}]
    waiver = {"project": THIRD, "rule": "C-40", "until": "31/12/2569", "reason": "ตัวอย่าง: ติดตามแล้ว"}
    workspace(tmp_path, lists={"approvals": tracker, "rule_waivers": [waiver]})
    send(tmp_path, "a.xlsx", FIRST)
    consolidate(tmp_path, datetime(2026, 12, 9, 9))
    done = consolidate(tmp_path, datetime(2026, 12, 24, 9))
    findings = frames_of(done.workbook)["ข้อค้นพบ"]
    shown = findings[["รหัสโครงการ", "ระดับ", "รหัส", "ส่วน", "แผ่นงาน", "ช่อง"]].values.tolist()
    register = load_workbook(tmp_path / "register.xlsx")
    assert shown == [
        [FIRST, "ควรตรวจ (W)", "T-05", "ทะเบียนคุม", "ติดตาม M7", "E6"],
        [SECOND, "ควรตรวจ (W)", "C-40", "ทะเบียนคุม", "แผนปฏิบัติการ", "B7"],
        [THIRD, "ยกเว้น (W)", "C-40", "ทะเบียนคุม", "แผนปฏิบัติการ", "B8"],
    ]
    assert register["ติดตาม M7"]["E6"].value == "ส่งกลับแก้ไข"
    assert register["แผนปฏิบัติการ"]["B7"].value == SECOND
    link = load_workbook(done.workbook)["ข้อค้นพบ"]["L5"]
    assert (link.value, link.hyperlink.target, link.hyperlink.location) == (
        "ทะเบียนคุม", "../register.xlsx", "'ติดตาม M7'!E6",
    )  # fmt: skip
    assert (done.findings, done.waived) == (2, 1)
    figures = {name: values[0] for name, values in named(blocks_of(done.workbook)["1"]).items()}
    assert figures["ข้อค้นพบ ควรตรวจ (W)"] == 2
    assert figures["ข้อค้นพบที่ได้รับยกเว้น (ไม่นับข้างต้น)"] == 1
    projects = frames_of(done.workbook)["โครงการ"]
    assert list(projects["ข้อค้นพบ W"]) == [1, 1, 0]
    assert projects["ครบถ้วนทั้งโครงการ"][0] == "ครบถ้วน"  # what is only to be looked at does not hold it up


# ---------------------------------------------------------------- the tracker's own lines


def doubtful(*lines: dict[str, Cell]) -> list[tuple[str, str, int]]:
    register = register_of(definition(), "สพป.ตัวอย่าง", {"action_plan": [project()], "approvals": lines})
    return [(f.message, f.where.field, f.where.record) for f in tracker_findings(register)]


def test_reg10_a_step_outside_the_chain() -> None:
    assert doubtful(tracked("M1-M5", "ร่าง", step="เขต  (ผู้นำเข้า)"), tracked("M1-M5", "ร่าง")) == []
    assert doubtful(tracked("M1-M5", "ร่าง", step="รัฐมนตรี")) == [("REG-10", "approvals.approval_step", 1)]


@pytest.mark.parametrize("status", ["รออนุมัติ", "ส่งกลับแก้ไข", "อนุมัติ"])
def test_reg11_a_line_without_a_day(status: str) -> None:
    assert doubtful(tracked("M1-M5", status)) == [("REG-11", "approvals.date", 1)]
    assert doubtful(tracked("M1-M5", status, "1/1/2570"), tracked("M6 Q1", "ร่าง")) == []
    assert doubtful(tracked("M1-M5", status, returned_at="1/1/2570")) == []


def test_reg12_a_line_before_the_one_above_it() -> None:
    first, same, earlier = (tracked("M1-M5", "รออนุมัติ", day) for day in ("9/1/2570", "9/1/2570", "8/1/2570"))
    assert doubtful(first, same) == []
    assert doubtful(first, earlier) == [("REG-12", "approvals.date", 2)]
    assert doubtful(first, {**earlier, "approval_scope": "M6 Q1"}) == []


def test_blank_days_of_the_settings_are_their_defaults() -> None:
    register = register_of(definition(), "สพป.ตัวอย่าง")
    answers = {w: a for w, a in register.answers.items() if not w.field.endswith("_days")}
    object.__setattr__(register, "answers", answers)
    office = office_of(register)
    assert (office.days("due_soon_days"), office.days("returned_days")) == (7, 7)


@pytest.mark.parametrize("typed", [0, 3_000_000, 99_999_999_999])
def test_days_of_the_settings_out_of_range_are_their_defaults(typed: int) -> None:
    """They are said at their cell (VAL-02); the calendar has no day that is so far away."""
    cells = {Where("settings", f"{key}_days"): typed for key in ("due_soon", "returned")}
    blank = register_of(definition())
    office = office_of(submission_of(blank.form, blank.stamp, cells))
    assert (office.days("due_soon_days"), office.days("returned_days")) == (7, 7)
