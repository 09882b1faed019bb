"""VAL-01 to VAL-04 (E): an answer is among its choices, in its range, not too long, of the right form.

Basis: agency forms.
"""

import pytest

from builders import Found, at, complete, errors, errors_after
from emenscr_xl.core.submission import Cell

SOURCE, SDG, WEIGHT = "M2.budget_source", "M1.sdg", "M4.activities.weight"
YEAR, MONTH, PERCENT = (
    "M5.budget_lines.fiscal_year",
    "M5.budget_lines.month_10",
    "M6Q1.activity_results.percent",
)
POSITION, PHONE, EMAIL = "M2.coordinator_position", "M2.coordinator_phone", "M2.coordinator_email"


def test_the_sample_is_silent() -> None:
    assert errors(complete(quarters=(1, 2))) == []


@pytest.mark.parametrize("typed", ["เงินรายได้", " เงินรายได้\n", "\u200bเงินรายได้"])
def test_a_choice_is_silent(typed: str) -> None:
    assert errors_after({at(SOURCE): typed}) == []


@pytest.mark.parametrize("typed", ["งบกลาง", "เงิน", "เงิน รายได้", "เงินรายได้, เงินอื่น", 1, True], ids=str)
def test_val01_no_choice(typed: Cell) -> None:
    assert errors_after({at(SOURCE): typed}) == [("VAL-01", SOURCE, 0)]


@pytest.mark.parametrize(
    ("address", "record", "inside", "outside"),
    [
        (SDG, 0, [1, 17, "๑๗"], [0, 18, -4, "๑๘"]),
        (WEIGHT, 1, [0, 100, 33.3], [-0.01, 100.01, 101]),
        (YEAR, 1, [2560, 2580], [2559, 2581, 2027]),
        (PERCENT, 1, [100, "100.0"], [100.01, -1]),
        (PERCENT, 2, [0, "๐"], [-0.01]),
    ],
    ids=["sdg", "weight", "year", "percent_done", "percent_begun"],
)
def test_val02_numbers_at_the_edge_of_their_range(
    address: str, record: int, inside: list[Cell], outside: list[Cell]
) -> None:
    for answer in inside:
        assert errors_after({at(address, record): answer}, (1,)) == [], answer
    for answer in outside:
        assert errors_after({at(address, record): answer}, (1,)) == [("VAL-02", address, record)], answer


def test_val02_a_negative_month_is_said_once_and_no_total_is_doubted() -> None:
    assert errors_after({at(MONTH, 1): -1}) == [("VAL-02", MONTH, 1)]


def test_val02_a_negative_budget_is_said_once() -> None:
    assert errors_after({at("M2.budget_total"): -5}, (1,)) == [("VAL-02", "M2.budget_total", 0)]


def test_val02_negative_spending() -> None:
    assert errors_after({at("M6Q1.budget_actual"): -1}, (1,)) == [("VAL-02", "M6Q1.budget_actual", 0)]


@pytest.mark.parametrize(
    ("address", "most"),
    [(POSITION, 120), ("M2.area", 500), ("M1.ns_primary_explain", 4000), ("M3.rationale", 8000)],
)
def test_val03_the_longest_text(address: str, most: int) -> None:
    assert errors_after({at(address): "ก" * most}) == []
    assert errors_after({at(address): f"  {'ก' * most}\n"}) == []
    assert errors_after({at(address): "ก" * (most + 1)}) == [("VAL-03", address, 0)]


def test_val03_in_a_record() -> None:
    assert errors_after({at("M3.outputs.unit", 2): "ค" * 61}) == [("VAL-03", "M3.outputs.unit", 2)]


@pytest.mark.parametrize(
    "phone",
    [
        "042711234",
        "0812345678",
        "081-234-5678",
        "08 1234 5678",
        "๐๘๑-๒๓๔-๕๖๗๘",
        "042-711234 ต่อ 12",
        "042711234 ext.9",
    ],
)
def test_val04_a_phone_number_is_silent(phone: str) -> None:
    assert errors_after({at(PHONE): phone}) == []


@pytest.mark.parametrize(
    "phone",
    ["04271123", "812345678", 812345678, "+66812345678", "โทรศัพท์", "0812345678 / 0898765432", "081234567x"],
    ids=str,
)
def test_val04_no_phone_number(phone: Cell) -> None:
    assert errors_after({at(PHONE): phone}) == [("VAL-04", PHONE, 0)]


@pytest.mark.parametrize("email", ["a@b.co", "somchai.plan@example.go.th"])
def test_val04_an_address_is_silent(email: str) -> None:
    assert errors_after({at(EMAIL): email}) == []


@pytest.mark.parametrize(
    "email", ["example.go.th", "a@b", "a b@example.com", "a@example.", "a@@example.com", "a@x.com, b@x.com"]
)
def test_val04_no_address(email: str) -> None:
    assert errors_after({at(EMAIL): email}) == [("VAL-04", EMAIL, 0)]


@pytest.mark.parametrize(
    ("address", "expected"),
    [(SOURCE, [("C-01", SOURCE, 0)]), (PHONE, [("C-01", PHONE, 0)]), (SDG, [])],
    ids=["choice", "phone", "optional"],
)
def test_a_blank_is_said_at_most_once(address: str, expected: Found) -> None:
    assert errors_after({at(address): None}) == expected
