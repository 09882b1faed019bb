"""C-21 (E): months add up to quarters, quarters to lines, lines to the total, to 0.01 baht.

Basis: arithmetic. The workbook computes every sum by formula; only a figure typed over a formula can differ.
"""

from decimal import Decimal

import pytest

from builders import Found, at, complete, definition, found, found_typed_over, spoiled

#: What the sample project's sums come to: 680,000 baht in one line.
SUMS = {
    "M5.budget_lines.q1": 170000,
    "M5.budget_lines.q2": 272000,
    "M5.budget_lines.q3": 136000,
    "M5.budget_lines.q4": 102000,
    "M5.budget_lines.total": 680000,
}
GRAND = "M5.budget_plan_total"
PLANNED = [f"M6Q{quarter}.budget_planned" for quarter in (1, 2, 3, 4)]


def test_computed_sums_are_silent() -> None:
    assert found(complete()) == []


def test_every_sum_of_the_form_is_checked() -> None:
    checked = [a for r in definition().form.rules if r.code == "C-21" for a in r.fields["sums"]]
    sums = [f for _, _, f in definition().form.questions() if f.type == "sum"]
    assert set(checked) == {*SUMS, GRAND, *PLANNED}
    assert len(checked) == len(sums) == len(SUMS) + 1 + len(PLANNED)


@pytest.mark.parametrize("off", ["0", "0.01", "-0.01"])
@pytest.mark.parametrize("address", SUMS)
def test_a_right_figure_typed_over_is_silent(address: str, off: str) -> None:
    assert found_typed_over(complete(), {at(address, 1): SUMS[address] + Decimal(off)}) == []


@pytest.mark.parametrize("off", ["0.02", "-0.02", "1000", "-680000"])
@pytest.mark.parametrize("address", SUMS)
def test_a_wrong_figure_typed_over_is_said_there_alone(address: str, off: str) -> None:
    shown = {at(address, 1): SUMS[address] + Decimal(off)}
    assert found_typed_over(complete(), shown) == [("C-21", address, 1)]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [("680000.01", []), ("680000.02", [("C-21", GRAND, 0)]), ("0", [("C-21", GRAND, 0)])],
    ids=["within", "beyond", "zero"],
)
def test_the_total_of_all_lines(shown: str, expected: Found) -> None:
    assert found_typed_over(complete(), {at(GRAND): Decimal(shown)}) == expected


def test_a_figure_in_an_unused_line_is_said() -> None:
    assert found_typed_over(complete(), {at("M5.budget_lines.q2", 12): Decimal(500)}) == [
        ("C-21", "M5.budget_lines.q2", 12)
    ]


def test_each_wrong_sum_is_said() -> None:
    typed_over = (at("M5.budget_lines.q4", 1), at("M5.budget_lines.total", 1), at(GRAND))
    shown = dict.fromkeys(typed_over, Decimal(1))
    assert found_typed_over(complete(), shown) == [
        ("C-21", GRAND, 0),
        ("C-21", "M5.budget_lines.q4", 1),
        ("C-21", "M5.budget_lines.total", 1),
    ]


def test_silent_where_a_month_cannot_be_read() -> None:
    month = "M5.budget_lines.month_12"
    cells = spoiled(complete(), {at(month, 1): "แสนกว่า"})
    shown = dict.fromkeys(
        (at("M5.budget_lines.q1", 1), at("M5.budget_lines.total", 1), at(GRAND)), Decimal(1)
    )
    assert found_typed_over(cells, shown) == [("TYP-01", month, 1)]
