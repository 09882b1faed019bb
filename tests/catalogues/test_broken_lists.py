"""A list whose hierarchy is broken is refused with all its faults at once, each at its cell."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from builders import definition
from emenscr_xl.jobs.check_catalogue import CheckedCatalogue
from official_lists import SMALL, TARGETS, VALUE_CHAIN, checked, csv_file, said

Rows = Sequence[Sequence[object]]
GOALS = ("รหัสยุทธศาสตร์ชาติ", "รหัสเป้าหมายยุทธศาสตร์ชาติ", "เป้าหมายยุทธศาสตร์ชาติ")
SUBPLANS = ("รหัสแผนแม่บท", "รหัสแผนย่อย", "แผนย่อย")
NAME = "ตัวอย่าง"


def of(tmp_path: Path, *rows: Sequence[object]) -> CheckedCatalogue:
    return checked(csv_file(tmp_path / "list.csv", rows))


def v(*, y1: str = "120101", code: str = "120101V01", name: str = NAME) -> tuple[str, ...]:
    """A row with a component and no factor."""
    return (y1, code, name, "", "")


def f(code: str = "120101V01F01", name: str = NAME, component: str = "120101V01") -> tuple[str, ...]:
    """A row with a factor of the component V01."""
    return ("120101", component, NAME, code, name)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(v(code="120101V1"), [("CAT-04", "B3")], id="shape_of_v"),
        pytest.param(v(code="V02"), [("CAT-04", "B3")], id="v_without_y1"),
        pytest.param(f("120101V01F1"), [("CAT-04", "D3")], id="shape_of_f"),
        pytest.param(v(code="", name="ตัวอย่าง ค"), [("CAT-04.blank", "B3")], id="name_without_code"),
        pytest.param(v(code="120101V02", name=""), [("CAT-06", "C3")], id="v_without_name"),
        pytest.param(f("120101V01F02", ""), [("CAT-06", "E3")], id="f_without_name"),
        pytest.param(v(name="ตัวอย่าง ข"), [("CAT-05", "B3")], id="v_twice"),
        pytest.param(f(name="ตัวอย่าง ข"), [("CAT-05", "D3")], id="f_twice"),
        pytest.param(v(y1="110101", code="120101V02"), [("CAT-07.other", "A3")], id="v_not_of_its_y1"),
        pytest.param(f("120101V02F01"), [("CAT-07.other", "B3")], id="f_not_of_its_v"),
        pytest.param(f("120101F0201"), [("CAT-07.other", "B3")], id="early_f_not_of_its_v"),
        pytest.param(f("120101F0101"), [], id="early_f"),
        pytest.param(f("v2_120101V01F01"), [], id="f_of_a_later_edition"),
        pytest.param(f(), [], id="same_again"),
        pytest.param(
            ("120199", "120199V01", NAME, "120199V01F01", NAME),
            [("CAT-08", "A3")],
            id="y1_not_in_an_incomplete_list",
        ),
    ],
)
def test_components_and_factors(
    tmp_path: Path, row: Sequence[object], expected: list[tuple[str, str]]
) -> None:
    found = of(tmp_path, VALUE_CHAIN, f(), row)
    assert said(found) == expected
    assert found.refused == any(code != "CAT-08" for code, _ in expected)


def test_factors_without_columns_of_their_parents_hang_on_what_their_codes_say(tmp_path: Path) -> None:
    found = of(tmp_path, ("รหัส V", "องค์ประกอบ", "รหัส F", "ปัจจัย"), *(row[1:] for row in SMALL))
    components, factors = found.lists
    assert [e.parent for e in components.entries] == ["120101", "120101"]
    assert [e.parent for e in factors.entries] == ["120101V01", "120101V01", "120101V02"]


def test_factors_alone_need_components_in_use(tmp_path: Path) -> None:
    found = of(tmp_path, ("รหัสองค์ประกอบ", "รหัสปัจจัย", "ปัจจัย"), ("120101V01", "120101V01F01", NAME))
    assert (said(found), [each.catalogue.key for each in found.lists]) == (
        [("CAT-07", "A2")],
        ["value_chain_factors"],
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(("12", "1301", NAME), [("CAT-07.other", "A2")], id="of_another"),
        pytest.param(("99", "9901", NAME), [("CAT-07", "A2")], id="unknown_parent"),
        pytest.param(("", "1201", NAME), [], id="the_code_names_its_parent"),
        pytest.param(("12", "120", NAME), [("CAT-07.other", "A2"), ("CAT-10", "")], id="one_digit_short"),
        pytest.param(("1", "12", NAME), [("CAT-07.other", "A2"), ("CAT-04", "B2")], id="two_digits_short"),
        pytest.param(("12", "12011", NAME), [("CAT-04", "B2")], id="too_long"),
    ],
)
def test_codes_that_name_their_parent(
    tmp_path: Path, row: Sequence[object], expected: list[tuple[str, str]]
) -> None:
    found = of(tmp_path, SUBPLANS, row)
    assert [each for each in said(found) if each[0] != "CAT-11"] == expected


def test_a_child_without_its_parent(tmp_path: Path) -> None:
    found = of(tmp_path, GOALS, ("", "1.1", NAME), ("9", "9.1", NAME))
    assert said(found) == [("CAT-07.blank", "A2"), ("CAT-07", "A3")]


@pytest.mark.parametrize(
    "row", [("รวม", "3 รายการ"), ("หมายเหตุ", ""), ("รวม ๓ รายการ", ""), ("ที่มา: ตัวอย่าง", "ตัวอย่าง")]
)
def test_a_row_under_the_table_is_one_fault(tmp_path: Path, row: Sequence[object]) -> None:
    assert said(of(tmp_path, TARGETS, ("120101", NAME), row)) == [("CAT-04.row", "A3")]


def test_a_wrong_code_is_quoted_with_every_shape_that_its_column_may_hold(tmp_path: Path) -> None:
    (wrong,) = [
        x for x in of(tmp_path, TARGETS, ("120101", NAME), ("1201012", NAME)).findings if x.code == "CAT-04"
    ]
    assert "“1201012”" in wrong.message_th
    assert wrong.message_th.endswith("แบบ 120001 หรือ 120101")
    (wrong,) = of(tmp_path, VALUE_CHAIN, f("120101V01F1")).findings
    assert wrong.message_en.endswith("like 120101V01F01 or 120101F0101 or v2_120101V01F01.")


def test_every_example_has_the_shape_of_its_catalogue() -> None:
    for catalogue in definition().form.catalogues.values():
        for example in filter(None, (catalogue.example, *catalogue.other_examples)):
            assert re.match(catalogue.shape, example)


def test_every_fault_at_once_by_row(tmp_path: Path) -> None:
    rows: Rows = [
        VALUE_CHAIN,
        v(code="120101V1"),
        v(code="120101V02", name=""),
        f("120101V01F01", ""),
        f("120101V01F01", "อื่น"),
        v(y1="110101", code="120101V03"),
    ]
    found = of(tmp_path, *rows)
    assert said(found) == [
        ("CAT-04", "B2"),
        ("CAT-06", "C3"),
        ("CAT-06", "E4"),
        ("CAT-05", "D5"),
        ("CAT-07.other", "A6"),
    ]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ("2570", (2570, 2570)),
        ("๒๕๖๖-๒๕๗๐", (2566, 2570)),
        ("พ.ศ. 2566 – 2570", (2566, 2570)),
        ("", (2570, 2570)),
        ("2026", None),
        ("ทุกปี", None),
    ],
)
def test_fiscal_years_of_the_list_itself(
    tmp_path: Path, years: str, expected: tuple[int, int] | None
) -> None:
    found = of(tmp_path, (*TARGETS, "ปีงบประมาณ"), ("120101", NAME, years))
    if expected is None:
        assert said(found) == [("CAT-09", "C2")]
    else:
        (entry,) = found.lists[0].entries
        assert (entry.first_year, entry.last_year) == expected


def test_years_that_end_before_they_begin(tmp_path: Path) -> None:
    heading = (*TARGETS, "ใช้ตั้งแต่ปีงบประมาณ", "ใช้ถึงปีงบประมาณ")
    assert said(of(tmp_path, heading, ("120101", NAME, "2570", "2566"))) == [("CAT-09", "D2")]


@pytest.mark.parametrize(("left_out", "warned"), [(0, False), (15, False), (16, True), (75, True)])
def test_a_list_that_may_be_a_part_is_taken_and_said(tmp_path: Path, left_out: int, warned: bool) -> None:
    """Of 76 entries on offer a fifth is 15.2."""
    entries = list(definition().form.catalogues["targets_y1"].entries.values())
    assert len(entries) == 76
    found = of(tmp_path, TARGETS, *((e.code, e.name) for e in entries[left_out:]))
    texts = [f.message_th for f in found.findings if f.code == "CAT-12"]
    assert [f"ตัดออก {left_out} จาก 76 รายการ" in text for text in texts] == [True] * warned
    assert not found.refused


def test_a_list_that_drops_what_others_hang_on_is_taken_and_said(tmp_path: Path) -> None:
    found = of(tmp_path, ("รหัสแผนแม่บท", "แผนแม่บท"), ("12", NAME))
    assert [code for code, _ in said(found)] == ["CAT-11", "CAT-11"]
    assert not found.refused
