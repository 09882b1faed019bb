"""T-06 (I): a date typed in CE where BE is asked, or the reverse (year ≥ 2400 is BE). Basis: everyday fault.

A real date cell is CE by nature: there it is the Buddhist year that is worth a note.
"""

from datetime import date, datetime

import pytest

from builders import Found, at, complete, found, found_after
from emenscr_xl.core.submission import Cell

START, END, RESOLUTION = "M2.start_date", "M2.end_date", "M1.cabinet_resolution_date"


def test_buddhist_years_are_silent() -> None:
    assert found(complete()) == []


@pytest.mark.parametrize(
    "typed",
    [
        "1 ต.ค. 2569",
        "๑ ตุลาคม ๒๕๖๙",
        "วันที่ 1 ตุลาคม พ.ศ. 2569",
        "01/10/2569",
        "1-10-69",
        "1.10.2569",
        "2569-10-01",
        date(2026, 10, 1),
        datetime(2026, 10, 1, 8, 30),
        date(2569, 10, 1),  # typed as asked, in a calendar of the other era
        46296,  # the day without its date format
    ],
    ids=str,
)
def test_the_first_day_however_typed_is_silent(typed: Cell) -> None:
    assert found_after({at(START): typed}) == []


@pytest.mark.parametrize(
    "typed",
    ["1 ต.ค. 2026", "1 ตุลาคม ๒๐๒๖", "01/10/2026", "2026-10-01", "2026-10-01 00:00:00"],
    ids=str,
)
def test_the_other_era_is_noted_and_understood(typed: Cell) -> None:
    assert found_after({at(START): typed}) == [("T-06", START, 0)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1/1/2444", []),
        ("31/12/2399", [("T-06", RESOLUTION, 0)]),
        (date(2399, 12, 31), []),
        (date(2444, 1, 1), []),
        ("31/12/2443", [("TYP-02", RESOLUTION, 0)]),
        (date(1900, 12, 31), [("TYP-02", RESOLUTION, 0)]),
    ],
    ids=["first_be", "last_ce", "real_last_ce", "real_first_be", "too_old", "real_too_old"],
)
def test_year_2400_on_is_buddhist_and_before_1901_ce_is_no_date(typed: Cell, expected: Found) -> None:
    assert found_after({at(RESOLUTION): typed}) == expected


def test_each_date_is_noted() -> None:
    changes = {at(RESOLUTION): "4/12/2017", at(START): "1/10/2026", at(END): "30/9/2027"}
    assert found_after(changes) == [("T-06", RESOLUTION, 0), ("T-06", START, 0), ("T-06", END, 0)]


def test_the_value_is_kept_so_that_other_rules_speak_of_it() -> None:
    assert found_after({at(END): "30/9/2026"}) == [("T-01", START, 0), ("T-06", END, 0)]


@pytest.mark.parametrize("typed", ["30 ก.พ. 2570", "29/2/2570", "29/2/2027", "ต.ค. 2569", 0], ids=str)
def test_no_date_is_no_era(typed: Cell) -> None:
    assert found_after({at(END): typed}) == [("TYP-02", END, 0)]


def test_a_leap_day_is_one_of_its_own_era() -> None:
    assert found_after({at(RESOLUTION): "29/2/2567"}) == []
    assert found_after({at(RESOLUTION): "29/2/2024"}) == [("T-06", RESOLUTION, 0)]


@pytest.mark.parametrize(
    ("address", "expected"), [(RESOLUTION, []), (START, [("C-01", START, 0)])], ids=["optional", "required"]
)
def test_a_blank_is_said_at_most_once(address: str, expected: Found) -> None:
    assert found_after({at(address): None}) == expected
