"""The xlwings engine over LibreOffice: it gives what Excel's gives, by files and documents read otherwise."""

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from inspect import signature
from pathlib import Path
from types import FunctionType
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwings as xw
from openpyxl.styles import Protection
from openpyxl.workbook.protection import WorkbookProtection

import support
from emenscr_xl.addin import ALLOWED
from oracles import require
from support.books import Book, Books
from support.engine import App
from support.formulas import to_excel, to_libreoffice
from support.ranges import Font, Range
from support.sheets import Sheet, Sheets

ROOT = Path(__file__).parents[2]
FORM = ROOT / "workbook_templates/built/form-2570.xlsx"
ADDIN = "'emenscr.xlam'!"
THAI = "ก'ข ค"

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture(scope="module")
def app() -> Iterator[xw.App]:
    require(support.available(), "LibreOffice with python3-uno")
    with support.libreoffice_app() as found:
        yield found


@pytest.fixture
def form(app: xw.App, tmp_path: Path) -> Iterator[xw.Book]:
    yield from _opened(app, Path(shutil.copy(FORM, tmp_path / "แบบ 1.xlsx")))


@pytest.fixture
def blank(app: xw.App, tmp_path: Path) -> Iterator[xw.Book]:
    path = tmp_path / "blank.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet(THAI)
        workbook.add_worksheet("Other")
    yield from _opened(app, path)


def _opened(app: xw.App, path: Path) -> Iterator[xw.Book]:
    book = app.books.open(path)
    name = book.name
    yield book
    if name in [other.name for other in app.books]:
        book.close()


def _plain(value: Any) -> Any:
    """A value of openpyxl's as xlwings gives it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return None if value == "" else value


def test_every_value_of_the_form_is_the_one_in_its_file(form: xw.Book) -> None:
    for sheet in openpyxl.load_workbook(FORM, data_only=True):
        given = form.sheets[sheet.title].range((1, 1), (sheet.max_row, sheet.max_column))
        expected = [[_plain(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        assert given.options(ndim=2, err_to_str=True).value == expected, sheet.title


def test_every_formula_of_the_form_is_the_one_in_its_file(form: xw.Book) -> None:
    compared = 0
    for sheet in openpyxl.load_workbook(FORM):
        given = form.sheets[sheet.title].range((1, 1), (sheet.max_row, sheet.max_column)).formula
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            text = getattr(cell.value, "text", cell.value)  # an array's formula is an object
            plain = re.sub(r"'(\w+)'!", r"\1!", text)  # quotes that Excel leaves out
            assert given[cell.row - 1][cell.column - 1] == plain, cell
            compared += 1
    assert compared > 1000


# What a cell has, the format, and what Excel gives through COM and xlwings: value, formula.
CELLS: list[tuple[Any, str | None, Any, str]] = [
    (12.5, None, 12.5, "12.5"),
    (3, "#,##0", 3.0, "3"),
    ("5", None, "5", "5"),
    ("007", "@", "007", "007"),
    ("=1+1", None, "=1+1", "=1+1"),
    ("'x", None, "'x", "'x"),
    ("สอง\nบรรทัด", None, "สอง\nบรรทัด", "สอง\nบรรทัด"),
    (True, None, True, "TRUE"),
    (False, "@", False, "FALSE"),
    (1, None, 1.0, "1"),
    (datetime(2026, 10, 1), "d/m/yyyy", datetime(2026, 10, 1), "46296"),
    (datetime(2026, 10, 1, 8, 30), "yyyy-mm-dd hh:mm", datetime(2026, 10, 1, 8, 30), "46296.3541666667"),
    (datetime(2026, 10, 1), "[$-D07041E]d mmm yyyy", datetime(2026, 10, 1), "46296"),
    (0.75, "hh:mm", datetime(1899, 12, 30, 18), "0.75"),
    (46296, "0", 46296.0, "46296"),
    (-5, "d/m/yyyy", -5.0, "-5"),
    (12.5, "[$฿-41E]#,##0.00", Decimal("12.5"), "12.5"),
    (("=1>0", True), None, True, "=1>0"),
    (("=1/0", "#DIV/0!"), None, "#DIV/0!", "=1/0"),
    (("=NA()", "#N/A"), None, "#N/A", "=NA()"),
    (('="a"+1', "#VALUE!"), None, "#VALUE!", '="a"+1'),
    (("=nosuch()", "#NAME?"), None, "#NAME?", "=nosuch()"),
    (("=#REF!", "#REF!"), None, "#REF!", "=#REF!"),
    (('=""', ""), None, None, '=""'),
    (("='ก''ข ค'!A1&\"a;b!c\"", "12.5a;b!c"), None, "12.5a;b!c", "='ก''ข ค'!A1&\"a;b!c\""),
    (("=SUM({1,2;3,4},SUM(A1:A2))", 25.5), None, 25.5, "=SUM({1,2;3,4},SUM(A1:A2))"),
    (("=IF(TRUE,SUM((A1,A2)),FALSE)", 15.5), None, 15.5, "=IF(TRUE,SUM((A1,A2)),FALSE)"),
]


@pytest.fixture(scope="module")
def cells(app: xw.App, tmp_path_factory: pytest.TempPathFactory) -> Iterator[xw.Range]:
    """The column that has the cells above."""
    path = tmp_path_factory.mktemp("cells") / "cells.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet(THAI)
        for row, (content, code, _, _) in enumerate(CELLS):
            look = workbook.add_format({"num_format": code} if code else {})
            match content:
                case (formula, result):
                    sheet.write_formula(row, 0, formula, look, result)
                case bool():
                    sheet.write_boolean(row, 0, content, look)
                case str():
                    sheet.write_string(row, 0, content, look)
                case datetime():
                    sheet.write_datetime(row, 0, content, look)
                case _:
                    sheet.write_number(row, 0, content, look)
    for book in _opened(app, path):
        yield book.sheets[0].range((1, 1), (len(CELLS), 1))


def test_values_have_the_types_that_excel_gives(cells: xw.Range) -> None:
    given = cells.options(ndim=1, err_to_str=True).value
    for (content, _, expected, _), value in zip(CELLS, given, strict=True):
        assert (value, type(value)) == (expected, type(expected)), content


def test_formulas_are_in_english_and_constants_as_in_the_formula_bar(cells: xw.Range) -> None:
    assert [row[0] for row in cells.formula] == [formula for _, _, _, formula in CELLS]


def test_raw_values_are_the_ones_of_com(cells: xw.Range) -> None:
    raw = dict(zip((str(content) for content, *_ in CELLS), (row[0] for row in cells.raw_value), strict=True))
    assert raw["('=NA()', '#N/A')"] == -2146826246
    assert raw["2026-10-01 08:30:00"].tzinfo is not None
    assert cells[0].raw_value == 12.5
    assert cells.options(ndim=1).value[-9] is None  # an error, without err_to_str
    assert cells.options(ndim=1, numbers=int, empty="–").value[0] == 12


def test_the_used_range_begins_at_the_first_used_cell(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "used.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(3, 2, "first")
        sheet.write(6, 5, "last")
        workbook.add_worksheet("empty")
    for book in _opened(app, path):
        used = book.sheets[0].used_range
        assert (used.row, used.column, used.shape, used.count) == (4, 3, (4, 4), 16)
        assert (used.last_cell.row, used.last_cell.column, used.last_cell.value) == (7, 6, "last")
        assert book.sheets["empty"].used_range.address == "$A$1"
        assert book.sheets[0]["$C$4:F7"] == used == book.sheets[0].range((4, 3), (7, 6))
        with pytest.raises(support.ComError):
            book.sheets[0].range("no such name")


def test_nothing_is_added_after_a_very_hidden_last_sheet_as_excel_would_have_to_move_it(
    form: xw.Book,
) -> None:
    names = [sheet.name for sheet in form.sheets]
    assert names[-1] == "_stamp"
    with pytest.raises(support.ComError, match="Move"):
        form.sheets.add("ผลตรวจ", after=form.sheets[-1])
    assert [sheet.name for sheet in form.sheets] == [*names[:-1], "Sheet1", "_stamp"], "it was added before"
    form.sheets["Sheet1"].delete()
    form.sheets.add("ก", after=form.sheets[-2])
    form.sheets.add("ข", before=form.sheets[0])
    assert [sheet.name for sheet in form.sheets] == ["ข", *names[:-1], "ก", "_stamp"]


def test_a_tuple_and_a_range_are_no_area_as_on_macos(blank: xw.Book) -> None:
    sheet = blank.sheets[0]
    last = sheet.range("C4")
    for first, second in (((1, 1), last), (last, (1, 1)), ("A1", last), (last, "A1")):
        with pytest.raises(AttributeError, match="has no attribute 'row'"):
            sheet.range(first, second)
    assert sheet.range(sheet.range("A1"), last).address == sheet.range((1, 1), (4, 3)).address == "$A$1:$C$4"


def test_errors_of_newer_excels_are_numbers_that_xlwings_does_not_know(blank: xw.Book) -> None:
    area = blank.sheets[0].range("A1:B2")
    area.value = [[1, "ก"], ["=NA()", 4]]
    blank.impl.facts.newer_errors |= {
        (THAI, "B1"): "#SPILL!",
        (THAI, "A9"): "#CALC!",
        ("Other", "A1"): "#FIELD!",
    }
    assert area.options(err_to_str=True).value == [[1.0, -2146826243], ["#N/A", 4.0]]
    assert area.value[0] == [1.0, -2146826243]
    assert type(area.value[0][1]) is int
    assert blank.sheets["Other"].range("A1").value == -2146826239


# What is assigned; the value and the formula that Excel has then.
TYPED: list[tuple[Any, Any, str]] = [
    ("ข้อความ", "ข้อความ", "ข้อความ"),
    ("'=1+1", "=1+1", "=1+1"),
    ("''x", "'x", "'x"),
    ("'5", "5", "5"),
    ("5", 5.0, "5"),
    ("1,234.50", 1234.5, "1234.5"),
    ("50%", 0.5, "0.5"),
    ("true", True, "TRUE"),
    ("#N/A", "#N/A", "#N/A"),
    ("2026-10-01", datetime(2026, 10, 1), "46296"),
    ("10/1/2026 8:30", datetime(2026, 10, 1, 8, 30), "46296.3541666667"),
    ("M4.2", "M4.2", "M4.2"),
    ("1 ต.ค. 2569", "1 ต.ค. 2569", "1 ต.ค. 2569"),
    ("- รายการ", "#NAME?", "=- รายการ"),
    ("=1+1", 2.0, "=1+1"),
    ("=SUM({1,2;3,4},SUM((C1,C2)))", 10.0, "=SUM({1,2;3,4},SUM((C1,C2)))"),
    ("=IF(TRUE,Other!A1&\"a,b\",'ก''ข ค'!B1)", "a,b", "=IF(TRUE,Other!A1&\"a,b\",'ก''ข ค'!B1)"),
    (7, 7.0, "7"),
    (0.1, 0.1, "0.1"),
    (True, True, "TRUE"),
    (False, False, "FALSE"),
    (date(2026, 10, 1), datetime(2026, 10, 1), "46296"),
    (datetime(2026, 10, 1, 8, 30), datetime(2026, 10, 1, 8, 30), "46296.3541666667"),
    (Decimal("2.5"), 2.5, "2.5"),
    (float("nan"), None, ""),
    (None, None, ""),
    ("", None, ""),
]


def test_what_is_assigned_is_taken_as_excel_takes_it(blank: xw.Book) -> None:
    sheet = blank.sheets[0]
    area = sheet.range((1, 1), (len(TYPED), 1))
    area.value = [[True]] * len(TYPED)  # what was there before leaves nothing behind
    sheet.range("A1").value = [[given] for given, _, _ in TYPED]
    for (given, expected, _), value in zip(TYPED, area.options(ndim=1, err_to_str=True).value, strict=True):
        assert (value, type(value)) == (expected, type(expected)), given
    assert [row[0] for row in area.formula] == [formula for _, _, formula in TYPED]
    for row, (given, expected, _) in enumerate(TYPED, start=1):
        cell = sheet.range((row, 2))
        cell.value = given
        assert cell.options(err_to_str=True).value == expected, given


def test_a_saved_book_has_what_was_assigned(blank: xw.Book) -> None:
    path = Path(blank.fullname)
    rows = [["'=1+1", "'007", True, datetime(2026, 10, 1)], ["=1/0", "=NA()", "=SQRT(-1)", None]]
    blank.sheets[0].range("B2").value = rows
    live = blank.sheets[0].range("B3:E3").options(err_to_str=True).value
    assert not app_macro(blank, "Books.IsSaved")(blank.name)
    blank.save()
    assert app_macro(blank, "Books.IsSaved")(blank.name)
    saved = openpyxl.load_workbook(path, data_only=True)[THAI]
    texts = [saved["B2"], saved["C2"]]
    assert [(cell.value, cell.data_type) for cell in texts] == [("=1+1", "s"), ("007", "s")]
    assert (saved["D2"].value, saved["E2"].value) == (True, datetime(2026, 10, 1))
    assert [cell.value for cell in saved["B3:E3"][0]] == live == ["#DIV/0!", "#N/A", live[2], None]


def app_macro(book: xw.Book, name: str) -> Any:
    return book.app.macro(ADDIN + name)


def test_a_cell_with_the_format_of_text_keeps_everything_as_text(blank: xw.Book) -> None:
    area = blank.sheets[0].range("A1:F1")
    area.impl.sheet.uno.getCellRangeByName("A1:F1").NumberFormat = 100  # text
    area.value = ["5", 5, "=1+1", True, "'=x", datetime(2026, 10, 1)]
    assert area.value == ["5", "5", "=1+1", "TRUE", "=x", "10/1/2026"]


def test_links_lead_to_sheets_of_any_name(blank: xw.Book) -> None:
    link = '=HYPERLINK("#\'ก\'\'ข ค\'!A1","ไป, ที่ ""นี่""")'
    blank.sheets["Other"].range("A1:A2").value = [[link], [link]]
    assert blank.sheets["Other"].range("A2").value == 'ไป, ที่ "นี่"'
    assert blank.sheets["Other"].range("A1").formula == link
    blank.save()
    assert openpyxl.load_workbook(blank.fullname)["Other"]["A1"].value == link


def test_formulas_change_their_grammar_both_ways() -> None:
    both = {
        "=SUM('ก ข'!A1:B2,{1,2;3,4})": "=SUM($'ก ข'.A1:B2;{1;2|3;4})",
        '=IF(A1="a;b,c!",TRUE,1.5)': '=IF(A1="a;b,c!";TRUE();1.5)',
        "=SUM((A1,B2),'ป้า'!$C:$C)": "=SUM((A1~B2);$'ป้า'.$C:$C)",
        "=STDEV.S(A1,#REF!)": "=STDEV.S(A1;#REF!)",
        '={"a,b;c",1}': '={"a,b;c";1}',
    }
    assert {excel: to_libreoffice(excel) for excel in both} == both
    assert {to_excel(other): other for other in both.values()} == both
    assert to_excel("=$_checks.$O$1&$ก.A1") == "=_checks!$O$1&ก!A1"
    assert to_libreoffice("=_checks!$O$1&ก!A1") == "=$'_checks'.$O$1&$'ก'.A1"


@pytest.mark.parametrize(
    "wrong",
    ["=1+", "=SUM(1", '=IF(1,,"', f'="{"ก" * 256}"', "@x", "'" + "ก" * 32_768],
    ids=["open", "bracket", "quote", "long literal", "at", "long text"],
)
def test_what_excel_cannot_take_is_refused(blank: xw.Book, wrong: str) -> None:
    with pytest.raises(support.ComError):
        blank.sheets[0].range("A1").value = wrong
    assert blank.sheets[0].range("A1").value is None


def test_a_locked_cell_refuses_contents_and_a_protected_sheet_formats(form: xw.Book) -> None:
    sheet = form.sheets["M4 กิจกรรม"]
    page = openpyxl.load_workbook(FORM)["M4 กิจกรรม"]
    free = next(cell for row in page.iter_rows() for cell in row if not cell.protection.locked)
    cell, beside = sheet.range(free.coordinate), sheet.range((free.row, 1))
    before = beside.value
    cell.value = "ตอบ"
    assert cell.value == "ตอบ"
    cell.value = None
    assert cell.value is None
    for refused in (
        lambda: setattr(beside, "value", "x"),
        lambda: setattr(sheet.range((free.row, 1), free.coordinate), "value", "x"),
        lambda: setattr(cell, "color", (255, 0, 0)),
        lambda: setattr(cell.font, "bold", True),
        lambda: setattr(cell, "column_width", 9),
    ):
        with pytest.raises(support.ComError, match="protected sheet"):
            refused()
    assert beside.value == before
    assert cell.color == _fill(free)


def _fill(cell: Any) -> tuple[int, ...] | None:
    colour = cell.fill.start_color.rgb if cell.fill.fill_type == "solid" else None
    return colour and tuple(bytes.fromhex(colour[2:]))


def test_protection_is_lifted_and_put_back_with_its_options(form: xw.Book) -> None:
    lift, restore = (app_macro(form, f"Protection.{name}") for name in ("Lift", "Restore"))
    name, path = "M4 กิจกรรม", Path(form.fullname)
    kept = lift(form.name, name)
    assert kept
    assert lift(form.name, name) == ""
    form.sheets[name].range("A1").color = (255, 0, 0)
    with pytest.raises(ValueError, match="not what was kept"):
        restore(form.name, name, "1,1,1")
    assert restore(form.name, name, kept) is True
    with pytest.raises(support.ComError):
        form.sheets[name].range("A1").color = None
    before = _protections(path)
    form.save()
    assert len(before) > 10
    assert _protections(path) == before


def _protections(path: Path) -> list[dict[str, str]]:
    """The options of every sheet that has some."""
    with zipfile.ZipFile(path) as package:
        pages = [name for name in package.namelist() if "worksheets/sheet" in name and name.endswith(".xml")]
        texts = [package.read(name).decode() for name in sorted(pages)]
    found = (re.search(r"<sheetProtection ([^>]*)/>", text) for text in texts)
    words = {"true": "1", "false": "0"}
    return [
        {key: words.get(value, value) for key, value in re.findall(r'(\w+)="(\w+)"', one[1])}
        for one in found
        if one
    ]


def test_what_a_password_protects_stays_protected(app: xw.App, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.protection.set_password("secret")
    workbook.active.protection.enable()
    workbook.active["B1"].protection = Protection(locked=False)
    workbook.save(tmp_path / "secret.xlsx")
    for book in _opened(app, tmp_path / "secret.xlsx"):
        assert app_macro(book, "Protection.Lift")(book.name, "Sheet") == "locked"
        book.sheets[0].range("B1").value = 1
        with pytest.raises(support.ComError):
            book.sheets[0].range("A1").value = 1


def test_a_protected_structure_refuses_every_change_of_sheets(app: xw.App, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.create_sheet("Other")
    workbook.security = WorkbookProtection(lockStructure=True)
    workbook.save(tmp_path / "structure.xlsx")
    for book in _opened(app, tmp_path / "structure.xlsx"):
        for refused in (
            lambda book=book: book.sheets.add("new"),
            lambda book=book: book.sheets["Other"].delete(),
            lambda book=book: setattr(book.sheets["Other"], "name", "new"),
        ):
            with pytest.raises(support.ComError, match="structure"):
                refused()
        kept = app_macro(book, "Protection.LiftBook")(book.name)
        book.sheets.add("new")
        app_macro(book, "Protection.RestoreBook")(book.name, kept)
        with pytest.raises(support.ComError):
            book.sheets["new"].delete()
        assert [sheet.name for sheet in book.sheets] == ["new", "Sheet", "Other"]


def test_fills_are_described_painted_and_put_back_by_one_call_each(form: xw.Book) -> None:
    where = form.name, "M5 งบประมาณ"
    describe, paint, restore = (app_macro(form, f"Fills.{name}") for name in ("Describe", "Paint", "Restore"))
    page = openpyxl.load_workbook(FORM)[where[1]]
    shown = [cell for row in page["A1:F6"] for cell in row]
    cells = ",".join(cell.coordinate for cell in shown)
    before = describe(*where, cells)
    assert before.split(",") == [_text(_fill(cell)) for cell in shown]
    assert len(set(before.split(","))) > 2
    assert paint(*where, cells, 1, 2, 3) is restore(*where, cells, before) is False, "it is protected"
    app_macro(form, "Protection.Lift")(*where)
    assert paint(*where, cells, 1, 2, 3) is True
    assert describe(*where, cells) == ",".join([_text((1, 2, 3))] * len(shown))
    assert restore(*where, cells, before) is True
    assert describe(*where, cells) == before
    form.app.impl.macros.strange.add((where[1], "B1"))
    assert describe(*where, "A1,B1") == before.split(",")[0] + ",", "a gradient"
    form.app.impl.macros.strange.clear()


def _text(colour: tuple[int, ...] | None) -> str:
    """A fill as macros/Fills.bas says it."""
    return "-" if colour is None else f"P1/R{colour[0] + colour[1] * 256 + colour[2] * 65536}/A"


def test_fills_of_what_is_not_there_are_an_answer_and_other_texts_a_mistake(blank: xw.Book) -> None:
    describe, paint, restore = (
        app_macro(blank, f"Fills.{name}") for name in ("Describe", "Paint", "Restore")
    )
    assert describe("no such book", "Other", "A1,B2") == describe(blank.name, "no such", "A1,B2") == ","
    assert describe(blank.name, "Other", "A1,??") == "-,"
    assert paint(blank.name, "no such", "A1", 1, 2, 3) is False
    assert paint(blank.name, "Other", "A1,??", 1, 2, 3) is False
    assert restore(blank.name, "Other", "A1,B2", "-") is False
    for wrong in ("#F9DEDC", "", "P1/T5:0.4/A"):
        with pytest.raises(ValueError, match="describes no fill"):
            restore(blank.name, "Other", "A1", wrong)


def test_looks_reach_thai_text_too(blank: xw.Book) -> None:
    area = blank.sheets[0].range("B2:C3")
    area.font.bold, area.font.size, area.font.name, area.font.color = True, 14, "TH Sarabun New", (0, 0, 255)
    area.color, area.wrap_text = "#FFC7CE", True
    area.column_width = 20
    found = blank.app.impl.desktop.CurrentComponent.Sheets.getByIndex(0).getCellRangeByName("C3")
    assert (found.CharWeightComplex, found.CharHeightComplex) == (150, 14)
    assert (found.CharFontNameComplex, found.CharFontName) == ("TH Sarabun New",) * 2
    assert (area.font.bold, area.font.size, area.font.color) == (True, 14, (0, 0, 255))
    assert (area.color, area.wrap_text) == ((255, 199, 206), True)
    assert area.column_width == pytest.approx(20, abs=0.1)
    blank.sheets[0].range("E1").column_width = 0
    assert not found.Spreadsheet.Columns.getByName("E").IsVisible
    assert blank.sheets[0].range("A1:C3").font.bold is None
    blank.save()
    saved = openpyxl.load_workbook(blank.fullname)[THAI]
    assert (saved["B2"].font.b, saved["B2"].font.name, saved["B2"].fill.start_color.rgb) == (
        True,
        "TH Sarabun New",
        "FFFFC7CE",
    )


def _in_front(book: xw.Book) -> str:
    return str(book.impl.uno.CurrentController.ActiveSheet.Name)


def test_sheets_are_added_named_and_deleted_as_in_excel(blank: xw.Book) -> None:
    last = blank.sheets.add("ผลตรวจ", after=blank.sheets[-1])
    assert ([sheet.name for sheet in blank.sheets], _in_front(blank), last.book) == (
        [THAI, "Other", "ผลตรวจ"],
        "ผลตรวจ",
        blank,
    )
    assert blank.sheets["OTHER"].name == "Other"  # names differ by more than capitals
    assert last.name not in blank.sheets  # as on Windows and macOS, which look for a name among objects
    for wrong in ("x" * 32, "a/b", "'quoted", "other"):
        with pytest.raises((support.ComError, ValueError)):
            last.name = wrong
    with pytest.raises((support.ComError, ValueError)):
        blank.sheets.add("other")
    with pytest.raises(support.ComError):
        blank.sheets["no such sheet"]
    last.delete()
    blank.sheets["Other"].impl.uno.IsVisible = False
    app_macro(blank, "Books.ShowSheet")(blank.name, "Other")
    assert _in_front(blank) == THAI
    with pytest.raises(support.ComError, match="visible"):
        blank.sheets[THAI].delete()
    with pytest.raises(support.ComError):
        last.range("A1").value = 1
    assert [sheet.name for sheet in blank.sheets] == [THAI, "Other"]


def test_the_active_book_is_the_one_opened_or_shown_last(app: xw.App, blank: xw.Book, tmp_path: Path) -> None:
    shutil.copy(blank.fullname, tmp_path / "new.xlsx")
    new = app.books.open(tmp_path / "new.xlsx")
    assert (app.books.active, xw.books.active, new.fullname) == (new, new, str(tmp_path / "new.xlsx"))
    show = app.macro(f"{ADDIN}Books.Show")
    show("no such book.xlsx")
    show(blank.name)
    assert (xw.apps.active, app.books.active) == (app, blank)
    for sheet in ("Other", "no such"):
        app.macro(f"{ADDIN}Books.ShowSheet")(blank.name, sheet)
        assert _in_front(blank) == "Other"
    show(new.name)
    assert app.books.open(blank.fullname) == blank
    show(blank.name)
    new.close()
    assert app.books.active == blank
    with pytest.raises(support.ComError):
        new.sheets[0].range("A1").value = 1
    with pytest.raises(KeyError):
        app.books["no such book.xlsx"]
    app.impl.addins.add(blank.name)
    try:
        assert blank.name not in [book.name for book in app.books]
        app.impl.addins.update(book.name for book in app.books)
        with pytest.raises(AttributeError):  # as there is none
            app.books.active.name  # noqa: B018
    finally:
        app.impl.addins.clear()


def test_what_the_person_sees_is_recorded_and_answered(app: xw.App) -> None:
    shown = len(app.impl.alerts)
    app.impl.answers[:] = ["no"]
    assert app.alert("ทำต่อหรือไม่", "eMENSCR", "yes_no", "info") == "no"
    assert app.alert("เสร็จ") == "ok"
    assert app.impl.alerts[shown:] == [
        support.Alert("ทำต่อหรือไม่", "eMENSCR", "yes_no", "info"),
        support.Alert("เสร็จ", None, "ok", None),
    ]
    with app.properties(screen_updating=False, status_bar="1 จาก 2"):
        assert (app.screen_updating, app.status_bar) == (False, "1 จาก 2")
        app.status_bar = "2 จาก 2"
    assert (app.screen_updating, app.status_bar) == (True, False)
    assert app.impl.statuses[-3:] == ["1 จาก 2", "2 จาก 2", False]


def test_vba_has_stand_ins_under_its_own_names(app: xw.App, blank: xw.Book) -> None:
    pick = app.macro(f"{ADDIN}Dialogs.PickFolder")
    assert pick("เลือก", "/tmp") == ""
    app.impl.macros.picked = "/somewhere"
    assert pick("เลือก", "") == "/somewhere"
    assert app.impl.macros.asked[-2:] == [("เลือก", "/tmp"), ("เลือก", "")]
    blank.sheets[0].range("A1").value = 1
    assert app.macro(f"{ADDIN}Books.IsSaved")(blank.name) is False
    app.macro(f"{ADDIN}Books.MarkSaved")(blank.name)
    assert app.macro(f"{ADDIN}Books.IsSaved")(blank.name) is True
    assert app.macro(f"{ADDIN}Books.IsSaved")("no such book") is False
    app.impl.macros.clouded.add(blank.name)
    stop = app.macro(f"{ADDIN}Books.StopAutoSave")
    assert [stop(blank.name), stop(blank.name), stop("no such book")] == [True, False, False]
    ask = app.macro(f"{ADDIN}Dialogs.Ask")
    assert ask("ปีใด", "eMENSCR", "2570") == "2570"
    app.impl.macros.typed = False
    assert ask("ปีใด", "eMENSCR", "2570") is False
    for wrong in ("Dialogs.PickFolder", f"{ADDIN}Dialogs.Nothing"):
        with pytest.raises(support.ComError):
            app.macro(wrong)("", "")


def test_stand_ins_take_what_the_vba_takes(app: xw.App) -> None:
    public = re.compile(r"^Public (?:Function|Sub) (\w+)\((.*)\)", re.MULTILINE)
    taken = {
        f"{module.stem}.{name}": parameters.count("ByVal")
        for module in (ROOT / "macros").glob("*.bas")
        for name, parameters in public.findall(module.read_text("ascii"))
    }
    ours = {name: len(signature(function).parameters) for name, function in app.impl.macros.functions.items()}
    assert ours == {name: taken.get(name) for name in ours}


#: What xlwings asks of the engine by other names than its own, or when it compares and shows objects.
ASKED = {
    "App": {"engine", "pid", "run"},
    "Books": set(),
    "Book": set(),
    "Sheets": set(),
    "Sheet": {"book"},
    "Range": {"address", "api", "max_cells_per_read", "max_cells_per_write", "raw_value", "shape", "sheet"},
    "Font": set(),
}
#: What xlwings makes of the others by itself.
MADE = {"App": {"macro"}, "Book": {"caller"}, "Range": {"last_cell", "value"}}
#: What the engine has for itself and for tests, under names that no class of xlwings has.
OURS = {
    "App": {"addins", "alerts", "answers", "book", "desktop", "forget", "macros", "pipe", "statuses"},
    "Book": {
        *("day_0", "facts", "formats", "known_sheet", "refuse_last_visible", "refuse_structure", "sheet"),
        *("sheet_names", "to_front", "uid", "uno"),
    },
    "Books": {"app"},
    "Sheets": {"book"},
    "Sheet": {"at", "formats", "refuse_locked", "refuse_protected", "uniform", "uno"},
    "Range": {"area", "one", "put"},
}


@pytest.mark.parametrize(
    "kind", [App, Books, Book, Sheets, Sheet, Range, Font], ids=lambda kind: kind.__name__
)
def test_the_engine_has_what_the_addin_may_use_and_nothing_else(kind: type) -> None:
    """What is not allowed must fail here, as nobody has looked at what Excel makes of it."""
    name = kind.__name__
    allowed = {member for member in ALLOWED[name] if not member.startswith("_")}
    members = {member for member in vars(kind) if not member.startswith("_")}
    assert members == (allowed - MADE.get(name, set())) | ASKED[name] | OURS.get(name, set())
    assert not ASKED[name] & OURS.get(name, set())
    theirs = vars(getattr(xw.main, name))
    assert [member for member in OURS.get(name, ()) if isinstance(theirs.get(member), FunctionType)] == []


def test_a_member_that_the_addin_may_not_use_is_an_error(blank: xw.Book) -> None:
    cell = blank.sheets[0].range("A1")
    for refused in (
        lambda: cell.number_format,
        lambda: setattr(cell, "horizontal_alignment", "center"),
        lambda: blank.sheets[0].visible,
        lambda: blank.sheets.active,
        lambda: cell.font.italic,
        blank.activate,
        blank.sheets[0].activate,
        blank.app.books.add,
        cell.clear,
    ):
        with pytest.raises(AttributeError):
            refused()
    with pytest.raises(NotImplementedError):
        blank.save("elsewhere.xlsx")


def test_another_process_works_on_the_same_documents(app: xw.App, blank: xw.Book) -> None:
    code = """if True:
        import sys
        sys.path.insert(0, sys.argv[1])
        import support
        with support.attach(sys.argv[2]) as app:
            app.books.active.sheets[1].range("B2").value = app.books.active.fullname
    """
    command = [sys.executable, "-c", code, str(ROOT / "tests"), app.impl.pipe]
    subprocess.run(command, check=True, timeout=60)
    assert blank.sheets[1].range("B2").value == blank.fullname


def test_afterwards_xlwings_is_as_it_was(app: xw.App, blank: xw.Book) -> None:
    engines, active = list(xw.engines), xw.engines.active
    with support.attach(app.impl.pipe) as other:
        assert xw.apps.active == other
        assert other != app
        other.books.open(blank.fullname).set_mock_caller()
        assert xw.Book.caller().app == other
    assert (list(xw.engines), xw.engines.active, xw.apps.active) == (engines, active, app)
    assert not hasattr(xw.Book, "_mock_caller")


def test_a_large_sheet_is_read_in_few_calls(blank: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[float(row) if column % 2 else "ก" for column in range(40)] for row in range(900)]
    area = blank.sheets[0].range("A1:AN900")
    area.value = rows
    calls: list[Any] = []
    at = type(area.impl.sheet).at
    monkeypatch.setattr(
        type(area.impl.sheet), "at", lambda self, place: calls.append(place) or at(self, place)
    )
    assert area.value == rows
    assert len(calls) < 50
