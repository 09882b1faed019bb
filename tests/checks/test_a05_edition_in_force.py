"""A-05 (E): the plan's edition covers the fiscal year. Basis: dates.

NESDP 13 and the security plan are in force in FY2566–2570, the reform plan to FY2565; a government's policy
from the fiscal year of its statement until the next government's; an OBEC policy in the years it names.
"""

import pytest

from builders import Found, at, complete, found, found_after, found_in_year, spoiled
from emenscr_xl.core.submission import Cell, Where

MILESTONE, TARGET = "M1.nesdp_milestone", "M1.nesdp_target"
REFORM, SECURITY, POLICY, AGENCY = "M1.reform_area", "M1.security_plan", "M1.gov_policy", "M1.level3_plan"
NESDP = [("A-05", MILESTONE, 0), ("A-05", TARGET, 0)]


def of_year(fiscal_year: int, answers: dict[str, Cell]) -> Found:
    """What is found when the sample project lies in a fiscal year, with policies in its own words."""
    cells: dict[Where, Cell] = {
        at("M2.start_date"): f"1 ต.ค. {fiscal_year - 1}",
        at("M2.end_date"): f"30 ก.ย. {fiscal_year}",
        at(POLICY): "นโยบายของรัฐบาล",
        at(AGENCY): "แผนของเขตพื้นที่",
        **{at(address): answer for address, answer in answers.items()},
    }
    return found_in_year(spoiled(complete(), cells), fiscal_year)


def test_plans_in_force_are_silent() -> None:
    assert found(complete()) == []
    assert found_after({at(SECURITY): "5"}) == []


@pytest.mark.parametrize(
    ("fiscal_year", "expected"), [(2564, NESDP), (2565, NESDP), (2566, []), (2570, []), (2571, NESDP)]
)
def test_nesdp_13(fiscal_year: int, expected: Found) -> None:
    assert of_year(fiscal_year, {}) == expected


@pytest.mark.parametrize(
    ("address", "code", "in_force"),
    [
        (SECURITY, "1", range(2566, 2571)),
        (POLICY, "PRAYUT2-main-8", range(2562, 2567)),
        (POLICY, "SRETTHA-urgent-1", range(2566, 2568)),
        (POLICY, "PAETONGTARN-urgent-8", range(2567, 2569)),
        (POLICY, "ANUTIN1-urgent_count-5", range(2568, 2573)),
        (AGENCY, "OBEC-POLICY-4-1", range(2564, 2567)),
        (AGENCY, "OBEC-PLAN-2566-2570-3", range(2566, 2571)),
        (AGENCY, "OBEC-POLICY-2563-1", range(2563, 2564)),
    ],
)
@pytest.mark.parametrize("fiscal_year", range(2561, 2573))
def test_an_edition_is_in_force_from_its_first_to_its_last_year(
    address: str, code: str, in_force: range, fiscal_year: int
) -> None:
    expected = [] if 2566 <= fiscal_year <= 2570 else list(NESDP)
    if fiscal_year not in in_force:
        expected.append(("A-05", address, 0))
    assert of_year(fiscal_year, {address: code}) == expected


def test_the_reform_plan_to_2565() -> None:
    assert of_year(2565, {REFORM: "12"}) == NESDP
    assert of_year(2566, {REFORM: "12"}) == [("A-05", REFORM, 0), ("A-06", REFORM, 0)]


@pytest.mark.parametrize("address", [POLICY, AGENCY])
def test_silent_on_words_outside_the_catalogue(address: str) -> None:
    assert found_after({at(address): "นโยบายเรียนดี มีความสุข"}) == []


@pytest.mark.parametrize("address", [MILESTONE, TARGET, POLICY, AGENCY])
def test_a_blank_is_said_once(address: str) -> None:
    assert found_after({at(address): None}) == [("C-01", address, 0)]
