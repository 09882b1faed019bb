"""The consolidated workbook: every figure of the summary is what the data sheets say, and two judges agree."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import oracles
import pandas as pd
import pytest
from builders import complete, definition, without
from collected_builder import (
    ABSENT,
    BULLET,
    EXTENDED,
    FORMULA,
    FULL,
    HALF,
    NOT_ASKED,
    PROJECTS,
    SPENT_LATER,
    WAIVED,
    collected,
    nothing_returned,
    office,
    submission,
)
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from oracles import libreoffice, openxml

from emenscr_xl.core.completeness import completeness
from emenscr_xl.core.submission import Where
from emenscr_xl.core.sums import amount
from emenscr_xl.form.load import Definition
from emenscr_xl.form.model import Field, Form, Table
from emenscr_xl.register.answered import answered, asked
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.punctuality import punctuality
from emenscr_xl.register.stack import sheet_name, stack
from emenscr_xl.sheets.consolidated import write_consolidated
from emenscr_xl.sheets.layout import place
from emenscr_xl.sheets.status import statuses

SUMMARY, NOTHING = "สรุปประจำปี", "ไม่มีรายการ"
HEADING_ROW = 4  # counted from 1
DATA_SHEETS = (
    "โครงการ", "เป้าหมายยุทธศาสตร์ชาติ", "ยุทธศาสตร์ชาติระดับรอง", "เป้าหมายระดับประเด็น (Y2)", "แผนแม่บทระดับรอง",
    "วิธีการดำเนินการ", "เอกสารแนบ", "วัตถุประสงค์", "ผลผลิต", "ผลลัพธ์", "ผลที่คาดว่าจะได้รับ", "ตัวชี้วัด", "กลุ่มเป้าหมาย",
    "กิจกรรม", "กิจกรรมย่อย", "แผนการใช้จ่าย", "M6 ความก้าวหน้า", "M6 ตัวชี้วัด", "M6 หลักฐาน", "M6 รายไตรมาส",
    "ข้อค้นพบ", "ไฟล์ที่ได้รับ", "ยังไม่ได้ส่งคืน",
)  # fmt: skip
Frames = Mapping[str, pd.DataFrame]
#: The lines of a block of the summary: the figures by code and name.
Lines = dict[tuple[str, str], list[Any]]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("reports") / "consolidated-2570.xlsx", collected())


@pytest.fixture(scope="module")
def frames(path: Path) -> Frames:
    return frames_of(path)


@pytest.fixture(scope="module")
def blocks(path: Path) -> Mapping[str, Lines]:
    return blocks_of(path)


def written(path: Path, what: Collected) -> Path:
    write_consolidated(path, what)
    return path


def frames_of(path: Path) -> Frames:
    """The data sheets as pandas reads them."""
    found = pd.read_excel(path, sheet_name=None, header=HEADING_ROW - 1, dtype=object)
    del found[SUMMARY]
    return {name: frame[frame.iloc[:, 0] != NOTHING] for name, frame in found.items()}


def blocks_of(path: Path) -> Mapping[str, Lines]:
    """The tables of the summary by the number in their title, as their cached values read."""
    found: dict[str, Lines] = {}
    lines: Lines = {}
    headed = False
    for row in load_workbook(path, data_only=True)[SUMMARY].iter_rows(min_row=5, values_only=True):
        code, name, *figures = ("" if v is None else v for v in row)
        title, _, rest = str(code).partition(" ")
        if title[:1].isdigit() and title.endswith(".") | (title.count(".") == 1 and bool(rest)):
            lines, headed = found.setdefault(title.rstrip("."), {}), False
        elif name and not headed:
            headed = True
        elif name:
            lines[str(code), str(name)] = figures
    return found


def named(lines: Lines) -> dict[str, list[Any]]:
    """The lines by their second column."""
    return {name: figures for (_, name), figures in lines.items()}


def coded(lines: Lines) -> dict[str, list[Any]]:
    """The lines by their first column, without the total."""
    return {code: figures for (code, _), figures in lines.items() if code}


def test_the_sheets_stand_in_order(path: Path) -> None:
    assert tuple(load_workbook(path).sheetnames) == (SUMMARY, *DATA_SHEETS)


def test_every_data_sheet_is_a_table_to_work_with(path: Path) -> None:
    book = load_workbook(path)
    for name in DATA_SHEETS:
        sheet = book[name]
        assert sheet.auto_filter.ref.startswith(f"A{HEADING_ROW}:"), name
        assert sheet.freeze_panes == f"C{HEADING_ROW + 1}", name
        assert sheet.print_title_rows == f"${HEADING_ROW - 1}:${HEADING_ROW}", name
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.merged_cells.ranges == [] or not list(sheet.merged_cells.ranges)
        assert all(sheet.cell(HEADING_ROW, c).value for c in range(1, sheet.max_column + 1)), name


def test_a_sample_says_so_on_every_sheet(path: Path, tmp_path: Path) -> None:
    for sheet in load_workbook(path):
        assert "ข้อมูลตัวอย่าง" in str(sheet["A1"].value)
        assert "ข้อมูลตัวอย่าง" in sheet.oddHeader.right.text + sheet.oddFooter.left.text
    plain = load_workbook(written(tmp_path / "plain.xlsx", collected(sample=False)))
    assert not any("ข้อมูลตัวอย่าง" in str(sheet["A1"].value) for sheet in plain)


# ---------------------------------------------------------------- the data sheets


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
    projects = frames["โครงการ"].set_index("รหัสโครงการ (ภายใน)")
    assert dict(projects["M6 Q1 ตามกำหนด"]) == {
        FULL: "ตรงเวลา", EXTENDED: "ตรงเวลา", HALF: "ยังไม่ได้รับ", ABSENT: "ยังไม่ได้รับ", WAIVED: "ยกเว้น",
    }  # fmt: skip
    assert projects["M6 Q2 ตามกำหนด"][FULL] == "ล่าช้า"
    assert dict(projects["M1-M5 การอนุมัติ"]) == {
        FULL: "อนุมัติ", EXTENDED: "ส่งกลับแก้ไข", HALF: "ยังไม่ส่ง", ABSENT: "ยังไม่ส่ง", WAIVED: "ยังไม่ส่ง",
    }  # fmt: skip
    assert dict(projects["ครบถ้วนทั้งโครงการ"]) == {
        FULL: "ยังไม่ครบถ้วน", EXTENDED: "ครบถ้วน", HALF: "ยังไม่ครบถ้วน", ABSENT: "ยังไม่ครบถ้วน", WAIVED: "ครบถ้วน",
    }  # fmt: skip
    assert projects["M3 ความครบถ้วน"][HALF] == "บางส่วน"
    assert projects["M5 ความครบถ้วน"][WAIVED] == "ไม่มีข้อที่ต้องกรอก"
    assert list(projects.loc[ABSENT, ["รหัสยุทธศาสตร์ชาติ", "รหัสแผนแม่บท", "รหัส Y1"]]) == ["ไม่ระบุ"] * 3


def test_tables_are_stacked_with_their_sums(frames: Frames) -> None:
    lines = frames["แผนการใช้จ่าย"]
    assert list(lines["รหัสโครงการ"]) == [FULL, EXTENDED]
    months = [m.label for m in definition().form.module("M5").table("budget_lines").fields if m.type == "money"]
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
    assert list(files["รายงาน M6 ไตรมาส"])[:2] == [1, "1, 2"] or list(files["รายงาน M6 ไตรมาส"])[:2] == ["1", "1, 2"]
    cell = load_workbook(path)["โครงการ"]["J5"]
    assert (cell.value, cell.hyperlink.target) == ("เล่ม 1.xlsx", f"../received/{'a' * 64}.xlsx")


def test_who_has_not_returned_is_listed_with_the_due_date(frames: Frames) -> None:
    (row,) = frames["ยังไม่ได้ส่งคืน"].to_dict("records")
    assert row["รหัสโครงการ"] == ABSENT
    assert row["กำหนดส่ง M1–M5"].date() == date(2026, 12, 24)
    assert row["อีเมล"].endswith("@example.com")


def test_a_returned_project_outside_the_plan_is_not_lost(tmp_path: Path) -> None:
    whole = collected()
    stray = replace(whole.counted[WAIVED], file=replace(whole.counted[WAIVED].file, project=NOT_ASKED))
    path = written(
        tmp_path / "stray.xlsx",
        replace(whole, counted={**whole.counted, NOT_ASKED: stray}, received=(stray.file,)),
    )
    assert "ไม่รวมในสรุป" in frames_of(path)["ไฟล์ที่ได้รับ"]["เหตุผล"][0]
    assert any(NOT_ASKED in str(c.value) for c in load_workbook(path)[SUMMARY]["A"])


def test_typed_text_is_never_a_formula(path: Path) -> None:
    book = load_workbook(path)
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value in (FORMULA, BULLET)]
    assert {c.value for c in cells} == {FORMULA, BULLET}
    assert {c.data_type for c in cells} == {"s"}
    assert {c.data_type for c in book["โครงการ"]["F"]} <= {"s", "n"}
    formulas = {s.title for s in book for row in s.iter_rows() for c in row if c.data_type == "f"}
    assert formulas == {SUMMARY}


def test_the_same_collection_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    assert written(tmp_path / "again.xlsx", collected()).read_bytes() == path.read_bytes()


# ---------------------------------------------------------------- the summary


def test_key_figures(frames: Frames, blocks: Mapping[str, Lines]) -> None:
    projects, findings = frames["โครงการ"], frames["ข้อค้นพบ"]
    planned = projects["รวมงบประมาณจากแผนการใช้จ่ายทั้งหมด (บาท)"].sum()
    spent = projects["เบิกจ่ายสะสมล่าสุด (บาท)"].sum()
    assert [figures[0] for figures in blocks["1"].values()] == [
        len(projects),
        (projects["สถานะการส่งคืน"] == "รับแล้ว").sum(),
        (projects["สถานะการส่งคืน"] == "ยังไม่ได้รับ").sum(),
        (projects["ครบถ้วนทั้งโครงการ"] == "ครบถ้วน").sum(),
        projects["งบประมาณที่จัดสรร (บาท)"].sum(),
        projects["รวมวงเงินงบประมาณทั้งหมด (บาท)"].sum(),
        planned,
        spent,
        pytest.approx(spent / planned),
        *(findings["ระดับ"].str.endswith(f"({s})").sum() for s in "EWI"),
        len(frames["ไฟล์ที่ได้รับ"]),
    ]
    assert len(findings) == sum(projects[f"ข้อค้นพบ {s}"].sum() for s in "EWI")


def test_completeness(frames: Frames, blocks: Mapping[str, Lines]) -> None:
    lines = coded(blocks["2"])
    assert list(lines) == ["M1", "M2", "M3", "M4", "M5", "M6 Q1", "M6 Q2", "M6 Q3", "M6 Q4"]
    for module, figures in lines.items():
        words = frames["โครงการ"][f"{module} ความครบถ้วน"]
        expected = [(words == w).sum() for w in ("ครบ", "บางส่วน", "ยังไม่เริ่ม", "ไม่มีข้อที่ต้องกรอก")]
        assert figures[:5] == [*expected, len(words)]
        assert sum(expected) == len(PROJECTS)


@pytest.mark.parametrize(
    ("block", "column"), [("3", "รหัสยุทธศาสตร์ชาติ"), ("4.1", "รหัสแผนแม่บท"), ("4.2", "รหัส Y1")]
)
def test_plans(frames: Frames, blocks: Mapping[str, Lines], block: str, column: str) -> None:
    projects = frames["โครงการ"]
    lines = coded(blocks[block])
    assert set(projects[column]) <= set(lines)
    for code, (count, share, budget, part, *_) in lines.items():
        chosen = projects[projects[column] == code]
        money = chosen["รวมวงเงินงบประมาณทั้งหมด (บาท)"].sum()
        assert (count, budget) == (len(chosen), money)
        assert share == pytest.approx(count / len(projects))
        assert part == pytest.approx(money / projects["รวมวงเงินงบประมาณทั้งหมด (บาท)"].sum())
    assert named(blocks[block])["รวม"][0] == len(projects)


def test_every_strategy_is_listed_and_doubtful_names_say_so(blocks: Mapping[str, Lines]) -> None:
    assert list(coded(blocks["3"])) == ["1", "2", "3", "4", "5", "6", "ไม่ระบุ"]
    targets = definition().form.catalogues["targets_y1"].entries
    for code, figures in coded(blocks["4.2"]).items():
        assert (figures[4] == "รอยืนยันกับบัญชีทางการ") == (code in targets and not targets[code].confirmed)


def test_units(frames: Frames, blocks: Mapping[str, Lines]) -> None:
    projects = frames["โครงการ"]
    lines = named(blocks["5"])
    assert list(lines) == [*projects["กลุ่ม/หน่วยเจ้าของโครงการ"].unique(), "รวม"]
    for unit, figures in lines.items():
        mine = projects if unit == "รวม" else projects[projects["กลุ่ม/หน่วยเจ้าของโครงการ"] == unit]
        planned = mine["รวมงบประมาณจากแผนการใช้จ่ายทั้งหมด (บาท)"].sum()
        spent = mine["เบิกจ่ายสะสมล่าสุด (บาท)"].sum()
        assert figures[:6] == [
            len(mine),
            (mine["สถานะการส่งคืน"] == "รับแล้ว").sum(),
            (mine["ครบถ้วนทั้งโครงการ"] == "ครบถ้วน").sum(),
            mine["งบประมาณที่จัดสรร (บาท)"].sum(),
            planned,
            spent,
        ]
        assert figures[6] == (pytest.approx(spent / planned) if planned else "")


def test_money_by_quarter(frames: Frames, blocks: Mapping[str, Lines]) -> None:
    lines, reports = coded(blocks["6"]), frames["M6 รายไตรมาส"]
    planned = spent = 0
    for quarter in (1, 2, 3, 4):
        plan = frames["แผนการใช้จ่าย"][f"ไตรมาส {quarter}"].sum()
        paid = reports[reports["ไตรมาส"] == quarter]["เบิกจ่ายในไตรมาส (บาท)"].sum()
        planned, spent = planned + plan, spent + paid
        assert lines[f"Q{quarter}"][:5] == ["", plan, paid, planned, spent]
        assert lines[f"Q{quarter}"][5] == pytest.approx(spent / planned)
    allocated = frames["โครงการ"]["งบประมาณที่จัดสรร (บาท)"].sum()
    assert named(blocks["6"])["รวม"][:5] == [allocated, planned, spent, planned, spent]
    assert spent == frames["โครงการ"]["เบิกจ่ายสะสมล่าสุด (บาท)"].sum()


def test_reports_in_time_and_approval(frames: Frames, blocks: Mapping[str, Lines]) -> None:
    projects = frames["โครงการ"]
    for quarter, figures in enumerate(coded(blocks["7"]).values(), start=1):
        words = projects[f"M6 Q{quarter} ตามกำหนด"]
        assert figures[:5] == [
            *((words == w).sum() for w in ("ตรงเวลา", "ล่าช้า", "ยังไม่ได้รับ", "ยกเว้น")), len(projects),
        ]  # fmt: skip
    for scope, figures in coded(blocks["8"]).items():
        words = projects[f"{scope} การอนุมัติ"]
        statuses = ("ร่าง", "รออนุมัติ", "ส่งกลับแก้ไข", "อนุมัติ", "ยังไม่ส่ง")
        assert figures[:6] == [*((words == w).sum() for w in statuses), len(projects)]
    assert coded(blocks["8"])["M1-M5"][:5] == [0, 0, 1, 1, 3]


def test_frequent_findings_and_contents(frames: Frames, blocks: Mapping[str, Lines]) -> None:
    findings = frames["ข้อค้นพบ"]
    counts = findings["รหัส"].value_counts()
    lines = coded(blocks["9"])
    assert [figures[1] for figures in lines.values()] == sorted(counts, reverse=True)[:10]
    for code, (_, number, projects, *_) in lines.items():
        assert number == counts[code]
        assert projects == findings[findings["รหัส"] == code]["รหัสโครงการ"].nunique()
    assert {name: figures[0] for name, figures in named(blocks["10"]).items()} == {
        name: len(frame) for name, frame in frames.items()
    }


def test_every_figure_is_a_formula(path: Path) -> None:
    sheet = load_workbook(path)[SUMMARY]
    numbers = [c for row in sheet.iter_rows(min_row=6, min_col=3) for c in row if isinstance(c.value, int | float)]
    assert numbers == []
    formulas = [str(c.value) for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert len(formulas) > 200
    assert not [f for f in formulas if any(word in f for word in ("TODAY", "NOW(", "INDIRECT", "OFFSET", "XLOOKUP"))]


# ---------------------------------------------------------------- other collections


def odd_units() -> Collected:
    """Units that a spreadsheet takes for wildcards, operators, numbers or each other."""
    names = ('=กลุ่ม*?"', "01", "1", "ก~", "abc")
    projects = [{**p, "unit": unit} for p, unit in zip(office().projects, names, strict=False)]
    projects.append({**projects[-1], "id": "X-9", "unit": "ABC"})
    codes = {Where("M1", "ns_primary_strategy"): "03", Where("M1", "mp_primary_issue"): "*"}
    return replace(collected(extra=codes), office=replace(office(), projects=tuple(projects)))


def test_odd_keys_are_counted_letter_for_letter(tmp_path: Path) -> None:
    path = written(tmp_path / "odd.xlsx", odd_units())
    blocks = blocks_of(path)
    assert {name: f[0] for name, f in named(blocks["5"]).items()} == {
        '=กลุ่ม*?"': 1, "01": 1, "1": 1, "ก~": 1, "abc": 1, "ABC": 1, "รวม": 6,
    }  # fmt: skip
    assert {c: f[0] for c, f in coded(blocks["3"]).items() if f[0]} == {"03": 1, "3": 1, "6": 2, "ไม่ระบุ": 2}
    assert coded(blocks["4.1"])["*"][0] == 1


def test_nothing_returned_yet(tmp_path: Path) -> None:
    for number in (0, 2):
        path = written(tmp_path / f"{number}.xlsx", nothing_returned(number))
        blocks, book = blocks_of(path), load_workbook(path)
        assert [f[0] for f in blocks["1"].values()][:4] == [number, 0, number, 0]
        assert named(blocks["5"])["รวม"][0] == number
        assert book["ผลผลิต"]["A5"].value == NOTHING
        assert (book["โครงการ"]["A5"].value == NOTHING) == (number == 0)


def invented(form: Form) -> Form:
    """The form with a question and a table that nobody thought of before."""
    field = Field("mascot", "สัตว์นำโชคของโครงการ", "text")
    table = Table("songs", "เพลงประจำโครงการ [ทำนอง/เนื้อร้อง] ที่ใช้ในพิธีเปิด", "เพลงที่ {n}", 3, (Field("name", "ชื่อเพลง", "text"),))
    modules = (replace(m, items=(*m.items, field, table)) if m.key == "M2" else m for m in form.modules)
    return replace(form, modules=tuple(modules))


def test_a_new_field_needs_no_code(tmp_path: Path) -> None:
    shipped = definition()
    new: Definition = replace(shipped, form=invented(shipped.form))
    answers = {Where("M2", "mascot"): "ช้าง", Where("M2", "songs.name", 2): "=เพลงแรก"}
    frames = frames_of(written(tmp_path / "new.xlsx", collected(new, answers)))
    assert frames["โครงการ"]["สัตว์นำโชคของโครงการ"][0] == "ช้าง"
    (songs,) = (f for name, f in frames.items() if name.startswith("เพลงประจำ"))
    assert list(songs.iloc[0]) == [FULL, frames["โครงการ"]["ชื่อโครงการ"][0], 2, "=เพลงแรก"]


def test_sheet_names_are_legal_and_unique() -> None:
    assert sheet_name("'ก[1]: ข/ค?'") == "ก-1-- ข-ค-"
    shipped = definition()
    twice = replace(shipped, form=replace(shipped.form, modules=tuple(_doubled(shipped.form))))
    names = [t.sheet.casefold() for t in stack(replace(nothing_returned(), definition=twice))]
    assert len(set(names)) == len(names)
    assert all(len(n) <= 31 for n in names)


def _doubled(form: Form) -> Iterator[Any]:
    for module in form.modules:
        yield module
        if module.key == "M3":
            yield replace(module, key="M3b")


# ---------------------------------------------------------------- the judges


def all_collections(folder: Path) -> list[Path]:
    kinds = {"whole": collected(), "none": nothing_returned(), "two": nothing_returned(2), "odd": odd_units()}
    return [written(folder / f"{name}.xlsx", kind) for name, kind in kinds.items()]


def test_excel_takes_it(tmp_path: Path) -> None:
    oracles.require(openxml.available(), "the Open XML SDK validator")
    assert [*openxml.errors(all_collections(tmp_path)).values()] == [[], [], [], []]


def test_libreoffice_computes_the_same(tmp_path: Path) -> None:
    oracles.require(libreoffice.available(), "LibreOffice")
    files = all_collections(tmp_path)
    copies = libreoffice.recalculated(files, tmp_path / "recalculated")
    assert [*map(libreoffice.formula_differences, files, copies)] == [[], [], [], []]


def test_there_are_charts(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        charts = [n for n in package.namelist() if n.startswith("xl/charts/chart")]
    assert len(charts) == 7
    assert overlaps(load_workbook(path)) == []


def overlaps(book: Workbook) -> list[tuple[int, int]]:
    """The charts that begin before the one above has ended, by their rows."""
    spans = sorted((c.anchor._from.row, c.anchor.to.row) for c in book[SUMMARY]._charts)
    return [later for earlier, later in zip(spans, spans[1:], strict=False) if later[0] <= earlier[1]]


# ---------------------------------------------------------------- what the sheets rest on


@pytest.mark.parametrize(
    "cells",
    [
        complete(),
        complete(quarters=(1, 2), quarter=2),
        complete("2570-039"),
        without(complete(), "M3.objectives", "M3.rationale", "M4.activities", "M1.mp_primary_y2"),
        without(complete(quarters=(1,)), "M6Q1.activity_results.status", "M6Q1.budget_actual"),
        {Where("M3", "outputs.unit", 4): "คน", Where("M2", "project_type"): "ต่อเนื่อง"},
    ],
    ids=["complete", "quarters", "no budget", "holes", "half a report", "nearly blank"],
)
def test_completeness_counts_as_the_status_column_does(cells: Mapping[Where, Any]) -> None:
    form, texts = definition().form, definition().texts
    locked = {Where(m.key, f.key): "ก" for m in form.modules for f in m.fields if f.locked and f.type == "text"}
    given = submission(locked | {Where("M2", "fiscal_year"): 2570} | dict(cells))
    words = statuses(given, place(form, definition().style), texts)
    for module in form.modules:
        mine = [w for (sheet, _), w in words.items() if sheet == module.sheet]
        done, wanted = mine.count(texts["complete"]), mine.count(texts["required"])
        assert completeness(given)[module.key] == (done, done + wanted), module.key


def test_sums_are_those_of_the_core() -> None:
    given = submission(complete(FULL, (1, 2)))
    known = answered(asked(given.form), given)
    for module, table, field in given.form.questions():
        if field.type == "sum":
            name = f"{module.key}.{table.key}.{field.key}" if table else f"{module.key}.{field.key}"
            place_ = (module.key, table.key, field.key) if table else (module.key, field.key, "")
            for record in (1, 2, 12) if table else (0,):
                assert known.amount(place_, record) == amount(given, name, record), name
    for module in given.form.modules:
        assert known.touched(module) == given.touched(module)
        for table in module.tables:
            assert known.records(module.key, table.key) == given.records(module, table)


def test_no_due_date_is_no_lateness() -> None:
    whole = collected()
    words = punctuality(replace(whole.office, calendar=()), PROJECTS, whole.received)
    assert words.word(FULL, "M6 Q2", 2) == "ตรงเวลา"
    assert words.word(HALF, "M6 Q2", 2) == "ยังไม่ได้รับ"
