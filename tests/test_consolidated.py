"""The consolidated workbook: its sheets hold what was returned, whatever that is, and two judges take it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

import oracles
from builders import definition
from collected_builder import (
    BULLET,
    FORMULA,
    FULL,
    NOT_ASKED,
    WAIVED,
    collected,
    nothing_returned,
    office,
)
from consolidated_reader import (
    DATA_SHEETS,
    HEADING_ROW,
    NOTHING,
    SUMMARY,
    Frames,
    blocks_of,
    coded,
    frames_of,
    named,
    written,
)
from emenscr_xl.core.submission import Where
from emenscr_xl.form.load import Definition
from emenscr_xl.form.model import Field, Form, Table
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.tables.stack import sheet_name, stack
from oracles import libreoffice, openxml

#: By the day of the run three quarters have begun.
QUARTERS = ("สรุปไตรมาส 1", "สรุปไตรมาส 2", "สรุปไตรมาส 3")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("reports") / "consolidated-2570.xlsx", collected())


@pytest.fixture(scope="module")
def frames(path: Path) -> Frames:
    return frames_of(path)


def test_the_sheets_stand_in_order(path: Path) -> None:
    assert tuple(load_workbook(path).sheetnames) == (SUMMARY, *QUARTERS, *DATA_SHEETS)


def test_every_data_sheet_is_a_table_to_work_with(path: Path) -> None:
    book = load_workbook(path)
    for name in DATA_SHEETS:
        sheet = book[name]
        (table,) = sheet.tables.values()
        headings = [c.value for c in sheet[HEADING_ROW]]
        last = f"{get_column_letter(len(headings))}{max(sheet.max_row, HEADING_ROW + 1)}"
        assert table.ref == table.autoFilter.ref == f"A{HEADING_ROW}:{last}", name
        assert [c.name for c in table.tableColumns] == headings, name
        assert len({str(h).casefold() for h in headings}) == len(headings), name
        assert table.name.isascii(), name
        assert table.tableStyleInfo.name is None, name
        assert not sheet.protection.sheet, name
        assert sheet.freeze_panes == f"C{HEADING_ROW + 1}", name
        assert sheet.print_title_rows == f"${HEADING_ROW - 1}:${HEADING_ROW}", name
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert not list(sheet.merged_cells.ranges), name
        assert all(sheet.cell(HEADING_ROW, c).value for c in range(1, sheet.max_column + 1)), name


def test_a_sample_says_so_on_every_sheet(path: Path, tmp_path: Path) -> None:
    for sheet in load_workbook(path):
        assert "ข้อมูลตัวอย่าง" in str(sheet["A1"].value)
        assert "ข้อมูลตัวอย่าง" in sheet.oddHeader.right.text + sheet.oddFooter.left.text
    plain = load_workbook(written(tmp_path / "plain.xlsx", collected(sample=False)))
    assert not any("ข้อมูลตัวอย่าง" in str(sheet["A1"].value) for sheet in plain)


def test_a_returned_project_outside_the_plan_is_not_lost(tmp_path: Path) -> None:
    whole = collected()
    stray = replace(whole.counted[WAIVED], file=replace(whole.counted[WAIVED].file, project=NOT_ASKED))
    path = written(
        tmp_path / "stray.xlsx",
        replace(whole, counted={**whole.counted, NOT_ASKED: stray}, received=(stray.file,)),
    )
    assert "ไม่รวมในสรุป" in frames_of(path)["ไฟล์ที่ได้รับ"]["เหตุผล"][0]
    assert any(NOT_ASKED in str(c.value) for c in load_workbook(path)[SUMMARY]["A"])


def test_typed_text_is_never_a_formula(path: Path) -> None:
    book = load_workbook(path)
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value in (FORMULA, BULLET)]
    assert {c.value for c in cells} == {FORMULA, BULLET}
    assert {c.data_type for c in cells} == {"s"}
    assert {c.data_type for c in book["โครงการ"]["F"]} <= {"s", "n"}
    formulas = {s.title for s in book for row in s.iter_rows() for c in row if c.data_type == "f"}
    assert formulas == {SUMMARY, *QUARTERS}


def test_the_same_collection_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    assert written(tmp_path / "again.xlsx", collected()).read_bytes() == path.read_bytes()


def odd_units() -> Collected:
    """Units that a spreadsheet takes for wildcards, operators, numbers or each other."""
    names = ('=กลุ่ม*?"', "01", "1", "ก~", "abc")
    projects = [{**p, "unit": unit} for p, unit in zip(office().projects, names, strict=False)]
    projects.append({**projects[-1], "id": "X-9", "unit": "ABC"})
    codes = {Where("M1", "ns_primary_strategy"): "03", Where("M1", "mp_primary_issue"): "*"}
    codes |= {Where("M2", "budget_total"): "9" * 400, Where("M1", "sdg"): "9" * 400}
    codes |= {Where("M1", "cabinet_resolution_date"): "4 ธ.ค. 2410"}
    return replace(collected(extra=codes), office=replace(office(), projects=tuple(projects)))


def test_odd_keys_are_counted_letter_for_letter(tmp_path: Path) -> None:
    path = written(tmp_path / "odd.xlsx", odd_units())
    blocks = blocks_of(path)
    assert {name: f[0] for name, f in named(blocks["5"]).items()} == {
        '=กลุ่ม*?"': 1, "01": 1, "1": 1, "ก~": 1, "abc": 1, "ABC": 1, "รวม": 6,
    }  # fmt: skip
    assert {c: f[0] for c, f in coded(blocks["3"]).items() if f[0]} == {"03": 1, "3": 1, "6": 2, "ไม่ระบุ": 2}
    assert coded(blocks["4.1"])["*"][0] == 1
    first = frames_of(path)["โครงการ"].iloc[0]
    assert first["รวมวงเงินงบประมาณทั้งหมด (บาท)"] == "9" * 400
    assert first["วันที่ของมติคณะรัฐมนตรี"] == "4 ธ.ค. 2410"


def test_nothing_returned_yet(tmp_path: Path) -> None:
    for number in (0, 2):
        path = written(tmp_path / f"{number}.xlsx", nothing_returned(number))
        blocks, book = blocks_of(path), load_workbook(path)
        assert [f[0] for f in blocks["1"].values()][:4] == [number, 0, number, 0]
        assert named(blocks["5"])["รวม"][0] == number
        assert book["ผลผลิต"]["A5"].value == NOTHING
        assert (book["โครงการ"]["A5"].value == NOTHING) == (number == 0)


def invented(form: Form) -> Form:
    """The form with a question and a table that nobody thought of before."""
    field = Field("mascot", "สัตว์นำโชคของโครงการ", "text")
    label = "เพลงประจำโครงการ [ทำนอง/เนื้อร้อง] ที่ใช้ในพิธีเปิด"
    table = Table("songs", label, "เพลงที่ {n}", 3, (Field("name", "ชื่อเพลง", "text"),))
    modules = (replace(m, items=(*m.items, field, table)) if m.key == "M2" else m for m in form.modules)
    return replace(form, modules=tuple(modules))


def test_a_new_field_needs_no_code(tmp_path: Path) -> None:
    shipped = definition()
    new: Definition = replace(shipped, form=invented(shipped.form))
    answers = {Where("M2", "mascot"): "ช้าง", Where("M2", "songs.name", 2): "=เพลงแรก"}
    frames = frames_of(written(tmp_path / "new.xlsx", collected(new, answers)))
    assert frames["โครงการ"]["สัตว์นำโชคของโครงการ"][0] == "ช้าง"
    (songs,) = (f for name, f in frames.items() if name.startswith("เพลงประจำ"))
    assert list(songs.iloc[0])[:4] == [FULL, frames["โครงการ"]["ชื่อโครงการ"][0], 2, "=เพลงแรก"]


def test_sheet_names_are_legal_and_unique() -> None:
    assert sheet_name("'ก[1]: ข/ค?'") == "ก-1-- ข-ค-"
    shipped = definition()
    twice = replace(shipped, form=replace(shipped.form, modules=tuple(_doubled(shipped.form))))
    names = [t.sheet.casefold() for t in stack(replace(nothing_returned(), definition=twice))]
    assert len(set(names)) == len(names)
    assert all(len(n) <= 31 for n in names)


def _doubled(form: Form) -> Iterator[Any]:
    for module in form.modules:
        yield module
        if module.key == "M3":
            yield replace(module, key="M3b")


def all_collections(folder: Path) -> list[Path]:
    kinds = {"whole": collected(), "none": nothing_returned(), "two": nothing_returned(2), "odd": odd_units()}
    return [written(folder / f"{name}.xlsx", kind) for name, kind in kinds.items()]


def test_excel_takes_it(tmp_path: Path) -> None:
    oracles.require(openxml.available(), "the Open XML SDK validator")
    assert [*openxml.errors(all_collections(tmp_path)).values()] == [[], [], [], []]


def test_libreoffice_computes_the_same(tmp_path: Path) -> None:
    oracles.require(libreoffice.available(), "LibreOffice")
    files = all_collections(tmp_path)
    copies = libreoffice.recalculated(files, tmp_path / "recalculated")
    assert [*map(libreoffice.formula_differences, files, copies)] == [[], [], [], []]


def test_there_are_charts(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        charts = [n for n in package.namelist() if n.startswith("xl/charts/chart")]
    assert len(charts) == 8 + 2 * len(QUARTERS)
    book = load_workbook(path)
    assert [overlaps(book, name) for name in (SUMMARY, *QUARTERS)] == [[]] * 4


def overlaps(book: Workbook, sheet: str) -> list[tuple[int, int]]:
    """The charts that begin before the one above has ended, by their rows."""
    spans = sorted((c.anchor._from.row, c.anchor.to.row) for c in book[sheet]._charts)
    return [later for earlier, later in pairwise(spans) if later[0] <= earlier[1]]
