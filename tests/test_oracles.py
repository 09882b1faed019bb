"""A judge that cannot say no proves nothing: each oracle is shown a fault here."""

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

import oracles
from oracles import libreoffice, openxml

Drawing = Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]


@pytest.fixture
def office() -> None:
    oracles.require(libreoffice.available(), "LibreOffice or pdftoppm")


@pytest.fixture
def sdk() -> None:
    oracles.require(openxml.available(), "the Open XML SDK validator")


def workbook(path: Path, draw: Drawing = lambda book, sheet: None) -> Path:
    """A workbook with a number, a Thai text and what `draw` puts beside them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("แผน")
        sheet.write("A1", 6)
        sheet.write("A2", "โครงการ")
        draw(book, sheet)
    return path


def formula(text: str, cached: object, style: dict[str, str] | None = None) -> Drawing:
    return lambda book, sheet: sheet.write_formula("B1", text, book.add_format(style), cached)


def differences(tmp_path: Path, *cases: Drawing) -> list[list[str]]:
    """The differences that LibreOffice finds in one workbook for each case."""
    files = [workbook(tmp_path / f"{i}.xlsx", draw) for i, draw in enumerate(cases)]
    copies = libreoffice.recalculated(files, tmp_path / "recalculated")
    return list(map(libreoffice.formula_differences, files, copies))


@pytest.mark.usefixtures("office")
def test_a_wrong_cached_value_is_found(tmp_path: Path) -> None:
    assert differences(
        tmp_path,
        formula("=A1*7", 41),
        formula("=A2", "กิจกรรม"),
        formula('=""', 0),
        formula("=A1/0", "#DIV/0!"),
        formula("=A1/3", 2.0001),
        formula("=DATE(2026,11,22)", 46347, {"num_format": "yyyy-mm-dd"}),
    ) == [
        ["แผน!B1: cached 41, recalculated 42"],
        ["แผน!B1: cached 'กิจกรรม', recalculated 'โครงการ'"],
        ["แผน!B1: cached 0, recalculated None"],
        ["แผน!B1: cached '#DIV/0!', recalculated '#DIV/0!'"],
        ["แผน!B1: cached 2.0001, recalculated 2"],
        [f"แผน!B1: cached {datetime(2026, 11, 21)!r}, recalculated {datetime(2026, 11, 22)!r}"],
    ]


@pytest.mark.usefixtures("office")
def test_right_cached_values_pass(tmp_path: Path) -> None:
    assert (
        differences(
            tmp_path,
            formula("=A1*7", 42),
            formula("=A2", "โครงการ"),
            formula('=""', ""),
            formula("=A1>5", True),
            formula("=A1/7", 0.857142857),
            formula("=DATE(2026,11,22)", 46348, {"num_format": "yyyy-mm-dd"}),
            lambda book, sheet: sheet.write_array_formula("B1", "{=SUM(A1:A1*2)}", None, 12),
        )
        == [[]] * 7
    )


@pytest.mark.usefixtures("office")
def test_plain_resaving_trusts_the_cache(tmp_path: Path) -> None:
    wrong = workbook(tmp_path / "ทะเบียน.xlsx", formula("=A1*7", 41))
    copy = libreoffice.resaved(wrong, tmp_path / "resaved")
    assert copy.name == wrong.name
    assert load_workbook(copy, data_only=True)["แผน"]["B1"].value == 41


@pytest.mark.usefixtures("office")
def test_a_file_that_cannot_be_opened_is_an_error(tmp_path: Path) -> None:
    fine, broken = workbook(tmp_path / "fine.xlsx"), tmp_path / "broken.xlsx"
    broken.write_bytes(fine.read_bytes()[:300])
    with pytest.raises(RuntimeError, match=r"broken\.xlsx"):
        libreoffice.recalculated([fine, broken], tmp_path / "out")


def test_no_file_is_converted_onto_itself_or_another(tmp_path: Path) -> None:
    one, other = tmp_path / "a.xlsx", tmp_path / "b" / "A.xlsx"
    with pytest.raises(ValueError, match="itself"):
        libreoffice.resaved(one, tmp_path)
    with pytest.raises(ValueError, match="same name"):
        libreoffice.recalculated([one, other], tmp_path / "out")


@pytest.mark.usefixtures("office")
def test_pages_become_pictures(tmp_path: Path) -> None:
    book = workbook(tmp_path / "แผน.xlsx", lambda book, sheet: book.add_worksheet().write("A1", "หน้า 2"))
    [printed] = libreoffice.pdf([book], tmp_path / "pdf")
    pages = libreoffice.pictures(printed, tmp_path / "png")
    assert [page.read_bytes()[:4] for page in pages] == [b"\x89PNG"] * 2


@pytest.mark.usefixtures("sdk")
def test_a_fine_workbook_has_no_schema_errors(tmp_path: Path) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.data_validation("C1:C9", {"validate": "list", "source": ["ใช่", "ไม่ใช่"]})
        sheet.conditional_format("A1", {"type": "data_bar", "data_bar_2010": True})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=แผน!$A$1:$A$1"})
        sheet.insert_chart("E1", chart)

    file = workbook(tmp_path / "fine.xlsx", draw)
    assert openxml.errors([file]) == {file: []}


@pytest.mark.usefixtures("sdk")
def test_a_broken_part_is_found(tmp_path: Path) -> None:
    fine = workbook(tmp_path / "fine.xlsx")
    broken = replaced(fine, tmp_path / "broken.xlsx", b"<sheetData>", b"<nonsense/><sheetData>")
    [found] = openxml.errors([broken]).values()
    assert any(line.startswith("/xl/worksheets/sheet1.xml") and "nonsense" in line for line in found), found
    [torn] = openxml.errors([tmp_path / "missing.xlsx"]).values()
    assert len(torn) == 1


def replaced(source: Path, target: Path, old: bytes, new: bytes) -> Path:
    """A copy of a workbook with other bytes in its first sheet."""
    with zipfile.ZipFile(source) as was, zipfile.ZipFile(target, "w") as now:
        for name in was.namelist():
            part = was.read(name)
            now.writestr(name, part.replace(old, new) if name.endswith("sheet1.xml") else part)
    return target


def test_a_missing_tool_skips_at_home_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    oracles.require(True, "nothing")
    monkeypatch.setenv("CI", "false")
    with pytest.raises(pytest.skip.Exception, match="the tool is missing"):
        oracles.require(False, "the tool")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="the tool is missing"):
        oracles.require(False, "the tool")
