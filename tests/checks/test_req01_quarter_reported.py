"""REQ-01 (E): a reported quarter holds its spending, and a result for each indicator. Basis: procedure 5.8.

A quarter is reported when the workbook was issued for it, or when someone has begun it.
"""

import pytest

from builders import Found, at, complete, errors, errors_after, spoiled, without
from emenscr_xl.core.submission import Cell

SPENT, ACTUAL = "M6Q1.budget_actual", "M6Q1.indicator_results.actual"
MISSING = [("REQ-01", ACTUAL, 1), ("REQ-01", ACTUAL, 2), ("REQ-01", SPENT, 0)]


@pytest.mark.parametrize(
    ("quarters", "due"), [((), 0), ((1,), 0), ((1,), 1), ((1, 2), 2)], ids=["none", "begun", "due", "second"]
)
def test_complete_reports_are_silent(quarters: tuple[int, ...], due: int) -> None:
    assert errors(complete(quarters=quarters, quarter=due), quarter=due) == []


@pytest.mark.parametrize("answer", [0, "๐", 0.01], ids=["zero", "thai_zero", "least"])
def test_spending_nothing_is_an_answer(answer: Cell) -> None:
    assert errors_after({at(SPENT): answer}, (1,)) == []


@pytest.mark.parametrize("answer", ["0", "-", "ยังไม่วัดในไตรมาสนี้"])
def test_an_indicator_may_be_answered_in_words(answer: str) -> None:
    assert errors_after({at(ACTUAL, 1): answer}, (1,)) == []


@pytest.mark.parametrize(("address", "record"), [(ACTUAL, 1), (ACTUAL, 2), (SPENT, 0)])
def test_a_blank_is_said_where_it_stands(address: str, record: int) -> None:
    assert errors_after({at(address, record): None}, (1,)) == [("REQ-01", address, record)]


@pytest.mark.parametrize("due", [0, 1], ids=["begun", "due"])
def test_every_blank_is_said(due: int) -> None:
    cells = without(complete(quarters=(1,), quarter=due), "M6Q1.indicator_results", SPENT)
    assert errors(cells, quarter=due) == MISSING


def test_a_quarter_that_is_due_is_asked_before_anyone_begins_it() -> None:
    asked: Found = [
        ("C-30", f"M6Q1.activity_results.{column}", record)
        for record in (1, 2)
        for column in ("status", "result")
    ]
    assert errors(complete(quarter=1), quarter=1) == [*asked, *MISSING]


def test_a_quarter_neither_due_nor_begun_is_not_asked() -> None:
    assert errors(complete(quarters=(1,), quarter=1), quarter=1) == []
    assert errors(complete(quarters=(2,), quarter=2), quarter=2) == []


def test_one_word_begins_a_quarter() -> None:
    cells = complete()
    addresses = [address for _, address, _ in errors(spoiled(cells, {at("M6Q4.problems"): "ฝนตก"}))]
    assert {address.partition(".")[0] for address in addresses} == {"M6Q4"}


def test_only_indicators_that_are_planned_are_asked() -> None:
    third = {
        at(f"M3.indicators.{k}", 3): v for k, v in {"target": 1, "unit": "คน", "kind": "เชิงปริมาณ"}.items()
    }
    assert errors_after(third, (1,)) == [("C-04", "M3.indicators.name", 3)]
    named = {**third, at("M3.indicators.name", 3): "จำนวนครู"}
    assert errors_after(named, (1,)) == [("REQ-01", ACTUAL, 3)]
