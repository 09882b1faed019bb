"""A-03 (E): Y2's issue = issue; sub-plan's issue = issue; Y1's first four digits = sub-plan.

Basis: code shape. The sample chooses issue 12, Y2 120001, sub-plan 1201 and Y1 120101, and has one
secondary line, under issue 11.
"""

import pytest

from builders import Found, at, complete, found, found_after, listed
from emenscr_xl.core.submission import Cell, Where

ISSUE, Y2, SUBPLAN, Y1 = (
    "M1.mp_primary_issue",
    "M1.mp_primary_y2.target",
    "M1.mp_primary_subplan",
    "M1.mp_primary_y1",
)
SECONDARY = "M1.mp_secondary"
#: What the sample's project wants, to read and write, is not what that target of families is about.
UNLIKE = ("A-08", Y1, 0)


def chain_of(y1: str) -> dict[Where, Cell]:
    """A Y1 with a component and a factor of its own, so that A-04 has nothing to say."""
    return {at(Y1): y1, at("M1.vc_component"): f"{y1}V01", at("M1.vc_factor"): f"{y1}V01F01"}


def secondary(issue: Cell, y2: Cell, subplan: Cell, y1: Cell) -> dict[Where, Cell]:
    """The second secondary line."""
    columns = {"issue": issue, "y2": y2, "subplan": subplan, "y1": y1}
    return {at(f"{SECONDARY}.{column}", 2): answer for column, answer in columns.items()}


def test_a_chain_is_silent() -> None:
    assert found(complete()) == []
    assert found_after({at(Y2, 5): "120002"}) == []
    assert found_after(secondary("10", "100001", "1001", "100101")) == []


@pytest.mark.parametrize("record", [1, 5])
def test_a_y2_of_another_issue(record: int) -> None:
    assert found_after({at(Y2, record): listed("targets_y2", "110001")}) == [("A-03", Y2, record)]


def test_a_subplan_of_another_issue_also_loses_its_y1() -> None:
    assert found_after({at(SUBPLAN): "1103"}) == [("A-03", SUBPLAN, 0), ("A-03", Y1, 0)]
    assert found_after({at(SUBPLAN): "1101", **chain_of("110101")}) == [("A-03", SUBPLAN, 0), UNLIKE]


@pytest.mark.parametrize(
    ("y1", "besides"),
    [("120201", []), ("110101", [UNLIKE]), ("120299", [])],
    ids=["same_issue", "other_issue", "not_listed"],
)
def test_a_y1_of_another_subplan(y1: str, besides: Found) -> None:
    assert found_after(chain_of(y1)) == [("A-03", Y1, 0), *besides]


@pytest.mark.parametrize("y1", ["120102", "120199", "๑๒๐๑๐๙"], ids=["next", "last", "thai"])
def test_an_official_y1_that_is_not_listed_hangs_by_its_digits(y1: str) -> None:
    assert found_after({at(Y1): y1, at("M1.vc_component"): None, at("M1.vc_factor"): None}) == [
        ("C-01", "M1.vc_component", 0),
        ("C-01", "M1.vc_factor", 0),
    ]


def test_another_issue_leaves_y2_and_subplan_behind() -> None:
    assert found_after({at(ISSUE): "11"}) == [("A-03", Y2, 1), ("A-03", SUBPLAN, 0)]


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        (secondary("10", "110001", "1001", "100101"), ["y2"]),
        (secondary("10", "100001", "1101", "110101"), ["subplan"]),
        (secondary("10", "100001", "1001", "100201"), ["y1"]),
        (secondary("11", "100001", "1001", "110101"), ["y2", "subplan", "y1"]),
    ],
    ids=["y2", "subplan", "y1", "all"],
)
def test_a_secondary_line_hangs_together_by_itself(line: dict[Where, Cell], columns: list[str]) -> None:
    assert found_after(line) == [("A-03", f"{SECONDARY}.{column}", 2) for column in columns]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({at(ISSUE): None}, [("C-02", ISSUE, 0)]),
        ({at(Y2, 1): None}, [("C-01", Y2, 1)]),
        ({at(SUBPLAN): None}, [("C-01", SUBPLAN, 0)]),
        ({at(Y1): None}, [("C-01", Y1, 0)]),
        (secondary(None, "100001", "1001", "100101"), [("C-01", f"{SECONDARY}.issue", 2)]),
    ],
    ids=["issue", "y2", "subplan", "y1", "secondary_issue"],
)
def test_silent_where_either_is_blank(changes: dict[Where, Cell], expected: Found) -> None:
    assert found_after(changes) == expected


@pytest.mark.parametrize("subplan", ["1299", "แผนย่อยอื่น"], ids=["not_listed", "words"])
def test_nothing_hangs_on_a_subplan_that_does_not_exist(subplan: str) -> None:
    assert found_after({at(SUBPLAN): subplan}) == [("A-12", SUBPLAN, 0), ("A-03", Y1, 0)]
