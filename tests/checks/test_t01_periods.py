"""T-01 (E): start ≤ end; project dates touch the fiscal year; activity dates inside the project's.

Basis: agency forms. The sample runs through fiscal year 2570: 1 Oct 2569 to 30 Sep 2570.
"""

from datetime import date

import pytest

from builders import Found, at, complete, errors, errors_after, found, one_activity
from emenscr_xl.core.submission import Cell, Where

START, END = "M2.start_date", "M2.end_date"
FROM, UNTIL = "M4.activities.start", "M4.activities.end"


def project(start: Cell, end: Cell) -> dict[Where, Cell]:
    return {at(START): start, at(END): end}


def after(start: Cell, end: Cell, first: str = "12", last: str = "01") -> Found:
    """What is found in a project of these dates whose only activity runs between these months."""
    return errors(one_activity(first, last) | project(start, end))


def test_the_sample_is_silent() -> None:
    assert errors(complete()) == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("31 ธ.ค. 2569", "1 ม.ค. 2570", []),
        (date(2026, 12, 1), date(2027, 1, 31), []),
        ("2 ม.ค. 2570", "1 ม.ค. 2570", [("T-01", START, 0)]),
        (date(2027, 9, 30), "1 ต.ค. 2569", [("T-01", START, 0)]),
    ],
    ids=["a_day_apart", "real_dates", "a_day_too_late", "exchanged"],
)
def test_the_project_starts_before_it_ends(start: Cell, end: Cell, expected: Found) -> None:
    assert after(start, end) == expected


def test_one_day_is_a_period() -> None:
    assert after("5 ม.ค. 2570", "5 ม.ค. 2570", "01", "01") == []


@pytest.mark.parametrize(
    ("start", "end", "month"),
    [
        ("1 ต.ค. 2569", "1 ต.ค. 2569", "10"),
        ("30 ก.ย. 2570", "30 ก.ย. 2570", "09"),
        ("1 ต.ค. 2560", "1 ต.ค. 2569", "10"),
        ("30 ก.ย. 2570", "30 ก.ย. 2580", "09"),
        ("1 ม.ค. 2560", "31 ธ.ค. 2580", "05"),
    ],
    ids=["first_day", "last_day", "ends_on_the_first", "starts_on_the_last", "around"],
)
def test_a_project_that_touches_the_year_is_silent(start: str, end: str, month: str) -> None:
    assert after(start, end, month, month) == []


@pytest.mark.parametrize(
    ("start", "end"),
    [("1 ต.ค. 2568", "30 ก.ย. 2569"), ("1 ต.ค. 2570", "30 ก.ย. 2571")],
    ids=["the_year_before", "the_year_after"],
)
def test_a_project_outside_the_year_is_said_with_its_months(start: str, end: str) -> None:
    assert after(start, end) == [
        ("T-01.year", START, 0),
        ("T-01.period", FROM, 1),
        ("T-01.period", UNTIL, 1),
    ]


@pytest.mark.parametrize(
    ("first", "last", "outside"),
    [
        ("12", "03", []),
        ("12", "12", []),
        ("11", "03", [("T-01.period", FROM, 1)]),
        ("12", "04", [("T-01.period", UNTIL, 1)]),
        ("10", "09", [("T-01.period", FROM, 1), ("T-01.period", UNTIL, 1)]),
        ("04", "04", [("T-01.period", FROM, 1), ("T-01.period", UNTIL, 1)]),
    ],
)
def test_months_lie_inside_the_project(first: str, last: str, outside: Found) -> None:
    assert after("31 ธ.ค. 2569", "1 มี.ค. 2570", first, last) == outside


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("10", "10", []),
        ("12", "01", []),
        ("10", "09", []),
        ("01", "12", [("T-01", FROM, 1)]),
        ("09", "10", [("T-01", FROM, 1)]),
        ("๐๙", "๐๘", [("T-01", FROM, 1)]),
    ],
)
def test_months_follow_the_fiscal_year(first: str, last: str, expected: Found) -> None:
    assert after("1 ต.ค. 2569", "30 ก.ย. 2570", first, last) == expected


def test_each_activity_is_said() -> None:
    months = {at(FROM, 2): "03", at(UNTIL, 2): "02", at(FROM, 5): "09", at(UNTIL, 5): "08"}
    assert errors_after(months) == [("T-01", FROM, 2), ("T-01", FROM, 5)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, "1 ม.ค. 2560", [("C-01", START, 0)]),
        ("1 ม.ค. 2580", None, [("C-01", END, 0)]),
        (None, None, [("C-01", START, 0), ("C-01", END, 0)]),
        ("ต้นปี", "1 ม.ค. 2560", [("TYP-02", START, 0)]),
    ],
    ids=["start", "end", "both", "no_date"],
)
def test_silent_where_a_date_cannot_be_read(start: Cell, end: Cell, expected: Found) -> None:
    assert after(start, end) == expected


@pytest.mark.parametrize("month", [FROM, UNTIL])
def test_silent_where_a_month_is_blank(month: str) -> None:
    cells = one_activity("01", "12") | {at(month, 1): None}
    assert errors(cells) == [("C-01", month, 1)]


def test_dates_in_the_wrong_order_say_nothing_of_the_months() -> None:
    assert after("1 ก.พ. 2570", "31 ม.ค. 2570", "10", "09") == [("T-01", START, 0)]


def test_dates_in_the_wrong_order_say_nothing_of_the_year() -> None:
    assert after("1 ต.ค. 2571", "1 ต.ค. 2570") == [("T-01", START, 0)]


@pytest.mark.parametrize("month", ["①", "²", "13", "0"])
def test_a_month_that_is_none_is_left_to_a12(month: str) -> None:
    assert found(one_activity(month, "01")) == [("A-12", FROM, 1)]
