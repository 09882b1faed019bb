"""C-30 (E): M6: every activity planned to be active in the quarter has a status and a result.

Basis: procedure. The sample's five activities run Nov–Dec, Dec–Jan, Jan–Jul, Feb–Aug and Aug–Sep.
"""

import pytest

from builders import Found, at, complete, errors, found, found_after, one_activity, without
from emenscr_xl.core.submission import Cell, Where


def asked(quarter: int, *records: int) -> Found:
    """Status and result of each of these activities."""
    return [
        ("C-30", f"M6Q{quarter}.activity_results.{column}", record)
        for record in records
        for column in ("status", "result")
    ]


def silent_quarter(quarter: int) -> dict[Where, Cell]:
    """A complete plan, and of a quarter's report all but its activities."""
    report: dict[str, Cell] = {"indicator_results.actual": "72.10", "budget_actual": 156400}
    records = {"indicator_results.actual": (1, 2), "budget_actual": (0,)}
    return {at(f"M6Q{quarter}.{key}", n): answer for key, answer in report.items() for n in records[key]}


@pytest.mark.parametrize("quarters", [(), (1,), (1, 2)], ids=["none", "first", "two"])
def test_reported_quarters_are_silent(quarters: tuple[int, ...]) -> None:
    assert found(complete(quarters=quarters)) == []


@pytest.mark.parametrize("quarter", [1, 2])
def test_a_reported_quarter_that_is_due_is_silent(quarter: int) -> None:
    assert found(complete(quarters=(1, 2)), quarter=quarter) == []


@pytest.mark.parametrize("column", ["status", "result"])
def test_a_blank_is_said_where_it_stands(column: str) -> None:
    address = f"M6Q2.activity_results.{column}"
    assert found_after({at(address, 3): None}, (1, 2)) == [("C-30", address, 3)]


@pytest.mark.parametrize(
    ("quarter", "active"),
    [(1, (1, 2)), (2, (2, 3, 4)), (3, (3, 4)), (4, (3, 4, 5))],
    ids=["q1", "q2", "q3", "q4"],
)
def test_only_active_activities_are_asked(quarter: int, active: tuple[int, ...]) -> None:
    assert found_after(silent_quarter(quarter)) == asked(quarter, *active)


@pytest.mark.parametrize(
    ("start", "end", "active"),
    [
        ("10", "12", {1}),
        ("12", "12", {1}),
        ("12", "01", {1, 2}),
        ("01", "03", {2}),
        ("03", "04", {2, 3}),
        ("06", "07", {3, 4}),
        ("09", "09", {4}),
        ("10", "09", {1, 2, 3, 4}),
        ("12 – ธันวาคม", "๐๔", {1, 2, 3}),
    ],
)
@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_months_at_the_edge_of_a_quarter(start: str, end: str, active: set[int], quarter: int) -> None:
    cells = one_activity(start, end) | silent_quarter(quarter)
    assert errors(cells, quarter=quarter) == (asked(quarter, 1) if quarter in active else [])


def test_a_quarter_neither_due_nor_begun_is_not_asked() -> None:
    assert found(complete(quarters=(1,)), quarter=1) == []


@pytest.mark.parametrize("month", ["start", "end"])
def test_silent_where_the_month_is_blank(month: str) -> None:
    address = f"M4.activities.{month}"
    changes = silent_quarter(1) | {at(address, 1): None}
    assert found_after(changes) == [("C-01", address, 1), *asked(1, 2)]


def test_silent_while_no_activity_is_planned() -> None:
    cells = without(complete(), "M4.activities", "M4.subactivities") | silent_quarter(1)
    assert found(cells, quarter=1) == [("C-01", "M4.activities.name", 1)]


def test_a_cancelled_activity_still_says_why() -> None:
    changes = {at("M6Q1.activity_results.status", 1): "ยกเลิก", at("M6Q1.activity_results.result", 1): None}
    assert found_after(changes, (1,)) == [("C-30", "M6Q1.activity_results.result", 1)]


def test_a_status_that_is_no_choice_is_not_also_a_blank() -> None:
    address = "M6Q1.activity_results.status"
    assert found_after({at(address, 1): "เสร็จ"}, (1,)) == [("VAL-01", address, 1)]
