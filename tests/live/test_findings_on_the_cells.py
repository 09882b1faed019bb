"""Checking an open workbook: what is found, painted, listed and cleared, in a live application."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import Workbook

import support
from builders import PROJECT, at, complete, definition, spoiled, submitted, written
from emenscr_xl.addin import ribbon
from emenscr_xl.addin.checking import found_in
from emenscr_xl.addin.findings_sheet import FILLS, rgb
from emenscr_xl.form.load import templates
from emenscr_xl.jobs.check import check_file
from emenscr_xl.jobs.workspace import JobError
from oracles import libreoffice, live, require
from support.document_facts import facts
from support.listed import SHEET, listed

WRONG = {
    at("M2.project_type"): "อื่น ๆ",
    at("M2.previous_project_code"): None,
    at("M2.end_date"): "สิ้นปีงบประมาณ",
    at("M2.budget_total"): 500_000,
    at("M1.mp_primary_y1_explain"): "สอดคล้องโดยตรง",
}


@pytest.fixture(scope="module")
def app() -> Iterator[xw.App]:
    require(support.available(), "LibreOffice with python3-uno")
    with support.libreoffice_app() as running:
        yield running


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("returns") / "2570-001 ผิด.xlsx"
    return written(path, submitted(spoiled(complete(PROJECT), WRONG)))


@pytest.fixture
def book(app: xw.App, wrong: Path, tmp_path: Path) -> Iterator[xw.Book]:
    opened = app.books.open(str(shutil.copy(wrong, tmp_path)))
    opened.impl.uno.calculateAll()  # LibreOffice gives a formula its format when it is first computed
    opened.impl.uno.setModified(False)
    yield opened
    opened.close()


def test_every_finding_is_listed_with_its_cell_and_the_worst_of_each_cell_is_painted(book: xw.Book) -> None:
    want = check_file(Path(book.fullname)).findings
    said = ribbon.check_completeness(book)
    assert listed(book) == [(f.code, f"{f.sheet} {f.cell}".strip(), f.message_th) for f in want]
    assert {f.severity for f in want} == {"E", "W"}
    worst = {(f.sheet, f.cell): f.severity for f in sorted(want, key=lambda f: "IWE".index(f.severity))}
    assert set(worst.values()) == {"E", "W"}
    for (sheet, cell), severity in worst.items():
        fill = rgb(definition().style["colour"][FILLS[severity]])
        assert book.sheets[sheet].range(cell).color == fill
    counts = Counter(f.severity for f in want)
    assert f"ต้องแก้ {counts['E']} · ควรตรวจ {counts['W']} · แจ้งให้ทราบ {counts['I']}" in said


def test_clearing_restores_every_value_formula_and_format(book: xw.Book) -> None:
    before = facts(book)
    ribbon.check_completeness(book)
    assert facts(book)["M2 ข้อมูลทั่วไป"]["formats"] != before["M2 ข้อมูลทั่วไป"]["formats"]
    said = ribbon.clear_findings(book)
    assert facts(book) == before
    painted = {(f.sheet, f.cell) for f in check_file(Path(book.fullname)).findings if f.cell}
    assert said == f"ล้างผลตรวจแล้ว คืนสีเดิม {len(painted)} ช่อง"
    assert ribbon.clear_findings(book) == "สมุดงานนี้ไม่มีผลตรวจให้ล้าง"


def test_what_is_painted_is_no_change_that_excel_would_ask_to_save(book: xw.Book) -> None:
    ribbon.check_completeness(book)
    assert not book.impl.uno.isModified()
    ribbon.clear_findings(book)
    assert not book.impl.uno.isModified()
    wrong = next(f for f in found_in(book).findings if f.field == "end_date")
    book.sheets[wrong.sheet].range(wrong.cell).value = date(2027, 9, 30)
    ribbon.check_completeness(book)
    assert book.impl.uno.isModified()


def test_what_was_typed_since_the_file_was_saved_is_checked(book: xw.Book) -> None:
    before = found_in(book).findings
    wrong = next(f for f in before if f.field == "end_date")
    book.sheets[wrong.sheet].range(wrong.cell).value = date(2027, 9, 30)
    assert wrong not in found_in(book).findings
    book.sheets[wrong.sheet].range(wrong.cell).value = "=NA()"
    assert [f.code for f in found_in(book).findings if f.field == "end_date"] == ["STR-09"]


def test_checking_again_paints_anew_and_the_sheet_of_findings_is_no_part_of_what_is_checked(
    book: xw.Book,
) -> None:
    before, first = facts(book), found_in(book).findings
    ribbon.check_completeness(book)
    ribbon.check_completeness(book)
    assert [s.name for s in book.sheets].count(SHEET) == 1
    assert found_in(book).findings == first
    ribbon.clear_findings(book)
    assert facts(book) == before


def test_a_workbook_saved_with_its_findings_is_checked_as_before(book: xw.Book, tmp_path: Path) -> None:
    ribbon.check_completeness(book)
    saved, plain = tmp_path / "ทาสี.xlsx", tmp_path / "เดิม.xlsx"
    store = live.properties(FilterName=libreoffice.XLSX.partition(":")[2])
    book.impl.uno.storeToURL(saved.as_uri(), store)
    ribbon.clear_findings(book)
    book.impl.uno.storeToURL(plain.as_uri(), store)
    assert check_file(saved).findings == check_file(plain).findings


def test_rows_inserted_after_the_check_mislead_no_colour(book: xw.Book) -> None:
    ribbon.check_completeness(book)
    sheet = book.sheets["M2 ข้อมูลทั่วไป"].impl.uno
    sheet.unprotect("")
    sheet.Rows.insertByIndex(7, 3)
    before = facts_without_findings(book)
    ribbon.clear_findings(book)
    colours = {
        cell.color for cell in (book.sheets[f.sheet].range(f.cell) for f in found_in(book).findings if f.cell)
    }
    assert rgb(definition().style["colour"]["error"]) not in colours
    assert facts_without_findings(book).keys() == before.keys()


def facts_without_findings(book: xw.Book) -> dict[str, object]:
    return {name: found for name, found in facts(book).items() if name != SHEET}


def test_paint_that_cannot_be_noted_is_taken_back_and_leaves_no_sheet(
    book: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = facts(book)
    monkeypatch.setattr("emenscr_xl.addin.findings_sheet._FILL", None)  # so that noting it fails
    with pytest.raises(TypeError):
        ribbon.check_completeness(book)
    assert facts(book) == before


def test_alignment_is_asked_alone(book: xw.Book) -> None:
    ribbon.check_alignment(book)
    assert {code for code, _, _ in listed(book)} == {"A-07"}


def test_protected_sheets_are_protected_again(book: xw.Book) -> None:
    protected = [s.name for s in book.sheets if s.impl.uno.isProtected()]
    assert "M2 ข้อมูลทั่วไป" in protected
    book.impl.facts.structure = True
    ribbon.check_completeness(book)
    assert [s.name for s in book.sheets if s.impl.uno.isProtected()] == protected
    assert book.impl.facts.structure
    ribbon.clear_findings(book)
    assert [s.name for s in book.sheets if s.impl.uno.isProtected()] == protected
    assert book.impl.facts.structure


@pytest.mark.parametrize("what", ["แผ่นงาน", "สมุดงาน"])
def test_a_password_is_said_and_nothing_is_touched(book: xw.Book, what: str) -> None:
    document = book.impl.uno
    if what == "สมุดงาน":
        book.impl.facts.structure = book.impl.facts.password = True
    else:
        sheet = document.Sheets.getByName("M2 ข้อมูลทั่วไป")
        sheet.unprotect("")
        sheet.protect("ความลับ")
    before = facts(book)
    with pytest.raises(JobError, match="รหัสผ่าน"):
        ribbon.check_completeness(book)
    assert facts(book) == before


def test_a_clean_workbook_is_told_so(app: xw.App, tmp_path: Path) -> None:
    path = written(tmp_path / "ครบ.xlsx", submitted(complete(PROJECT)))
    book = app.books.open(str(path))
    assert ribbon.check_completeness(book).endswith("ไม่พบข้อผิด")
    assert "ไม่พบข้อผิด" in book.sheets[SHEET].used_range.value[-1]
    assert listed(book) == []
    book.close()


def test_a_workbook_that_is_not_ours_gets_a_sentence_and_is_untouched(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "งบประมาณ.xlsx"
    other = Workbook()
    other.active["B2"] = "อย่าแตะ"
    other.save(path)
    book = app.books.open(str(path))
    before = facts(book)
    for function in (ribbon.check_completeness, ribbon.check_alignment):
        with pytest.raises(JobError, match="ไม่ใช่แบบเก็บข้อมูล eMENSCR"):
            function(book)
    assert ribbon.clear_findings(book) == "สมุดงานนี้ไม่มีผลตรวจให้ล้าง"
    assert facts(book) == before
    assert not book.impl.uno.isModified()
    book.close()


def test_a_sheet_of_somebody_else_keeps_its_name(book: xw.Book) -> None:
    book.sheets.add(SHEET, after=book.sheets[0]).range("B2").value = "ของฉัน"
    ribbon.check_completeness(book)
    assert f"{SHEET} (2)" in [s.name for s in book.sheets]
    ribbon.clear_findings(book)
    assert book.sheets[SHEET].range("B2").value == "ของฉัน"


def test_the_register_is_checked_too(app: xw.App, tmp_path: Path) -> None:
    book = app.books.open(str(shutil.copy(templates() / "built" / "register-2570.xlsx", tmp_path)))
    before = found_in(book).findings
    plan = book.sheets["แผนปฏิบัติการ"]
    plan.impl.uno.unprotect("")
    plan.range("C6").value = "โครงการที่ไม่มีรหัส"
    added = [f for f in found_in(book).findings if f not in before]
    assert added
    assert all(f.sheet == "แผนปฏิบัติการ" for f in added)
    book.close()


def test_with_no_workbook_open_the_buttons_say_what_to_open(app: xw.App) -> None:
    for function in (ribbon.check_completeness, ribbon.check_alignment, ribbon.clear_findings):
        with pytest.raises(JobError, match="ไม่มีสมุดงานที่เปิดให้แก้ไขอยู่"):
            function(None)
