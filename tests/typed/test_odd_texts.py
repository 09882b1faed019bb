"""Texts at the edges of what a cell, a header or a formula takes break nothing, and are not lost."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.formula import Tokenizer
from openpyxl.utils.escape import unescape

from builders import at, complete, definition, returned, stamp, written
from emenscr_xl.addin import findings_sheet
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.said import Said, Worded
from emenscr_xl.core.text import CELL_HOLDS, clean, fitted
from emenscr_xl.sheets.book import Book, put
from emenscr_xl.sheets.data_sheet import mark_page
from emenscr_xl.sheets.stamping import Template
from typed.payloads import ALL
from typed.scan import trouble

ANSWER = at("M3.rationale")
#: As long as a cell holds: markup, letters that Excel counts twice, letters that NFC takes apart.
FULL = {"markup": "<&'\"]]>" * 1_000 + "x" * 25_767, "twice": "😀" * 16_383, "apart": "\u0958" * 30_000}


@given(st.text(max_size=40), st.integers(0, 60))
@settings(max_examples=50)
def test_what_is_fitted_is_a_beginning_that_has_room(text: str, units: int) -> None:
    cut = fitted(text, units)
    assert text.startswith(cut)
    assert len(cut.encode("utf-16-le")) <= units * 2
    assert cut == text or len(cut.encode("utf-16-le")) >= units * 2 - 2


@pytest.mark.parametrize("text", FULL.values(), ids=FULL)
def test_a_text_that_fills_a_cell_is_read_back_letter_for_letter(tmp_path: Path, text: str) -> None:
    path = tmp_path / "full.xlsx"
    written(path, submission_of(definition().form, stamp(), complete() | {ANSWER: text}))
    assert returned(path).submission.typed(ANSWER.address) == clean(text)
    assert trouble(path) == []


def test_a_text_that_no_excel_wrote_is_cut_where_the_next_workbook_has_no_room(tmp_path: Path) -> None:
    path = tmp_path / "over.xlsx"
    written(path, submission_of(definition().form, stamp(), complete() | {ANSWER: "ก" * 40_000}))
    assert returned(path).submission.typed(ANSWER.address) == "ก" * CELL_HOLDS


def test_half_a_letter_is_no_letter(tmp_path: Path) -> None:
    """A command line may bring one; no file can hold it."""
    path = written(tmp_path / "h.xlsx", submission_of(definition().form, stamp(), {ANSWER: "ก\udc80ข\ud83d"}))
    assert returned(path).submission.typed(ANSWER.address) == "กข"


def drawn(path: Path, texts: tuple[str, ...], office: str = "") -> Path:
    with Book(path, definition().style, "".join(texts)[:200]) as book:
        sheet, shape = book.sheet("ก"), book.format()
        mark_page(sheet, False, office)
        for row, text in enumerate(texts):
            put(sheet, row, 0, text, shape)
            sheet.write_formula(row, 1, "=A1", shape, text)
            sheet.write_comment(row, 0, text)
    return path


def test_what_is_drawn_is_text_in_cells_notes_values_of_formulas_and_properties(tmp_path: Path) -> None:
    path = drawn(tmp_path / "drawn.xlsx", ALL)
    assert trouble(path) == []
    cells = load_workbook(path)["ก"]["A"]
    texts = [{str(c.value), unescape(str(c.value))} for c in cells]  # openpyxl leaves some escapes
    assert [typed for typed, read in zip(ALL, texts, strict=True) if typed not in read] == []
    assert {c.data_type for c in cells} == {"s"}


def test_what_is_drawn_can_be_a_template(tmp_path: Path) -> None:
    """Stamping finds its way in what looks like markup."""
    stamped = Template.from_bytes(drawn(tmp_path / "t.xlsx", ALL).read_bytes()).stamped(
        {"ก": {(0, 0): "=1+1"}}
    )
    (tmp_path / "s.xlsx").write_bytes(stamped)
    assert load_workbook(BytesIO(stamped))["ก"]["A1"].data_type == "s"
    assert trouble(tmp_path / "s.xlsx") == []


@pytest.mark.parametrize("letters", range(195, 202))
def test_an_offices_name_gives_no_orders_to_the_printer(tmp_path: Path, letters: int) -> None:
    path = drawn(tmp_path / "h.xlsx", (), "ก" * letters + "&A&R")
    with ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    header = sheet.partition("<oddHeader>&amp;L")[2].partition("</oddHeader>")[0].replace("&amp;", "&")
    assert header.startswith("ก" * min(letters, 200))
    assert "&" not in header.replace("&&", "")


@pytest.mark.parametrize("text", [t for t in ALL if "\r" not in t])
def test_the_addins_list_of_findings_gives_excel_no_formula_but_its_own_link(text: str) -> None:
    """Excel takes what it is given as if it had been typed: an apostrophe keeps a text what it is."""
    sheet = text[:31]
    found = Said("C-01", "E", "M1", "x", 0, sheet, "B2", Worded(text, text))
    listing = findings_sheet.Listing("ก", (), (found,), {"M1": text}, definition().style)
    (row,) = findings_sheet._rows(listing)
    assert [v for v in row if isinstance(v, str) and v and not v.startswith("'")] == []
    link = Tokenizer(findings_sheet._link(found))
    assert [t.value for t in link.items if t.type == "FUNC"] == ["HYPERLINK(", ")"]
    target = "#'" + sheet.replace("'", "''") + "'!B2"
    texts = [t.value[1:-1].replace('""', '"') for t in link.items if t.subtype == "TEXT"]
    assert texts == [target, f"{sheet} B2"]
