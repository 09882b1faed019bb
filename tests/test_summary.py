"""The annual summary: every figure is what the data sheets of the same file say, counted here by pandas."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from builders import definition
from collected_builder import PROJECTS, collected
from consolidated_reader import SUMMARY, Frames, Lines, blocks_of, coded, frames_of, named, written


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
    for scope, figures in coded(blocks["8"]).items():
        words = projects[f"{scope} การอนุมัติ"]
        statuses = ("ร่าง", "รออนุมัติ", "ส่งกลับแก้ไข", "อนุมัติ", "ยังไม่ส่ง")
        assert figures[:6] == [*((words == w).sum() for w in statuses), len(projects)]
    assert coded(blocks["8"])["M1-M5"][:5] == [0, 0, 1, 1, 3]


def test_frequent_findings_and_contents(frames: Frames, blocks: Mapping[str, Lines]) -> None:
    findings = frames["ข้อค้นพบ"]
    findings = findings[findings["การยกเว้น"].isna()]
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
    figures = [c.value for row in sheet.iter_rows(min_row=6, min_col=3) for c in row]
    assert not [f for f in figures if isinstance(f, int | float)]
    formulas = [str(c.value) for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert len(formulas) > 200
    unwanted = ("TODAY", "NOW(", "INDIRECT", "OFFSET", "XLOOKUP")
    assert not [f for f in formulas if any(word in f for word in unwanted)]
