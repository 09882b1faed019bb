"""Many offices in one workbook: the sums of their own, every folder accounted for, nothing touched."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree
from urllib.parse import unquote

import pandas as pd
import pytest
from openpyxl import load_workbook

from area_offices import DAY, ONE, TWO, region
from consolidated_reader import DATA_SHEETS, blocks_of, coded, frames_of, named
from emenscr_xl.jobs.area import AreaDone, Wanted, area
from emenscr_xl.jobs.consolidate import consolidate
from emenscr_xl.jobs.new import new
from emenscr_xl.jobs.workspace import JobError
from emenscr_xl.register.areas.area_office import COUNTED, NO_WORKSPACE, OTHER_YEAR, SAME_OFFICE, UNREADABLE
from oracles import libreoffice
from oracles.cached import plainly_same
from workspaces import FIRST

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
SHEET, OFFICE = "สรุปภาพรวม", "สำนักงาน"
LATE, UNSPENT, OWED, REPORTS, MONEY = "3", "4", "5", "6", "7"
Made = tuple[AreaDone, list[Path]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    top = tmp_path_factory.mktemp("พื้นที่") / "ภาคทั้งหมด"
    region(top)
    before = contents(top)
    done = area(top.parent / "ภาพรวม", [top], now=DAY)
    assert contents(top) == before  # what an office sent is read, never written
    own = [consolidate(o.path, DAY).workbook for o in done.counted]
    return done, own


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_every_folder_is_counted_or_says_why_not(made: Made) -> None:
    states = [(o.folder, o.state) for o in made[0].offices]
    assert states == [
        ("ภาค 1/เขต 1", COUNTED),
        ("ภาค 2/เขต 2", COUNTED),
        ("ภาค 2/เขต 3", NO_WORKSPACE),
        ("ภาค 2/เขต 5", UNREADABLE),
        ("ภาค 2/เขต 4.zip", NO_WORKSPACE),
    ]
    assert all(o.reason for o in made[0].offices if o.state != COUNTED)
    listed = frames_of(made[0].workbook)[OFFICE]
    assert list(listed["โฟลเดอร์ (คลิกเพื่อเปิด)"]) == [folder for folder, _ in states]
    absent = blocks_of(made[0].workbook, SHEET)["2"]
    assert [code for code, _ in absent] == ["3", "4", "5"]


def test_key_figures_are_the_sums_of_the_offices_own(made: Made) -> None:
    done, own = made
    theirs = [named(blocks_of(path)["1"]) for path in own]
    ours = named(blocks_of(done.workbook, SHEET)["1"])
    shared = [name for name in theirs[0] if name in ours and "ร้อยละ" not in name]
    assert len(shared) == 9
    assert {n: ours[n][0] for n in shared} == {n: sum(each[n][0] for each in theirs) for n in shared}
    spent, planned = (ours[n][0] for n in ("เบิกจ่ายสะสมล่าสุด (M6)", "แผนการใช้จ่าย (M5)"))
    assert ours["ร้อยละการเบิกจ่ายต่อแผนการใช้จ่าย"][0] == pytest.approx(spent / planned)
    assert ours["สำนักงานที่นับในตัวเลขนี้"][0] == 2


def test_reports_money_and_approval_are_the_sums_of_the_offices_own(made: Made) -> None:
    done, own = made
    ours = blocks_of(done.workbook, SHEET)
    for number, theirs, columns in ((REPORTS, "7", 5), (MONEY, "6", 5), ("14", "2", 5), ("15", "8.1", 6)):
        each = [coded(blocks_of(path)[theirs]) for path in own]
        for code, figures in coded(ours[number]).items():
            summed = [sum(e[code][n] or 0 for e in each) for n in range(columns)]
            assert [f or 0 for f in figures[:columns]] == pytest.approx(summed), (number, code)


def test_each_office_has_a_line_with_its_own_figures(made: Made) -> None:
    done, own = made
    lines = named(blocks_of(done.workbook, SHEET)["13"])
    for path, name in zip(own, (ONE, TWO), strict=True):
        key = named(blocks_of(path)["1"])
        assert lines[name][0] == key["โครงการที่ต้องนำเข้า eMENSCR"][0]
        assert lines[name][1] == key["ส่งคืนแล้ว"][0]
        assert lines[name][5] == key["ข้อค้นพบ ต้องแก้ (E)"][0]
    assert lines["รวม"][1] == 3
    assert lines["รวม"][2] == pytest.approx(3 / 4)


def test_the_longest_waiting_office_is_named_first(made: Made) -> None:
    late = blocks_of(made[0].workbook, SHEET)[LATE]
    (_, name), figures = next(iter(late.items()))
    deadlines = frames_of(made[0].workbook)["กำหนดส่งและการติดตาม"]
    overdue = deadlines[deadlines["สถานะ"] == "เกินกำหนด"]["สำนักงาน"].value_counts()
    assert (name, figures[0]) == (TWO, overdue[TWO])


def test_plans_are_counted_over_the_offices(made: Made) -> None:
    done, own = made
    blocks = blocks_of(done.workbook, SHEET)
    for number, theirs in (("9", "3"), ("10", "4.1"), ("12", "4.2")):
        summed: dict[str, int] = {}
        for path in own:
            for code, figures in coded(blocks_of(path)[theirs]).items():
                summed[code] = summed.get(code, 0) + figures[0]
        ours = {code: figures[1] for code, figures in coded(blocks[number]).items()}
        assert ours == {code: count for code, count in summed.items() if count}, number
    y2 = frames_of(done.workbook)["เป้าหมายระดับประเด็น (Y2)"]
    chosen = y2.drop_duplicates(["สำนักงาน", "รหัสโครงการ", "เป้าหมายระดับประเด็น (Y2)"])
    counts = chosen["เป้าหมายระดับประเด็น (Y2)"].str.split(" – ").str[0].value_counts().to_dict()
    assert {code: figures[1] for code, figures in coded(blocks["11"]).items()} == counts


def test_the_rows_are_those_of_the_offices_each_after_its_office(made: Made) -> None:
    done, own = made
    ours, theirs = frames_of(done.workbook), [frames_of(path) for path in own]
    for sheet in DATA_SHEETS:
        stacked = ours[sheet]
        assert list(stacked.columns[:2]) == ["ลำดับสำนักงาน", "สำนักงาน"]
        parts = [frames[sheet] for frames in theirs]
        offices = [name for name, part in zip((ONE, TWO), parts, strict=True) for _ in range(len(part))]
        assert list(stacked["สำนักงาน"]) == offices
        expected = pd.concat(parts, ignore_index=True).astype(object)
        got = stacked.iloc[:, 2:].reset_index(drop=True).set_axis(expected.columns, axis=1)
        pd.testing.assert_frame_equal(got.astype(object), expected, obj=sheet)


def test_the_same_project_id_in_two_offices_is_two_projects(made: Made) -> None:
    projects = frames_of(made[0].workbook)["กระทบยอดงบประมาณ"]
    assert list(projects[projects["รหัสโครงการ"] == FIRST]["สำนักงาน"]) == [ONE, TWO]


def links_of(path: Path) -> Iterator[tuple[str, str]]:
    with closing(load_workbook(path)) as book:
        for sheet in book:
            for link in (cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink):
                if link.target and not link.target.startswith("#"):
                    yield sheet.title, unquote(link.target)


def test_links_lead_to_the_offices_folders_and_files(made: Made) -> None:
    workbook = made[0].workbook
    found = list(links_of(workbook))
    assert {sheet for sheet, _ in found} >= {OFFICE, "โครงการ", "ข้อค้นพบ", "ไฟล์ที่ได้รับ"}
    for sheet, target in found:
        assert (workbook.parent / re.sub("^file:///", "", target)).exists(), (sheet, target)


def test_the_same_offices_give_the_same_bytes_and_every_formula_its_value(made: Made, tmp_path: Path) -> None:
    done = made[0]
    before = done.workbook.read_bytes()
    area(done.workbook.parent, [done.offices[0].path.parents[1]], now=DAY)
    assert done.workbook.read_bytes() == before
    (again,) = libreoffice.recalculated([done.workbook], tmp_path)
    assert plainly_same(done.workbook, again, 1e-9)


def test_of_one_office_twice_the_newer_counts(made: Made, tmp_path: Path) -> None:
    new(tmp_path / "ก่อน", 2570, f" {ONE}  ")
    copytree(made[0].counted[0].path, tmp_path / "หลัง")
    done = area(tmp_path / "ผล", [tmp_path], now=DAY)
    assert [(o.folder, o.state) for o in done.offices] == [("ก่อน", SAME_OFFICE), ("หลัง", COUNTED)]
    assert "หลัง" in done.offices[0].reason


def test_another_year_is_said_and_nothing_readable_is_an_error(made: Made, tmp_path: Path) -> None:
    one = made[0].counted[0].path
    with pytest.raises(JobError, match="ไม่พบโฟลเดอร์ทำงานของสำนักงานใดที่อ่านได้"):
        area(tmp_path, [one], Wanted(year=2569), now=DAY)
    with pytest.raises(JobError, match=r"register\.xlsx"):
        area(tmp_path / "ผล", [tmp_path], now=DAY)
    assert OTHER_YEAR not in [o.state for o in made[0].offices]
