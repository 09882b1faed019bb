"""Key-in workbooks: every value once and ready to copy, ticks carried over, only what changed to be seen."""

from __future__ import annotations

import shutil
import warnings
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

import oracles
from builders import at, returned
from collected_builder import FULL, collected
from emenscr_xl import consolidate, report
from emenscr_xl.core.submission import Cell, Where
from emenscr_xl.jobs.report import Reported, key_in
from emenscr_xl.jobs.workspace import JobError, Workspace
from keyin_reader import (
    COVER,
    FIRST,
    KEY_ROW,
    SHEET,
    TICK,
    all_done,
    changed,
    filled,
    row_of,
    rows_of,
    sheet_of,
    states,
)
from oracles import libreoffice, openxml
from workspaces import FIRST as PROJECT
from workspaces import NOW, SECOND, THIRD, send, workspace

AREA, BUDGET, NAME = "#M2.area", "#M2.budget_total", "#M4.activities.name[2]"
DAY = datetime(2026, 12, 15)


def again(folder: Path, issue: int = 0, *, project: str = "", **sent: Any) -> Reported:
    """Send and take in a return when an issue is given, and write what is due."""
    if issue:
        send(folder, f"{issue}.xlsx", PROJECT, issue=issue, **sent)
        consolidate(folder, NOW)
    return report(folder, projects=[project] if project else (), now=NOW)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of one project that has returned a complete workbook with its first quarter."""
    made = workspace(tmp_path_factory.mktemp("keyin") / "งาน", PROJECT)
    again(made, 1, quarters=(1,))
    return made


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Path:
    """A copy of that workspace, to work in."""
    return shutil.copytree(first, tmp_path / "งาน")


def keyin(folder: Path, number: int = 1) -> Path:
    return folder / "keyin" / f"{PROJECT}_keyin-{number}.xlsx"


def test_the_lines_stand_in_the_order_of_the_screens(folder: Path) -> None:
    rows = rows_of(keyin(folder))
    assert list(dict.fromkeys(r["module"] for r in rows)) == ["M1", "M2", "M3", "M4", "M5", "M6 Q1"]
    assert [r["number"] for r in rows] == list(range(1, len(rows) + 1))
    told = [(r["anchor"], r["label"], r["record"], r["value"], r["length"]) for r in rows]
    activity = [t for t in told if t[0].startswith("#M4.activities.") and t[0].endswith("[2]")]
    assert activity == [
        ("#M4.activities.name[2]", "ชื่อกิจกรรม (หลัก)", "กิจกรรมที่ 2", activity[0][3], len(activity[0][3])),
        ("#M4.activities.owner[2]", "ผู้รับผิดชอบ", "กิจกรรมที่ 2", "กลุ่มนิเทศ ติดตามและประเมินผลการจัดการศึกษา", 43),
        ("#M4.activities.start[2]", "เดือนเริ่ม", "กิจกรรมที่ 2", "12 – ธันวาคม", 12),
        ("#M4.activities.end[2]", "เดือนสิ้นสุด", "กิจกรรมที่ 2", "01 – มกราคม", 11),
        ("#M4.activities.uses_budget[2]", "ใช้งบประมาณ", "กิจกรรมที่ 2", "ใช้", 3),
        ("#M4.activities.weight[2]", "ค่าน้ำหนัก (%)", "กิจกรรมที่ 2", activity[5][3], len(activity[5][3])),
    ]
    (progress,) = (t[2] for t in told if t[0] == "#M6Q1.activity_results.status[2]")
    assert progress.startswith("กิจกรรมที่ 2 · ")
    assert activity[0][3].startswith(progress.removeprefix("กิจกรรมที่ 2 · ").rstrip("…"))


def test_values_are_ready_to_copy(folder: Path) -> None:
    said = {r["anchor"]: (r["value"], r["length"], r["state"], r["tick"]) for r in rows_of(keyin(folder))}
    assert said["#M2.start_date"] == ("1/10/2569", 9, None, "☐")
    assert said[BUDGET] == ("680000.00", 9, None, "☐")
    assert said["#M5.budget_plan_total"] == ("680000.00", None, "ใช้เทียบยอด", None)
    assert said["#M6Q1.problems"] == ("–", None, None, None)
    assert said["#M1.ns_secondary.strategy[1]"] == ("–", None, None, None)


@pytest.mark.parametrize("project", [PROJECT, SECOND, THIRD])
def test_every_answer_stands_once_as_the_owner_s_workbook_shows_it(tmp_path: Path, project: str) -> None:
    made = workspace(tmp_path, project)
    sent = send(made, "แบบ.xlsx", project, quarters=(1, 2))
    consolidate(made, NOW)
    (path,) = report(made, projects=[project], now=NOW).keyin
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl does not know
        theirs = load_workbook(sent, data_only=True)
    read = returned(sent)
    reported = (w for w in read.submission.answers if w.module not in ("M6Q3", "M6Q4"))
    expected = sorted(map(_anchor, reported))
    rows = [r for r in rows_of(path) if r["carried"] is not None]
    assert sorted(r["anchor"] for r in rows) == expected
    for row in rows:
        sheet, _, cell = row["source"].rpartition("!")
        assert row["value"] == _as_text(theirs[sheet][cell].value, row["value"]), row["anchor"]
        assert row["length"] == len(row["value"])


def _anchor(where: Where) -> str:
    return f"#{where.address}" + (f"[{where.record}]" if where.record else "")


def _as_text(shown: object, said: str) -> str:
    """A cell of the owner's workbook as plain text; a number as it is said when it is the same number."""
    if isinstance(shown, datetime):
        return f"{shown.day}/{shown.month}/{shown.year + 543}"
    if isinstance(shown, int | float):
        return said if Decimal(str(shown)) == Decimal(said) else repr(shown)
    return str(shown)


def test_ticks_dates_and_initials_are_carried_over(folder: Path) -> None:
    filled(
        keyin(folder),
        {
            AREA: {"tick": TICK, "day": DAY, "by": "กข"},
            BUDGET: {"tick": TICK, "day": "15 ธ.ค. 2569"},
            NAME: {"day": datetime(2569, 12, 16)},  # a year typed as BE, as Excel takes it
        },
    )
    (path,) = again(folder, project=PROJECT).keyin
    assert path == keyin(folder, 2)
    marks = {
        a: tuple(row_of(path, a)[k] for k in ("tick", "day", "by", "state")) for a in (AREA, BUDGET, NAME)
    }
    assert marks == {
        AREA: (TICK, DAY, "กข", "เหมือนเดิม"),
        BUDGET: (TICK, DAY, None, "เหมือนเดิม"),
        NAME: (TICK, datetime(2026, 12, 16), None, "เหมือนเดิม"),
    }
    total = sum(r["carried"] is not None for r in rows_of(path))
    assert sheet_of(path, SHEET)["C2"].value == f"นำเข้าแล้ว 3 จาก {total} รายการ"
    assert set(states(path)) == {AREA, BUDGET, NAME}


def test_only_what_changed_is_to_be_done_again(folder: Path) -> None:
    all_done(keyin(folder), DAY)
    before = {r["anchor"]: r["value"] for r in rows_of(keyin(folder))}
    changes: dict[Where, Cell] = {
        at("M2.area"): "ทุกอำเภอ",
        at("M2.attachments.name", 3): "แผนเพิ่มเติม.pdf",
        at("M4.activities.weight", 2): None,
    }
    (path,) = again(folder, 2, quarters=(1,), changes=changes).keyin
    rows = {r["anchor"]: r for r in rows_of(path)}
    moved = {a: s for a, s in states(path).items() if s != "เหมือนเดิม"}
    assert moved == {
        AREA: "เปลี่ยน",
        "#M2.attachments.name[3]": "เพิ่มใหม่",
        "#removed:M4.activities.weight[2]": "ลบออกจากระบบ",
    }
    assert (rows[AREA]["value"], rows[AREA]["before"]) == ("ทุกอำเภอ", before[AREA])
    assert {rows[a]["tick"] for a in moved} == {"☐"}
    assert list(rows)[-1] == "#removed:M4.activities.weight[2]"
    gone = rows["#removed:M4.activities.weight[2]"]
    assert (gone["value"], gone["before"]) == ("–", before["#M4.activities.weight[2]"])
    assert "#M4.activities.weight[2]" not in rows
    total = sum(r["carried"] is not None for r in rows.values())
    assert sheet_of(path, SHEET)["C2"].value == f"นำเข้าแล้ว {total - 3} จาก {total} รายการ"
    all_done(path)
    (last,) = again(folder, project=PROJECT).keyin
    assert set(states(last).values()) == {"เหมือนเดิม"}
    assert row_of(last, "#M4.activities.weight[2]")["value"] == "–"


def test_a_blank_that_must_be_answered_is_said(folder: Path) -> None:
    before = row_of(keyin(folder), AREA)["value"]
    all_done(keyin(folder))
    (path,) = again(folder, 2, quarters=(1,), changes={at("M2.area"): None}).keyin
    row = row_of(path, AREA)
    assert (row["value"], row["state"], row["tick"]) == ("–", "ยังไม่ได้กรอก (ต้องกรอก)", None)
    assert row["before"] == before  # and nobody is asked to take it out of eMENSCR
    assert set(states(path).values()) == {"เหมือนเดิม"}


def test_a_tick_that_staff_take_away_is_gone(folder: Path) -> None:
    all_done(keyin(folder))
    (second,) = again(folder, project=PROJECT).keyin
    filled(second, {AREA: {"tick": "☐", "by": None}})
    (third,) = again(folder, project=PROJECT).keyin
    assert row_of(third, AREA)["tick"] == "☐"
    assert row_of(third, BUDGET)["tick"] == TICK


def test_ticks_set_in_an_older_workbook_count(folder: Path) -> None:
    again(folder, project=PROJECT)
    filled(keyin(folder, 1), {AREA: {"tick": TICK}})
    (third,) = again(folder, project=PROJECT).keyin
    assert (third, row_of(third, AREA)["tick"]) == (keyin(folder, 3), TICK)


def test_sorted_moved_and_renamed_it_is_read(folder: Path) -> None:
    def rearrange(book: Workbook) -> None:
        sheet = book[SHEET]
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=FIRST)]
        for number, row in enumerate(reversed(rows), start=FIRST):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value
        sheet.insert_cols(5)
        sheet.insert_rows(KEY_ROW)
        sheet.title = "แผ่นของฉัน"

    filled(keyin(folder), {AREA: {"tick": "x", "by": "กข"}})
    changed(keyin(folder), rearrange).rename(keyin(folder).with_name("สำเนา (1).xlsx"))
    (path,) = again(folder, project=PROJECT).keyin
    assert path == keyin(folder, 2)
    assert [(r["anchor"], r["by"]) for r in rows_of(path) if r["tick"] == TICK] == [(AREA, "กข")]


def test_an_unreadable_one_is_said_and_nothing_is_written_over(folder: Path) -> None:
    keyin(folder).write_bytes(b"no workbook")
    keyin(folder).with_name(f"~${PROJECT}_keyin-1.xlsx").touch()
    done = again(folder)
    assert [p.name for p in done.keyin] == [f"{PROJECT}_keyin-2.xlsx"]
    assert keyin(folder).read_bytes() == b"no workbook"
    said = [th for th, _ in done.doubts]
    assert said[0].startswith(f"อ่านใบนำเข้า {PROJECT}_keyin-1.xlsx ไม่ได้")
    assert said[1].startswith(f"{PROJECT}_keyin-1.xlsx เปิดอยู่ใน Excel")


def test_nothing_new_writes_nothing(folder: Path) -> None:
    content = keyin(folder).read_bytes()
    done = again(folder)
    assert (done.keyin, done.current) == ((), (PROJECT,))
    assert keyin(folder).read_bytes() == content


def test_another_day_alone_writes_nothing(folder: Path) -> None:
    """What is found in the office's year counts the days that something is late."""
    late, later = datetime(2027, 2, 10), datetime(2027, 2, 11)
    assert [p.name for p in report(folder, now=late).keyin] == [f"{PROJECT}_keyin-2.xlsx"]
    assert "T-02" in str([r[0].value for r in load_workbook(keyin(folder, 2))[COVER]["A10:A40"]])
    done = report(folder, now=later)
    assert (done.keyin, done.current) == ((), (PROJECT,))


def test_the_same_on_the_same_day_gives_the_same_bytes(folder: Path) -> None:
    content = keyin(folder).read_bytes()
    keyin(folder).unlink()
    again(folder)
    assert keyin(folder).read_bytes() == content


def test_the_cover_says_that_nothing_is_in_the_way(tmp_path: Path) -> None:
    made = workspace(tmp_path, PROJECT)
    (path,) = again(made, 1).keyin
    assert "นำเข้าได้ ไม่มีข้อต้องแก้หรือควรตรวจ" in [c.value for c in sheet_of(path, COVER)["A"]]


def test_the_cover_says_whether_to_begin(folder: Path) -> None:
    ready = sheet_of(keyin(folder), COVER)
    said = [str(c.value) for row in ready.iter_rows() for c in row if c.value]
    assert "นำเข้าได้ แต่มีข้อควรตรวจ 1 ข้อ — ดูแผ่น “ก่อนนำเข้า”" in said
    assert [s for s in said if s.startswith("ควรตรวจ ")] == ["ควรตรวจ T-04"]  # M6 before M1–M5 is approved
    assert "ตัวอย่าง-70-0001" in said
    changes: dict[Where, Cell] = {at("M1.ns_primary_explain"): "สอดคล้อง", at("M2.area"): None}
    done = again(folder, 2, changes=changes)
    assert done.unready == (PROJECT,)
    sheet = sheet_of(done.keyin[0], COVER)
    said = [str(c.value) for row in sheet.iter_rows() for c in row if c.value]
    warning = next(s for s in said if s.startswith("ยังไม่ควรนำเข้า"))
    levels = [s.split()[0] for s in said if s.startswith(("ต้องแก้ ", "ควรตรวจ ", "แจ้งให้ทราบ "))]
    assert warning == f"ยังไม่ควรนำเข้า: มีข้อต้องแก้ {levels.count('ต้องแก้')} ข้อ — ดูแผ่น “ก่อนนำเข้า”"
    assert set(levels) > {"ต้องแก้"}
    assert levels == sorted(levels, key=["ต้องแก้", "ควรตรวจ", "แจ้งให้ทราบ"].index)
    assert warning == sheet_of(done.keyin[0], SHEET)["G2"].value
    (link,) = (
        c.hyperlink.target for row in sheet.iter_rows() for c in row if c.hyperlink and c.hyperlink.target
    )
    assert (done.keyin[0].parent / link).resolve().is_relative_to(folder / "received")
    assert (done.keyin[0].parent / link).is_file()


def test_typed_text_is_never_a_formula(folder: Path) -> None:
    (path,) = again(folder, 2, changes={at("M2.area"): "=1+1", at("M2.coordinator_name"): "@ก"}).keyin
    sheet = load_workbook(path)[SHEET]
    cells = [c for row in sheet.iter_rows(min_row=FIRST) for c in row if c.value is not None]
    assert {c.data_type for c in cells} <= {"s", "n", "d"}
    assert {"=1+1", "@ก"} <= {c.value for c in cells}


def test_projects_that_are_unknown_or_without_return_are_said(tmp_path: Path) -> None:
    made = workspace(tmp_path, PROJECT, SECOND)
    done = again(made, 1)
    assert ([p.name for p in done.keyin], done.absent) == ([f"{PROJECT}_keyin-1.xlsx"], (SECOND,))
    with pytest.raises(JobError, match="2570-999"):
        report(made, projects=["2570-999"], now=NOW)
    with pytest.raises(JobError, match="--annual"):
        report(made, 1, annual=True, now=NOW)


def test_an_id_that_names_no_file_leads_nowhere(tmp_path: Path) -> None:
    what = collected()
    outside = "../../ออก"
    office = replace(what.office, projects=({**what.office.projects[0], "id": outside},))
    counted = {outside: what.counted[FULL]}
    changed = replace(what, office=office, counted=counted)
    done = key_in(Workspace(tmp_path / "งาน"), changed, ())
    assert done.keyin == ()
    assert outside in done.doubts[0][0]
    assert not list(tmp_path.rglob("*.xlsx"))


def test_what_libreoffice_saved_is_read(folder: Path, tmp_path: Path) -> None:
    oracles.require(libreoffice.available(), "LibreOffice")
    filled(keyin(folder), {AREA: {"tick": TICK, "day": DAY, "by": "กข"}})
    shutil.copy(libreoffice.resaved(keyin(folder), tmp_path / "saved"), keyin(folder))
    (path,) = again(folder, project=PROJECT).keyin
    row = row_of(path, AREA)
    assert (row["tick"], row["day"], row["by"], row["state"]) == (TICK, DAY, "กข", "เหมือนเดิม")
    assert [a for a, s in states(path).items() if s != "เหมือนเดิม"] == []


def test_office_programs_take_it(folder: Path, tmp_path: Path) -> None:
    oracles.require(libreoffice.available(), "LibreOffice")
    oracles.require(openxml.available(), "the Open XML validator")
    all_done(keyin(folder), DAY)
    changes: dict[Where, Cell] = {at("M2.area"): "ทุกอำเภอ", at("M4.activities.weight", 2): None}
    (path,) = again(folder, 2, quarters=(1,), changes=changes).keyin
    assert openxml.errors([path]) == {path: []}
    (computed,) = libreoffice.recalculated([path], tmp_path / "computed")
    assert libreoffice.formula_differences(path, computed) == []
    assert path.stat().st_size < 60_000
