"""The comparison with the year before, whose workspace the register names."""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from consolidated_reader import SUMMARY, blocks_of, frames_of, named, written
from emenscr_xl.jobs.consolidate import Consolidated, consolidate
from emenscr_xl.jobs.last_year import last_year
from emenscr_xl.jobs.workspace import Workspace
from emenscr_xl.register.collected import LastYear
from workspaces import FIRST, NOW, SECOND, THIRD, send, workspace

LABEL = "โฟลเดอร์ทำงานของปีก่อน"
LATER = datetime(2027, 2, 20, 9, 0)
Files = dict[str, bytes]


def type_last_year(folder: Path, text: str) -> None:
    """Type the folder into the register's settings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of extensions that openpyxl loses
        book = load_workbook(folder / "register.xlsx")
    (label,) = (c for row in book["ตั้งค่า"].iter_rows() for c in row if str(c.value).startswith(LABEL))
    label.offset(column=1).value = text
    book.save(folder / "register.xlsx")


def content(folder: Path) -> Files:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year of two projects: one returned and reported in time, one never."""
    folder = workspace(tmp_path_factory.mktemp("years") / "งานปีก่อน", FIRST, SECOND)
    send(folder, "หนึ่ง.xlsx", FIRST, quarters=(1,))
    consolidate(folder, NOW)
    return folder


@pytest.fixture(scope="module")
def this_year(before: Path) -> Consolidated:
    folder = workspace(before.parent / "งานปีนี้", FIRST, SECOND, THIRD)
    send(folder, "หนึ่ง.xlsx", FIRST, quarters=(1,))
    send(folder, "สอง.xlsx", SECOND)
    type_last_year(folder, "../งานปีก่อน")
    return consolidate(folder, LATER)


def test_both_years_are_counted_and_compared(this_year: Consolidated) -> None:
    frames = frames_of(this_year.workbook)
    old, new = frames["โครงการปีก่อน"], frames["โครงการ"]
    lines = named(blocks_of(this_year.workbook)["12"])
    allocated, plan = "งบประมาณที่จัดสรร (บาท)", "รวมงบประมาณจากแผนการใช้จ่ายทั้งหมด (บาท)"
    spent = "เบิกจ่ายสะสมล่าสุด (บาท)"
    figures = {
        "โครงการที่ต้องนำเข้า eMENSCR": (2, 3),
        "ส่งคืนแล้ว": (1, 2),
        "ข้อมูลครบถ้วน": tuple((f["ครบถ้วนทั้งโครงการ"] == "ครบถ้วน").sum() for f in (old, new)),
        "ร้อยละของรายงาน M6 ที่ได้รับตรงเวลา": (1, 0),
        "งบประมาณที่จัดสรร (บาท)": (old[allocated].sum(), new[allocated].sum()),
        "แผนการใช้จ่าย (M5) (บาท)": (old[plan].sum(), new[plan].sum()),
        "เบิกจ่ายสะสม (M6) (บาท)": (old[spent].sum(), new[spent].sum()),
    }
    assert {name: tuple(found[:2]) for name, found in lines.items()} == figures
    assert [found[2] for found in lines.values()] == [new - old for old, new in figures.values()]
    assert new[allocated].sum() > old[allocated].sum() > 0


def test_last_year_is_only_read(before: Path, this_year: Consolidated) -> None:
    kept = content(before)
    consolidate(this_year.workbook.parents[1], LATER)
    assert content(before) == kept


@pytest.mark.parametrize("folder", ["../ไม่มีโฟลเดอร์นี้", ".", "..\\เสีย", "../งานปีนี้"])
def test_what_cannot_be_read_is_one_sentence(this_year: Consolidated, folder: str) -> None:
    here = Workspace(this_year.workbook.parents[1])
    broken = here.folder.parent / "เสีย"
    broken.mkdir(exist_ok=True)
    (broken / "register.xlsx").write_bytes(b"PK")
    settings = {**this_year.collected.office.settings, "last_year": folder}
    found = last_year(here, replace(this_year.collected.office, settings=settings), LATER.date())
    assert found.collected is None
    assert "โฟลเดอร์ปีก่อนที่ระบุในแผ่นตั้งค่า" in found.problem
    assert found.problem.count("\n") == 0


def test_why_there_is_no_comparison_stands_in_the_notes(this_year: Consolidated, tmp_path: Path) -> None:
    collected = replace(this_year.collected, last_year=LastYear(problem="อ่านโฟลเดอร์ปีก่อนไม่ได้"))
    path = written(tmp_path / "consolidated.xlsx", collected)
    blocks = blocks_of(path)
    assert "ข้อค้นพบ" in named(blocks["12"])  # the list of sheets takes the number
    assert "13" not in blocks
    notes = [str(row[0]) for row in load_workbook(path)[SUMMARY].iter_rows(values_only=True)]
    assert notes.count("อ่านโฟลเดอร์ปีก่อนไม่ได้") == 1
    assert "โครงการปีก่อน" not in frames_of(path)


def test_nothing_is_said_when_no_year_is_named(tmp_path: Path) -> None:
    done = consolidate(workspace(tmp_path, FIRST), NOW)
    cells = [str(row[0]) for row in load_workbook(done.workbook)[SUMMARY].iter_rows(values_only=True)]
    assert not [text for text in cells if "ปีก่อน" in text]
