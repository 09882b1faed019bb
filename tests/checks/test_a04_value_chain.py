"""A-04 (E): V and F carry the chosen Y1's code; F belongs to V.

Basis: criterion 1, a gate: 0 here makes the score 0. The sample's Y1 is 120101.
"""

import pytest

from builders import Found, at, complete, found, found_after
from emenscr_xl.core.submission import Cell, Where

Y1, V, F = "M1.mp_primary_y1", "M1.vc_component", "M1.vc_factor"


def after(component: Cell, factor: Cell) -> Found:
    return found_after({at(V): component, at(F): factor})


def test_the_sample_is_silent() -> None:
    assert found(complete()) == []


@pytest.mark.parametrize(
    ("component", "factor"),
    [
        ("120101V01", "120101V01F01"),
        ("120101V01", "120101F0101"),
        ("v2_120101V03", "v2_120101F0312"),
        ("v3_120101V03", "v3_120101V03F99"),
        ("120101V01 – องค์ประกอบ", "120101V01F01 – ปัจจัย"),
        ("๑๒๐๑๐๑V๐๑", "๑๒๐๑๐๑V๐๑F๐๑"),
    ],
    ids=["new", "early", "second_edition", "third_edition", "named", "thai"],
)
def test_codes_of_the_y1_are_silent(component: str, factor: str) -> None:
    assert after(component, factor) == []


@pytest.mark.parametrize(
    "component",
    [
        "V01",
        "120101",
        "120101V1",
        "120101V011",
        "12010V01",
        "120101v01",
        "120101V01F01",
        "120101F0101",
        "นักเรียน",
    ],
)
def test_a_component_of_no_shape(component: str) -> None:
    assert after(component, "120101V01F01") == [("A-04.shape", V, 0)]


@pytest.mark.parametrize(
    "factor",
    [
        "F01",
        "120101",
        "120101V01",
        "120101F01",
        "120101F010",
        "120101V01F1",
        "120101V01F001",
        "v_120101F0101",
        "ครู",
    ],
)
def test_a_factor_of_no_shape(factor: str) -> None:
    assert after("120101V01", factor) == [("A-04.shape", F, 0)]


@pytest.mark.parametrize("other", ["120102", "120201", "110301", "v3_120102"])
def test_codes_of_another_y1(other: str) -> None:
    assert after(f"{other}V01", f"{other}V01F01") == [("A-04", V, 0), ("A-04", F, 0)]


@pytest.mark.parametrize("factor", ["120102V01F01", "120102F0101"], ids=["new", "early"])
def test_only_the_factor_is_of_another_y1(factor: str) -> None:
    assert after("120101V01", factor) == [("A-04", F, 0)]


@pytest.mark.parametrize(
    "factor", ["120101V02F01", "120101F0201", "v3_120101V11F01"], ids=["new", "early", "third"]
)
def test_a_factor_of_another_component(factor: str) -> None:
    assert after("120101V01", factor) == [("A-04.component", F, 0)]


def test_another_y1_leaves_component_and_factor_behind() -> None:
    assert found_after({at(Y1): "120102"}) == [("A-04", V, 0), ("A-04", F, 0)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({at(Y1): None}, [("C-01", Y1, 0)]),
        ({at(V): None}, [("C-01", V, 0)]),
        ({at(F): None}, [("C-01", F, 0)]),
    ],
    ids=["y1", "component", "factor"],
)
def test_a_blank_is_said_once(changes: dict[Where, Cell], expected: Found) -> None:
    assert found_after(changes) == expected


def test_without_a_y1_the_factor_still_belongs_to_its_component() -> None:
    changes = {at(Y1): None, at(V): "120102V01", at(F): "120102V02F01"}
    assert found_after(changes) == [("C-01", Y1, 0), ("A-04.component", F, 0)]
