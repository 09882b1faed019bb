"""`demo`: a whole year of the invented office, made with the real commands."""

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from shutil import copyfile

import pandas as pd
import pytest
from openpyxl import load_workbook

from consolidated_reader import blocks_of, coded, frames_of, named
from emenscr_xl import demo, notices
from emenscr_xl.form.catalogue import read_rows
from emenscr_xl.form.kinds import KINDS
from emenscr_xl.form.load import shipped, templates
from emenscr_xl.jobs.check import check_file
from emenscr_xl.jobs.demo import Demonstrated
from emenscr_xl.jobs.workspace import JobError
from emenscr_xl.register.follow_up.punctuality import SENDINGS, STATES
from emenscr_xl.sheets.addin_guide import write_addin_guide
from office_year import message_of
from oracles import libreoffice, openxml, require
from recalculation import reasons


def test_every_sort_of_return_comes_in(year: Demonstrated) -> None:
    collected = year.consolidated.collected
    assert len(collected.office.projects) == 40
    assert {r.decision for r in collected.received} == {
        "counted", "superseded", "older_issue", "duplicate", "conflicting", "waiting", "set_aside",
        "unreadable", "other_form", "unknown_project", "ignored",
    }  # fmt: skip
    assert {q for r in collected.received for q in r.reports.split()} == {"1", "2"}


SAMPLE = templates() / "2570" / "sample"
FAULTS = tomllib.loads((SAMPLE / "faults.toml").read_text(encoding="utf-8"))
RETURNS = read_rows(SAMPLE / "returns.csv")
PLANNED = {row["id"] for row in read_rows(SAMPLE / "projects.csv")}
OF_THE_PLAN = [row for row in RETURNS if row["project"] in PLANNED]


def expected(row: Mapping[str, str]) -> set[str]:
    """The rules that the faults planted in a return must raise."""
    return {code for name in row["faults"].split() for code in FAULTS[name]["expect"]}


@pytest.mark.parametrize("row", OF_THE_PLAN, ids=lambda row: row["file"])
def test_exactly_the_planted_faults_are_found_in_a_return(year: Demonstrated, row: Mapping[str, str]) -> None:
    found = check_file(year.folder / "returns" / row["file"]).findings
    assert {finding.code for finding in found} == expected(row)


def test_every_fault_is_planted_and_every_rule_of_the_submission_is_shown() -> None:
    assert {name for row in RETURNS for name in row["faults"].split()} == set(FAULTS)
    shown = {code for row in OF_THE_PLAN for code in expected(row)}
    assert {rule.code for rule in shipped(2570).form.rules if not KINDS[rule.kind].across} - shown == {
        "A-12", "C-02", "RUL-01", "T-06",  # drop-downs and input rules keep owners from these
    }  # fmt: skip


def test_the_office_waives_one_finding(year: Demonstrated) -> None:
    """C-22 of one project: shown with its reason, and counted neither there nor in the summary."""
    done = year.consolidated
    waived = [(p, f.code, f.waived) for p, c in done.collected.counted.items() for f in c.waived]
    reason = "ตัวอย่าง: ใช้เงินของหน่วยงานอื่น ไม่ใช้งบประมาณของสำนักงานเขต"
    assert waived == [("2570-035", "C-22", f"ยกเว้นถึง 30 ก.ย. 2570: {reason}")]
    frames, blocks = frames_of(done.workbook), blocks_of(done.workbook)
    findings = frames["ข้อค้นพบ"]
    assert (findings["ระดับ"] == "ยกเว้น (W)").sum() == done.waived == 1
    assert len(findings) == done.findings + 1
    project = frames["โครงการ"].set_index("รหัสโครงการ (ภายใน)").loc["2570-035"]
    assert (project["ข้อค้นพบ W"], project["ข้อค้นพบที่ยกเว้น"]) == (3, 1)
    assert {f.code for f in done.collected.found("2570-035") if not f.waived} == {"T-07", "T-02", "T-03"}
    figures = {name: values[0] for name, values in named(blocks["1"]).items()}
    assert figures["ข้อค้นพบ ควรตรวจ (W)"] == (findings["ระดับ"] == "ควรตรวจ (W)").sum()
    assert figures["ข้อค้นพบที่ได้รับยกเว้น (ไม่นับข้างต้น)"] == 1
    assert "C-22" not in coded(blocks["9"])
    assert done.register_findings == ()


def test_what_a_person_must_decide_is_said_and_what_one_has_decided_is_obeyed(year: Demonstrated) -> None:
    done = year.consolidated
    assert [(r.file, r.decision) for r in done.waiting] == [
        ("returns/ไตรมาส 1/2570-015 ฉบับที่ 5.xlsx", "waiting"),
        ("returns/ไตรมาส 1/2570-020 (1).xlsx", "conflicting"),
    ]
    (aside,) = (r for r in done.collected.received if r.decision == "set_aside")
    reason = "ตัดสินโดย ตัวอย่าง ผอ.กลุ่มนโยบายและแผน: ตัวอย่าง: เจ้าของโครงการแจ้งว่าเป็นฉบับร่าง"
    assert (aside.file, aside.reason) == ("returns/ไตรมาส 1/final 2570-017.xlsx", reason)
    assert done.collected.counted["2570-017"].file.file == "returns/ไตรมาส 1/2570-017.xlsx"


def test_what_counts_shows_what_was_planted_in_it(year: Demonstrated) -> None:
    collected = year.consolidated.collected
    files = {r.file.removeprefix("returns/") for r in collected.received if r.decision == "counted"}
    found = {f.code for c in collected.counted.values() for f in c.findings}
    planted = {code for row in OF_THE_PLAN if row["file"] in files for code in expected(row)}
    assert found == planted | {"A-11"}


def test_what_shows_only_across_projects_is_planted_too(year: Demonstrated) -> None:
    """Two projects that copied from one another, as `own.toml` says; and nine of 31 on one Y1."""
    counted = year.consolidated.collected.counted
    others = {p: [f.field for f in c.findings if "โครงการอื่น" in f.message_th] for p, c in counted.items()}
    copied = ["ns_primary_explain", "mp_primary_y2_explain", "mp_primary_y1_explain", "rationale"]
    assert {p: fields for p, fields in others.items() if fields} == {"2570-024": copied, "2570-026": copied}
    crowded = [(p, f.message_th) for p, c in counted.items() for f in c.findings if f.code == "A-11"]
    ((first, message),) = crowded
    assert (first, message.startswith("9 โครงการ จาก 31 โครงการ")) == ("2570-001", True)


def test_the_office_s_year_shows_every_rule_and_state(year: Demonstrated) -> None:
    """On the last day; a name that stands twice is not planted, for each project is one of its own."""
    collected = year.consolidated.collected
    found = {message_of(f) for doubts in collected.doubts.values() for f in doubts}
    rules = ("C-24", "C-40", "T-02", "T-03", "T-04", "T-05")
    assert found == {m for m in shipped(2570).messages if m.startswith(rules)} - {"C-40"}
    frames = frames_of(year.consolidated.workbook)
    assert set(frames["กำหนดส่งและการติดตาม"]["สถานะ"]) == {*STATES} - {"ไม่ได้กำหนดวัน"}
    unseen = {"ไม่ได้กำหนดวัน", "ส่งแล้ว ไม่ระบุวันที่", "ยกเว้น"}  # what is excused is listed when it has a line
    assert set(frames["ติดตามการอนุมัติ"]["การส่งขออนุมัติ"]) == {*SENDINGS} - unseen
    assert "9 เมษายน 2570" in load_workbook(year.notices).worksheets[0]["A1"].value
    made = notices(year.folder, datetime(2027, 4, 9, 17)).notices
    assert any(n.late for n in made)
    assert any(n.soon for n in made)
    assert any(n.returned for n in made)


LISTED = pd.read_csv(SAMPLE / "emenscr.csv", header=1, dtype=str, keep_default_na=False)
NAME_LISTED, UNIT_LISTED = "ชื่อโครงการ/การดำเนินงาน", "หน่วยงานระดับกองหรือเทียบเท่า"


def test_the_list_from_emenscr_shows_every_state(year: Demonstrated) -> None:
    """Plan, returns and list matched again with pandas: by code, else by name, within office and year."""
    office = year.consolidated.collected.office
    plan = pd.DataFrame(read_rows(SAMPLE / "projects.csv")).set_index("id")
    ours = LISTED[(LISTED[UNIT_LISTED] == office.name) & (LISTED["ปีงบประมาณ"] == "2570")]
    coded = plan["emenscr_code"].isin(ours["รหัสโครงการ"]) & (plan["emenscr_code"] != "")
    names = ours[NAME_LISTED].str.removeprefix("โครงการ").value_counts()
    named = plan["name"].str.removeprefix("โครงการ").map(names).fillna(0) * (plan["emenscr_code"] == "")
    entered = named.where(~coded, 1).map(lambda n: "ไม่มี" if not n else "มี" if n == 1 else "มีมากกว่าหนึ่ง")
    shown = frames_of(year.consolidated.workbook)["กระทบยอดโครงการ"].set_index("รหัสโครงการ")
    assert dict(shown.loc[plan.index, "ใน eMENSCR"]) == dict(entered)
    states = shown["ผลกระทบยอด"]
    differing = {"002", "003", "004", "007", "008", "010", "014", "018", "027"}
    assert {p for p in plan.index if states[p] == "แตกต่าง"} == {f"2570-{n}" for n in differing}
    returned = plan.index.isin(list(year.consolidated.collected.counted))
    must = plan["must_enter"] == "ต้องนำเข้า"
    assert set(plan.index[must & ~returned]) == set(states.index[states == "ยังไม่ส่งคืน"])
    not_entered = plan.index[must & returned & (entered == "ไม่มี")]
    assert list(states.index[states == "ยังไม่นำเข้า"]) == list(not_entered) == ["2570-026", "2570-035"]
    assert "ไม่พบรหัส ตัวอย่าง-70-0030" in shown.loc["2570-035", "สิ่งที่แตกต่าง"]
    assert "หรือส่งออกรายการจาก eMENSCR ใหม่" in shown.loc["2570-035", "สิ่งที่ต้องทำ"]
    assert states.value_counts().to_dict() == {
        "ตรงกัน": 21, "แตกต่าง": 9, "ยังไม่นำเข้า": 2, "ยังไม่ส่งคืน": 3, "ไม่ต้องนำเข้า": 3, "รอพิจารณา": 2,
        "ไม่มีในแผน": 3, "ปีงบประมาณอื่น": 1, "ไม่ใช่ของเรา": 2,
    }  # fmt: skip


def test_the_budgets_add_up_as_the_plan_and_the_returns_say(year: Demonstrated) -> None:
    """By unit and by source, from the plan's CSV and the sheet of projects."""
    frames = frames_of(year.consolidated.workbook)
    plan = pd.DataFrame(read_rows(SAMPLE / "projects.csv")).set_index("id")
    must = plan[plan["must_enter"] == "ต้องนำเข้า"]
    projects = frames["โครงการ"].set_index("รหัสโครงการ (ภายใน)")
    totals = frames["ยอดตามหน่วยและแหล่งเงิน"]
    asked = pd.to_numeric(projects["รวมวงเงินงบประมาณทั้งหมด (บาท)"])
    for group, by in (("กลุ่ม/หน่วย", must["unit"]), ("แหล่งเงิน", must["budget_source"])):
        shown = totals[totals["จำแนกตาม"] == group].set_index("รายการ").drop("รวม")
        allocated = must["budget"].astype(int).groupby(by).sum()
        assert shown["จัดสรร"].astype(int).to_dict() == allocated.to_dict()
        assert shown["วงเงิน M2"].astype(float).to_dict() == asked.groupby(by).sum().to_dict()


def test_most_returns_ask_nothing_of_anybody(year: Demonstrated) -> None:
    counted = year.consolidated.collected.counted.values()
    assert sum({f.severity for f in c.findings} <= {"I"} for c in counted) > len(counted) / 2


def test_invented_factors_say_so_wherever_they_appear(year: Demonstrated) -> None:
    """Every cell of the consolidated workbook that shows a V or F code says ตัวอย่าง."""
    book = load_workbook(year.consolidated.workbook, read_only=True, data_only=True)
    shown = [
        cell
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, str) and re.search(r"\d{6}[VF]\d{2}", cell)
    ]
    assert shown
    assert [text for text in shown if "ตัวอย่าง" not in text] == []


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ของฉัน.txt").write_text("x")
    with pytest.raises(JobError):
        demo(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["ของฉัน.txt"]


@pytest.fixture(scope="module")
def sorts(year: Demonstrated, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """One workbook of each sort that the year makes, and the add-in's guide."""
    guide = tmp_path_factory.mktemp("guide") / "guide.xlsx"
    columns = (("ปุ่ม", 20), ("ทำอะไร", 40))
    write_addin_guide(guide, shipped(2570).style, [("ปุ่ม", "ปุ่มในแท็บ", columns, [("ตรวจ", "=TODAY()")])])
    returned = {p.name: p for p in sorted((year.folder / "returns").rglob("2570-0*.xlsx"))}
    last = {sort: sorted((year.folder / sort).iterdir())[-1] for sort in ("forms", "corrections", "keyin")}
    return {
        "register": year.register,
        "consolidated": year.consolidated.workbook,
        "alignment": year.alignment,
        **last,
        "memo": sorted((year.folder / "reports" / "memos").iterdir())[-1],
        "notices": year.notices,
        "guide": guide,
        "return": returned["2570-005.xlsx"],
        "return of a quarter": returned["2570-021.xlsx"],
    }


def test_excel_would_take_every_sort_of_workbook(sorts: Mapping[str, Path]) -> None:
    require(openxml.available(), "the Open XML SDK validator")
    assert {p.name: e for p, e in openxml.errors(sorts.values()).items() if e} == {}


def test_every_formula_equals_its_cached_value(sorts: Mapping[str, Path], tmp_path: Path) -> None:
    require(libreoffice.available(), "LibreOffice")
    paths = [Path(copyfile(path, tmp_path / f"{n}.xlsx")) for n, path in enumerate(sorts.values())]
    copies = libreoffice.recalculated(paths, tmp_path / "computed")
    found = map(libreoffice.formula_differences, paths, copies)
    assert dict(zip(sorts, found, strict=True)) == {sort: [] for sort in sorts}


def test_an_untouched_workbook_of_every_sort_is_not_computed_on_opening(sorts: Mapping[str, Path]) -> None:
    """Excel would then ask to save what nobody changed."""
    assert {sort: found for sort, path in sorts.items() if (found := list(reasons(path)))} == {}
