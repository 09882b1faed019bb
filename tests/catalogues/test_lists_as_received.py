"""An official list is taken as the office received it: any everyday file, headings found by their names."""

import codecs
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from hostile import CONTENTS
from official_lists import (
    SMALL,
    TARGETS,
    VALUE_CHAIN,
    checked,
    codes,
    csv_file,
    many_factors,
    said,
    xlsx_file,
)

BOTH = {
    "value_chain_components": ["120101V01", "120101V02"],
    "value_chain_factors": ["120101V01F01", "120101V01F02", "120101V02F01"],
}
Y1 = "targets_y1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_csv_however_it_was_saved(tmp_path: Path, encoding: str, delimiter: str) -> None:
    found = checked(csv_file(tmp_path / "v.csv", [VALUE_CHAIN, *SMALL], encoding, delimiter))
    assert (codes(found), said(found)) == (BOTH, [])


def test_commas_in_names_do_not_part_a_file_of_semicolons(tmp_path: Path) -> None:
    rows = [(*row[:4], "ตัวอย่าง ก, ข, ค, ง, จ, ฉ") for row in SMALL]
    found = checked(csv_file(tmp_path / "v.csv", [VALUE_CHAIN, *rows], delimiter=";"))
    assert codes(found) == BOTH


def test_a_workbook(tmp_path: Path) -> None:
    found = checked(xlsx_file(tmp_path / "v.xlsx", [VALUE_CHAIN, *SMALL]))
    assert (codes(found), said(found), found.sheet) == (BOTH, [], "บัญชี")


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_read_and_that_is_said(tmp_path: Path, state: str) -> None:
    path = xlsx_file(tmp_path / "v.xlsx", [VALUE_CHAIN, *SMALL])
    book = openpyxl.load_workbook(path)
    former = book.create_sheet("ฉบับเก่า")
    former.append(TARGETS)
    former.append(("120101", "ตัวอย่าง"))
    former.sheet_state = state
    book.create_sheet("รายการช่วย").sheet_state = state
    book.save(path)
    found = checked(path)
    assert (codes(found), said(found)) == (BOTH, [("CAT-10.hidden", "")])
    assert "(ฉบับเก่า)" in found.findings[0].message_th


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\xef\xbb\xbf<!DOCTYPE html><table>",
        b"<html><body>",
        b"\n<table><tr>",
        b"{\\rtf1",
    ],
)
def test_another_kind_of_file_that_was_renamed(tmp_path: Path, content: bytes) -> None:
    for name in ("list.csv", "list.xlsx"):
        (tmp_path / name).write_bytes(content)
        assert said(checked(tmp_path / name)) == [("CAT-01.kind", "")]


def test_the_shipped_names_of_columns_are_known(tmp_path: Path) -> None:
    heading = ("target_code", "component_code", "component_name_th", "factor_code", "factor_name_th")
    assert codes(checked(csv_file(tmp_path / "v.csv", [heading, *SMALL]))) == BOTH


def test_titles_above_other_columns_between_and_another_order(tmp_path: Path) -> None:
    heading = ("ลำดับ", "ปัจจัย (F)", "รหัสปัจจัย", "หมายเหตุ", "องค์ประกอบ", "รหัสองค์ประกอบ", "รหัส Y1")
    rows = [(n, f, fc, "-", v, vc, y1) for n, (y1, vc, v, fc, f) in enumerate(SMALL, start=1)]
    found = checked(
        xlsx_file(tmp_path / "v.xlsx", [("บัญชีองค์ประกอบและปัจจัย",), ("ณ วันที่ 1 ต.ค. 2569",), (), heading, *rows])
    )
    assert codes(found) == BOTH
    (_, factors) = found.lists
    assert factors.columns == {
        "code": ("C", "รหัสปัจจัย"),
        "name": ("B", "ปัจจัย (F)"),
        "parent": ("F", "รหัสองค์ประกอบ"),
    }


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_headings_in_two_rows_groups_above_columns(tmp_path: Path, suffix: str) -> None:
    rows = [("รหัสเป้าหมาย", "องค์ประกอบ", "", "ปัจจัย", ""), ("", "รหัส", "ชื่อ", "รหัส", "ชื่อ"), *SMALL]
    path = tmp_path / f"v.{suffix}"
    if suffix == "csv":
        csv_file(path, rows)
    else:
        xlsx_file(path, rows, ["A1:A2", "B1:C1", "D1:E1"])
    assert codes(checked(path)) == BOTH


def test_merged_cells_of_a_component_beside_its_factors(tmp_path: Path) -> None:
    (first, second, third) = SMALL
    rows = [VALUE_CHAIN, first, ("", "", "", *second[3:]), third]
    found = checked(xlsx_file(tmp_path / "v.xlsx", rows, ["A2:A3", "B2:B3", "C2:C3"]))
    assert (codes(found), said(found)) == (BOTH, [])


def test_a_heading_printed_again_on_every_page_is_no_entry(tmp_path: Path) -> None:
    rows = [VALUE_CHAIN, SMALL[0], (), VALUE_CHAIN, *SMALL[1:]]
    assert codes(checked(csv_file(tmp_path / "v.csv", rows))) == BOTH


@pytest.mark.parametrize("code", ["010101", "๐๑๐๑๐๑", 10101, 10101.0, "10101"])
def test_leading_zeros_are_restored_and_thai_digits_read(tmp_path: Path, code: object) -> None:
    found = checked(xlsx_file(tmp_path / "t.xlsx", [TARGETS, (code, "ตัวอย่าง")]))
    assert codes(found) == {Y1: ["010101"]}
    restored = isinstance(code, int | float) or code == "10101"
    assert said(found) == ([("CAT-10", "")] if restored else [])


def test_y2_and_y1_in_one_column_are_told_apart_by_their_shape(tmp_path: Path) -> None:
    rows = [TARGETS, ("120001", "ตัวอย่าง ก"), ("120101", "ตัวอย่าง ข"), (20001, "ตัวอย่าง ค")]
    found = checked(xlsx_file(tmp_path / "t.xlsx", rows))
    assert codes(found) == {"targets_y2": ["120001", "020001"], Y1: ["120101"]}


def test_the_columns_of_a_parent_do_not_make_its_list(tmp_path: Path) -> None:
    """A list of factors names some Y1: it is no list of all Y1."""
    heading = ("รหัสเป้าหมาย", "เป้าหมาย", *VALUE_CHAIN[1:])
    rows = [(y1, "ตัวอย่าง เป้าหมาย", *rest) for y1, *rest in SMALL]
    assert codes(checked(csv_file(tmp_path / "v.csv", [heading, *rows]))) == BOTH


def test_general_names_serve_a_list_that_is_named(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "s.csv", [("รหัส", "รายการ"), ("1201", "ตัวอย่าง แผนย่อย")])
    assert said(checked(path)) == [("CAT-02", "")]
    assert codes(checked(path, "master_plan_subplans")) == {"master_plan_subplans": ["1201"]}


def test_a_missing_column_is_named_with_the_headings_that_it_may_have(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "v.csv", [VALUE_CHAIN[:4], *(row[:4] for row in SMALL)])
    found = checked(path)
    assert said(found) == [("CAT-02.missing", "A1")]
    assert "ปัจจัย, ชื่อปัจจัย" in found.findings[0].message_th
    assert (found.lists, found.refused) == ((), True)


def test_columns_that_cannot_be_told_apart(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "v.csv", [(*VALUE_CHAIN, "ปัจจัย"), *((*row, "อื่น") for row in SMALL)])
    found = checked(path)
    assert said(found) == [("CAT-02.twice", "E1")]
    assert found.refused


def test_a_file_that_may_be_several_lists(tmp_path: Path) -> None:
    heading = ("รหัสหมุดหมาย", "หมุดหมาย", "รหัสปัจจัย", "ปัจจัย")
    path = csv_file(tmp_path / "v.csv", [heading, ("1", "ตัวอย่าง", "120101V01F01", "ตัวอย่าง")])
    found = checked(path)
    assert said(found) == [("CAT-02.several", "")]
    assert "value_chain_factors" in found.findings[0].message_th


def test_several_sheets_with_lists(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "v.xlsx", [VALUE_CHAIN, *SMALL])
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book.worksheets[0])
    book.save(path)
    assert said(checked(path)) == [("CAT-02.sheets", "")]


def test_headings_without_entries(tmp_path: Path) -> None:
    assert said(checked(csv_file(tmp_path / "v.csv", [VALUE_CHAIN]))) == [("CAT-02.rows", "A1")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "CAT-01.empty", id="empty"),
        pytest.param(codecs.BOM_UTF8 + b"\r\n", "CAT-01.empty", id="only_a_mark"),
        pytest.param(CONTENTS["an old .xls"].make(), "CAT-01.old", id="old"),
        pytest.param(CONTENTS["a workbook that needs a password"].make(), "CAT-01.old", id="password"),
        pytest.param(b"\xd0\xcf\x11\xe0 old", "CAT-01.kind", id="of an old program"),
        pytest.param(b"PK\x03\x04 damaged", "CAT-01", id="damaged"),
        pytest.param(b"%PDF-1.7\x00\x01", "CAT-01.kind", id="pdf"),
        pytest.param("รหัสปัจจัย".encode()[:-1] + b"\xff\xfe\xdb", "CAT-01.encoding", id="encoding"),
        pytest.param(b"\xff\xfe\x00", "CAT-01.encoding", id="half_utf16"),
        pytest.param(b"a,b\n" * 8_000_000, "CAT-01.size", id="long"),
        pytest.param(b'"' + b"a" * 200_000, "CAT-01", id="no_end_of_quotes"),
        pytest.param("ข้อความทั่วไป ไม่มีตาราง\n".encode(), "CAT-02", id="no_heading"),
    ],
)
def test_a_file_that_is_no_list(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "list"
    path.write_bytes(content)
    found = checked(path)
    assert [code for code, _ in said(found)] == [message]
    assert found.refused


def test_a_small_workbook_without_bounds_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "v.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "รหัสปัจจัย")
        sheet.write("XFD1048576", "ปัจจัย")
    assert said(checked(path)) == [("CAT-01.size", "")]


def test_merged_blocks_without_bounds_are_kept_within_what_is_written(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "v.xlsx", [VALUE_CHAIN, *SMALL], ["G1:H1"])
    content = BytesIO()
    with ZipFile(path) as old, ZipFile(content, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"G1:H1", b"G1:XFD1048576"))
    path.write_bytes(content.getvalue())
    assert b"XFD1048576" in ZipFile(path).read("xl/worksheets/sheet1.xml")
    assert codes(checked(path)) == BOTH


def test_formulas_are_read_by_their_results_and_said(tmp_path: Path) -> None:
    rows = [VALUE_CHAIN, *SMALL]
    path = xlsx_file(tmp_path / "v.xlsx", rows)
    book = xlsxwriter_formula(path, rows)
    assert codes(checked(book)) == BOTH
    assert said(checked(book)) == [("CAT-10.formula", "")]
    opened = openpyxl.load_workbook(path)
    opened.worksheets[0]["E2"] = '="ตัวอย่าง "&"ทักษะ"'  # openpyxl writes no result beside it
    opened.save(path)
    assert said(checked(path)) == [("CAT-03", "E2"), ("CAT-10.formula", "")]


def xlsxwriter_formula(path: Path, rows: list[tuple[str, ...]]) -> Path:
    out = path.with_name("formula.xlsx")
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("บัญชี")
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
        sheet.write_formula("E2", '="ตัวอย่าง ทักษะ"', None, "ตัวอย่าง ทักษะ")
    return out


def test_what_excel_made_of_a_code_is_no_code(tmp_path: Path) -> None:
    heading = ("รหัสยุทธศาสตร์ชาติ", "รหัสเป้าหมายยุทธศาสตร์ชาติ", "เป้าหมายยุทธศาสตร์ชาติ")
    path = tmp_path / "g.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "d/m/yyyy"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, heading)
        sheet.write_row(1, 0, ("1", "1.1", "ตัวอย่าง"))
        sheet.write(2, 0, "1")
        sheet.write_datetime(2, 1, date(2026, 2, 1))
        sheet.write(2, 2, "ตัวอย่าง")
    assert said(checked(path)) == [("CAT-04.value", "B3")]


def test_twenty_thousand_rows(tmp_path: Path) -> None:
    found = checked(xlsx_file(tmp_path / "v.xlsx", [VALUE_CHAIN, *many_factors(20_000)]))
    assert [len(each.entries) for each in found.lists] == [4_000, 20_000]
    assert said(found) == []


def test_text_is_neither_lost_nor_computed(tmp_path: Path) -> None:
    rows = [(*SMALL[0][:4], "'=1+1 ตัวอย่าง\n  สองบรรทัด")]
    found = checked(csv_file(tmp_path / "v.csv", [VALUE_CHAIN, *rows]))
    assert found.lists[1].entries[0].name == "'=1+1 ตัวอย่าง สองบรรทัด"
