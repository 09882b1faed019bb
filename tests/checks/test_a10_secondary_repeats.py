"""A-10 (W): a secondary line repeats the primary one. Basis: agency forms.

The sample's primary lines are strategy 3 and Y1 120101.
"""

import pytest

from builders import Found, at, complete, found, found_after
from emenscr_xl.core.submission import Cell, Where

STRATEGY, Y1 = "M1.ns_secondary.strategy", "M1.mp_secondary.y1"


def strategy(record: int, code: str) -> dict[Where, Cell]:
    columns = {"strategy": code, "goal": f"{code}.1", "issue": f"{code}.1"}
    return {at(f"M1.ns_secondary.{column}", record): answer for column, answer in columns.items()}


def master_plan(record: int, y1: str) -> dict[Where, Cell]:
    columns = {"issue": y1[:2], "y2": f"{y1[:2]}0001", "subplan": y1[:4], "y1": y1}
    return {at(f"M1.mp_secondary.{column}", record): answer for column, answer in columns.items()}


@pytest.mark.parametrize(
    "lines",
    [
        {},
        strategy(1, "4"),
        strategy(1, "4") | strategy(2, "4"),
        master_plan(6, "120201"),
        master_plan(6, "120199"),
    ],
    ids=["sample", "strategy", "twice_the_same_secondary", "same_issue", "same_subplan"],
)
def test_other_lines_are_silent(lines: dict[Where, Cell]) -> None:
    assert found(complete()) == []
    assert found_after(lines) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (strategy(1, "3"), [("A-10", STRATEGY, 1)]),
        (strategy(1, "4") | strategy(6, "3"), [("A-10", STRATEGY, 6)]),
        (strategy(1, "3") | strategy(2, "3"), [("A-10", STRATEGY, 1), ("A-10", STRATEGY, 2)]),
        (master_plan(2, "120101"), [("A-10", Y1, 2)]),
        (strategy(3, "3") | master_plan(3, "120101"), [("A-10", STRATEGY, 3), ("A-10", Y1, 3)]),
    ],
    ids=["strategy", "last_line", "each_line", "y1", "both"],
)
def test_a_repeated_line_is_said_there(lines: dict[Where, Cell], expected: Found) -> None:
    assert found_after(lines) == expected


def test_the_same_code_in_other_writing_is_the_same_line() -> None:
    thai = strategy(1, "3") | {at(STRATEGY, 1): "๓"}
    assert found_after(thai) == [("A-10", STRATEGY, 1)]


def test_silent_while_the_primary_line_is_blank() -> None:
    primary = "M1.ns_primary_strategy"
    assert found_after(strategy(1, "3") | {at(primary): None}) == [("C-02", primary, 0)]
