"""The data sheets of the consolidated workbook hold what was returned, received and decided."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from builders import definition
from collected_builder import (
    ABSENT,
    EXTENDED,
    FULL,
    HALF,
    PROJECTS,
    SPENT_LATER,
    WAIVED,
    collected,
)
from consolidated_reader import (
    Frames,
    frames_of,
    written,
)
from emenscr_xl.register.tables.data_table import Column, data_table


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("reports") / "consolidated-2570.xlsx", collected())


@pytest.fixture(scope="module")
def frames(path: Path) -> Frames:
    return frames_of(path)


def test_every_must_enter_project_has_a_row(frames: Frames) -> None:
    projects = frames["โครงการ"].set_index("รหัสโครงการ (ภายใน)")
    assert tuple(projects.index) == PROJECTS
    assert dict(projects["สถานะการส่งคืน"]) == {
        FULL: "รับแล้ว", EXTENDED: "รับแล้ว", HALF: "รับแล้ว", ABSENT: "ยังไม่ได้รับ", WAIVED: "รับแล้ว",
    }  # fmt: skip
    assert projects["ชื่อแผนงาน/โครงการ/การดำเนินการ"].isna()[ABSENT]
    assert projects["ยุทธศาสตร์ชาติที่เกี่ยวข้องโดยตรง (Z)"][FULL].startswith("3 – ยุทธศาสตร์ชาติด้าน")
    assert "ตัวอย่าง" in projects["ปัจจัยของห่วงโซ่คุณค่า (F)"][FULL]
    assert projects["รวมงบประมาณจากแผนการใช้จ่ายทั้งหมด (บาท)"][FULL] == 680000
    assert projects["เบิกจ่ายสะสมล่าสุด (บาท)"][FULL] == SPENT_LATER
    assert projects["ฉบับที่"][FULL] == 2
    assert projects["วันที่รับ"][FULL].date() == date(2027, 4, 12)
    assert projects["กลุ่ม/หน่วยเจ้าของโครงการ"][WAIVED] == "ไม่ระบุ"


def test_the_words_that_the_summary_counts(frames: Frames) -> None:
    """The only error of the first project is waived."""
    projects = frames["โครงการ"].set_index("รหัสโครงการ (ภายใน)")
    assert dict(projects["M6 Q1 ตามกำหนด"]) == {
        FULL: "ตรงเวลา", EXTENDED: "ตรงเวลา", HALF: "ยังไม่ได้รับ", ABSENT: "ยังไม่ได้รับ", WAIVED: "ยกเว้น",
    }  # fmt: skip
    assert projects["M6 Q2 ตามกำหนด"][FULL] == "ล่าช้า"
    assert dict(projects["M1-M5 การอนุมัติ"]) == {
        FULL: "อนุมัติ", EXTENDED: "ส่งกลับแก้ไข", HALF: "ยังไม่ส่ง", ABSENT: "ยังไม่ส่ง", WAIVED: "ยังไม่ส่ง",
    }  # fmt: skip
    assert dict(projects["ครบถ้วนทั้งโครงการ"]) == {
        FULL: "ครบถ้วน", EXTENDED: "ครบถ้วน", HALF: "ยังไม่ครบถ้วน", ABSENT: "ยังไม่ครบถ้วน", WAIVED: "ครบถ้วน",
    }  # fmt: skip
    assert projects["M3 ความครบถ้วน"][HALF] == "บางส่วน"
    assert projects["M5 ความครบถ้วน"][WAIVED] == "ไม่มีข้อที่ต้องกรอก"
    assert list(projects.loc[ABSENT, ["รหัสยุทธศาสตร์ชาติ", "รหัสแผนแม่บท", "รหัส Y1"]]) == ["ไม่ระบุ"] * 3


def test_tables_are_stacked_with_their_sums(frames: Frames) -> None:
    lines = frames["แผนการใช้จ่าย"]
    assert list(lines["รหัสโครงการ"]) == [FULL, EXTENDED]
    plan = definition().form.module("M5").table("budget_lines")
    months = [field.label for field in plan.fields if field.type == "money"]
    assert list(lines[months].sum(axis=1)) == list(lines["รวมทั้งบรรทัด"]) == [680000, 120000]
    objectives = frames["วัตถุประสงค์"]
    assert list(objectives[objectives["รหัสโครงการ"] == FULL]["ลำดับที่"]) == [1, 2, 3]


def test_quarters_tell_what_was_spent_since(frames: Frames) -> None:
    reports = frames["M6 รายไตรมาส"]
    spent = reports[reports["รหัสโครงการ"] == FULL].set_index("ไตรมาส")["เบิกจ่ายในไตรมาส (บาท)"]
    assert spent.sum() == SPENT_LATER
    assert spent[2] == SPENT_LATER - spent[1]
    assert set(reports["รหัสโครงการ"]) == {FULL, EXTENDED}
    progress = frames["M6 ความก้าวหน้า"]
    assert list(progress.columns[:5]) == ["รหัสโครงการ", "ชื่อโครงการ", "ไตรมาส", "ลำดับที่", "กิจกรรม (จาก M4)"]
    assert progress["กิจกรรม (จาก M4)"].notna().all()


def test_every_received_file_has_its_decision(path: Path, frames: Frames) -> None:
    files = frames["ไฟล์ที่ได้รับ"]
    assert list(files["ผลการพิจารณา"]) == [
        "มีฉบับใหม่กว่า", "นับ", "นับ", "นับ", "นับ", "อ่านไม่ได้", "ไฟล์ซ้ำ", "แบบอื่น", "ไม่พบโครงการ",
    ]  # fmt: skip
    assert list(files["รายงาน M6 ไตรมาส"])[:2] == ["1", "1, 2"]
    cell = load_workbook(path)["โครงการ"]["J5"]
    assert (cell.value, cell.hyperlink.target) == ("เล่ม 1.xlsx", f"../received/{'a' * 64}.xlsx")


def test_who_has_not_returned_is_listed_with_the_due_date(frames: Frames) -> None:
    (row,) = frames["ยังไม่ได้ส่งคืน"].to_dict("records")
    assert row["รหัสโครงการ"] == ABSENT
    assert row["กำหนดส่ง M1–M5"].date() == date(2026, 12, 24)
    assert row["อีเมล"].endswith("@example.com")


def test_headings_are_told_apart_by_their_group_or_a_number() -> None:
    labels = [("ชื่อ", "ก"), ("ชื่อ", "ข"), ("หน่วย", ""), ("หน่วย", ""), ("NO", ""), ("no", "")]
    columns = [Column(str(n), label, group=group) for n, (label, group) in enumerate(labels)]
    table = data_table("any", "ตาราง", "", columns, [], "1")
    assert table.headings == ("ชื่อ (ก)", "ชื่อ (ข)", "หน่วย", "หน่วย 2", "NO", "no 2")


def test_the_rows_are_in_view_below_the_headings(path: Path) -> None:
    """Frozen headings that fill the screen would leave no room to scroll: 200 points are 267 pixels."""
    for sheet in load_workbook(path).worksheets:
        if sheet.freeze_panes == "C5":
            assert sum(sheet.row_dimensions[row].height for row in range(1, 5)) <= 200, sheet.title
            assert sheet.cell(4, 1).alignment.horizontal == "center", sheet.title


def test_a_received_file_takes_few_lines(path: Path) -> None:
    """Its hash of 64 characters stands in one line."""
    received = load_workbook(path)["ไฟล์ที่ได้รับ"]
    assert max(received.row_dimensions[row].height for row in range(5, received.max_row + 1)) <= 125


def test_columns_are_wide_enough_for_their_dates(path: Path) -> None:
    """`10 เม.ย. 2570` in 15 characters is `###` where the house's font is not installed."""
    narrow, dates = [], 0
    for sheet in load_workbook(path).worksheets[1:]:
        widths = {
            n: d.width for d in sheet.column_dimensions.values() for n in range(d.min, (d.max or d.min) + 1)
        }
        for row in sheet.iter_rows(min_row=5):
            found = [c for c in row if c.is_date]
            narrow += [f"{sheet.title}!{c.coordinate}" for c in found if widths[c.column] < 16]
            dates += len(found)
    assert dates > 20
    assert narrow == []
