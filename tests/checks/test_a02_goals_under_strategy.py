"""A-02 (E): goals and issue belong to the chosen strategy.

Basis: agency forms. The sample chooses strategy 3.
"""

import pytest

from builders import Found, at, complete, found, found_after, listed
from emenscr_xl.core.submission import Cell, Where

STRATEGY, GOAL, ISSUE = "M1.ns_primary_strategy", "M1.ns_primary_goals.goal", "M1.ns_primary_issue"
SECONDARY = "M1.ns_secondary"


def secondary(strategy: Cell, goal: Cell, issue: Cell) -> dict[Where, Cell]:
    """The third secondary line."""
    columns = {"strategy": strategy, "goal": goal, "issue": issue}
    return {at(f"{SECONDARY}.{column}", 3): answer for column, answer in columns.items()}


def test_goals_and_issue_of_the_strategy_are_silent() -> None:
    assert found(complete()) == []
    assert found_after({at(GOAL, 5): "3.2", at(ISSUE): "3.1"}) == []
    assert found_after(secondary("4", "4.1", "4.2")) == []


@pytest.mark.parametrize(
    "goal", ["4.1", "๔.๑", listed("national_goals", "4.1")], ids=["code", "thai", "picked"]
)
@pytest.mark.parametrize("record", [1, 5])
def test_a_goal_of_another_strategy(goal: str, record: int) -> None:
    assert found_after({at(GOAL, record): goal}) == [("A-02", GOAL, record)]


def test_an_issue_of_another_strategy() -> None:
    assert found_after({at(ISSUE): "1.3"}) == [("A-02", ISSUE, 0)]


def test_another_strategy_leaves_goal_and_issue_behind() -> None:
    assert found_after({at(STRATEGY): "6"}) == [
        ("A-01", STRATEGY, 0),
        ("A-02", GOAL, 1),
        ("A-02", ISSUE, 0),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (secondary("4", "3.1", "4.2"), [("A-02", f"{SECONDARY}.goal", 3)]),
        (secondary("4", "4.1", "3.3"), [("A-02", f"{SECONDARY}.issue", 3)]),
        (secondary("1", "3.1", "3.3"), [("A-02", f"{SECONDARY}.goal", 3), ("A-02", f"{SECONDARY}.issue", 3)]),
    ],
    ids=["goal", "issue", "both"],
)
def test_a_secondary_line_is_of_its_own_strategy(line: dict[Where, Cell], expected: Found) -> None:
    assert found_after(line) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({at(STRATEGY): None}, [("C-02", STRATEGY, 0)]),
        ({at(GOAL, 1): None}, [("C-01", GOAL, 1)]),
        ({at(ISSUE): None}, [("C-01", ISSUE, 0)]),
        (secondary(None, "4.1", "4.2"), [("C-01", f"{SECONDARY}.strategy", 3)]),
    ],
    ids=["strategy", "goal", "issue", "secondary_strategy"],
)
def test_silent_where_either_is_blank(changes: dict[Where, Cell], expected: Found) -> None:
    assert found_after(changes) == expected


def test_a_goal_outside_the_catalogue_is_left_to_a12() -> None:
    assert found_after({at(GOAL, 1): "9.9"}) == [("A-12", GOAL, 1)]
