"""Rows that are drawn as they come: read back by others, they hold what was given, however they were cut."""

from __future__ import annotations

import random
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

import oracles
from builders import definition
from collected_builder import collected
from consolidated_reader import written
from emenscr_xl.register.link import Link
from emenscr_xl.register.tables.data_table import Column, DataTable, data_table, held
from emenscr_xl.register.tables.stack import stack
from emenscr_xl.sheets import drawn_rows
from emenscr_xl.sheets.book import Book
from emenscr_xl.sheets.data_sheet import FIRST_ROW, draw_data, drawn
from emenscr_xl.sheets.heights import letters_in_a_line, line_count
from emenscr_xl.sheets.package_writer import deflated, joined
from oracles import openxml

STYLE = definition().style
COLUMNS = (
    Column("text", "ข้อความ", "long_text", 20),
    Column("money", "เงิน", "money"),
    Column("day", "วันที่", "date"),
    Column("file", "ไฟล์", "link", 20),
    Column("state", "สถานะ", "status"),
)
#: What other programs would take for something else, or cut.
TEXTS = (
    "=1+1", "+cmd|calc", "-ข้อแรก", "@SUM(A1)", "0012", "1e5", "  เว้นวรรค ", "บรรทัด\nถัดไป\n", "\tแท็บ",
    "_x0041_", "เสียง\x07ระฆัง", "<r>ตัวหนา</r>", "a & b < c > \"d\" 'e'", "😀" * 40, "ก" * 300,
    "https://example.go.th", "#N/A",
)  # fmt: skip


def rows() -> list[tuple[object, ...]]:
    amounts = (Decimal("0.01"), Decimal("999999999999.99"), 680_000, None, Decimal("1.50"))
    found = []
    for number, text in enumerate(TEXTS):
        link = Link("../received/ก %#1.xlsx", text.strip(), ("แผ่น 'หนึ่ง'", f"E{number + 1}"))
        found.append((text, amounts[number % 5], date(2026, 10, 1), link, "รับแล้ว" if number % 2 else None))
    return found


def table(of: Sequence[tuple[object, ...]]) -> DataTable:
    return data_table("any", "ตาราง", "ชื่อ", COLUMNS, of, "state")


def written_rows(path: Path, of: Sequence[tuple[object, ...]]) -> Path:
    with Book(path, STYLE, "") as book:
        book.sheet("หน้าแรก")
        draw_data(book, table(of), "หน้าแรก")
    return path


def test_every_cell_is_read_as_it_was_given(tmp_path: Path) -> None:
    path = written_rows(tmp_path / "a.xlsx", rows())
    sheet = load_workbook(path)["ตาราง"]
    grid = CalamineWorkbook.from_path(path).get_sheet_by_name("ตาราง").to_python(skip_empty_area=False)
    for number, (text, money, day, link, state) in enumerate(rows(), start=FIRST_ROW):
        cells = [c.value for c in sheet[number + 1]]
        assert (unescape(cells[0]), sheet.cell(number + 1, 1).data_type) == (text, "s")
        assert cells[1] == money if money is None else Decimal(str(cells[1])) == money
        assert (cells[2].date(), unescape(cells[3]), cells[4]) == (day, str(link), state)
        assert grid[number][0] == text
        found = sheet.cell(number + 1, 4).hyperlink
        assert found.target == "../received/ก%20%25%231.xlsx"
        assert found.location == f"'แผ่น ''หนึ่ง'''!E{number - FIRST_ROW + 1}"
    assert sheet.dimensions == f"A1:E{FIRST_ROW + len(TEXTS)}"


def test_however_the_rows_are_cut_the_cells_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = written_rows(tmp_path / "a.xlsx", rows())
    monkeypatch.setattr(drawn_rows, "PIECE", 500)
    cut = written_rows(tmp_path / "b.xlsx", rows())
    with zipfile.ZipFile(whole) as one, zipfile.ZipFile(cut) as other:
        assert other.testzip() is None  # the sums of the pieces are those of the whole
        assert [one.read(n) for n in one.namelist()] == [other.read(n) for n in other.namelist()]
    oracles.require(openxml.available(), "the Open XML SDK validator")
    assert openxml.errors([cut]) == {cut: []}


def test_links_beyond_those_that_excel_takes_name_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawn_rows, "MOST_LINKS", 3)
    sheet = load_workbook(written_rows(tmp_path / "a.xlsx", rows()))["ตาราง"]
    links = [sheet.cell(row, 4) for row in range(FIRST_ROW + 1, FIRST_ROW + 1 + len(TEXTS))]
    assert [bool(cell.hyperlink) for cell in links] == [True] * 3 + [False] * (len(TEXTS) - 3)
    assert all(cell.value for cell in links)


def test_only_what_figures_count_is_kept(tmp_path: Path) -> None:
    with Book(tmp_path / "a.xlsx", STYLE, "") as book:
        of = table(())
        drawing = replace(of, rows=drawn(book, of))
        for row in rows():
            drawing.rows.append(row)
        assert drawing.column("money") == [row[1] for row in rows()]
        assert drawing.count(("state",), ("รับแล้ว",)) == len(TEXTS) // 2
        with pytest.raises(KeyError):
            drawing.column("text")
        book.sheet("หน้าแรก")
        draw_data(book, drawing, "หน้าแรก")


def test_rows_that_are_held_say_the_same_as_those_that_were_drawn(tmp_path: Path) -> None:
    what = collected()
    sheets = load_workbook(written(tmp_path / "a.xlsx", what))
    for of in stack(what, held):
        drawn_there = sheets[of.sheet].iter_rows(min_row=FIRST_ROW + 1, max_row=FIRST_ROW + len(of.rows))
        shown = [[c.value for c in row] for row in drawn_there] if of.rows else []
        texts = [n for n, c in enumerate(of.columns) if c.kind in ("text", "long_text", "status", "code")]
        for there, row in zip(shown, of.all(), strict=True):
            assert [there[n] for n in texts] == [row[n] or None for n in texts], of.sheet


@pytest.mark.parametrize("width", [2, 8, 24, 40, 63.1, 120])
def test_what_is_taken_for_one_line_is_one(width: float) -> None:
    most = letters_in_a_line(width)
    assert line_count("ก" * most, width) == 1
    assert line_count("ก" * (most + 1), width) > 1


def test_the_sum_of_pieces_is_that_of_the_whole() -> None:
    chance = random.Random(7)
    for _ in range(50):
        pieces = [chance.randbytes(chance.choice((0, 1, 2, 255, 4_096))) for _ in range(chance.randint(0, 6))]
        whole = joined(deflated(piece, 3) for piece in pieces)
        assert zlib.decompress(whole.data, -zlib.MAX_WBITS) == b"".join(pieces)
        assert (whole.crc, whole.size) == (zlib.crc32(b"".join(pieces)), sum(map(len, pieces)))
