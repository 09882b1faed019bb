"""C-20 (E): `budget_total` (M2) equals the total of the spending plan (M5), to 0.01 baht.

Basis: NESDC lists projects where budget_sum ≠ budget_sum_plan. The sample project has 680,000 baht.
"""

import pytest

from builders import Found, at, complete, errors, found, found_after, spoiled, without
from emenscr_xl.core.submission import Cell

TOTAL, NOVEMBER = "M2.budget_total", "M5.budget_lines.month_11"
DIFFERS = [("C-20", TOTAL, 0)]
LINE: dict[str, Cell] = {
    "category": "งบลงทุน",
    "source": "เงินรายได้",
    "fiscal_year": 2570,
    "month_09": 500,
}


@pytest.mark.parametrize("project", ["2570-001", "2570-011", "2570-038"])
def test_equal_amounts_are_silent(project: str) -> None:
    assert found(complete(project)) == []


@pytest.mark.parametrize(
    "total",
    [680000.01, 679999.99, "680,000.00", "๖๘๐,๐๐๐", "680000.010"],
    ids=["a_satang_above", "a_satang_below", "text", "thai", "text_above"],
)
def test_within_a_satang_is_equal(total: Cell) -> None:
    assert found_after({at(TOTAL): total}) == []


@pytest.mark.parametrize(
    "total",
    [680000.02, 679999.98, 680000.011, "๖๘๐,๐๐๑", 68000, 0.01],
    ids=["above", "below", "just_above", "thai", "a_digit_less", "least"],
)
def test_beyond_a_satang_is_said_once(total: Cell) -> None:
    assert found_after({at(TOTAL): total}) == DIFFERS


@pytest.mark.parametrize("month", ["month_10", "month_12", "month_01", "month_05", "month_09"])
def test_every_month_counts(month: str) -> None:
    planned = complete().get(at(f"M5.budget_lines.{month}", 1)) or 0
    assert isinstance(planned, int)
    assert found_after({at(f"M5.budget_lines.{month}", 1): planned + 1}) == DIFFERS


def test_every_line_counts() -> None:
    line = {at(f"M5.budget_lines.{column}", 12): answer for column, answer in LINE.items()}
    assert found_after(line) == DIFFERS
    assert found_after({**line, at(TOTAL): 680500}) == []


def test_a_budget_without_a_plan_is_said() -> None:
    """At the first cell of the plan, where it is to be filled: nobody has typed anything wrong yet."""
    assert found(without(complete(), "M5.budget_lines")) == [("C-20.blank", "M5.budget_lines.category", 1)]


def test_a_plan_beside_no_budget_is_said() -> None:
    line = {at(f"M5.budget_lines.{column}", 1): answer for column, answer in LINE.items()}
    assert errors(spoiled(complete("2570-038"), line)) == DIFFERS


@pytest.mark.parametrize(
    ("total", "expected"),
    [(None, [("C-01", TOTAL, 0)]), ("หกแสน", [("TYP-01", TOTAL, 0)])],
    ids=["blank", "no_number"],
)
def test_a_total_that_cannot_be_read_is_compared_with_nothing(total: Cell, expected: Found) -> None:
    assert found_after({at(TOTAL): total}) == expected


def test_a_month_that_cannot_be_read_is_said_once_and_no_total_is_doubted() -> None:
    assert found_after({at(NOVEMBER, 1): "หกหมื่น"}) == [("TYP-01", NOVEMBER, 1)]
