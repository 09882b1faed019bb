"""The annual summary: every figure is what the data sheets of the same file say, counted here by pandas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

import oracles
from builders import definition
from collected_builder import PROJECTS, collected
from consolidated_reader import (
    HEADING_ROW,
    SUMMARY,
    Frames,
    Lines,
    blocks_of,
    coded,
    frames_of,
    named,
    written,
)
from emenscr_xl.core.submission import Where
from oracles import libreoffice

#: Project, scope, days and when it came: the missing before those that came late.
LATE = [
    ("2570-009", "M1-M5", "109 วัน", "ยังไม่ได้รับ"),
    ("2570-014", "M6 Q1", "92 วัน", "ยังไม่ได้รับ"),
    ("2570-009", "M6 Q1", "92 วัน", "ยังไม่ได้รับ"),
    ("2570-026", "M6 Q2", "2 วัน", "ยังไม่ได้รับ"),
    ("2570-014", "M6 Q2", "2 วัน", "ยังไม่ได้รับ"),
    ("2570-009", "M6 Q2", "2 วัน", "ยังไม่ได้รับ"),
    ("2570-039", "M6 Q2", "2 วัน", "ยังไม่ได้รับ"),
    ("2570-026", "M1-M5", "41 วัน", "20 ม.ค. 2570"),
    ("2570-001", "M1-M5", "31 วัน", "10 ม.ค. 2570"),
    ("2570-039", "M1-M5", "20 วัน", "30 ธ.ค. 2569"),
    ("2570-001", "M6 Q2", "2 วัน", "12 เม.ย. 2570"),
]
QUARTERS = ("สรุปไตรมาส 1", "สรุปไตรมาส 2", "สรุปไตรมาส 3")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("reports") / "consolidated-2570.xlsx", collected())


@pytest.fixture(scope="module")
def frames(path: Path) -> Frames:
    return frames_of(path)


@pytest.fixture(scope="module")
def blocks(path: Path) -> Mapping[str, Lines]:
    return blocks_of(path)


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
        *((findings["ระดับ"] == word).sum() for word in ("ต้องแก้ (E)", "ควรตรวจ (W)", "แจ้งให้ทราบ (I)")),
        findings["การยกเว้น"].notna().sum(),
        len(frames["ไฟล์ที่ได้รับ"]),
    ]
    found = [projects[f"ข้อค้นพบ{s}"].sum() for s in (" E", " W", " I", "ที่ยกเว้น")]
    assert len(findings) == sum(found)
    assert found[-1] == 2


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
    for scope, figures in coded(blocks["8.1"]).items():
        words = projects[f"{scope} การอนุมัติ"]
        statuses = ("ร่าง", "รออนุมัติ", "ส่งกลับแก้ไข", "อนุมัติ", "ยังไม่ส่ง")
        assert figures[:6] == [*((words == w).sum() for w in statuses), len(projects)]
    assert coded(blocks["8.1"])["M1-M5"][:5] == [0, 0, 1, 1, 3]


def test_frequent_findings_and_contents(frames: Frames, blocks: Mapping[str, Lines]) -> None:
    findings = frames["ข้อค้นพบ"]
    findings = findings[findings["การยกเว้น"].isna()]
    counts = findings["รหัส"].value_counts()
    lines = coded(blocks["9"])
    assert [figures[1] for figures in lines.values()] == sorted(counts, reverse=True)[:10]
    for code, (_, number, projects, *_) in lines.items():
        assert number == counts[code]
        assert projects == findings[findings["รหัส"] == code]["รหัสโครงการ"].nunique()
    assert {name: figures[0] for name, figures in named(blocks["12"]).items()} == {
        **dict.fromkeys(QUARTERS, ""),
        **{name: len(frame) for name, frame in frames.items()},
    }


def test_every_figure_is_a_formula(path: Path) -> None:
    book = load_workbook(path)
    sheets = [book[name] for name in (SUMMARY, *QUARTERS)]
    figures = [c.value for s in sheets for row in s.iter_rows(min_row=6, min_col=3) for c in row]
    assert not [f for f in figures if isinstance(f, int | float)]
    formulas = [str(c.value) for s in sheets for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert len(formulas) > 400
    unwanted = ("TODAY", "NOW(", "INDIRECT", "OFFSET", "XLOOKUP")
    assert not [f for f in formulas if any(word in f for word in unwanted)]


def test_the_funnel_narrows_from_must_enter_to_approved(frames: Frames, blocks: Mapping[str, Lines]) -> None:
    projects, lines = frames["โครงการ"], named(blocks["8.2"])
    assert list(lines) == [
        "ต้องนำเข้า", "ส่งคืนแล้ว", "ข้อมูลครบถ้วน", "นำเข้าระบบแล้ว", "ส่งขออนุมัติแล้ว", "ผ่านขั้น อนุมัติ",
    ]  # fmt: skip
    sent = ("รออนุมัติ", "ส่งกลับแก้ไข", "อนุมัติ")
    yearly = [
        len(projects),
        (projects["สถานะการส่งคืน"] == "รับแล้ว").sum(),
        (projects["ครบถ้วนทั้งโครงการ"] == "ครบถ้วน").sum(),
        projects["รหัส eMENSCR"].notna().sum(),
        projects["M1-M5 การอนุมัติ"].isin(sent).sum(),
        (projects["M1-M5 การอนุมัติ"] == "อนุมัติ").sum(),
    ]
    assert [figures[0] for figures in lines.values()] == yearly
    assert yearly[-2:] == [2, 1]
    for quarter in (1, 2, 3, 4):
        scope = f"M6 Q{quarter}"
        due = projects[f"{scope} ตามกำหนด"]
        assert [figures[quarter] for figures in lines.values()] == [
            (due != "ยกเว้น").sum(),
            due.isin(("ตรงเวลา", "ล่าช้า")).sum(),
            (projects[f"{scope} ความครบถ้วน"] == "ครบ").sum(),
            (projects[f"{scope} การอนุมัติ"] != "ยังไม่ส่ง").sum(),
            projects[f"{scope} การอนุมัติ"].isin(sent).sum(),
            (projects[f"{scope} การอนุมัติ"] == "อนุมัติ").sum(),
        ]


def test_who_is_late_is_named_with_the_days(path: Path) -> None:
    """Of 12 April 2570, by the calendar's tenth of each month; of two projects the days are extended."""
    rows = list(load_workbook(path)[SUMMARY].iter_rows(max_col=6, values_only=True))
    (first,) = (n for n, row in enumerate(rows) if str(row[0]).startswith("10. "))
    (after,) = (n for n, row in enumerate(rows) if str(row[0]).startswith("11. "))
    found = [row for row in rows[first:after] if str(row[0]).startswith("2570-")]
    assert [(code, scope, days, came) for code, _, scope, _, came, days in found] == LATE
    assert found[0][3] == datetime(2026, 12, 24)
    second = blocks_of(path, "สรุปไตรมาส 2")["3"]
    assert [code for code, _ in second] == [code for code, scope, *_ in LATE if scope == "M6 Q2"]


def test_what_was_left_out_is_said_with_its_reason(frames: Frames, blocks: Mapping[str, Lines]) -> None:
    decisions = frames["ไฟล์ที่ได้รับ"]["ผลการพิจารณา"]
    left_out = decisions[decisions != "นับ"].value_counts().to_dict()
    assert {code: figures[0] for code, figures in coded(blocks["11"]).items()} == left_out
    assert left_out == {"มีฉบับใหม่กว่า": 1, "อ่านไม่ได้": 1, "ไฟล์ซ้ำ": 1, "แบบอื่น": 1, "ไม่พบโครงการ": 1}


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_quarter_summed_up(path: Path, frames: Frames, quarter: int) -> None:
    projects, findings = frames["โครงการ"], frames["ข้อค้นพบ"]
    blocks, scope = blocks_of(path, f"สรุปไตรมาส {quarter}"), f"M6 Q{quarter}"
    due, reports = projects[f"{scope} ตามกำหนด"], frames["M6 รายไตรมาส"]
    found = findings[(findings["ส่วน"] == scope)]["ระดับ"]
    planned = [frames["แผนการใช้จ่าย"][f"ไตรมาส {q}"].sum() for q in range(1, quarter + 1)]
    spent = [reports[reports["ไตรมาส"] == q]["เบิกจ่ายในไตรมาส (บาท)"].sum() for q in range(1, quarter + 1)]
    assert [figures[0] for figures in blocks["1"].values()] == [
        (due != "ยกเว้น").sum(),
        due.isin(("ตรงเวลา", "ล่าช้า")).sum(),
        *((due == word).sum() for word in ("ตรงเวลา", "ล่าช้า", "ยังไม่ได้รับ")),
        (projects[f"{scope} ความครบถ้วน"] == "ครบ").sum(),
        *((found == word).sum() for word in ("ต้องแก้ (E)", "ควรตรวจ (W)")),
        *((projects[f"{scope} การอนุมัติ"] == word).sum() for word in ("ส่งกลับแก้ไข", "อนุมัติ")),
        planned[-1],
        spent[-1],
        sum(planned),
        sum(spent),
        pytest.approx(sum(spent) / sum(planned)),
    ]
    for unit, figures in named(blocks["2"]).items():
        mine = projects if unit == "รวม" else projects[projects["กลุ่ม/หน่วยเจ้าของโครงการ"] == unit]
        words = mine[f"{scope} ตามกำหนด"]
        assert figures[:7] == [
            *((words == word).sum() for word in ("ตรงเวลา", "ล่าช้า", "ยังไม่ได้รับ", "ยกเว้น")),
            len(mine),
            (mine[f"{scope} ความครบถ้วน"] == "ครบ").sum(),
            (mine[f"{scope} การอนุมัติ"] == "อนุมัติ").sum(),
        ]


TIP = re.compile(
    r"แผ่น (?P<sheet>.+?): (?:กรองคอลัมน์ (?P<where>.+) แล้ว)?"
    r"(?P<then>นับแถว|รวมคอลัมน์ .+?)(?: \(ทุกแถว\))?"
)
TEST = re.compile(r"“([^”]+)” = “([^”]*)”")


def test_each_figure_opens_its_column_and_says_what_to_filter(path: Path, frames: Frames) -> None:
    """Whoever filters as the tip says gets the figure."""
    formulas, shown = load_workbook(path), load_workbook(path, data_only=True)
    checked = 0
    for name in (SUMMARY, *QUARTERS):
        for row in formulas[name].iter_rows(min_col=3):
            for cell in row:
                tip = cell.hyperlink and TIP.fullmatch(cell.hyperlink.tooltip or "")
                if not tip or "/" in str(cell.value):
                    continue
                frame = frames[tip["sheet"]]
                sheet, _, heading = cell.hyperlink.location.rpartition("!")
                assert sheet == f"'{tip['sheet']}'"
                where = [TEST.findall(part) for part in (tip["where"] or "").split(" หรือ ")]
                opened = formulas[tip["sheet"]][heading].value
                assert opened in frame.columns
                assert not tip["where"] or opened == where[0][0][0]
                rows = (r for _, r in frame.iterrows())
                kept = frame[[any(all(str(r[c]) == v for c, v in test) for test in where) for r in rows]]
                columns = re.findall("“([^”]+)”", tip["then"])
                total = sum(kept[c].sum() for c in columns) if columns else len(kept)
                assert shown[name][cell.coordinate].value == total, (name, cell.coordinate, tip[0])
                checked += 1
    assert checked > 300


def test_the_summary_stands_when_staff_have_sorted_a_table(path: Path, tmp_path: Path) -> None:
    oracles.require(libreoffice.available(), "LibreOffice")
    book = load_workbook(path)
    for name in ("โครงการ", "ข้อค้นพบ", "M6 รายไตรมาส"):
        sheet = book[name]
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=HEADING_ROW + 1)]
        for number, values in enumerate(reversed(rows), start=HEADING_ROW + 1):
            for column, value in enumerate(values, start=1):
                sheet.cell(number, column).value = value
    book.save(tmp_path / "sorted.xlsx")
    (copy,) = libreoffice.recalculated([tmp_path / "sorted.xlsx"], tmp_path / "recalculated")
    for sheet in (SUMMARY, *QUARTERS):
        before, after = blocks_of(path, sheet), blocks_of(copy, sheet)
        assert after.keys() == before.keys()
        for block, lines in before.items():
            assert [[*map(rounded, f)] for f in after[block].values()] == [
                [*map(rounded, f)] for f in lines.values()
            ], (sheet, block)


def rounded(value: object) -> object:
    return round(value, 6) if isinstance(value, float) else value


def test_a_quarter_counts_the_findings_of_its_own_report(tmp_path: Path) -> None:
    path = written(tmp_path / "found.xlsx", collected(extra={Where("M6Q1", "budget_actual"): "มาก"}))
    findings = frames_of(path)["ข้อค้นพบ"]
    wrong = (findings["ส่วน"] == "M6 Q1") & (findings["ระดับ"] == "ต้องแก้ (E)")
    first, third = (named(blocks_of(path, f"สรุปไตรมาส {quarter}")["1"]) for quarter in (1, 3))
    assert first["ข้อค้นพบใน M6 Q1 ต้องแก้ (E)"][0] == wrong.sum() >= 1
    assert third["ข้อค้นพบใน M6 Q3 ต้องแก้ (E)"][0] == 0
