"""RUL-02 (E): cumulative spending is not above the budget, to 0.01 baht. Basis: cumulative ≤ budget_total.

The sample project has 680,000 baht.
"""

import pytest

from builders import Found, at, complete, errors, errors_after, without
from emenscr_xl.core.submission import Cell, Where

SPENT, TOTAL = "M6Q2.budget_actual", "M2.budget_total"
ABOVE = [("RUL-02", SPENT, 0)]


def test_spending_below_the_budget_is_silent() -> None:
    assert errors(complete(quarters=(1, 2))) == []


@pytest.mark.parametrize(
    ("spent", "expected"),
    [
        (680000, []),
        (680000.01, []),
        (680000.02, ABOVE),
        ("๖๘๐,๐๐๑", ABOVE),
        (6800000, ABOVE),
    ],
    ids=["all", "a_satang_above", "above", "thai", "a_digit_more"],
)
def test_spending_beside_the_budget(spent: Cell, expected: Found) -> None:
    assert errors_after({at(SPENT): spent}, (1, 2)) == expected


def test_each_quarter_is_said() -> None:
    changes = {at("M6Q1.budget_actual"): 700000, at(SPENT): 700000}
    assert errors_after(changes, (1, 2)) == [("RUL-02", "M6Q1.budget_actual", 0), *ABOVE]


def test_a_project_without_budget_spends_nothing() -> None:
    cells = complete("2570-038", quarters=(1, 2))
    assert errors(cells) == []
    assert errors(cells | {at(SPENT): 0.02}) == ABOVE


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({at(SPENT): None}, [("REQ-01", SPENT, 0)]),
        ({at(TOTAL): None}, [("C-01", TOTAL, 0)]),
        ({at(TOTAL): "มาก", at(SPENT): 900000}, [("TYP-01", TOTAL, 0)]),
    ],
    ids=["spending", "budget", "unreadable_budget"],
)
def test_silent_where_either_cannot_be_read(changes: dict[Where, Cell], expected: Found) -> None:
    assert errors_after(changes, (1, 2)) == expected


def test_the_spending_plan_does_not_matter_here() -> None:
    cells = without(complete(quarters=(1, 2)), "M5.budget_lines")
    assert errors(cells) == [("C-20.blank", "M5.budget_lines.category", 1)]
