"""C-02 (E): exactly one primary line for national strategy and one for master plan. Basis: agency forms."""

import pytest

from builders import at, complete, found, found_after, listed

STRATEGY, MASTER_PLAN = "M1.ns_primary_strategy", "M1.mp_primary_issue"
ORPHANS = [("A-02", "M1.ns_primary_goals.goal", 1), ("A-02", "M1.ns_primary_issue", 0)]
STRATEGIES = [listed("national_strategies", code) for code in ("3", "4", "1")]
ISSUES = [listed("master_plan_issues", code) for code in ("12", "11")]


def test_one_of_each_is_silent() -> None:
    assert found(complete()) == []


@pytest.mark.parametrize("address", [STRATEGY, MASTER_PLAN])
def test_none_is_said_once(address: str) -> None:
    assert found_after({at(address): None}) == [("C-02", address, 0)]


@pytest.mark.parametrize(
    "answer", ["3", "๓", STRATEGIES[0], STRATEGIES[0][4:]], ids=["code", "thai_digit", "both", "name"]
)
def test_one_however_typed_is_silent(answer: str) -> None:
    assert found_after({at(STRATEGY): answer}) == []


@pytest.mark.parametrize(
    "between", ["\n", "\r\n", "; ", ", "], ids=["lines", "windows_lines", "semicolon", "comma"]
)
@pytest.mark.parametrize(
    ("address", "answers"),
    [(STRATEGY, STRATEGIES[:2]), (STRATEGY, STRATEGIES), (MASTER_PLAN, ISSUES)],
    ids=["two_strategies", "three_strategies", "two_issues"],
)
def test_several_in_one_cell(address: str, answers: list[str], between: str) -> None:
    assert found_after({at(address): between.join(answers)}) == [("C-02.several", address, 0)]


@pytest.mark.parametrize(
    "answer", ["3, 4", "3;4", "\n".join(t[4:] for t in STRATEGIES)], ids=["3,4", "3;4", "names"]
)
def test_several_strategies_without_a_first_code_leave_no_parent(answer: str) -> None:
    assert found_after({at(STRATEGY): answer}) == [("C-02.several", STRATEGY, 0), *ORPHANS]
