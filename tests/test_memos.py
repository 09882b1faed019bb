"""The memos: the official layout on one page, and figures that are the summary's."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import oracles
from builders import definition
from collected_builder import collected, nothing_returned
from consolidated_reader import Lines, blocks_of, coded, named
from consolidated_reader import written as consolidated
from emenscr_xl import consolidate, report
from emenscr_xl.form.faults import DefinitionError
from emenscr_xl.form.load import load_definition, templates
from emenscr_xl.form.memos import ANNUAL, PLAN, QUARTERLY, WORDS
from emenscr_xl.form.thai import thai_digits
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.printed.memo import Memo, coming_quarter, memo_of
from emenscr_xl.register.printed.memo_figures import Counts, counts
from emenscr_xl.sheets.printed.memo_workbook import write_memo
from oracles import libreoffice, openxml
from workspaces import FIRST, NOW, send, workspace

SETTINGS: Mapping[str, Any] = {
    "memo_from": "กลุ่มนโยบายและแผน สพป.ตัวอย่าง", "memo_number": "ศธ 00000/ ว 1", "memo_to": "ผู้อำนวยการตัวอย่าง",
    "signer_name": "นางสมมุติ ตัวอย่าง", "signer_position": "ผู้อำนวยการกลุ่มตัวอย่าง",
}  # fmt: skip


@pytest.fixture(scope="module")
def what() -> Collected:
    return collected()


@pytest.fixture(scope="module")
def counted(what: Collected) -> Counts:
    return counts(what)


@pytest.fixture(scope="module")
def blocks(what: Collected, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Lines]:
    """The summary of the same consolidation, as it is written."""
    return blocks_of(consolidated(tmp_path_factory.mktemp("summary") / "summary.xlsx", what))


def test_the_figures_of_a_quarter_are_the_summary_s(counted: Counts, blocks: Mapping[str, Lines]) -> None:
    figures, whole = counted.figures(1), {n: line[0] for n, line in named(blocks["1"]).items()}
    reports, approval, money = (coded(blocks[b]) for b in ("7", "8.1", "6"))
    assert {name: float(value) for name, value in figures.items()} == {
        "projects": whole["โครงการที่ต้องนำเข้า eMENSCR"],
        "returned": whole["ส่งคืนแล้ว"],
        "missing": whole["ยังไม่ส่งคืน"],
        "complete": whole["ข้อมูลครบถ้วน พร้อมนำเข้า"],
        "allocated": whole["งบประมาณที่จัดสรร"],
        "found_e": whole["ข้อค้นพบ ต้องแก้ (E)"],
        "found_w": whole["ข้อค้นพบ ควรตรวจ (W)"],
        **dict(
            zip(("on_time", "late", "not_received", "excused", "reports"), reports["M6 Q1"], strict=False)
        ),
        **dict(
            zip(("draft", "in_process", "sent_back", "approved", "not_sent"), approval["M6 Q1"], strict=False)
        ),
        **dict(zip(("planned", "spent"), money["Q1"][3:5], strict=True)),
    }


def test_the_figures_of_the_year_are_the_summary_s(counted: Counts, blocks: Mapping[str, Lines]) -> None:
    figures = {name: float(value) for name, value in counted.figures(0).items()}
    reports, approval = (coded(blocks[b]).values() for b in ("7", "8.1"))
    assert figures["late"] == sum(line[1] for line in reports)
    assert figures["reports"] == sum(line[4] for line in reports)
    assert figures["approved"] == sum(line[3] for line in approval)
    whole = named(blocks["1"])
    assert figures["spent"] == whole["เบิกจ่ายสะสมล่าสุด (M6)"][0]
    assert figures["planned"] == whole["แผนการใช้จ่าย (M5)"][0]


def memo(kind: str, counted: Counts, quarter: int, **settings: Any) -> Memo:
    office = replace(counted.collected.office, settings={**counted.collected.office.settings, **settings})
    return memo_of(kind, replace(counted, collected=replace(counted.collected, office=office)), quarter)


def test_the_plan_memo_says_what_is_proposed(counted: Counts) -> None:
    found = memo(PLAN, counted, 1, **SETTINGS)
    assert (found.sender, found.number, found.to) == tuple(
        SETTINGS[k] for k in ("memo_from", "memo_number", "memo_to")
    )
    assert (found.day, found.signer) == ("๑๒ เมษายน ๒๕๗๐", "นางสมมุติ ตัวอย่าง")
    assert found.subject == (
        "ขอความเห็นชอบแผนการนำเข้าข้อมูลในระบบ eMENSCR ปีงบประมาณ พ.ศ. ๒๕๗๐ ไตรมาส ๑ (ต.ค.–ธ.ค. ๒๕๖๙)"
    )
    assert "มีโครงการที่ต้องนำเข้า ๕ โครงการ" in found.paragraphs[1]
    assert found.table == (
        ("เรื่อง", "เจ้าของโครงการส่งภายใน", "กลั่นกรองเสร็จ", "นำเข้าระบบเสร็จ", "ส่งขออนุมัติอย่างช้า"),
        ("M1-M5", "๑๐ ธ.ค. ๒๕๖๙", "๒๐ ธ.ค. ๒๕๖๙", "๒๕ ธ.ค. ๒๕๖๙", "๓๑ ธ.ค. ๒๕๖๙"),
        ("M6 Q1", "๑๐ ม.ค. ๒๕๗๐", "๒๐ ม.ค. ๒๕๗๐", "๒๕ ม.ค. ๒๕๗๐", "๓๐ ม.ค. ๒๕๗๐"),
    )
    assert found.listed[0] == ("ที่", "รหัส", "โครงการ", "กลุ่ม/หน่วย", "ผู้รับผิดชอบ", "งบประมาณ (บาท)")
    assert [row[:2] for row in found.listed[1:]] == [
        ("๑", "2570-001"), ("๒", "2570-026"), ("๓", "2570-014"), ("๔", "2570-009"), ("๕", "2570-039"),
    ]  # fmt: skip
    assert [row[0] for row in memo(PLAN, counted, 3).table] == ["เรื่อง", "M6 Q3"]


def test_the_summary_memo_names_those_who_are_behind(counted: Counts) -> None:
    found = memo(QUARTERLY, counted, 1)
    assert found.sender == "กลุ่มนโยบายและแผน สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง"
    assert dict(found.table)["โครงการที่ต้องนำเข้า"] == "๕ โครงการ"
    assert dict(found.table)["ส่งข้อมูลโครงการ (M1–M5) แล้ว"] == "๔ โครงการ (ร้อยละ ๘๐.๐)"
    assert dict(found.table)["รายงานล่าช้า / ยังไม่ได้รับ / ได้รับยกเว้น"] == "๐ / ๒ / ๑ โครงการ"
    assert [(row[1], row[5]) for row in found.listed] == [
        ("รหัส", "M6 Q1"), ("2570-014", "ยังไม่ได้รับ"), ("2570-009", "ยังไม่ได้รับ"),
    ]  # fmt: skip
    assert found.enclosure == "รายชื่อโครงการที่ส่งรายงานล่าช้าหรือยังไม่ส่ง ๒ โครงการ"
    year = memo(ANNUAL, counted, 0)
    assert year.listed[0][5:] == ("M6 Q1", "M6 Q2", "M6 Q3", "M6 Q4")
    assert all(row[7:] == ("–", "–") for row in year.listed[1:])  # Q3 and Q4 are not due yet


def test_with_nobody_behind_nothing_is_enclosed(counted: Counts) -> None:
    found = memo(QUARTERLY, counted, 4)
    assert (found.listed, found.enclosure, found.request) == ((), "", "จึงเรียนมาเพื่อโปรดทราบ")


def test_an_office_without_projects_has_its_memos_too() -> None:
    bare = counts(nothing_returned())
    found = [memo_of(PLAN, bare, 1), memo_of(QUARTERLY, bare, 2), memo_of(ANNUAL, bare, 0)]
    assert dict(found[1].table)["ส่งข้อมูลโครงการ (M1–M5) แล้ว"] == "๐ โครงการ (ร้อยละ ๐.๐)"


def test_thai_digits_leave_latin_names_alone() -> None:
    assert (
        thai_digits("M6 Q1 ไตรมาส 1 จาก 1,250.50 บาท พ.ศ.2570") == "M6 Q1 ไตรมาส ๑ จาก ๑,๒๕๐.๕๐ บาท พ.ศ.๒๕๗๐"
    )


def test_the_coming_quarter_is_the_first_whose_owners_are_not_due(what: Collected) -> None:
    days = (date(2026, 11, 1), date(2027, 1, 10), date(2027, 1, 11), date(2027, 12, 1))
    assert [coming_quarter(what.office, day) for day in days] == [1, 1, 2, 4]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{projects} {spent}", "memos.toml: plan: {spent} is unknown"),
        ('"\nnote = "x', "memos.toml: plan.note: unknown key"),
    ],
)
def test_a_word_that_no_memo_knows_is_a_fault(tmp_path: Path, text: str, fault: str) -> None:
    folder = tmp_path / "2570"
    shutil.copytree(templates() / "2570", folder, ignore=shutil.ignore_patterns("sample"))
    toml = folder / "memos.toml"
    said = toml.read_text(encoding="utf-8").replace('request = "', f'request = "{text}', 1)
    toml.write_text(said, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_definition(folder)
    assert any(each.startswith(fault) for each in caught.value.faults)


def test_every_word_that_a_memo_may_name_has_a_figure(counted: Counts) -> None:
    memos = dict(definition().memos)
    for kind, words in WORDS.items():
        every = replace(memos[kind], body=tuple(f"{{{word}}}" for word in words))
        changed = replace(counted.collected.definition, memos={**memos, kind: every})
        quarter = 0 if kind == ANNUAL else 1
        found = memo_of(
            kind, replace(counted, collected=replace(counted.collected, definition=changed)), quarter
        )
        assert all(found.paragraphs)


@pytest.fixture(scope="module")
def printed(counted: Counts, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("memos")
    found = []
    for kind, quarter in ((PLAN, 1), (QUARTERLY, 1), (QUARTERLY, 4), (ANNUAL, 0)):
        path = folder / f"{kind}-{quarter}.xlsx"
        write_memo(path, memo(kind, counted, quarter), definition(), sample=True)
        found.append(path)
    return found


def test_office_programs_take_it_and_the_letter_is_one_page(printed: list[Path], tmp_path: Path) -> None:
    oracles.require(libreoffice.available(), "LibreOffice")
    oracles.require(openxml.available(), "the Open XML validator")
    assert openxml.errors(printed) == {path: [] for path in printed}
    pages = [len(libreoffice.pictures(p, tmp_path / p.stem, 20)) for p in libreoffice.pdf(printed, tmp_path)]
    assert pages == [2, 2, 1, 2]  # the letter, and the list that is enclosed


def test_what_is_written_is_text_and_blanks_are_lines_to_write_on(counted: Counts, tmp_path: Path) -> None:
    found = memo(QUARTERLY, counted, 1, memo_from="=1+1", memo_to="", signer_name="@ก")
    write_memo(tmp_path / "memo.xlsx", found, definition())
    book = load_workbook(tmp_path / "memo.xlsx")
    cells = [
        c for sheet in book.worksheets[:2] for row in sheet.iter_rows() for c in row if c.value is not None
    ]
    assert {c.data_type for c in cells} == {"s"}
    said = [str(c.value) for c in cells]
    assert {"บันทึกข้อความ", "=1+1", "(@ก)"} <= set(said)
    assert set(said[said.index("เรียน") + 1]) == {"."}
    assert book.worksheets[2].sheet_state == "veryHidden"
    assert not any("ข้อมูลตัวอย่าง" in str(s.oddHeader.right.text) for s in book)


def test_a_memo_is_never_written_over(tmp_path: Path) -> None:
    folder = workspace(tmp_path, FIRST)
    consolidate(folder, NOW)
    (first,) = report(folder, now=NOW).memos
    assert first == folder / "reports" / "memos" / "memo-plan-Q1_1.xlsx"
    book = load_workbook(first)
    book.active["B3"] = "ศธ 00000/1"
    book.save(first)
    kept = first.read_bytes()
    assert report(folder, now=NOW + timedelta(days=1)).memos == (first,)  # nothing but the day is new
    send(folder, "1.xlsx", FIRST)
    consolidate(folder, NOW)
    first.with_name("memo-plan-Q1_2.xlsx").write_bytes(b"no workbook")
    assert [p.name for p in report(folder, now=NOW).memos] == ["memo-plan-Q1_3.xlsx"]
    assert [p.name for p in report(folder, 2, now=NOW).memos] == ["memo-quarter-Q2_1.xlsx"]
    assert [p.name for p in report(folder, annual=True, now=NOW).memos] == ["memo-annual_1.xlsx"]
    assert first.read_bytes() == kept
