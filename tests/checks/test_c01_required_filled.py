"""C-01 (E): every required field of M1–M5 is filled. Basis: procedure 5.8.

A blank is said once, by the field's own message: C-02 for the primary lines, C-04 and C-10 for targets.
"""

import pytest

from builders import Found, at, complete, definition, errors, found, found_after, without

PLAN = ("M1", "M2", "M3", "M4", "M5")
ASKED = [(m, t, f) for m, t, f in definition().form.questions() if m.key in PLAN and f.required]
ONCE = [(f"{m.key}.{f.key}", f.missing) for m, t, f in ASKED if not t]
#: Columns whose record holds other answers too, so that the record stays begun when one is blanked.
IN_RECORDS = [(f"{m.key}.{t.key}.{f.key}", f.missing) for m, t, f in ASKED if t and len(t.answerable) > 1]
#: No sample project has a secondary strategy: its columns have a test of their own.
FILLED = [(address, message) for address, message in IN_RECORDS if at(address, 1) in complete()]
LEAST_ONE = ["M1.ns_primary_goals.goal", "M1.mp_primary_y2.target", "M2.implementation_mode.mode"]


@pytest.mark.parametrize("project", ["2570-001", "2570-011", "2570-038"])
def test_a_complete_plan_is_silent(project: str) -> None:
    assert found(complete(project)) == []


@pytest.mark.parametrize(("address", "message"), ONCE, ids=[address for address, _ in ONCE])
@pytest.mark.parametrize("blank", [None, "", " \u200b\u00a0\n"], ids=["none", "empty", "invisible"])
def test_a_blank_question_is_said_once(address: str, message: str, blank: str | None) -> None:
    assert found_after({at(address): blank}) == [(message, address, 0)]


@pytest.mark.parametrize(("address", "message"), FILLED, ids=[address for address, _ in FILLED])
def test_a_blank_column_of_a_begun_record_is_said_once(address: str, message: str) -> None:
    assert found_after({at(address, 1): None}) == [(message, address, 1)]


def test_a_begun_secondary_strategy_wants_its_columns() -> None:
    assert found_after({at("M1.ns_secondary.subissue", 2): "ประเด็นย่อย"}) == [
        ("C-01", "M1.ns_secondary.strategy", 2),
        ("C-01", "M1.ns_secondary.goal", 2),
        ("C-01", "M1.ns_secondary.issue", 2),
    ]


@pytest.mark.parametrize("address", LEAST_ONE)
def test_a_table_that_needs_a_record_is_said_at_its_first_cell(address: str) -> None:
    assert found_after({at(address, 1): None}) == [("C-01", address, 1)]


@pytest.mark.parametrize(
    ("tables", "address"),
    [
        (["M3.expected_results"], "M3.expected_results.text"),
        (["M3.indicators"], "M3.indicators.name"),
        (["M4.activities", "M4.subactivities"], "M4.activities.name"),
    ],
    ids=["results", "indicators", "activities"],
)
def test_an_empty_table_is_said_once(tables: list[str], address: str) -> None:
    assert found(without(complete(), *tables)) == [("C-01", address, 1)]


@pytest.mark.parametrize("table", ["M1.mp_secondary", "M2.attachments", "M4.subactivities"])
def test_an_optional_table_may_be_empty(table: str) -> None:
    assert errors(without(complete(), table)) == []


def test_a_record_left_free_between_two_is_no_blank() -> None:
    moved = {at("M3.objectives.text", 2): None, at("M3.objectives.text", 8): "เพื่อติดตามผล"}
    assert found_after(moved) == []


@pytest.mark.parametrize(
    ("project_type", "expected"),
    [("ใหม่", []), ("ต่อเนื่อง", [("C-01", "M2.previous_project_code", 0)])],
    ids=["new", "continued"],
)
def test_only_a_continued_project_needs_its_earlier_code(project_type: str, expected: Found) -> None:
    changes = {at("M2.project_type"): project_type, at("M2.previous_project_code"): None}
    assert found_after(changes) == expected
