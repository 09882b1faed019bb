"""The sheets that follow the year up: deadlines, approval and its history, against a count of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import oracles
from collected_builder import ABSENT, EXTENDED, FULL, HALF, PROJECTS, TODAY, WAIVED, collected, office
from consolidated_reader import Frames, frame_of, frames_of, written
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.follow_up.year_checks import with_doubts
from emenscr_xl.register.tables.stack import stack
from oracles import libreoffice, openxml

DEADLINES, TRACKER, HISTORY = "กำหนดส่งและการติดตาม", "ติดตามการอนุมัติ", "ประวัติการอนุมัติ"
#: The calendar's days and when each report of the built office came first (collected_builder).
DUE = {
    "M1-M5": date(2026, 12, 10), "M6 Q1": date(2027, 1, 10), "M6 Q2": date(2027, 4, 10),
    "M6 Q3": date(2027, 7, 10), "M6 Q4": date(2027, 10, 10),
}  # fmt: skip
EXTENDED_TO = {(EXTENDED, "M6 Q1"): date(2027, 1, 25), (ABSENT, "M1-M5"): date(2026, 12, 24)}
CAME = {
    (FULL, "M1-M5"): date(2027, 1, 10), (FULL, "M6 Q1"): date(2027, 1, 10), (FULL, "M6 Q2"): TODAY,
    (EXTENDED, "M1-M5"): date(2027, 1, 20), (EXTENDED, "M6 Q1"): date(2027, 1, 20),
    (HALF, "M1-M5"): date(2026, 12, 9), (WAIVED, "M1-M5"): date(2026, 12, 30),
}  # fmt: skip
LINES = (
    {"project": FULL, "approval_scope": "M1-M5", "approval_step": "เขต (ผู้นำเข้า)", "approval_status": "รออนุมัติ",
     "date": date(2026, 12, 20)},
    {"project": HALF, "approval_scope": "M1-M5", "approval_step": "รองเลขาธิการ กพฐ.",
     "approval_status": "ส่งกลับแก้ไข", "date": date(2027, 1, 5), "return_comment": "=ตัวอย่าง: ขอตัวเลข",
     "returned_by": "รองเลขาธิการ กพฐ."},
    {"project": FULL, "approval_scope": "M1-M5", "approval_step": "รองเลขาธิการ กพฐ.",
     "approval_status": "ส่งกลับแก้ไข", "date": date(2026, 12, 24), "return_comment": "ตัวอย่าง: แก้ M3"},
    {"project": FULL, "approval_scope": "M1-M5", "approval_step": "เขต (ผู้นำเข้า)", "approval_status": "รออนุมัติ",
     "date": date(2027, 1, 2)},
    {"project": FULL, "approval_scope": "M1-M5", "approval_step": "เลขาธิการ กพฐ.", "approval_status": "อนุมัติ",
     "date": date(2027, 1, 9)},
    {"project": EXTENDED, "approval_scope": "M1-M5", "approval_step": "ปลัด ศธ.", "approval_status": "อนุมัติ",
     "date": date(2027, 2, 1)},
    {"project": EXTENDED, "approval_scope": "M6 Q1", "approval_step": "เขต (ผู้นำเข้า)",
     "approval_status": "ร่าง"},
    {"project": WAIVED, "approval_scope": "M1-M5", "approval_status": "อนุมัติ"},
)  # fmt: skip
LOG = (
    {"project": FULL, "date": date(2026, 12, 15), "part": "M3", "comment": "ตัวอย่าง: ขาดหน่วยนับ",
     "by": "ตัวอย่าง ก", "due": date(2026, 12, 20), "done": date(2026, 12, 19)},
    {"project": HALF, "date": date(2027, 4, 1), "comment": "ตัวอย่าง: ขาด M5"},
)  # fmt: skip
CHAIN = ("เขต (ผู้นำเข้า)", "รองเลขาธิการ กพฐ.", "เลขาธิการ กพฐ.", "ปลัด ศธ.")


def followed_up() -> Collected:
    whole = replace(office(), approvals=LINES, returns=LOG, approval_chain=CHAIN)
    return with_doubts(replace(collected(), office=whole))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("reports") / "consolidated-2570.xlsx", followed_up())


@pytest.fixture(scope="module")
def frames(path: Path) -> Frames:
    return frames_of(path)


def day(cell: object) -> date | None:
    return None if pd.isna(cell) else pd.Timestamp(cell).date()  # type: ignore[call-overload, arg-type]


def number(cell: object) -> int | None:
    return None if pd.isna(cell) else int(cell)  # type: ignore[call-overload]


def test_every_project_and_scope_has_its_deadline(frames: Frames) -> None:
    rows = frames[DEADLINES]
    keys = list(zip(rows["รหัสโครงการ"], rows["เรื่อง"], strict=True))
    assert keys == [(project, scope) for project in PROJECTS for scope in DUE]
    for (project, scope), row in zip(keys, rows.to_dict("records"), strict=True):
        due, received = EXTENDED_TO.get((project, scope), DUE[scope]), CAME.get((project, scope))
        assert (day(row["ต้องส่งภายใน"]), day(row["กำหนดตามปฏิทิน"])) == (due, DUE[scope])
        assert (row["ขยายเวลา"] == "ขยายเวลา") == ((project, scope) in EXTENDED_TO)
        assert day(row["วันที่ได้รับ"]) == received
        late = ((received or TODAY) - due).days
        left = None if received or late > 0 else -late
        if (project, scope) == (WAIVED, "M6 Q1"):
            expected = "ยกเว้น", "ยกเว้น (ถึง 30 ก.ย. 2570)", None, None
        elif received:
            word = "ส่งล่าช้า" if late > 0 else "ส่งแล้ว"
            expected = word, f"{word} {late} วัน" if late > 0 else word, late if late > 0 else None, None
        elif late > 0:
            expected = "เกินกำหนด", f"เกินกำหนด {late} วัน", late, None
        else:
            expected = "ยังไม่ถึงกำหนด", "ยังไม่ถึงกำหนด", None, left
        shown = row["สถานะ"], row["สถานะและจำนวนวัน"], number(row["ล่าช้า (วัน)"]), number(row["เหลือ (วัน)"])
        assert shown == expected, (project, scope)


def test_the_late_list_says_how_late(frames: Frames) -> None:
    (row,) = frames["ยังไม่ได้ส่งคืน"].to_dict("records")
    assert (row["รหัสโครงการ"], row["สถานะ"], row["ล่าช้า (วัน)"]) == (ABSENT, "เกินกำหนด", 109)


TRACKED = {
    (FULL, "M1-M5"): ("รออนุมัติ", "เลขาธิการ กพฐ.", "ปลัด ศธ.", date(2027, 1, 9), 93, 1, "ตัวอย่าง: แก้ M3",
                      date(2026, 12, 20), "ส่งทันกำหนด", None, "ติดตาม M7 บรรทัดที่ 5"),
    (FULL, "M6 Q1"): ("ยังไม่ส่ง", None, CHAIN[0], None, None, None, None, None, "เลยกำหนด ยังไม่ส่ง", 72, None),
    (FULL, "M6 Q2"): ("ยังไม่ส่ง", None, CHAIN[0], None, None, None, None, None, "ยังไม่ถึงกำหนด", None, None),
    (EXTENDED, "M1-M5"): ("อนุมัติ", "ปลัด ศธ.", None, date(2027, 2, 1), None, None, None,
                          date(2027, 2, 1), "ส่งหลังกำหนด", 32, "ติดตาม M7 บรรทัดที่ 6"),
    (EXTENDED, "M6 Q1"): ("ร่าง", CHAIN[0], CHAIN[1], None, None, None, None,
                          None, "เลยกำหนด ยังไม่ส่ง", 72, "ติดตาม M7 บรรทัดที่ 7"),
    (HALF, "M1-M5"): ("ส่งกลับแก้ไข", "รองเลขาธิการ กพฐ.", CHAIN[0], date(2027, 1, 5), 97, 1,
                      "=ตัวอย่าง: ขอตัวเลข", date(2027, 1, 5), "ส่งหลังกำหนด", 5, "ติดตาม M7 บรรทัดที่ 2"),
    (WAIVED, "M1-M5"): ("อนุมัติ", None, None, None, None, None, None, None, "ส่งแล้ว ไม่ระบุวันที่", None,
                        "ติดตาม M7 บรรทัดที่ 8"),
}  # fmt: skip


def test_where_each_item_stands(frames: Frames) -> None:
    """Nothing is listed of quarters that are not due, nor of one that is excused and has no line."""
    rows = frames[TRACKER]
    keys = set(zip(rows["รหัสโครงการ"], rows["เรื่อง"], strict=True))
    due = {(p, s) for p in PROJECTS for s in ("M1-M5", "M6 Q1", "M6 Q2")}
    assert keys == due - {(WAIVED, "M6 Q1")}
    for (project, scope), expected in TRACKED.items():
        (row,) = rows[(rows["รหัสโครงการ"] == project) & (rows["เรื่อง"] == scope)].to_dict("records")
        texts = {k: None if pd.isna(v) else v for k, v in row.items()}
        assert (
            texts["สถานะล่าสุด"],
            texts["ขั้นล่าสุด"],
            texts["ขั้นถัดไป"],
            day(row["ตั้งแต่วันที่"]),
            number(row["ค้างมา (วัน)"]),
            number(row["ส่งกลับ (ครั้ง)"]),
            texts["ข้อเสนอแนะล่าสุด"],
            day(row["วันที่ส่งขออนุมัติ"]),
            texts["การส่งขออนุมัติ"],
            number(row["เกินกำหนด (วัน)"]),
            texts["บรรทัดในทะเบียนคุม"],
        ) == expected, (project, scope)


@pytest.mark.parametrize(("today", "listed"), [(date(2026, 12, 9), set()), (date(2026, 12, 10), {"M1-M5"})])
def test_an_item_without_a_line_is_listed_from_its_owners_day_on(today: date, listed: set[str]) -> None:
    whole = replace(followed_up(), today=today, received=())
    bare = replace(whole, office=replace(whole.office, approvals=()))
    rows = frame_of(next(table for table in stack(bare) if table.sheet == TRACKER))
    assert set(rows[rows["project"] == HALF]["scope"]) == listed


def test_the_history_has_every_line_by_project_and_day(frames: Frames) -> None:
    rows = frames[HISTORY]
    lines = [*(("ติดตาม M7", n) for n in range(1, 9)), *(("บันทึกส่งกลับ", n) for n in (1, 2))]
    named = [f"{sheet} บรรทัดที่ {n}" for sheet, n in lines]
    assert sorted(rows["บรรทัดในทะเบียนคุม"]) == sorted(named)
    order = [
        named[n] for n in (8, 0, 2, 3, 4, 5, 6, 1, 9, 7)
    ]  # a draft without a day stays below the line above
    assert list(rows["บรรทัดในทะเบียนคุม"]) == order
    first = rows.iloc[0]
    assert list(first[["รหัสโครงการ", "เรื่อง/ส่วน", "สถานะ", "โดย"]]) == [FULL, "M3", "ได้รับคืนแล้ว", "ตัวอย่าง ก"]
    assert (day(first["ขอรับคืนภายใน"]), day(first["ได้รับคืนแล้ว"])) == (date(2026, 12, 20), date(2026, 12, 19))
    assert list(rows["สถานะ"][rows["รหัสโครงการ"] == HALF]) == ["ส่งกลับแก้ไข", "ขอให้แก้ไข"]


def test_states_have_their_colours_and_typed_text_stays_text(path: Path) -> None:
    book = load_workbook(path)
    colours = {
        c.value: c.fill.start_color.rgb for row in book[DEADLINES].iter_rows(min_row=5) for c in row[3:4]
    }
    assert colours["ส่งแล้ว"] == "FFE3F4E1"
    assert colours["เกินกำหนด"] == colours["ส่งล่าช้า"] == "FFF9DEDC"
    cells = [c for row in book[TRACKER].iter_rows() for c in row if c.value == "=ตัวอย่าง: ขอตัวเลข"]
    assert [c.data_type for c in cells] == ["s"]


def test_both_judges_take_it(path: Path, tmp_path: Path) -> None:
    oracles.require(openxml.available(), "the Open XML SDK validator")
    assert openxml.errors([path]) == {path: []}
    oracles.require(libreoffice.available(), "LibreOffice")
    (copy,) = libreoffice.recalculated([path], tmp_path)
    assert libreoffice.formula_differences(path, copy) == []
