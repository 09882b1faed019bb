"""A closed workbook's error values: readers see them as blanks, so they are found in the XML itself."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from builders import at, complete, definition, submitted, written
from emenscr_xl.sheets.read import read_form
from emenscr_xl.sheets.source import ClosedWorkbook

PIECES = b'<row r="400"><c r="A400"><v>1<!-- -->2</v></c></row>'
AS_EXCEL_WRITES = b'<c r="B2" t="e">'


def workbook(cell: bytes) -> bytes:
    """A workbook whose B2 holds #N/A, its cell's opening tag written in a given way."""
    book, plain, changed = Workbook(), BytesIO(), BytesIO()
    book.active["B2"] = "#N/A"
    book.active["B2"].data_type = "e"
    book.save(plain)
    with ZipFile(plain) as package, ZipFile(changed, "w") as out:
        for name in package.namelist():
            out.writestr(name, package.read(name).replace(AS_EXCEL_WRITES, cell))
    return changed.getvalue()


@pytest.mark.parametrize(
    "cell",
    [AS_EXCEL_WRITES, b'<c t="e" r="B2">', b'<c r="B2" s="0" t="e">', b'<c t="e" s="0" r="B2">'],
    ids=["place_first", "type_first", "with_style", "type_first_with_style"],
)
def test_an_error_value_is_found_whatever_the_order_of_attributes(cell: bytes) -> None:
    assert ClosedWorkbook(workbook(cell)).errors("Sheet") == {(1, 1): "#N/A"}


def test_the_second_reader_keeps_texts_that_look_like_escapes(tmp_path: Path) -> None:
    """A number in pieces sends the workbook to the second reader; its texts are as they were typed."""
    typed = "_x0E01_ก_x"
    path = written(tmp_path / "form.xlsx", submitted({**complete(), at("M2.area"): typed}))
    changed = BytesIO()
    with ZipFile(path) as package, ZipFile(changed, "w") as out:
        for name in package.namelist():
            part = package.read(name)
            if b"_x005F_" in part:
                part = part.replace(
                    b"</sheetData>", b'<row r="400"><c r="A400"><v>1<!-- -->2</v></c></row></sheetData>'
                )
            out.writestr(name, part)
    source = ClosedWorkbook(changed.getvalue())
    assert source.second_reader
    assert read_form(source, definition().form).submission.text("M2.area") == typed
