"""A stamped workbook is the workbook that would have been drawn, and every program reads it as that."""

import math
import zipfile
from collections.abc import Mapping
from io import BytesIO, FileIO
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

import oracles
from builders import PROJECT, at, complete, definition, drawn, issued, returned, spoiled, submitted, written
from emenscr_xl.core.submission import Cell, Submission, Where
from emenscr_xl.core.text import CELL_HOLDS as LONGEST_TEXT
from emenscr_xl.sheets.book import Book, put
from emenscr_xl.sheets.sheet_template import SEGMENT_BYTES, SheetTemplate
from emenscr_xl.sheets.stamping import Template, changed
from oracles import libreoffice, openxml
from test_round_trip import LETTERS, NUMBERS, TEXTS, Supply
from workbook_differences import Differences, Read, differences

HOSTILE: Mapping[Where, Cell] = {
    at("M2.area"): "=1+1",
    at("M3.rationale"): "ก" * LONGEST_TEXT,
    at("M3.objectives.text", 1): "  หน้าและหลัง  ",
    at("M3.objectives.text", 2): "บรรทัดแรก\n\nบรรทัดสาม\n",
    at("M3.objectives.text", 3): "<&>]]> &amp; \"ข\" 'ค' <r>ง</r>",
    at("M3.outputs.name", 1): "ก\x01ข\x0bค\x12",
    at("M3.outputs.name", 2): "👩‍🏫 _x0041_ _x000D_",
    at("M3.outputs.target", 1): 123456789012345,
    at("M3.outputs.target", 2): 1.23456789012345,
    at("M3.outputs.unit", 1): "#ชื่อ",
    at("M4.activities.name", 1): "  <กิจกรรม> & 👩‍🏫  ",
    at("M5.budget_lines.month_10", 1): 999999999999.99,
    at("M6Q3.problems"): "+66 2 000 0000",
}
STYLE = definition().style
#: Modules closed as a whole, as when M1–M5 are approved and the first quarter is reported.
CLOSED = {"closed": frozenset(("M1", "M2", "M3", "M4", "M5", "M6Q1"))}


def submissions() -> Mapping[str, Submission]:
    """By name, what the workbooks hold."""
    year = complete(quarters=(1, 2))
    texts = [t for t in TEXTS if not t.startswith("#")]  # xlsxwriter types a formula's text #N/A as an error
    every = {**issued(PROJECT), **Supply(texts, ("1 ต.ค. 2569",), NUMBERS, (3, 1, 4, 1, 5)).form()}
    return {
        "blank": submitted({}),
        "issued": submitted(issued(PROJECT)),
        "due": submitted(issued("2570-004", quarter=2), quarter=2),
        "complete": submitted(year),
        "closed": submitted(complete(quarters=(1,), quarter=2), quarter=2),
        "hostile": submitted(spoiled(year, HOSTILE)),
        "filled": submitted(every),
    }


every_workbook = pytest.mark.parametrize("name", submissions())


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Read]:
    """The workbooks as they are drawn from scratch."""
    folder = tmp_path_factory.mktemp("scratch")
    found = submissions().items()
    return {n: Read(drawn(folder / f"{n}.xlsx", s, CLOSED.get(n, frozenset()))) for n, s in found}


@pytest.fixture(scope="module")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Read]:
    """The same workbooks as they are issued, each stamped from a template without answers."""
    folder = tmp_path_factory.mktemp("stamped")
    found = submissions().items()
    return {n: Read(written(folder / f"{n}.xlsx", s, CLOSED.get(n, frozenset()))) for n, s in found}


@every_workbook
def test_every_cell_holds_what_a_drawn_one_holds(
    name: str, scratch: Mapping[str, Read], stamped: Mapping[str, Read]
) -> None:
    assert stamped[name].texts == scratch[name].texts
    assert stamped[name].formulas == scratch[name].formulas
    assert stamped[name].cached == scratch[name].cached
    assert stamped[name].kinds == scratch[name].kinds


@every_workbook
def test_every_cell_and_row_looks_as_a_drawn_one(
    name: str, scratch: Mapping[str, Read], stamped: Mapping[str, Read]
) -> None:
    assert stamped[name].styles == scratch[name].styles
    assert stamped[name].heights == scratch[name].heights


@every_workbook
def test_all_but_the_rows_is_as_drawn(
    name: str, scratch: Mapping[str, Read], stamped: Mapping[str, Read]
) -> None:
    """Merged cells, input rules, colours, protection, print settings; defined names and hidden sheets."""
    assert stamped[name].around == scratch[name].around
    others = [m for m in scratch[name].members if "sharedStrings" not in m and "worksheets/sheet" not in m]
    assert [m for m in others if stamped[name].members[m] != scratch[name].members[m]] == []


@every_workbook
def test_our_own_reader_reads_the_same_submission(
    name: str, scratch: Mapping[str, Read], stamped: Mapping[str, Read]
) -> None:
    assert returned(stamped[name].path) == returned(scratch[name].path)


def test_excel_would_open_them_without_repair(stamped: Mapping[str, Read]) -> None:
    oracles.require(openxml.available(), "the Open XML SDK validator")
    found = openxml.errors(read.path for read in stamped.values())
    assert {path.name: said for path, said in found.items() if said} == {}


def test_libreoffice_reads_them_and_computes_what_was_stamped(
    scratch: Mapping[str, Read], stamped: Mapping[str, Read], tmp_path: Path
) -> None:
    oracles.require(libreoffice.available(), "LibreOffice or pdftoppm")
    names = ("complete", "due", "closed", "hostile")
    again = libreoffice.recalculated([stamped[n].path for n in names], tmp_path / "stamped")
    drawn = libreoffice.recalculated([scratch[n].path for n in names], tmp_path / "drawn")
    for name, ours, theirs in zip(names, again, drawn, strict=True):
        assert Read(ours).texts == Read(theirs).texts
        assert libreoffice.formula_differences(stamped[name].path, ours) == []


def test_the_same_changes_give_the_same_bytes(scratch: Mapping[str, Read]) -> None:
    need = differences(scratch["issued"], scratch["hostile"])
    turned = Differences(*(dict(reversed(part.items())) for part in (need.cells, need.heights, need.styles)))
    one, other = (Template.from_bytes(scratch["issued"].content) for _ in range(2))
    first = one.stamped(need.cells, need.heights, need.styles)
    one.stamped(differences(scratch["issued"], scratch["complete"]).cells)
    assert one.stamped(turned.cells, turned.heights, turned.styles) == first
    assert other.stamped(need.cells, need.heights, need.styles) == first


def test_the_file_is_not_half_as_big_again(scratch: Mapping[str, Read], stamped: Mapping[str, Read]) -> None:
    assert len(stamped["complete"].content) < 1.4 * len(scratch["complete"].content)


SHEET, FORMULA, COPIES = "ก & ข", (0, 1), 40


def small(path: Path) -> bytes:
    """A workbook of one sheet: in each row a text, a formula and a number, in a style and another."""
    with Book(path, STYLE, "ทดสอบ") as book:
        sheet = book.sheet(SHEET)
        plain, bold = book.format(), book.format(bold=True)
        for row in range(COPIES):
            put(sheet, row, 0, f"ข้อความ {row}", bold if row % 2 else plain)
            sheet.write_formula(row, 1, f'=IF(A{row + 1}="<","&","")', plain, "")
            put(sheet, row, 2, row, plain)
            put(sheet, row, 3, None, bold)
        sheet.set_row(COPIES + 1, 30)
    return path.read_bytes()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return Template.from_bytes(small(tmp_path_factory.mktemp("small") / "small.xlsx"))


def cells_of(content: bytes, *, data_only: bool = True) -> Any:
    return load_workbook(BytesIO(content), data_only=data_only)[SHEET]


def calamine(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(SHEET).to_python()


legible = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
pieces = st.sampled_from([*LETTERS, "_x0041", "_", "x0042_", "_x005F_", "\x01", "\r\n", "\t", " ", "😀"])
texts = st.one_of(
    st.sampled_from(TEXTS), st.text(legible, min_size=1), st.lists(pieces, min_size=1).map("".join)
)


@settings(deadline=None, database=None)
@example([" ก", "ก ", "_x0041_x0042_", "_x0041\x01"])
@given(st.lists(texts, min_size=1, max_size=COPIES))
def test_any_text_is_read_back(template: Template, typed: list[str]) -> None:
    """As a value, and as what a formula gives."""
    cells = {(row, column): text for row, text in enumerate(typed) for column in (0, 1)}
    content = template.stamped({SHEET: cells})
    assert [row[0] for row in calamine(content)[: len(typed)]] == typed
    sheet = cells_of(content)
    for column in (1, 2):
        assert [unescape(sheet.cell(r + 1, column).value) for r in range(len(typed))] == typed


LARGEST = 9.99e307  # that Excel takes
numbers = st.one_of(st.integers(-(10**15), 10**15), st.floats(-LARGEST, LARGEST, allow_subnormal=False))


@settings(deadline=None, database=None)
@given(st.lists(numbers, min_size=1, max_size=COPIES))
def test_any_number_is_read_back(template: Template, typed: list[float]) -> None:
    """To Excel's fifteen digits; what a formula gives to the last one."""
    cells = {(row, column): number for row, number in enumerate(typed) for column in (0, 1)}
    sheet = cells_of(template.stamped({SHEET: cells}))
    for row, number in enumerate(typed, start=1):
        assert math.isclose(sheet.cell(row, 1).value, number, rel_tol=1e-15)
        assert sheet.cell(row, 2).value == number


def test_a_text_as_long_as_excel_takes_but_no_longer(template: Template) -> None:
    longest = "😀" * (LONGEST_TEXT // 2)
    assert cells_of(template.stamped({SHEET: {(0, 0): longest + "ก"}}))["A1"].value == longest + "ก"
    with pytest.raises(ValueError, match="longer than Excel takes"):
        template.stamped({SHEET: {(0, 0): longest + "😀"}})


@pytest.mark.parametrize("value", [math.nan, math.inf, "\ud800"])
def test_what_no_cell_can_hold_is_refused_and_leaves_the_file_alone(
    template: Template, tmp_path: Path, value: Any
) -> None:
    path = tmp_path / "แบบ.xlsx"
    template.stamp(path, {})
    before = path.read_bytes()
    with pytest.raises(ValueError, match=r"no number|surrogates"):
        template.stamp(path, {SHEET: {(0, 0): value}})
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_file_that_was_there(
    template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "แบบ.xlsx"
    template.stamp(path, {})
    before = path.read_bytes()

    class Full(FileIO):
        def writelines(self, lines: Any) -> NoReturn:
            content = b"".join(lines)
            self.write(content[: len(content) // 2])
            raise OSError("no space left on device")

    def opened(file: Path, mode: str) -> Full:
        return Full(file, mode)

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(OSError, match="no space"):
        template.stamp(path, {SHEET: {(0, 0): "ก"}})
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_blank_keeps_its_style_and_a_formula_its_formula(template: Template) -> None:
    content = template.stamped({SHEET: {(1, 0): None, (3, 0): "", (0, 1): None, (2, 2): None}})
    before, after = cells_of(template.stamped({}), data_only=False), cells_of(content, data_only=False)
    assert [after[a].value for a in ("A2", "A4", "C3")] == [None] * 3
    assert [after[a].font.bold for a in ("A1", "A2", "A3", "A4")] == [False, True, False, True]
    assert after["B1"].value == before["B1"].value == '=IF(A1="<","&","")'
    assert cells_of(content)["B1"].value is None


def test_a_style_is_changed_alone_or_with_the_value(template: Template) -> None:
    bold = cells_of(template.stamped({}))["A2"]._style
    numbers = {SHEET: {(0, 0): 2, (2, 0): 2, (0, 1): 2}}  # the second format that `small` uses
    before = cells_of(template.stamped({}), data_only=False)
    after = cells_of(template.stamped({SHEET: {(0, 0): 7}}, styles=numbers), data_only=False)
    assert (after["A1"].value, after["A3"].value) == (7, before["A3"].value)
    assert after["B1"].value == before["B1"].value
    assert after["A1"]._style == after["A3"]._style == after["B1"]._style == bold


def test_rows_are_as_tall_as_asked_to_the_pixel(template: Template, tmp_path: Path) -> None:
    asked = {0: 30, 5: 45.8, 39: 409, COPIES + 1: 61.1}
    path = tmp_path / "tall.xlsx"
    with Book(path, STYLE, "ทดสอบ") as book:
        sheet = book.sheet(SHEET)
        for row, height in asked.items():
            sheet.set_row(row, height)
    drawn, ours = cells_of(path.read_bytes()), cells_of(template.stamped({}, heights={SHEET: asked}))
    for row in asked:
        assert ours.row_dimensions[row + 1].height == drawn.row_dimensions[row + 1].height
    assert ours.row_dimensions[2].height == cells_of(template.stamped({})).row_dimensions[2].height


@pytest.mark.parametrize(
    "changes",
    [
        {"cells": {SHEET: {(0, 9): 1}}},
        {"cells": {"ไม่มี": {(0, 0): 1}}},
        {"cells": {}, "heights": {SHEET: {99: 30}}},
        {"cells": {}, "styles": {SHEET: {(0, 9): 1}}},
    ],
)
def test_a_place_that_the_template_lacks_is_refused(template: Template, changes: dict[str, Any]) -> None:
    with pytest.raises(KeyError, match="the template holds no"):
        template.stamped(**changes)


def test_nothing_changed_gives_the_same_members_no_larger(template: Template, tmp_path: Path) -> None:
    drawn = members(small(tmp_path / "small.xlsx"))
    stamped = members(template.stamped({SHEET: {}}))
    assert [(name, xml) for name, xml, _ in stamped] == [(name, xml) for name, xml, _ in drawn]
    assert all(ours <= theirs for (_, _, ours), (_, _, theirs) in zip(stamped, drawn, strict=True))


def members(content: bytes) -> list[tuple[str, bytes, int]]:
    """What a package holds, in order: name, content, compressed size."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return [(m.filename, package.read(m), m.compress_size) for m in package.infolist()]


def test_every_cell_is_found_wherever_the_segments_end(scratch: Mapping[str, Read]) -> None:
    xml = scratch["complete"].members["xl/worksheets/sheet12.xml"]
    assert len(xml) > 3 * SEGMENT_BYTES
    whole = SheetTemplate.from_xml(xml, len(xml))
    for size in (1, 700, 5_000):
        cut = SheetTemplate.from_xml(xml, size)
        for places in (list(whole.cells)[::7], list(whole.cells), []):
            changes = dict.fromkeys(places, "ก")
            one, other = whole.stamped(changes), cut.stamped(changes)
            assert (one.crc, one.size) == (other.crc, other.size)
            assert zlib_read(one.data) == zlib_read(other.data)


def zlib_read(data: bytes) -> bytes:
    inflate = zipfile.zlib.decompressobj(-15)  # type: ignore[attr-defined]
    found: bytes = inflate.decompress(data)
    assert inflate.eof
    return found


def test_xml_of_another_writer_is_refused() -> None:
    with pytest.raises(ValueError, match="xlsxwriter"):
        SheetTemplate.from_xml(b'<sheetData><row r="1"><c s="1" r="A1"><v>1</v></c></row></sheetData>')


def test_members_come_in_order_with_the_date_of_the_first_day(template: Template) -> None:
    with zipfile.ZipFile(BytesIO(template.stamped({SHEET: {(0, 0): "ก"}}))) as package:
        assert {m.date_time for m in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert all(a.header_offset < b.header_offset for a, b in pairwise(package.infolist()))
        assert package.infolist()[0].filename == "[Content_Types].xml"


def test_a_member_that_is_not_there_cannot_be_replaced(template: Template) -> None:
    with pytest.raises(KeyError, match="no member"):
        template.package.with_members({"xl/none.xml": template.sheets[SHEET].stamped({})})


def test_only_what_changed_needs_stamping() -> None:
    before = {("ก", 0, 0): "x", ("ก", 0, 1): 1, ("ข", 0, 0): None}
    after = {("ก", 0, 0): "x", ("ก", 0, 1): 2, ("ข", 0, 0): "", ("ข", 1, 0): None}
    assert changed(before, after) == {"ก": {(0, 1): 2}, "ข": {(0, 0): "", (1, 0): None}}
    assert changed(after, after) == {}
