"""TYP-01 to TYP-03 (E): a number is a number, a date a date, a whole number has no fraction.

Basis: agency forms.
"""

from datetime import date, time

import pytest

from builders import at, complete, found, found_after
from emenscr_xl.core.submission import Cell

TOTAL, SDG, END, PERCENT = "M2.budget_total", "M1.sdg", "M2.end_date", "M6Q1.activity_results.percent"
WEIGHT = "M4.activities.weight"


def test_the_sample_is_silent() -> None:
    assert found(complete(quarters=(1, 2))) == []


@pytest.mark.parametrize(
    "typed",
    [680000, 680000.0, "680000", "680,000.00", "๖๘๐๐๐๐", "+680 000", "\u200b680000\u00a0"],
    ids=["whole", "float", "text", "separators", "thai", "sign", "invisible"],
)
def test_money_however_typed_is_silent(typed: Cell) -> None:
    assert found_after({at(TOTAL): typed}) == []


@pytest.mark.parametrize(
    "typed",
    ["หกแสน", "680000 บาท", "680.000,00", "6,80,000", "1e6", ".", "-", True, date(2026, 10, 1), float("nan")],
    ids=str,
)
def test_typ01_no_number(typed: Cell) -> None:
    assert found_after({at(TOTAL): typed}) == [("TYP-01", TOTAL, 0)]


@pytest.mark.parametrize("address", [WEIGHT, PERCENT], ids=["weight", "percent"])
def test_typ01_in_a_record(address: str) -> None:
    assert found_after({at(address, 2): "50%"}, (1,)) == [("TYP-01", address, 2)]


@pytest.mark.parametrize(
    "typed",
    [
        "สิ้นปี",
        "30 ก.ย.",
        "ก.ย. 2570",
        "31/9/2570",
        "0/1/2570",
        "1/13/2570",
        "30/9/257",
        0,
        366.5,
        -46661,
        time(8, 30),
        True,
    ],
    ids=str,
)
def test_typ02_no_date(typed: Cell) -> None:
    assert found_after({at(END): typed}) == [("TYP-02", END, 0)]


@pytest.mark.parametrize("typed", [4, 4.0, "4", "๔", "4.00"], ids=str)
def test_a_whole_number_however_typed_is_silent(typed: Cell) -> None:
    assert found_after({at(SDG): typed}) == []


@pytest.mark.parametrize("typed", [4.5, "4.01", "๔.๕", 0.999], ids=str)
def test_typ03_a_fraction_of_a_whole_number(typed: Cell) -> None:
    assert found_after({at(SDG): typed}) == [("TYP-03", SDG, 0)]


def test_a_whole_number_that_is_no_number_is_said_once() -> None:
    assert found_after({at(SDG): "ข้อ 4"}) == [("TYP-01", SDG, 0)]


@pytest.mark.parametrize("address", [SDG, WEIGHT], ids=["question", "record"])
def test_an_optional_blank_is_silent(address: str) -> None:
    assert found_after({at(address, 1 if address == WEIGHT else 0): None}) == []
