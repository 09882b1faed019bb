"""Catalogues: the CSV files that an office replaces with its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from emenscr_xl.form.load import load_definition

Refused = Callable[..., list[str]]
MONTHS, FACTORS = "catalogues/fiscal_months.csv", "catalogues/value_chain_factors.csv"


def added(folder: Path, file: str, *rows: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as stream:
        stream.writelines(f"{row}\n" for row in rows)


def test_an_absent_file(refused: Refused, folder: Path) -> None:
    (folder / MONTHS).unlink()
    assert refused() == ["catalogues.fiscal_months: the file fiscal_months.csv does not exist"]


@pytest.mark.parametrize("code", ["10", ""], ids=["twice", "blank"])
def test_a_code_that_names_two_rows_or_none(refused: Refused, folder: Path, code: str) -> None:
    added(folder, MONTHS, f"{code},เดือนอื่น,10,calendar,high")
    assert refused() == [f"catalogues.fiscal_months, row 13: code {code!r} is blank or stands twice"]


def test_a_row_with_more_values_than_columns(refused: Refused, folder: Path) -> None:
    added(folder, MONTHS, "13,เดือนสิบสาม, เดือนพิเศษ,ด.พ.,13,calendar,high")
    assert refused() == [
        "catalogues.fiscal_months: the file fiscal_months.csv cannot be read: "
        "row 13 has more values than there are columns"
    ]


def test_a_file_saved_in_the_thai_code_page(refused: Refused, folder: Path) -> None:
    text = (folder / MONTHS).read_text(encoding="utf-8")
    (folder / MONTHS).write_text(text, encoding="cp874")
    [fault] = refused()
    assert fault.startswith(
        "catalogues.fiscal_months: the file fiscal_months.csv cannot be read: 'utf-8' codec"
    )


def test_a_year_that_is_no_number(refused: Refused, folder: Path) -> None:
    added(folder, "catalogues/national_security_plan.csv", "2571-2575,18,ก,ปีหน้า,2575,unconfirmed,low")
    [fault] = refused()
    assert fault.startswith("catalogues.security_plan, row 18: cannot be read (ValueError")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param(
            'name = "{component_name_th}"',
            'name = "{component}"',
            "catalogues.value_chain_components, row 1: cannot be read (KeyError('component'))",
            id="name",
        ),
        pytest.param(
            'parent_column = "target_code"',
            'parent_column = "target"',
            "catalogues.value_chain_components, row 1: cannot be read (KeyError('target'))",
            id="parent",
        ),
        pytest.param(
            'where = { level = "Y1" }',
            'where = { levl = "Y1" }',
            "catalogues.targets_y1: the file master_plan_targets.csv has no column levl",
            id="where",
        ),
    ],
)
def test_a_column_that_is_not_there(refused: Refused, folder: Path, old: str, new: str, fault: str) -> None:
    added(folder, FACTORS, "120101,120101V01,ผู้เรียน,120101V01F01,ทักษะ,v3,,official,high")
    assert refused(("form.toml", old, new)) == [fault]


def test_factors_of_one_component_stand_in_rows_of_their_own(folder: Path) -> None:
    added(
        folder,
        FACTORS,
        "120101,120101V01,ผู้เรียน,120101V01F01,ทักษะ,v3,,official,high",
        "120101,120101V01,ผู้เรียน,120101V01F02,สุขภาวะ,v3,,official,high",
        "120101,120101V02,ครู,120101V02F01,สมรรถนะ,v3,,official,high",
    )
    catalogues = load_definition(folder).form.catalogues
    components = catalogues["value_chain_components"].entries
    factors = catalogues["value_chain_factors"].entries
    assert {code: e.parent for code, e in components.items()} == {
        "120101V01": "120101",
        "120101V02": "120101",
    }
    assert {code: e.parent for code, e in factors.items()} == {
        "120101V01F01": "120101V01",
        "120101V01F02": "120101V01",
        "120101V02F01": "120101V02",
    }


def test_a_heading_of_an_unknown_role(refused: Refused) -> None:
    edit = ("form.toml", 'parent = ["รหัสแผนย่อย", "subplan_code"]', 'parents = ["รหัสแผนย่อย"]')
    assert refused(edit) == ["form.toml: catalogues.targets_y1.headings.parents: unknown key; known are …"]
