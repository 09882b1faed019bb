"""What Excel takes: 255 characters in a message, 31 in a sheet's name, no two sheets of one name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from emenscr_xl.form.load import load_definition

Refused = Callable[..., list[str]]
MOST, LONG = "ก" * 255, "ก" * 256
TEXTS = {
    "M2.project_type.label": ("m2.toml", 'label = "ประเภทโครงการ"', 'label = "{}"'),
    "M2.area.hint": ("m2.toml", 'hint = "จังหวัด/อำเภอ/ตำบล หรือ ทั้งเขตพื้นที่"', 'hint = "{}"'),
    "M4.activities.owner.label": ("m4.toml", 'label = "ผู้รับผิดชอบ"', 'label = "{}"'),
    "M4.subactivities.label": ("m4.toml", 'label = "กิจกรรมย่อย"', 'label = "{}"'),
    "M4.subactivities.hint": ("m4.toml", 'hint = "ใส่ลำดับของกิจกรรมหลักที่กิจกรรมย่อยนี้สังกัด"', 'hint = "{}"'),
    "M4.label": ("m4.toml", 'label = "M4 กิจกรรม"', 'label = "{}"'),
    "settings.org_l2.label": ("register.toml", 'label = "หน่วยงานระดับกรม"', 'label = "{}"'),
}
SHEET = 'sheet = "M4 กิจกรรม"'
SHEET_FAULT = "M4.sheet: a sheet name has 1 to 31 characters, none of []:*?/\\"


@pytest.mark.parametrize("path", TEXTS)
def test_a_text_that_is_too_long(refused: Refused, path: str) -> None:
    file, old, new = TEXTS[path]
    assert refused((file, old, new.format(LONG))) == [f"{path}: 256 characters; Excel takes 255"]


def test_the_longest_texts_and_sheet_name_are_taken(folder: Path) -> None:
    for file, old, new in [*TEXTS.values(), ("m4.toml", SHEET, f'sheet = "{MOST[:31]}"')]:
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace(old, new.format(MOST), 1), encoding="utf-8")
    assert load_definition(folder).form.module("M4").sheet == MOST[:31]


@pytest.mark.parametrize("name", ["", MOST[:32], "M4/กิจกรรม", "M4: กิจกรรม", "[M4]", "M4?", "M4*", "M4\\\\ก"])
def test_a_sheet_name_that_excel_refuses(refused: Refused, name: str) -> None:
    assert refused(("m4.toml", SHEET, f'sheet = "{name}"')) == [SHEET_FAULT]


def test_two_sheets_of_one_name_in_any_case(refused: Refused) -> None:
    assert refused(("m4.toml", SHEET, 'sheet = "m5 งบประมาณ"')) == ["form: 'm5 งบประมาณ' stands 2 times"]
