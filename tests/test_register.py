"""The register's answers: project ids, extensions, approval, and what only a register gets wrong."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest

from builders import brief, definition
from emenscr_xl.core.submission import Cell, Submission, Value
from emenscr_xl.jobs.new import register_of
from emenscr_xl.jobs.register_check import register_sayings
from emenscr_xl.jobs.workspace import Workspace
from emenscr_xl.register.deadlines import WAIVED
from emenscr_xl.register.office import (
    APPROVED,
    IN_PROCESS,
    MUST_ENTER,
    SENT_BACK,
    Office,
    issuable,
    office_of,
    project_id,
    register_findings,
)
from emenscr_xl.sheets.register_workbook import write_register

ID = "action_plan.action_plan.id"
Rows = Iterable[Mapping[str, Cell]]


def register(*ids: str, **lists: Rows) -> Submission:
    """A register with must-enter projects of these ids, and other lists."""
    plan = [{"id": i, "name": f"โครงการ {n}", "must_enter": "ต้องนำเข้า"} for n, i in enumerate(ids, start=1)]
    return register_of(definition(), "สพป.ตัวอย่าง", {"action_plan": plan, **lists})


def doubts(*ids: str, **lists: Rows) -> list[tuple[str, str, int]]:
    return [brief(f) for f in register_findings(register(*ids, **lists))]


# ---------------------------------------------------------------- project ids


@pytest.mark.parametrize("typed", ["๒๕๗๐-๐๐๑", "2570–001", "2570—001", " ๒๕70–๐01\u200b"])
def test_an_id_is_the_same_however_its_digits_and_dashes_are_typed(typed: str) -> None:
    assert project_id(typed) == "2570-001"
    approvals = [{"project": typed, "approval_scope": "M1-M5", "approval_status": "อนุมัติ"}]
    extensions = [{"project": typed, "scope": "M1-M5", "kind": "ยกเว้น"}]
    office = office_of(register(typed, approvals=approvals, extensions=extensions))
    assert office.project("2570-001")
    assert office.approval("2570-001", "M1-M5")
    assert office.waived("M1-M5", "2570-001", date(2026, 12, 9))


@pytest.mark.parametrize("ids", [("A-1", "A-1"), ("ABC", "abc"), ("๒๕๗๐-๐๐๑", "2570–001")])
def test_reg01_ids_that_would_name_the_same_file(ids: tuple[str, str]) -> None:
    assert doubts(*ids, "อีกโครงการ") == [("REG-01", ID, 1), ("REG-01", ID, 2)]


@pytest.mark.parametrize(
    "bad",
    [
        "../../evil",
        "a/b",
        "a\\b",
        "..",
        ".hidden",
        "2570.",
        "con",
        "NUL",
        "aux.1",
        "com1",
        "Lpt9",
        "ก" * 41,
        "a b",
        "a:b",
    ],
)
def test_reg02_ids_that_cannot_name_a_file(bad: str) -> None:
    assert doubts("2570-001", bad) == [("REG-02", ID, 2)]


@pytest.mark.parametrize("good", ["กลุ่มนโยบาย-๑", "ที่_1", "น้ำ.2", "com10", "console", "a" * 40])
def test_ids_that_can(good: str) -> None:
    assert doubts(good) == []


def test_cells_that_hold_an_error_are_no_ids() -> None:
    """Two #REF! are not the same project twice."""
    broken = register("2570-001", "2570-002")
    for answer in broken.answers.values():
        if answer.typed.startswith("2570-"):
            object.__setattr__(answer, "value", None)
    assert register_findings(broken) == []


def test_reg03_a_line_about_no_project_of_the_plan() -> None:
    lines = {
        "extensions": [{"project": "2570-001", "scope": "M1-M5"}, {"project": "2570-01", "scope": "M1-M5"}],
        "approvals": [{"project": "๒๕๗๐–๐๐๒"}, {"project": "2570-003"}],
        "returns": [{"project": "2570-009"}, {"project": "2570-002"}],
    }
    assert doubts("2570-001", "2570-002", **lines) == [
        ("REG-03", "extensions.extensions.project", 2),
        ("REG-03", "approvals.approvals.project", 2),
        ("REG-03", "returns.returns.project", 1),
    ]


def test_reg03_is_said_at_its_cell(tmp_path: Path) -> None:
    folder = Workspace(tmp_path)
    write_register(folder.register, definition(), register("2570-001", approvals=[{"project": "2570-1"}]))
    said = [f for f in register_sayings(*folder.open_register(), date(2026, 12, 9)) if f.code == "REG-03"]
    assert [(f.severity, f.sheet, f.cell[0]) for f in said] == [("W", "ติดตาม M7", "B")]
    assert "2570-1" in said[0].message_th


# ---------------------------------------------------------------- which rows can have a workbook


def test_rows_with_a_doubtful_id_or_without_a_name_can_have_no_workbook() -> None:
    must = {"must_enter": "ต้องนำเข้า"}
    plan = [
        {"id": "๒๕๗๐-๐๐๑", "name": "ดี", **must},
        {"id": "ABC", "name": "ซ้ำ", **must},
        {"id": "abc", "name": "ซ้ำ", "must_enter": "ไม่ต้อง"},
        {"id": "a/b", "name": "ชื่อไฟล์ไม่ได้", **must},
        {"id": "2570-005", **must},
        {"name": "ไม่มีรหัส", **must},
        {"id": "2570-007", "name": "ก" * 501, **must},
        {"id": "../x", "name": "ไม่ต้อง", "must_enter": "ไม่ต้อง"},
    ]
    rows, held = issuable(register_of(definition(), "สพป.", {"action_plan": plan}))
    assert [r["id"] for r in rows] == ["2570-001"]
    assert held == ("ABC", "a/b", "2570-005", "โครงการที่ 6", "2570-007")


# ---------------------------------------------------------------- extensions and waivers


def extended(*lines: Mapping[str, Cell]) -> Office:
    return office_of(register("2570-001", extensions=[{"project": "2570-001", **line} for line in lines]))


def test_a_waiver_is_no_extension() -> None:
    later = {"scope": "M6 Q1", "kind": "ขยายเวลา", "until": "31 ม.ค. 2570"}
    waiver = {"scope": "M6 Q1", "kind": "ยกเว้น", "until": "30 ก.ย. 2570"}
    assert extended(waiver).due("M6 Q1", "2570-001") == extended().due("M6 Q1")
    assert extended(later, waiver).due("M6 Q1", "2570-001") == date(2027, 1, 31)


def test_a_waiver_needs_no_date() -> None:
    assert not definition().register.question("extensions.extensions.until")[2].required


# ---------------------------------------------------------------- approval

STEPS = ("เขต (ผู้นำเข้า)", "รองเลขาธิการ กพฐ.", "เลขาธิการ กพฐ.", "ปลัด ศธ.")


def status(line: Mapping[str, Value]) -> object:
    """The status of a project after this line of the tracker."""
    tracker = [{"project": "2570-001", "approval_scope": "M1-M5", **line}]
    row = office_of(register("2570-001", approvals=tracker)).approval("2570-001", "M1-M5")
    assert row
    return row["approval_status"]


@pytest.mark.parametrize("step", [*STEPS[:-1], "ขั้นที่ไม่มีในลำดับ"])
def test_approved_by_a_step_before_the_last_is_in_process(step: str) -> None:
    assert status({"approval_step": step, "approval_status": "อนุมัติ"}) == "รออนุมัติ"


@pytest.mark.parametrize("line", [{"approval_step": STEPS[-1]}, {"approval_step": "ปลัด  ศธ."}, {}])
def test_approved_by_the_last_step_or_by_none_named_is_approved(line: Mapping[str, Value]) -> None:
    assert status({**line, "approval_status": "อนุมัติ"}) == "อนุมัติ"


@pytest.mark.parametrize("word", ["ร่าง", "รออนุมัติ", "ส่งกลับแก้ไข"])
def test_other_statuses_stand_as_they_are(word: str) -> None:
    assert status({"approval_step": STEPS[0], "approval_status": word}) == word


def test_the_last_step_is_that_of_the_settings() -> None:
    office = office_of(register("2570-001"))
    assert office.approval_chain == STEPS


def test_without_a_chain_approved_is_approved() -> None:
    line = {"project": "P", "approval_scope": "M1-M5", "approval_step": "ใคร", "approval_status": "อนุมัติ"}
    assert Office(2570, {}, (), (), (), (line,)).approval("P", "M1-M5") == line


@pytest.mark.parametrize(
    ("word", "address"),
    [
        (MUST_ENTER, "action_plan.action_plan.must_enter"),
        (WAIVED, "extensions.extensions.kind"),
        (APPROVED, "approvals.approvals.approval_status"),
        (IN_PROCESS, "approvals.approvals.approval_status"),
        (SENT_BACK, "approvals.approvals.approval_status"),
    ],
)
def test_a_word_that_the_code_knows_is_a_choice_of_the_register(word: str, address: str) -> None:
    assert word in definition().register.question(address)[2].choices


def test_the_scopes_of_calendar_and_lists_are_the_same() -> None:
    form, register_form = definition().form, definition().register
    quarters = [f"M6 Q{m.quarter}" for m in form.modules if m.quarter]
    scopes = tuple(line.scope for line in definition().calendar)
    assert scopes == ("M1-M5", *quarters)
    for address in (
        "calendar.calendar.scope",
        "extensions.extensions.scope",
        "approvals.approvals.approval_scope",
    ):
        assert register_form.question(address)[2].choices == scopes
