"""C-10 (E): target group amount above 0, with a unit. Basis: agency forms."""

import pytest

from builders import at, complete, found, found_after
from emenscr_xl.core.submission import Cell

AMOUNT, UNIT = "M3.target_groups.amount", "M3.target_groups.unit"


def test_amounts_with_units_are_silent() -> None:
    assert found(complete()) == []


@pytest.mark.parametrize(
    "amount", [1, 0.01, "๔,๓๑๐", " 118 ", 10**12], ids=["one", "least", "thai", "text", "many"]
)
def test_an_amount_above_zero_is_silent(amount: Cell) -> None:
    assert found_after({at(AMOUNT, 2): amount}) == []


@pytest.mark.parametrize(
    ("amount", "message"),
    [
        (None, "C-10"),
        (0, "C-10.range"),
        (0.0, "C-10.range"),
        ("๐", "C-10.range"),
        (-0.01, "C-10.range"),
        ("ทุกคน", "C-10.number"),
        ("118 คน", "C-10.number"),
        (True, "C-10.number"),
    ],
    ids=["blank", "zero", "float_zero", "thai_zero", "below", "word", "with_unit", "truth"],
)
def test_any_other_amount_is_said_once(amount: Cell, message: str) -> None:
    assert found_after({at(AMOUNT, 2): amount}) == [(message, AMOUNT, 2)]


def test_a_blank_unit_is_said_once() -> None:
    assert found_after({at(UNIT, 1): None}) == [("C-10", UNIT, 1)]


def test_a_begun_group_wants_amount_and_unit() -> None:
    assert found_after({at("M3.target_groups.name", 8): "ผู้ปกครอง"}) == [
        ("C-10", AMOUNT, 8),
        ("C-10", UNIT, 8),
    ]
