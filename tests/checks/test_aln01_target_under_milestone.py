"""ALN-01 (E): the target belongs to the chosen milestone.

Basis: m_fields. The sample chooses milestone 12.
"""

import pytest

from builders import Found, at, complete, found, found_after, listed
from emenscr_xl.core.submission import Cell

MILESTONE, TARGET = "M1.nesdp_milestone", "M1.nesdp_target"
ASTRAY = [("ALN-01", TARGET, 0)]


@pytest.mark.parametrize("target", ["12.1", "12.2", "๑๒.๓"])
def test_targets_of_the_milestone_are_silent(target: str) -> None:
    assert found(complete()) == []
    assert found_after({at(TARGET): target}) == []


@pytest.mark.parametrize("target", ["1.1", "11.2", "13.1", listed("nesdp13_targets", "4.1")])
def test_a_target_of_another_milestone(target: str) -> None:
    assert found_after({at(TARGET): target}) == ASTRAY


@pytest.mark.parametrize("milestone", ["1", "2", "13"])
def test_another_milestone_leaves_the_target_behind(milestone: str) -> None:
    assert found_after({at(MILESTONE): milestone}) == ASTRAY
    assert found_after({at(MILESTONE): milestone, at(TARGET): f"{milestone}.1"}) == []


@pytest.mark.parametrize(
    ("milestone", "target", "expected"),
    [
        (None, "1.1", [("C-01", MILESTONE, 0)]),
        ("12", None, [("C-01", TARGET, 0)]),
        (None, None, [("C-01", MILESTONE, 0), ("C-01", TARGET, 0)]),
    ],
    ids=["milestone", "target", "both"],
)
def test_silent_where_either_is_blank(milestone: Cell, target: Cell, expected: Found) -> None:
    assert found_after({at(MILESTONE): milestone, at(TARGET): target}) == expected


def test_a_target_outside_the_catalogue_is_left_to_a12() -> None:
    assert found_after({at(TARGET): "12.99"}) == [("A-12", TARGET, 0)]
