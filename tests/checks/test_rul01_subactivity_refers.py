"""RUL-01 (E): a sub-activity names an activity that exists.

Basis: criterion 5.2. The sample has five activities.
"""

import pytest

from builders import Found, at, complete, errors, errors_after
from emenscr_xl.core.submission import Cell

NUMBER = "M4.subactivities.activity"


def test_existing_activities_are_silent() -> None:
    assert errors(complete()) == []


@pytest.mark.parametrize("number", [1, 5, 5.0, "๕"], ids=["first", "last", "float", "thai"])
def test_a_filled_activity_is_silent(number: Cell) -> None:
    assert errors_after({at(NUMBER, 3): number}) == []


@pytest.mark.parametrize("number", [6, 20, "๖"], ids=["next", "last_row", "thai"])
def test_an_activity_that_is_not_filled_is_said(number: Cell) -> None:
    assert errors_after({at(NUMBER, 3): number}) == [("RUL-01", NUMBER, 3)]


def test_a_begun_activity_exists() -> None:
    changes = {at("M4.activities.weight", 9): 0, at(NUMBER, 3): 9}
    assert ("RUL-01", NUMBER, 3) not in errors_after(changes)


def test_each_sub_activity_is_said() -> None:
    assert errors_after({at(NUMBER, 1): 7, at(NUMBER, 8): 8}) == [
        ("RUL-01", NUMBER, 1),
        ("RUL-01", NUMBER, 8),
    ]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (None, [("C-01", NUMBER, 3)]),
        (0, [("VAL-02", NUMBER, 3)]),
        (21, [("VAL-02", NUMBER, 3)]),
        (1.5, [("TYP-03", NUMBER, 3)]),
        ("หนึ่ง", [("TYP-01", NUMBER, 3)]),
    ],
    ids=["blank", "zero", "beyond_the_table", "fraction", "word"],
)
def test_a_number_that_cannot_be_one_is_said_once(number: Cell, expected: Found) -> None:
    assert errors_after({at(NUMBER, 3): number}) == expected
