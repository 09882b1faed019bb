"""The sample office is complete and right, so that every finding in the demonstration is one it meant."""

import re
from collections import Counter
from collections.abc import Mapping

import pytest

from emenscr_xl.core.answers import issued_cells, submission_of
from emenscr_xl.core.check import check
from emenscr_xl.core.dates import read_date
from emenscr_xl.core.submission import Cell, Stamp, Where
from emenscr_xl.core.values import read_answer, split_code
from emenscr_xl.form.load import shipped, templates
from emenscr_xl.form.model import Field
from emenscr_xl.form.thai import first_day, last_day
from emenscr_xl.jobs.sample import answers_of, load_sample, shared

DEFINITION = shipped(2570)
FORM = DEFINITION.form
SAMPLE = load_sample(templates() / "2570" / "sample")
QUARTERS = (1, 2)
ACTION_PLAN = DEFINITION.register.module("action_plan").table("action_plan")
MUST_ENTER = [p for p in SAMPLE.projects if p["must_enter"] == "ต้องนำเข้า"]
WITHOUT_BUDGET = [p for p in SAMPLE.projects if p["budget"] == "0"]
every_must_enter = pytest.mark.parametrize("project", MUST_ENTER, ids=lambda p: p["id"])


def answers(project: Mapping[str, str], quarters: tuple[int, ...] = QUARTERS) -> dict[Where, Cell]:
    return answers_of(FORM, project, SAMPLE.answers(project), quarters)


def code(project: Mapping[str, str], address: str, record: int = 0) -> str:
    return split_code(str(answers(project)[Where.at(address, record)]))[0]


def months(project: Mapping[str, str]) -> list[int]:
    cells = answers(project).items()
    return [int(str(v)) for w, v in cells if w.field.startswith("budget_lines.month_")]


def test_the_action_plan_has_forty_projects() -> None:
    assert [p["id"] for p in SAMPLE.projects] == [f"2570-{n:03d}" for n in range(1, 41)]
    assert len({p["name"] for p in SAMPLE.projects}) == 40
    assert Counter(p["must_enter"] for p in SAMPLE.projects) == {"ต้องนำเข้า": 34, "ไม่ต้อง": 4, "รอพิจารณา": 2}
    for project in SAMPLE.projects:
        assert [*project][:14] == [f.key for f in ACTION_PLAN.fields]
        assert bool(project["reason"]) == (project["must_enter"] != "ต้องนำเข้า")


@pytest.mark.parametrize("field", ACTION_PLAN.fields, ids=lambda f: f.key)
def test_the_register_takes_every_cell(field: Field) -> None:
    for project in SAMPLE.projects:
        answer = read_answer(field, project[field.key], FORM.catalogues)
        assert (answer is not None) or not field.required
        assert answer is None or (answer.fault, answer.other_era) == ("", False)


def test_budgets_and_dates_are_lifelike() -> None:
    assert len(WITHOUT_BUDGET) == 2
    for project in SAMPLE.projects:
        assert (project["budget_source"] == "ไม่ใช้งบประมาณ") == (project in WITHOUT_BUDGET)
        assert project in WITHOUT_BUDGET or 15_000 <= int(project["budget"]) <= 2_400_000
        assert float(project["scale"]) > 0
        start, end = (read_date(project[key]) for key in ("start_date", "end_date"))
        assert start
        assert end
        assert first_day(2570) <= start.day < end.day <= last_day(2570)


def test_nobody_is_real() -> None:
    assert "ตัวอย่าง" in SAMPLE.office
    for project in SAMPLE.projects:
        assert "สมมุติ ตัวอย่าง" in project["owner_name"]
        assert re.fullmatch(r"p\d{3}@example\.com", project["email"])
        assert re.fullmatch(r"000-000-\d{4}", project["phone"])


def test_every_theme_is_used_and_sets_the_y1() -> None:
    assert {p["theme"] for p in MUST_ENTER} == set(SAMPLE.themes)
    y1s = {(p["theme"], p["y1"]) for p in SAMPLE.projects}
    assert len(y1s) == len(SAMPLE.themes)
    assert all(FORM.catalogues["targets_y1"].get(y1) for _, y1 in y1s)
    assert len({y1 for _, y1 in y1s}) >= 8


@every_must_enter
def test_a_complete_workbook_has_no_finding(project: Mapping[str, str]) -> None:
    settings: dict[str, Cell] = {"office": SAMPLE.office, "org_l1": "กระทรวงตัวอย่าง", "org_l2": "กรมตัวอย่าง"}
    for quarters in ((), (1,), QUARTERS):
        stamp = Stamp(FORM.id, FORM.version, 2570, project["id"], quarter=max(quarters, default=0))
        prefilled = issued_cells(FORM, stamp, {k: v or None for k, v in project.items()}, settings)
        given = answers(project, quarters)
        assert not prefilled.keys() & given.keys()
        assert check(submission_of(FORM, stamp, {**prefilled, **given})) == []


@every_must_enter
def test_every_answer_can_be_read(project: Mapping[str, str]) -> None:
    for where, cell in answers(project).items():
        module, table, field = FORM.question(where.address)
        assert where.record <= (table.rows if table else 0)
        assert module.quarter in (0, *QUARTERS)
        answer = read_answer(field, cell, FORM.catalogues)
        assert answer, where
        assert not answer.fault, where
        assert "{" not in answer.typed, where


@every_must_enter
def test_every_required_answer_is_given(project: Mapping[str, str]) -> None:
    given = answers(project)
    for module, table, field in FORM.questions():
        if module.quarter or not field.required or field.prefill or field.computed:
            continue
        if table is None:
            assert Where(module.key, field.key) in given
        for record in {w.record for w in given if table and w.field.startswith(f"{table.key}.")}:
            assert table
            assert Where(module.key, f"{table.key}.{field.key}", record) in given
        if table and table.min_rows:
            assert Where(module.key, f"{table.key}.{field.key}", table.min_rows) in given


@every_must_enter
def test_codes_hang_together(project: Mapping[str, str]) -> None:
    strategy, issue = code(project, "M1.ns_primary_strategy"), code(project, "M1.mp_primary_issue")
    subplan, milestone = code(project, "M1.mp_primary_subplan"), code(project, "M1.nesdp_milestone")
    assert code(project, "M1.ns_primary_goals.goal", 1).startswith(f"{strategy}.")
    assert code(project, "M1.ns_primary_issue").startswith(f"{strategy}.")
    assert code(project, "M1.mp_primary_y2.target", 1).startswith(f"{issue}00")
    assert subplan.startswith(issue)
    assert project["y1"].startswith(subplan)
    assert code(project, "M1.nesdp_target").startswith(f"{milestone}.")
    component, factor = code(project, "M1.vc_component"), code(project, "M1.vc_factor")
    assert re.fullmatch(rf"{project['y1']}V\d\d", component)
    assert re.fullmatch(rf"{component}F\d\d", factor)


@every_must_enter
def test_made_up_factors_say_so(project: Mapping[str, str]) -> None:
    given = answers(project)
    for key in ("vc_component", "vc_factor"):
        assert "ตัวอย่าง" in str(given[Where("M1", key)])
    assert re.search(r"\d+\.\d+.*ตัวอย่าง.*พ\.ศ\. 25\d\d", str(given[Where("M3", "rationale")]))


@every_must_enter
def test_the_spending_plan_adds_up(project: Mapping[str, str]) -> None:
    given = answers(project)
    budget = int(project["budget"])
    assert sum(months(project)) == budget
    spent = [int(str(given[Where(f"M6Q{n}", "budget_actual")])) for n in QUARTERS]
    assert 0 <= spent[0] <= spent[1] <= budget
    nature = given[Where("M2", "project_nature")]
    uses = {v for w, v in given.items() if w.field == "activities.uses_budget"}
    if project in WITHOUT_BUDGET:
        assert (months(project), spent, nature, uses) == ([], [0, 0], "ไม่ใช้งบประมาณ", {"ไม่ใช้"})
    else:
        assert nature == "ใช้งบประมาณ"
        assert "ใช้" in uses


def test_rounding_goes_to_the_last_planned_month() -> None:
    assert shared(1001, [33, 33, 34, 0]) == [330, 330, 341, 0]


@pytest.mark.parametrize("theme", SAMPLE.themes)
def test_a_theme_is_well_planned(theme: str) -> None:
    data = SAMPLE.themes[theme]
    shares, activities = data["month_shares"], data["M4"]["activities"]
    assert (len(shares), sum(shares)) == (12, 100)
    assert data["spent_q1"] <= sum(shares[:3])
    assert data["spent_q2"] <= sum(shares[:6])
    assert sum(a[-1] for a in activities) == 100
    starts = [(int(a[2]) - 10) % 12 for a in activities]
    assert starts == sorted(starts)
    assert {s[1] for s in data["M4"]["subactivities"]} == set(range(1, len(activities) + 1))
    assert len(data["M3"]["indicators"]) >= 2
    for quarter in QUARTERS:
        results = data[f"M6Q{quarter}"]["activity_results"]
        ends = [(int(a[3]) - 10) % 12 for a in activities]
        spans = zip(starts, ends, strict=True)
        active = [s < 3 * quarter and e >= 3 * quarter - 3 for s, e in spans]
        assert any(active)
        assert len(results) == len(activities)
        for result, start, end in zip(results, starts, ends, strict=True):
            assert bool(result[0]) == (start < 3 * quarter)
            assert (result[0] == "แล้วเสร็จ") <= (end < 3 * quarter)
            assert (result[2] == 100) == (result[0] == "แล้วเสร็จ")
