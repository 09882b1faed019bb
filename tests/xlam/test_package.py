"""The add-in's file: Microsoft's validator accepts it; it holds ribbon and settings, nothing of the day."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from emenscr_xl.xlam import package
from emenscr_xl.xlam.package import ADDIN, CONFIG_SHEET, MACRO_WORKBOOK, addin, assembled, settings
from emenscr_xl.xlam.sentences import sentence, sentences
from emenscr_xl.xlam.sources import modules
from emenscr_xl.xlam.xlwings_module import installed
from oracles import openxml, require

CONFIG = {"INTERPRETER_WIN": r"C:\โปรแกรม\python.exe", "PACKAGE": "=1+1"}
QUICKSTART = (
    Path(installed.__globals__["find_spec"]("xlwings").origin).parent / "quickstart_addin_ribbon.xlam"
)


def parts(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as opened:
        return {name: opened.read(name).decode("utf-8", "replace") for name in opened.namelist()}


def broken(content: bytes, old: str, new: str) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old.encode(), new.encode()))
    return out.getvalue()


def test_microsofts_validator_finds_nothing_in_ours_and_something_in_xlwings_own_and_in_a_broken_ribbon(
    tmp_path: Path,
) -> None:
    require(openxml.available(), "the Open XML SDK validator")
    ours, wrong = tmp_path / "emenscr.xlam", tmp_path / "wrong.xlam"
    ours.write_bytes(addin(CONFIG))
    wrong.write_bytes(broken(addin(CONFIG), ' screentip="', ' screentips="'))
    found = openxml.errors([ours, QUICKSTART, wrong])
    assert found[ours] == []
    assert found[QUICKSTART]
    assert found[wrong]


def test_the_same_sources_give_the_same_bytes() -> None:
    assert addin(CONFIG) == addin(dict(reversed(CONFIG.items()))) != addin({})
    with ZipFile(BytesIO(addin({}))) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_workbook_is_an_add_in_with_a_ribbon_of_office_2010_and_later() -> None:
    found = parts(addin({}))
    assert ADDIN in found["[Content_Types].xml"]
    assert MACRO_WORKBOOK not in found["[Content_Types].xml"]
    assert 'Target="customUI/customUI14.xml"' in found["_rels/.rels"]
    assert "http://schemas.microsoft.com/office/2009/07/customui" in found["customUI/customUI14.xml"]
    assert 'codeName="ThisWorkbook"' in found["xl/workbook.xml"]
    assert 'codeName="Sheet1"' in found["xl/worksheets/sheet1.xml"]


def test_the_sheet_of_settings_holds_what_was_given_and_every_sentence_that_vba_says() -> None:
    sheet = load_workbook(BytesIO(assembled(CONFIG, modules(), MACRO_WORKBOOK)))[CONFIG_SHEET]
    rows = {key.value: value.value or "" for key, value in sheet.iter_rows(max_col=2)}
    assert rows == settings(CONFIG)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}, "nothing is a formula"
    assert rows["SAY_NO_PYTHON"] == sentence("no_python")
    assert {key for key in rows if key.startswith("SAY_")} == {
        f"SAY_{key.upper()}" for key, said in sentences().items() if said.vba
    }
    assert rows["ADD_WORKBOOK_TO_PYTHONPATH"] == "false"
    assert rows["USE UDF SERVER"] == "True"


def test_another_xlsxwriter_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MACRO_WORKBOOK", "application/other")
    with pytest.raises(ValueError, match="xlsxwriter"):
        addin({})
