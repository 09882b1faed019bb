"""A-12 (W): code or name not in the loaded catalogue, or the two disagree. Basis: catalogue.

Open fields take their own words; a catalogue that is not loaded (V and F as shipped) says nothing.
"""

from dataclasses import replace

import pytest

from builders import at, brief, complete, definition, found, found_after, listed, spoiled, stamp, submitted
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.check import check
from emenscr_xl.core.submission import Cell
from emenscr_xl.form.catalogue import Entry

#: A field of each closed catalogue with a code that is not in it.
UNKNOWN = {
    "M1.ns_primary_goals.goal": "3.9",
    "M1.ns_primary_issue": "3.9",
    "M1.mp_primary_y2.target": "1200",
    "M1.nesdp_milestone": "14",
    "M1.nesdp_target": "12.9",
    "M1.security_plan": "18",
    "M4.activities.start": "ต้นปี",
    "M4.activities.end": "เดือนหน้า",
}
STRATEGY, Y1, POLICY, AGENCY = (
    "M1.ns_primary_strategy",
    "M1.mp_primary_y1",
    "M1.gov_policy",
    "M1.level3_plan",
)
NAME = "ยุทธศาสตร์ชาติด้านการพัฒนาและเสริมสร้างศักยภาพทรัพยากรมนุษย์"


def place(address: str) -> tuple[str, int]:
    table = definition().form.question(address)[1]
    return address, 1 if table else 0


def test_listed_codes_are_silent() -> None:
    assert found(complete()) == []


@pytest.mark.parametrize("address", UNKNOWN)
def test_a_code_that_is_not_listed_is_said_once(address: str) -> None:
    where = place(address)
    expected = [("A-12", *where)]
    if address == "M1.nesdp_milestone":
        expected.append(("ALN-01", "M1.nesdp_target", 0))
    assert found_after({at(*where): UNKNOWN[address]}) == expected


def test_a_target_of_the_official_shape_is_silent_where_the_list_is_incomplete() -> None:
    assert found_after({at("M1.mp_primary_y2.target", 1): "120009"}) == []


@pytest.mark.parametrize("answer", ["ม.ค.", "มกราคม", "01 – มกราคม"])
def test_a_month_is_understood_by_its_names(answer: Cell) -> None:
    month = submitted(spoiled(complete(), {at("M4.activities.end", 1): answer}))
    assert month.text("M4.activities.end", 1) == "01"


@pytest.mark.parametrize("answer", [1, 1.0, "1", "๑"], ids=["number", "float", "text", "thai"])
def test_a_code_that_lost_its_leading_zero_is_understood(answer: Cell) -> None:
    """Pasting from another sheet turns 01 into the number 1."""
    month = submitted(spoiled(complete(), {at("M4.activities.end", 1): answer}))
    assert month.text("M4.activities.end", 1) == "01"


@pytest.mark.parametrize(
    "answer",
    ["3", "๓", 3, 3.0, NAME, f"3 – {NAME}", f"3 - {NAME}", f"  3  —  {NAME} \n", f"๓ – {NAME}"],
    ids=["code", "thai", "number", "float", "name", "picked", "hyphen", "blanks", "thai_picked"],
)
def test_one_code_however_typed_is_silent(answer: Cell) -> None:
    assert found_after({at(STRATEGY): answer}) == []


@pytest.mark.parametrize(
    "name", ["ยุทธศาสตร์ชาติด้านความมั่นคง", NAME[:-1], "ด้านคน"], ids=["anothers", "cut_short", "short"]
)
def test_a_name_that_is_not_the_codes_is_said(name: str) -> None:
    assert found_after({at(STRATEGY): f"3 – {name}"}) == [("A-12.name", STRATEGY, 0)]


def test_blanks_within_a_name_do_not_matter() -> None:
    picked = listed("obec_policies", "OBEC-PLAN-2566-2570-3")
    assert found_after({at(AGENCY): picked.replace(" ", "\n  ")}) == []


@pytest.mark.parametrize("address", [POLICY, AGENCY])
def test_an_open_field_takes_its_own_words(address: str) -> None:
    assert found_after({at(address): "นโยบาย เรียนดี มีความสุข"}) == []


@pytest.mark.parametrize(
    ("y1", "expected"),
    [
        ("120199", []),
        ("12019", [("A-12", Y1, 0)]),
        ("1201991", [("A-12", Y1, 0)]),
        ("ไม่ทราบ", [("A-12", Y1, 0)]),
    ],
    ids=["official_shape", "a_digit_less", "a_digit_more", "words"],
)
def test_an_open_field_takes_codes_of_the_official_shape(
    y1: str, expected: list[tuple[str, str, int]]
) -> None:
    blank = {at("M1.vc_component"): None, at("M1.vc_factor"): None}
    missing = [("C-01", "M1.vc_component", 0), ("C-01", "M1.vc_factor", 0)]
    assert found_after({at(Y1): y1, **blank}) == [*expected, *missing]


def test_a_catalogue_that_is_not_loaded_says_nothing() -> None:
    assert found_after({at("M1.vc_component"): "120101V77", at("M1.vc_factor"): "120101V77F77"}) == []


def test_a_catalogue_that_the_office_loads_is_looked_up() -> None:
    form = definition().form
    components = replace(
        form.catalogues["value_chain_components"], entries={"120101V01": Entry("120101V01", "ผู้เรียน")}
    )
    loaded = replace(form, catalogues={**form.catalogues, "value_chain_components": components})
    cells = spoiled(complete(), {at("M1.vc_component"): "120101V77", at("M1.vc_factor"): "120101V77F01"})
    assert [brief(f) for f in check(submission_of(loaded, stamp(), cells))] == [
        ("A-12", "M1.vc_component", 0)
    ]


def test_a_cell_that_another_finding_speaks_of_is_not_doubted_as_well() -> None:
    assert found_after({at("M1.reform_area"): "ไม่มี"}) == [("A-06", "M1.reform_area", 0)]


def test_a_blank_is_said_once() -> None:
    assert found_after({at("M1.nesdp_target"): None}) == [("C-01", "M1.nesdp_target", 0)]
