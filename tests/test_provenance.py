"""Every cell of a data sheet names the cell that it comes from: opened here, file by file, and compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from builders import at
from consolidated_reader import HEADING_ROW, NOTHING, SUMMARIES
from emenscr_xl.core.places import listed, place
from emenscr_xl.jobs.consolidate import Consolidated, consolidate
from workspaces import FIRST, NOW, SECOND, THIRD, send, workspace

#: Of extensions that openpyxl does not know: what it reads here is the cells.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

COMPUTED, LEDGER = "คำนวณโดยโปรแกรม", "received.csv"
OWN = ("ที่มาของแถวนี้", "ตำแหน่ง", COMPUTED, LEDGER, "รายการจาก eMENSCR")

PLACE = re.compile(r"'((?:[^']|'')+)'!((?: ?(?:–|[A-Z]+\d+(?::[A-Z]+\d+)?))+)")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Consolidated:
    folder = workspace(tmp_path_factory.mktemp("workspace"))
    changes = {at("M2.area"): "=ทั้งเขต", at("M2.start_date"): "เร็ว ๆ นี้"}
    send(folder, "หนึ่ง.xlsx", FIRST, quarters=(1, 2), changes=changes)
    shifted(send(folder, "สอง.xlsx", SECOND, quarters=(1,)))
    return consolidate(folder, NOW)


def shifted(path: Path) -> None:
    """Rows and columns inserted by the owner, and a sheet renamed: every answer lies elsewhere."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        if sheet.title.startswith("M3"):
            sheet.insert_rows(4, 2)
            sheet.title = "ของเรา · 'M3'!"
        if sheet.title.startswith("M5"):
            sheet.insert_cols(3)
    book.save(path)


@dataclass(frozen=True)
class Row:
    """A row of a data sheet: each filled cell with the band over it, and the sources that it names."""

    sheet: str
    cells: tuple[tuple[str, str, object], ...]  # heading, band, value
    file: str
    sheets: str
    returned: str
    register: str


@cache
def opened(path: Path) -> dict[str, Worksheet]:
    return {s.title: s for s in load_workbook(path, data_only=True)}


def rows(run: Consolidated) -> Iterator[Row]:
    for sheet in load_workbook(run.workbook):
        if sheet.title.startswith(SUMMARIES):
            continue
        headings, bands, band = [c.value for c in sheet[HEADING_ROW]], [], ""
        for cell in sheet[HEADING_ROW - 1]:
            band = str(cell.value or band)
            bands.append(band)
        for line in sheet.iter_rows(min_row=HEADING_ROW + 1):
            if line[0].value == NOTHING:
                continue
            own = dict(zip(headings, line, strict=True))
            cells = tuple((h, b, c.value) for h, b, c in zip(headings, bands, line, strict=True))
            link = own.get("ไฟล์ที่มา")
            yield Row(
                sheet.title,
                tuple(c for c in cells if c[2] is not None),
                unquote(link.hyperlink.target) if link is not None and link.hyperlink else "",
                *(
                    str(own[h].value or "") if h in own else ""
                    for h in ("แผ่นงานที่มา", "ช่องที่มา", "ที่มา ทะเบียนคุม")
                ),
            )


def expanded(text: str, sheet: str) -> list[tuple[str, str] | None]:
    """The cells that a list of cells names, one by one."""
    found: list[tuple[str, str] | None] = []
    parts = PLACE.findall(text) or [(sheet, text)]
    for name, cells in parts:
        for part in cells.split():
            if part == "–":
                found.append(None)
                continue
            left, top, right, bottom = range_boundaries(part)
            found += [
                place(name.replace("''", "'"), r - 1, c - 1)
                for r in range(top, bottom + 1)
                for c in range(left, right + 1)
            ]
    return found


def same(shown: object, original: object) -> bool:
    """True when the data sheet says what the cell says: text as typed, a number, a day."""
    if isinstance(shown, datetime) and isinstance(original, datetime | date):
        return shown.date() == (original.date() if isinstance(original, datetime) else original)
    if isinstance(shown, int | float) and isinstance(original, int | float):
        return Decimal(str(shown)) == Decimal(str(original))
    return str(shown).strip() == str(original).strip()


def test_every_answer_is_what_stands_in_the_cell_that_it_names(run: Consolidated) -> None:
    compared = 0
    for row in rows(run):
        answers = [c for c in row.cells if c[1] != "ทะเบียนคุม" and not any(o in c[1] for o in OWN)]
        if not answers:
            continue
        copy = opened((run.workbook.parent / row.file).resolve())
        places = expanded(row.returned, row.sheets)
        assert len(places) == len(answers), row
        for (heading, _, shown), found in zip(answers, places, strict=True):
            assert found is not None, (row.sheet, heading)
            assert same(shown, copy[found[0]][found[1]].value), (row.sheet, heading, shown, found)
            compared += 1
    assert compared > 300


def test_what_the_register_says_is_what_stands_in_its_cell(run: Consolidated) -> None:
    register = opened(run.workbook.parents[1] / "register.xlsx")
    compared = 0
    for row in rows(run):
        ours = [c for c in row.cells if c[1] == "ทะเบียนคุม"]
        places = expanded(row.register, "")
        assert len(places) == len(ours), row
        for (heading, _, shown), found in zip(ours, places, strict=True):
            if found:
                assert same(shown, register[found[0]][found[1]].value), (row.sheet, heading, shown, found)
                compared += 1
    assert compared > 100


def test_every_cell_says_where_it_comes_from(run: Consolidated) -> None:
    for row in rows(run):
        for heading, band, _ in row.cells:
            assert band, (row.sheet, heading)
    bands = {band for row in rows(run) for _, band, _ in row.cells}
    assert {"ทะเบียนคุม", "คำตอบในแบบ", COMPUTED} <= bands
    assert any(b.endswith("received.csv") for b in bands)


def test_the_link_opens_the_copy_at_the_first_cell(run: Consolidated) -> None:
    book = load_workbook(run.workbook)
    table = book["วัตถุประสงค์"]
    column = [c.value for c in table[HEADING_ROW]].index("ไฟล์ที่มา")
    links = {r[0].value: r[column].hyperlink for r in table.iter_rows(min_row=HEADING_ROW + 1)}
    assert set(links) == {FIRST, SECOND}
    for link in links.values():
        assert re.fullmatch(r"\.\./received/[0-9a-f]{64}\.xlsx", link.target)
        name, _, cell = link.location.rpartition("!")
        sheet = opened((run.workbook.parent / link.target).resolve())[name[1:-1].replace("''", "'")]
        assert sheet[cell].value
    assert links[SECOND].location.startswith("'ของเรา · ''M3''!'!")
    assert links[FIRST].location.startswith("'M3 ")


def test_findings_open_their_cell(run: Consolidated) -> None:
    sheet = load_workbook(run.workbook)["ข้อค้นพบ"]
    headings = [c.value for c in sheet[HEADING_ROW]]
    name, cell, file = (headings.index(h) for h in ("แผ่นงาน", "ช่อง", "พบใน (คลิกเพื่อเปิด)"))
    seen = 0
    for row in sheet.iter_rows(min_row=HEADING_ROW + 1):
        if row[cell].value:
            quoted = str(row[name].value).replace("'", "''")
            assert row[file].hyperlink.location == f"'{quoted}'!{row[cell].value}"
            seen += 1
    assert seen


def test_a_project_without_a_file_names_the_register_alone(run: Consolidated) -> None:
    (row,) = (r for r in rows(run) if r.sheet == "โครงการ" and r.cells[0][2] == THIRD)
    assert (row.file, row.returned) == ("", "")
    assert row.register.startswith("'แผนปฏิบัติการ'!")


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([("M1", "C12"), ("M1", "D12"), ("M1", "E12"), ("M1", "H12")], "C12:E12 H12"),
        ([("M1", "Z9"), ("M1", "AA9"), ("M1", "AA10"), ("M1", "AA11")], "Z9:AA9 AA10:AA11"),
        ([("M1", "E6"), None, ("M1", "E7")], "E6 – E7"),
        ([("M1", "E6"), ("M'2", "E7"), ("M'2", "E8")], "'M1'!E6 · 'M''2'!E7:E8"),
        ([None, None], "– –"),
        ([], ""),
    ],
)
def test_cells_are_listed_in_their_order(places: list[tuple[str, str] | None], said: str) -> None:
    assert listed(places) == said
