"""C-34 (E): progress or cumulative spending lower than last quarter. Basis: arithmetic.

The sample's second activity stands at 50 % in quarter 1; 156,400 baht are spent by then.
"""

import pytest

from builders import Found, at, complete, errors
from emenscr_xl.core.submission import Cell, Where

PERCENT, SPENT = "activity_results.percent", "budget_actual"
OF_ACTIVITY = "activity_results.spending"
LESS_SPENT = [("C-34", f"M6Q2.{SPENT}", 0)]


def after(changes: dict[Where, Cell]) -> Found:
    """What is found in a complete workbook whose third quarter repeats the second, after some changes."""
    cells = complete(quarters=(1, 2))
    second = {w: c for w, c in cells.items() if w.module == "M6Q2" and w.field != "report_quarter"}
    third = {Where("M6Q3", w.field, w.record): c for w, c in second.items()}
    return errors(cells | third | changes)


def test_rising_figures_are_silent() -> None:
    assert errors(complete(quarters=(1, 2))) == []
    assert after({}) == []


@pytest.mark.parametrize("percent", [50, 50.01, 100, "๕๐"], ids=["equal", "above", "done", "thai"])
def test_progress_that_does_not_fall_is_silent(percent: Cell) -> None:
    assert after({at(f"M6Q2.{PERCENT}", 2): percent}) == []


@pytest.mark.parametrize("percent", [49.99, 0, "๔๙"], ids=["just_below", "zero", "thai"])
def test_progress_that_falls_is_said_there(percent: Cell) -> None:
    assert after({at(f"M6Q2.{PERCENT}", 2): percent}) == [("C-34", f"M6Q2.{PERCENT}", 2)]


@pytest.mark.parametrize(
    ("spent", "expected"),
    [
        (156400, []),
        (156400.01, []),
        (156399.99, LESS_SPENT),
        (0, LESS_SPENT),
    ],
    ids=["equal", "above", "just_below", "zero"],
)
def test_spending(spent: Cell, expected: Found) -> None:
    assert after({at(f"M6Q2.{SPENT}"): spent}) == expected


def test_spending_of_an_activity_that_falls_is_said_there() -> None:
    before = complete(quarters=(1, 2))[at(f"M6Q1.{OF_ACTIVITY}", 2)]
    assert isinstance(before, int)
    assert after({at(f"M6Q2.{OF_ACTIVITY}", 2): before}) == []
    assert after({at(f"M6Q2.{OF_ACTIVITY}", 2): before - 1}) == [("C-34", f"M6Q2.{OF_ACTIVITY}", 2)]


def test_each_quarter_is_compared_with_the_one_before() -> None:
    changes = {at(f"M6Q1.{SPENT}"): 30, at(f"M6Q2.{SPENT}"): 20, at(f"M6Q3.{SPENT}"): 10}
    assert after(changes) == [("C-34", f"M6Q2.{SPENT}", 0), ("C-34", f"M6Q3.{SPENT}", 0)]


def test_the_latest_quarter_before_counts() -> None:
    changes = {at(f"M6Q2.{PERCENT}", 2): 80, at(f"M6Q3.{PERCENT}", 2): 79}
    assert after(changes) == [("C-34", f"M6Q3.{PERCENT}", 2)]


def test_a_quarter_that_says_nothing_is_passed_over() -> None:
    changes = {at(f"M6Q2.{PERCENT}", 2): None, at(f"M6Q3.{PERCENT}", 2): 49}
    assert after(changes) == [("C-34", f"M6Q3.{PERCENT}", 2)]


def test_an_activity_is_compared_with_itself_alone() -> None:
    assert after({at(f"M6Q1.{PERCENT}", 1): 100, at(f"M6Q2.{PERCENT}", 3): 1}) == []


@pytest.mark.parametrize("quarter", [1, 2])
def test_silent_where_a_figure_is_blank_or_no_number(quarter: int) -> None:
    address = f"M6Q{quarter}.{PERCENT}"
    assert after({at(address, 2): None}) == []
    assert after({at(address, 2): "ครึ่งหนึ่ง"}) == [("TYP-01", address, 2)]


def test_a_blank_sum_is_said_by_its_own_rule_alone() -> None:
    assert after({at(f"M6Q2.{SPENT}"): None}) == [("REQ-01", f"M6Q2.{SPENT}", 0)]
