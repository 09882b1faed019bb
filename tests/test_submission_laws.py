"""Laws of checking: complete means silent, a blank is said once, order does not matter, nothing stops it."""

import random
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import (
    PROJECT,
    at,
    brief,
    complete,
    definition,
    found,
    returned,
    sample,
    spoiled,
    stamp,
    submitted,
    written,
)  # fmt: skip
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.check import blanks, check
from emenscr_xl.core.said import said
from emenscr_xl.core.submission import Cell, Submission, Where

DEFINITION = definition()
FORM = DEFINITION.form
MUST_ENTER = [p["id"] for p in sample().projects if p["must_enter"] == "ต้องนำเข้า"]
QUARTERS = (1, 2)
some = settings(
    max_examples=25,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("project", MUST_ENTER)
def test_a_complete_workbook_has_no_finding(tmp_path: Path, project: str) -> None:
    """Through the file; as issued for the year, and for a quarter with the reports so far."""
    for quarters, quarter in (((), 0), (QUARTERS, 2)):
        cells = complete(project, quarters, quarter=quarter)
        submission = submission_of(FORM, stamp(project, quarter=quarter), cells)
        assert returned(written(tmp_path / "form.xlsx", submission)).findings() == []


def listed(catalogue: str, parent: str) -> str:
    """The first entry under a parent."""
    entries = FORM.catalogues[catalogue]
    return next(e.text for code, e in entries.entries.items() if entries.parent_of(code) == parent)


@cache
def everything() -> dict[Where, Cell]:
    """A complete workbook with every table begun, a project that goes on, and two quarters reported."""
    strategy, issue, subplan = "1", "01", "0101"
    secondary = {
        "M1.ns_secondary.strategy": FORM.catalogues["national_strategies"].entries[strategy].text,
        "M1.ns_secondary.goal": listed("national_goals", strategy),
        "M1.ns_secondary.issue": listed("national_issues", strategy),
        "M1.mp_secondary.issue": FORM.catalogues["master_plan_issues"].entries[issue].text,
        "M1.mp_secondary.y2": listed("targets_y2", issue),
        "M1.mp_secondary.subplan": FORM.catalogues["master_plan_subplans"].entries[subplan].text,
        "M1.mp_secondary.y1": listed("targets_y1", subplan),
    }
    goes_on: dict[Where, Cell] = {
        at("M2.project_type"): "ต่อเนื่อง",
        at("M2.previous_project_code"): "ตัวอย่าง-69-0001",
    }
    return complete(quarters=QUARTERS) | goes_on | {at(a, 1): cell for a, cell in secondary.items()}


def test_everything_is_complete() -> None:
    assert found(everything()) == []


def required() -> Iterator[tuple[Where, str]]:
    """Every required answer, its tables begun in record 1, and the message that says that it is blank."""
    for module, table, field in FORM.questions():
        if module.quarter > max(QUARTERS) or not (field.required or field.required_when):
            continue
        if table is None:
            yield Where(module.key, field.key), field.missing
        else:
            only = len(table.answerable) == 1
            yield Where(module.key, f"{table.key}.{field.key}", 1), table.missing if only else field.missing


REQUIRED = list(required())
every_required = pytest.mark.parametrize(
    ("where", "message"), REQUIRED, ids=[where.address for where, _ in REQUIRED]
)


def alone(cells: Mapping[Where, Cell], where: Where) -> dict[Where, Cell]:
    """The cells with no other record of a table of one column: its only record is the one."""
    table = FORM.question(where.address)[1]
    if table is None or len(table.answerable) > 1:
        return dict(cells)
    return {w: c for w, c in cells.items() if w.address != where.address or w.record == where.record}


def test_there_are_many_required_answers() -> None:
    assert len(REQUIRED) > 60
    assert {where.module for where, _ in REQUIRED} == {"M1", "M2", "M3", "M4", "M5", "M6Q1", "M6Q2"}


@every_required
def test_a_blank_is_said_once_and_nothing_follows_from_it(where: Where, message: str) -> None:
    cells = alone(everything(), where)
    assert where in cells
    assert found(spoiled(cells, {where: None})) == [(message, where.address, where.record)]


@pytest.mark.parametrize("blank", [None, "", "  ", "\n", "\u200b", "\u00a0"])
def test_what_shows_nothing_is_blank(blank: Cell) -> None:
    assert found(spoiled(everything(), {at("M2.area"): blank})) == [("C-01", "M2.area", 0)]


def test_an_unanswered_form_says_every_blank_once_and_nothing_else() -> None:
    findings = check(submitted({}))
    assert findings == blanks(submitted({}))
    assert len({f.where for f in findings}) == len(findings)
    wanted = {
        Where(m.key, f.key) for m, t, f in FORM.questions() if not t and f.required and not m.quarter
    } | {
        Where(m.key, f"{t.key}.{t.answerable[0].key}", 1)
        for m in FORM.modules
        for t in m.tables
        if t.min_rows
    }
    assert {f.where for f in findings} == wanted


LAST_ROWS = [
    Where(module.key, f"{table.key}.{field.key}", table.rows)
    for module, table, field in FORM.questions()
    if table and not module.quarter and not field.computed
]


@pytest.mark.parametrize("where", LAST_ROWS, ids=[where.address for where in LAST_ROWS])
def test_a_begun_row_asks_for_its_other_required_answers_once_each(where: Where) -> None:
    """Something in any one cell of a table's last row, and nowhere else in the table."""
    module, table, field = FORM.question(where.address)
    assert table
    prefix = f"{module.key}.{table.key}."
    cells = {w: c for w, c in complete().items() if not w.address.startswith(prefix)} | {where: "1"}
    there = [f.where for f in check(submitted(cells)) if f.where.record == table.rows]
    blank = [f"{prefix}{f.key}" for f in table.answerable if f.required and f != field]
    assert [w.address for w in there if w != where] == blank


#: Answers that every field can get: of every kind, of none, and of the wrong one.
WILD: tuple[Cell, ...] = (
    None, "", " ", "x", "ไม่ใช่คำตอบ", "=1+1", "1", "12", "๑๒", "²", "½", "-1", "1e5", "12,5", "0", 0, -1, 3,
    13, 2570, 1e308, float("nan"), float("inf"), 0.1, 10**30, "9" * 5000, "120101", "120101 – คนไทย",
    "120101V01", "v2_120101V01F01", "10 – ตุลาคม", "2, 4", "2 – ก\n4 – ข", "ใหม่", "ต่อเนื่อง", "ไม่ใช้งบประมาณ",
    "1 ต.ค. 2569", "31/12/2026", "0/0/0", True, False, "ก" * 9000, "{label}", "%s",
)  # fmt: skip
PLACES = [
    Where(m.key, f"{t.key}.{f.key}" if t else f.key, record)
    for m, t, f in FORM.questions()
    for record in ((1, 2, t.rows) if t else (0,))
]
changes = st.dictionaries(st.sampled_from(PLACES), st.sampled_from(WILD), max_size=40)


def details(submission: Submission) -> list[tuple[str, str, int, dict[str, str]]]:
    return [(*brief(f), dict(f.details)) for f in check(submission)]


@some
@given(changes, st.sampled_from((0, 1, 2, 4)), st.randoms(use_true_random=False))
def test_whatever_is_answered_is_checked_and_said_the_same_in_any_order(
    changes: dict[Where, Cell], quarter: int, order: random.Random
) -> None:
    cells = list(spoiled(everything(), changes).items())
    submission = submitted(dict(cells), quarter=quarter)
    findings = details(submission)
    assert details(submission) == findings
    order.shuffle(cells)
    assert details(submitted(dict(cells), quarter=quarter)) == findings
    for finding in check(submission):
        sentence = said(finding, DEFINITION.messages)
        assert sentence.message_th
        assert sentence.message_en


@some
@given(changes)
def test_no_place_is_blamed_twice_for_one_thing(changes: dict[Where, Cell]) -> None:
    findings = check(submitted(spoiled(everything(), changes)))
    assert len({(f.message, f.where) for f in findings}) == len(findings)
    blank = [f.where for f in blanks(submitted(spoiled(everything(), changes)))]
    assert len(set(blank)) == len(blank)
    assert all([f.where for f in findings].count(where) == 1 for where in blank)


def test_findings_stand_in_reading_order() -> None:
    """Modules as in the form, items as on the sheet, records downwards, columns from the left."""
    faults: dict[Where, Cell] = {
        at("M4.activities.owner", 2): None,
        at("M4.activities.name", 2): None,
        at("M4.activities.owner", 1): None,
        at("M2.end_date"): "x",
        at("M2.project_type"): "x",
        at("M1.ns_primary_subissue"): None,
        at("M3.outputs.unit", 1): None,
    }
    assert [address for _, address, _ in found(spoiled(complete(PROJECT), faults))] == [
        "M1.ns_primary_subissue", "M2.project_type", "M2.end_date", "M3.outputs.unit",
        "M4.activities.owner", "M4.activities.name", "M4.activities.owner",
    ]  # fmt: skip
