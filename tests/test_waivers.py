"""Rules that the office waives for a project: shown with the reason and not counted, until a last day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from builders import at, brief, complete, definition, sample, spoiled, submitted, without
from consolidated_reader import blocks_of, coded, frames_of, named
from emenscr_xl import check, consolidate
from emenscr_xl.core.completeness import completeness
from emenscr_xl.core.submission import Cell
from emenscr_xl.form.topics import WAIVABLE
from emenscr_xl.jobs.consolidate import Consolidated
from emenscr_xl.jobs.new import new, register_of
from emenscr_xl.jobs.workspace import Workspace
from emenscr_xl.register.office import RECORD, office_of, register_findings
from emenscr_xl.register.waivers import waiver_findings
from workspaces import FIRST, SECOND, THIRD, send, workspace

Line = Mapping[str, Cell]
DAY = datetime(2027, 3, 31, 16, 30)
LAST_DAY = DAY.date()
#: The totals differ: C-20, an error and the only finding.
UNEQUAL = {at("M2.budget_total"): 59_000}
WAIVER: Line = {"project": FIRST, "rule": "C-20", "until": "31 มี.ค. 2570", "reason": "ตัวอย่าง: รอโอนงบ"}
SAID = "ยกเว้นถึง 31 มี.ค. 2570: ตัวอย่าง: รอโอนงบ"


def waiving(folder: Path, *lines: Line) -> Path:
    """A workspace of three projects whose register waives some rules. Nothing is due or differs."""
    scopes = [line.scope for line in definition().calendar]
    projects = [p for p in sample().projects if p["id"] in (FIRST, SECOND, THIRD)]
    kept = ("id", "name", "must_enter", "emenscr_code")
    plan = [{**{k: p[k] for k in kept}, "budget": 59_000} for p in projects]
    excused = [{"project": p["id"], "scope": s, "kind": "ยกเว้น"} for p in projects for s in scopes]
    return workspace(folder, lists={"action_plan": plan, "extensions": excused, "rule_waivers": lines})


def consolidated(folder: Path, *lines: Line, at_moment: datetime = DAY) -> Consolidated:
    """What is said of the first project's unequal totals, with these waivers."""
    send(waiving(folder, *lines), "a.xlsx", FIRST, changes=dict(UNEQUAL))
    return consolidate(folder, at_moment)


def waived(done: Consolidated) -> list[tuple[str, str]]:
    return [(f.code, f.waived) for f in done.collected.counted[FIRST].findings]


def doubts(*lines: Line, today: date = LAST_DAY) -> list[tuple[str, str, int]]:
    plan = [{"id": FIRST, "name": "ตัวอย่าง", "must_enter": "ต้องนำเข้า"}]
    register = register_of(definition(), "สพป.ตัวอย่าง", {"action_plan": plan, "rule_waivers": lines})
    return [
        brief(f)
        for f in (*register_findings(register), *waiver_findings(register, definition().messages, today))
    ]


# ---------------------------------------------------------------- what a waiver does


def test_a_waived_finding_is_shown_with_its_reason_and_counted_nowhere(tmp_path: Path) -> None:
    done = consolidated(tmp_path, WAIVER)
    assert waived(done) == [("C-20", SAID)]
    assert (done.findings, done.waived) == (0, 1)
    frames, blocks = frames_of(done.workbook), blocks_of(done.workbook)
    shown = frames["ข้อค้นพบ"].iloc[0]
    assert (shown["รหัส"], shown["ระดับ"], shown["การยกเว้น"]) == ("C-20", "ยกเว้น (E)", SAID)
    project = frames["โครงการ"].iloc[0]
    assert project["ครบถ้วนทั้งโครงการ"] == "ครบถ้วน"
    assert [project[f"ข้อค้นพบ{s}"] for s in (" E", " W", " I", "ที่ยกเว้น")] == [0, 0, 0, 1]
    figures = {name: values[0] for name, values in named(blocks["1"]).items()}
    assert figures["ข้อมูลครบถ้วน พร้อมนำเข้า"] == 1
    assert figures["ข้อค้นพบ ต้องแก้ (E)"] == 0
    assert figures["ข้อค้นพบที่ได้รับยกเว้น (ไม่นับข้างต้น)"] == 1
    assert list(named(blocks["9"])) == ["ไม่มีรายการ"]


def test_without_a_waiver_the_same_file_has_an_error(tmp_path: Path) -> None:
    done = consolidated(tmp_path)
    assert waived(done) == [("C-20", "")]
    assert (done.findings, done.waived) == (1, 0)
    assert frames_of(done.workbook)["โครงการ"].iloc[0]["ครบถ้วนทั้งโครงการ"] == "ยังไม่ครบถ้วน"


def test_a_waiver_holds_for_its_project_and_rule_alone(tmp_path: Path) -> None:
    waiving(tmp_path, WAIVER)
    changes = {**UNEQUAL, at("M1.reform_area"): "12 – การศึกษา"}
    send(tmp_path, "a.xlsx", FIRST, changes=changes)
    send(tmp_path, "b.xlsx", SECOND, changes=dict(UNEQUAL))
    done = consolidate(tmp_path, DAY)
    found = {p: {f.code: f.waived for f in c.findings} for p, c in done.collected.counted.items()}
    assert found == {FIRST: {"A-05": "", "A-06": "", "C-20": SAID}, SECOND: {"C-20": ""}}
    frequent = {code: figures[1:3] for code, figures in coded(blocks_of(done.workbook)["9"]).items()}
    assert frequent == {"A-05": [1, 1], "A-06": [1, 1], "C-20": [1, 1]}


@pytest.mark.parametrize(
    ("moment", "said"), [(DAY, SAID), (datetime(2027, 4, 1), "")], ids=["last day", "the day after"]
)
def test_a_waiver_ends_with_its_last_day(tmp_path: Path, moment: datetime, said: str) -> None:
    done = consolidated(tmp_path, WAIVER, at_moment=moment)
    assert waived(done) == [("C-20", said)]
    assert [f.code for f in done.register_findings] == ([] if said else ["REG-05"])


@pytest.mark.parametrize("blank", ["project", "rule", "until", "reason"])
def test_a_waiver_that_lacks_something_has_no_effect_and_is_asked_for_it(tmp_path: Path, blank: str) -> None:
    done = consolidated(tmp_path, {**WAIVER, blank: None})
    assert waived(done) == [("C-20", "")]
    said = [(f.code, f.field) for f in done.register_findings]
    assert said == [("C-01", f"rule_waivers.{blank}")]


@pytest.mark.parametrize(
    "typed",
    [
        "c-20",
        "C-20.planned",
        "C–20",
        "๒๕๗๐–๐๐๑",
        "C-20 – วงเงินงบประมาณทั้งหมด (M2) เท่ากับยอดรวมแผนการใช้จ่าย (M5)",
    ],
)
def test_projects_and_rules_are_known_however_they_are_typed(tmp_path: Path, typed: str) -> None:
    line = {**WAIVER, "project" if typed.startswith("๒") else "rule": typed}
    assert waived(consolidated(tmp_path, line)) == [("C-20", SAID)]


def test_of_two_waivers_in_force_the_lower_line_speaks(tmp_path: Path) -> None:
    later = {**WAIVER, "until": "30 มิ.ย. 2570", "reason": "ตัวอย่าง: ขยายเวลา"}
    expired = {**WAIVER, "until": "1 มี.ค. 2570"}
    done = consolidated(tmp_path, WAIVER, later, expired)
    assert waived(done) == [("C-20", "ยกเว้นถึง 30 มิ.ย. 2570: ตัวอย่าง: ขยายเวลา")]


def test_a_waiver_of_variants_and_blanks_makes_their_module_whole() -> None:
    """C-04 asks for a unit; waived, the row is answered. C-03 asks for outcomes; waived, none is asked."""
    cells = without(spoiled(complete(), {at("M3.outputs.unit", 1): None}), "M3.outcomes")
    submission = submitted(cells)
    answered, needed = completeness(submission)["M3"]
    assert needed - answered == 2
    assert completeness(submission, {"C-04", "C-03"})["M3"] == (needed - 1, needed - 1)


def test_a_single_file_is_checked_without_waivers(tmp_path: Path) -> None:
    sent = send(waiving(tmp_path, WAIVER), "a.xlsx", FIRST, changes=dict(UNEQUAL))
    (checked,) = check([sent])
    assert [(f["code"], "waived" in f) for f in checked.as_json()["findings"]] == [("C-20", False)]


def test_a_rule_that_cannot_be_waived_counts_as_ever(tmp_path: Path) -> None:
    send(waiving(tmp_path, {**WAIVER, "rule": "C-01"}), "a.xlsx", FIRST, changes={at("M2.area"): None})
    done = consolidate(tmp_path, DAY)
    assert waived(done) == [("C-01", "")]
    assert [f.code for f in done.register_findings] == ["REG-04"]


# ---------------------------------------------------------------- what is wrong with a waiver


@pytest.mark.parametrize("rule", ["STR-06", "TYP-01", "VAL-01", "C-01", "REG-01", "C-99", "ทุกข้อ"])
def test_reg04_a_rule_that_cannot_be_waived(rule: str) -> None:
    message = "REG-04" if rule in ("C-99", "ทุกข้อ") else "REG-04.never"
    assert doubts({**WAIVER, "rule": rule}) == [(message, "rule_waivers.rule_waivers.rule", 1)]


def test_reg05_is_said_of_an_expired_line_with_no_other_in_force() -> None:
    assert doubts(WAIVER, WAIVER) == []
    expired = {**WAIVER, "until": "30 มี.ค. 2570"}
    said = [("REG-05", "rule_waivers.rule_waivers.until", 1)]
    assert doubts(expired) == said
    assert (doubts(expired, WAIVER), doubts(expired, {**WAIVER, "rule": "c-20"})) == ([], [])
    assert doubts(expired, {**WAIVER, "rule": "A-06"}) == said
    assert doubts(expired, {**WAIVER, "reason": None})[-1:] == said


def test_reg03_a_waiver_for_no_project_of_the_plan() -> None:
    assert doubts({**WAIVER, "project": "2570-9"}) == [("REG-03", "rule_waivers.rule_waivers.project", 1)]


def test_what_may_be_waived_is_what_the_topics_say() -> None:
    codes = list(definition().register.catalogues[WAIVABLE].entries)
    assert {c.partition("-")[0] for c in codes} == {"A", "C", "T", "RUL", "ALN", "REQ"}
    assert "C-01" not in codes
    assert all(c in definition().messages and "." not in c for c in codes)


def test_the_register_offers_the_rules_with_their_text(tmp_path: Path) -> None:
    new(tmp_path, 2570)
    book = load_workbook(tmp_path / "register.xlsx")
    sheet = book["ยกเว้นข้อตรวจ"]
    (rule,) = (v for v in sheet.data_validations.dataValidation if v.type == "list")
    name = book.defined_names[rule.formula1.lstrip("=")]
    lists, area = next(iter(name.destinations))
    offered = [row[0].value for row in book[lists][area.replace("$", "")]]
    assert offered[0] == "C-02 – มียุทธศาสตร์ชาติและแผนแม่บทหลักอย่างละ 1 รายการพอดี"
    assert len(offered) == len(definition().register.catalogues[WAIVABLE].entries)


def test_the_office_reads_its_waivers_back(tmp_path: Path) -> None:
    waiving(tmp_path, WAIVER)
    office = office_of(Workspace(tmp_path).open_register()[1].submission)
    assert office.rule_waivers == ({RECORD: 1, **WAIVER, "until": date(2027, 3, 31)},)
