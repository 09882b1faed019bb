"""A-06 (W): reform field filled for FY ≥ 2566. Basis: dates: the reform plan ended on 31 Dec 2565.

A reform area that is listed is of an edition no longer in force, too: A-05 speaks of it first.
"""

import pytest

from builders import Found, at, complete, found, found_after, found_in_year, spoiled
from emenscr_xl.core.submission import Cell

REFORM = "M1.reform_area"
BOTH = [("A-05", REFORM, 0), ("A-06", REFORM, 0)]
NESDP = [("A-05", "M1.nesdp_milestone", 0), ("A-05", "M1.nesdp_target", 0)]


@pytest.mark.parametrize("answer", [None, "", "  "], ids=["none", "empty", "spaces"])
def test_blank_is_silent(answer: Cell) -> None:
    assert found(complete()) == []
    assert found_after({at(REFORM): answer}) == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("12", BOTH),
        ("12 – การศึกษา", BOTH),
        ("การศึกษา", BOTH),
        ("12.1", BOTH),
        ("ไม่มี", [("A-06", REFORM, 0)]),
        ("-", [("A-06", REFORM, 0)]),
    ],
)
def test_anything_filled_is_said(answer: str, expected: Found) -> None:
    assert found_after({at(REFORM): answer}) == expected


@pytest.mark.parametrize(
    ("fiscal_year", "expected"), [(2564, NESDP), (2565, NESDP), (2566, BOTH), (2570, BOTH)]
)
def test_from_fiscal_year_2566_on(fiscal_year: int, expected: Found) -> None:
    in_force = {at("M1.gov_policy"): "นโยบายของรัฐบาล", at("M1.level3_plan"): "แผนของเขตพื้นที่"}
    dates = {at("M2.start_date"): f"1 ต.ค. {fiscal_year - 1}", at("M2.end_date"): f"30 ก.ย. {fiscal_year}"}
    cells = spoiled(complete(), {**in_force, **dates, at(REFORM): "12"})
    assert found_in_year(cells, fiscal_year) == expected
