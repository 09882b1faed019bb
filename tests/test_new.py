"""`new`: the workspace and its register; an existing one is left as it is."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from emenscr_xl import new
from emenscr_xl.jobs.workspace import JobError, Workspace
from emenscr_xl.register.office import office_of

OFFICE = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต 9"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_makes_folders_and_register(tmp_path: Path) -> None:
    made = new(tmp_path / "ปี", 2570, OFFICE)
    assert made.created
    assert {p.name for p in (tmp_path / "ปี").iterdir()} == {
        "register.xlsx", "forms", "returns", "corrections", "keyin", "reports", "received", "emenscr",
    }  # fmt: skip


def test_a_second_run_changes_nothing_and_says_so(tmp_path: Path) -> None:
    new(tmp_path, 2570, OFFICE)
    before = contents(tmp_path)
    again = new(tmp_path, 2570, "สำนักงานอื่น")
    assert not again.created
    assert contents(tmp_path) == before


def test_the_register_has_its_sheets_and_columns(tmp_path: Path) -> None:
    new(tmp_path, 2570, OFFICE)
    book = load_workbook(tmp_path / "register.xlsx")
    visible = [s.title for s in book if s.sheet_state == "visible"]
    assert visible == [
        "ตั้งค่า", "แผนปฏิบัติการ", "ปฏิทิน", "ขยายเวลา", "ยกเว้นข้อตรวจ", "ติดตาม M7", "บันทึกส่งกลับ", "ตัดสินไฟล์",
        "ข้อตรวจทั้งหมด",
    ]  # fmt: skip
    headings = [c.value for c in book["แผนปฏิบัติการ"][5] if c.value]
    assert headings == [
        "รหัสโครงการ (ภายใน) *", "ชื่อโครงการ *", "กลุ่ม/หน่วยเจ้าของโครงการ", "ผู้รับผิดชอบ", "อีเมล", "โทรศัพท์",
        "งบประมาณที่จัดสรร (บาท)", "แหล่งเงิน", "วันเริ่ม", "วันสิ้นสุด", "นำเข้า eMENSCR *", "เหตุผล", "รหัส eMENSCR",
        "Y1 หลัก",
    ]  # fmt: skip


def test_staff_may_filter_and_sort_the_lists(tmp_path: Path) -> None:
    new(tmp_path, 2570, OFFICE)
    sheet = load_workbook(tmp_path / "register.xlsx")["แผนปฏิบัติการ"]
    assert not sheet.protection.sheet
    assert sheet.auto_filter.ref


@pytest.mark.parametrize(
    ("scope", "owners_due", "sent_by"),
    [
        ("M1-M5", date(2026, 12, 10), date(2026, 12, 31)),
        ("M6 Q1", date(2027, 1, 10), date(2027, 1, 30)),
        ("M6 Q2", date(2027, 4, 10), date(2027, 4, 30)),
        ("M6 Q3", date(2027, 7, 10), date(2027, 7, 30)),
        ("M6 Q4", date(2027, 10, 10), date(2027, 10, 30)),
    ],
)
def test_the_calendar_is_computed_for_the_year(
    tmp_path: Path, scope: str, owners_due: date, sent_by: date
) -> None:
    new(tmp_path, 2570, OFFICE)
    office = office_of(Workspace(tmp_path).open_register()[1].submission)
    row = next(r for r in office.calendar if r["scope"] == scope)
    assert (row["owners_due"], row["sent_by"]) == (owners_due, sent_by)
    assert office.due(scope) == owners_due


def test_a_year_without_definition_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JobError, match="2599"):
        new(tmp_path, 2599)
    assert not list(tmp_path.iterdir())


def test_a_register_that_lost_a_sheet_is_refused_by_name(tmp_path: Path) -> None:
    """Going on would make every project seem to be gone, and write zeros over good figures."""
    new(tmp_path, 2570, OFFICE)
    book = load_workbook(tmp_path / "register.xlsx")
    del book["แผนปฏิบัติการ"]
    book.save(tmp_path / "register.xlsx")
    with pytest.raises(JobError, match="แผนปฏิบัติการ"):
        Workspace(tmp_path).open_register()


def test_a_broken_register_is_refused_in_words(tmp_path: Path) -> None:
    new(tmp_path, 2570, OFFICE)
    (tmp_path / "register.xlsx").write_bytes(b"")
    with pytest.raises(JobError, match="ว่างเปล่า"):
        Workspace(tmp_path).open_register()


def test_a_list_is_as_long_as_what_it_is_made_with(tmp_path: Path) -> None:
    plan = [{"id": f"2570-{n:03}", "name": f"โครงการที่ {n}", "must_enter": "ต้องนำเข้า"} for n in range(1, 402)]
    new(tmp_path / "ws", 2570, "สพป.", {"action_plan": plan})
    _, register = Workspace(tmp_path / "ws").open_register()
    assert [row["id"] for row in office_of(register.submission).projects] == [row["id"] for row in plan]
