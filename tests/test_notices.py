"""Notices: what each owner is told, word for word, and the workbook to copy and print from."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import oracles
from builders import at, definition, sample
from emenscr_xl import consolidate, correct, notices
from emenscr_xl.cli.main import app
from emenscr_xl.core.submission import Cell
from emenscr_xl.core.text import shortened
from emenscr_xl.form.load import shipped
from emenscr_xl.jobs.new import register_of
from emenscr_xl.register.follow_up.followed import followed
from emenscr_xl.register.follow_up.notices import LONGEST, Notice
from emenscr_xl.register.follow_up.notices import notices as notices_of
from emenscr_xl.sheets.printed.notices_workbook import write_notices
from emenscr_xl.sheets.register_workbook import write_register
from office_year import P, Q, came, project, tracked, year
from oracles import openxml
from workspaces import FIRST, SECOND, THIRD, plan_row, send, workspace

OWNER: dict[str, Cell] = {"owner_name": "นางสมมุติ ตัวอย่าง", "email": "p@example.com", "phone": "000-000-0001"}
TODAY = date(2027, 1, 5)


def told(today: date = TODAY, **given: object) -> tuple[Notice, ...]:
    collected = year(today, **given)  # type: ignore[arg-type]
    office = collected.office
    projects = followed(office, collected.received, today).values()
    return notices_of(office, projects, definition().texts, today)


def test_a_correction_workbook_that_is_out_is_spoken_of_once(tmp_path: Path) -> None:
    """With its day and what it asks, in the place of the lines of the return log that it holds."""
    log: list[dict[str, Cell]] = [
        {"date": "1/12/2569", "project": FIRST, "part": "M3", "comment": "อยู่ในสมุดแก้ไข"},
        {"date": "20/12/2569", "project": FIRST, "part": "M5", "comment": "เขียนภายหลัง"},
    ]
    folder = workspace(tmp_path, FIRST, lists={"returns": log[:1]})
    send(folder, "a.xlsx", FIRST, changes={at("M2.budget_total"): 200000})
    correct(folder, now=datetime(2026, 12, 9, 9))
    definition_, lists = shipped(2570), {"action_plan": [plan_row(FIRST)], "returns": log}
    write_register(folder / "register.xlsx", definition_, register_of(definition_, sample().office, lists))
    (notice,) = notices(folder, datetime(2026, 12, 22)).notices
    named = f"{FIRST} {shortened(str(plan_row(FIRST)['name']), 60)}"
    assert notice.returned == (
        f"{named}: สมุดแก้ไขฉบับที่ 2 (2 รายการ) แจ้งเมื่อ 9 ธันวาคม 2569 ค้างมาแล้ว 13 วัน ขอรับคืนภายใน 16 ธันวาคม 2569",
        f"{named}: M5 แจ้งเมื่อ 20 ธันวาคม 2569 ค้างมาแล้ว 2 วัน “เขียนภายหลัง”",
    )
    send(folder, "b.xlsx", FIRST, issue=2)
    consolidate(folder, datetime(2026, 12, 23))
    (notice,) = notices(folder, datetime(2026, 12, 23)).notices
    assert [line.partition(": ")[2][:2] for line in notice.returned] == [
        "M3",
        "M5",
    ]  # until staff note them done


def test_one_owner_word_for_word() -> None:
    """One project late, one sent back by an approver, a request open, a quarter due in five days."""
    plan = [project(**OWNER), project(Q, **OWNER, name="โครงการตัวอย่างที่สอง")]
    lists = {
        "approvals": [
            {**tracked("M1-M5", "ส่งกลับแก้ไข", "28/12/2569"), "project": Q, "return_comment": "ขอตัวเลข"}
        ],
        "returns": [{"project": Q, "date": "2/1/2570", "part": "M5", "comment": "ยอดรวม", "due": "9/1/2570"}],
    }
    (notice,) = told(plan=plan, lists=lists, files=[came(date(2026, 12, 9), Q)])
    assert notice.text == "\n".join(
        [
            "เรียน นางสมมุติ ตัวอย่าง",
            "",
            "สพป.ตัวอย่าง ขอแจ้งสถานะการส่งข้อมูลโครงการเพื่อนำเข้าระบบ eMENSCR ปีงบประมาณ พ.ศ. 2570 "
            "ณ วันที่ 5 มกราคม 2570 ดังนี้",
            "",
            "เลยกำหนดส่งแล้ว 1 รายการ",
            "1. P-1 โครงการ P-1: ข้อมูลโครงการ (M1–M5) กำหนดส่ง 10 ธันวาคม 2569 เลยมาแล้ว 26 วัน",
            "",
            "ใกล้ครบกำหนดส่ง 2 รายการ",
            "1. P-1 โครงการ P-1: รายงานไตรมาส 1 (M6) กำหนดส่ง 10 มกราคม 2570 เหลืออีก 5 วัน",
            "2. P-2 โครงการตัวอย่างที่สอง: รายงานไตรมาส 1 (M6) กำหนดส่ง 10 มกราคม 2570 เหลืออีก 5 วัน",
            "",
            "ขอให้แก้ไขและยังไม่ได้รับคืน 2 รายการ",
            "1. P-2 โครงการตัวอย่างที่สอง: ข้อมูลโครงการ (M1–M5) แจ้งเมื่อ 28 ธันวาคม 2569 ค้างมาแล้ว 8 วัน “ขอตัวเลข”",
            "2. P-2 โครงการตัวอย่างที่สอง: M5 แจ้งเมื่อ 2 มกราคม 2570 ค้างมาแล้ว 3 วัน "
            "ขอรับคืนภายใน 9 มกราคม 2570 “ยอดรวม”",
            "",
            "ขอความร่วมมือกรอกแบบเก็บข้อมูลให้ครบถ้วนแล้วส่งกลับ หากส่งแล้วหรือมีข้อขัดข้อง โปรดแจ้งให้ทราบ",
            "ติดต่อ: กลุ่มนโยบายและแผน",
            "ขอขอบคุณที่ให้ความร่วมมือ",
        ]
    )


@pytest.mark.parametrize(
    ("today", "late", "soon"),
    [
        (date(2026, 12, 2), 0, 0),
        (date(2026, 12, 3), 0, 1),
        (date(2026, 12, 10), 0, 1),
        (date(2026, 12, 11), 1, 0),
        (date(2027, 1, 3), 1, 1),
        (date(2027, 1, 11), 2, 0),
    ],
)
def test_who_is_told_of_what_on_which_day(today: date, late: int, soon: int) -> None:
    assert [(len(n.late), len(n.soon)) for n in told(today)] == ([(late, soon)] if late or soon else [])


def test_what_is_due_today_says_so() -> None:
    (notice,) = told(date(2026, 12, 10))
    assert notice.soon == ("P-1 โครงการ P-1: ข้อมูลโครงการ (M1–M5) กำหนดส่งวันนี้ 10 ธันวาคม 2569",)


def test_a_report_that_came_late_or_is_excused_is_not_asked_for() -> None:
    assert told(date(2026, 12, 20), files=[came(date(2026, 12, 19))]) == ()
    waiver = {"project": P, "scope": "M1-M5", "kind": "ยกเว้น"}
    assert told(date(2026, 12, 20), lists={"extensions": [waiver]}) == ()


def test_owners_are_told_apart_by_name_and_e_mail_else_by_unit() -> None:
    people: list[dict[str, Cell]] = [
        OWNER,
        {**OWNER, "email": "P@example.com"},
        {**OWNER, "email": "other@example.com"},
        {"unit": "กลุ่ม ก"},
        {"unit": "กลุ่ม ข"},
        {"unit": "กลุ่ม ก"},
    ]
    plan = [project(f"P-{n}", name=f"โครงการ {n}", **who) for n, who in enumerate(people)]
    made = told(date(2026, 12, 20), plan=plan)
    assert [len(n.late) for n in made] == [2, 1, 2, 1]
    assert made[2].text.startswith("เรียน ผู้รับผิดชอบโครงการ กลุ่ม ก\n")


def test_a_long_notice_counts_what_it_does_not_name() -> None:
    plan = [project(f"P-{n:02d}", name=f"โครงการที่ {n:02d} " + "ก" * 300, **OWNER) for n in range(30)]
    (notice,) = told(date(2026, 12, 20), plan=plan)
    assert len(notice.late) == 30
    assert len(notice.text) <= LONGEST
    named = sum(line[0].isdigit() for line in notice.text.split("\n") if line)
    assert 5 <= named <= 10
    assert f"และอีก {30 - named} รายการ" in notice.text


# ---------------------------------------------------------------- the workbook and the command


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = workspace(tmp_path_factory.mktemp("งาน"), FIRST, SECOND, THIRD)
    send(folder, "a.xlsx", FIRST)
    consolidate(folder, datetime(2026, 12, 9, 9))
    return folder


def test_a_row_to_copy_and_a_page_to_print_for_each_owner(folder: Path) -> None:
    done = notices(folder, datetime(2026, 12, 20, 9))
    assert done.workbook == folder / "reports" / "notices-2570.xlsx"
    book = load_workbook(done.workbook)
    assert book.sheetnames == ["ข้อความแจ้งเตือน", "ใบแจ้งเตือน"]
    rows = [[c.value for c in row] for row in book["ข้อความแจ้งเตือน"].iter_rows(min_row=5)]
    assert [(r[0], r[2], r[4], r[7], r[8]) for r in rows] == [
        (n.name, n.owner["email"], len(n.late), len(n.text), n.text) for n in done.notices
    ]
    assert len(rows) == 2
    page = book["ใบแจ้งเตือน"]
    printed = [c.value for c in page["A"]]
    assert [b.id for b in page.row_breaks.brk] == [printed.index("แจ้งเตือนการส่งข้อมูลโครงการ eMENSCR", 1)]
    assert [line for line in printed if line in done.notices[1].text.split("\n")]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "portrait")
    assert not page.sheet_properties.pageSetUpPr or not page.sheet_properties.pageSetUpPr.fitToPage
    oracles.require(openxml.available(), "the Open XML SDK validator")
    assert openxml.errors([done.workbook]) == {done.workbook: []}


def test_the_longest_notice_is_one_page(tmp_path: Path) -> None:
    """Heights and widths in points, at the scale of the print, are within A4 and its margins."""
    plan = [project(f"P-{n:02d}", name=f"โครงการที่ {n:02d} " + "ก" * 300, **OWNER) for n in range(30)]
    lists = {"returns": [{"project": p["id"], "date": "2/12/2569", "comment": "ข" * 90} for p in plan]}
    (notice,) = told(date(2026, 12, 20), plan=plan, lists=lists)
    assert len(notice.text) > 1_000
    write_notices(tmp_path / "n.xlsx", definition(), "ตัวอย่าง", [notice])
    page = load_workbook(tmp_path / "n.xlsx")["ใบแจ้งเตือน"]
    tall = sum(page.row_dimensions[row].height for row in range(1, page.max_row + 1))
    scale = page.page_setup.scale / 100
    assert tall * scale <= 842 - 72 * (0.5 + 0.6)
    assert (page.column_dimensions["A"].width * 7 + 5) * 0.75 * scale <= 595 - 72 * (0.4 + 0.4)


def test_nobody_to_tell_says_so(folder: Path) -> None:
    done = notices(folder, datetime(2026, 10, 20, 9))
    assert done.notices == ()
    book = load_workbook(done.workbook)
    assert book["ข้อความแจ้งเตือน"]["A5"].value == "ไม่มีรายการ"
    assert book["ใบแจ้งเตือน"]["A2"].value == "วันนี้ไม่มีผู้รับผิดชอบที่ต้องแจ้งเตือน"


def test_the_same_day_gives_the_same_bytes(folder: Path) -> None:
    first = notices(folder, datetime(2026, 12, 20, 9)).workbook.read_bytes()
    assert notices(folder, datetime(2026, 12, 20, 17)).workbook.read_bytes() == first


def test_files_that_were_not_taken_in_are_spoken_of(folder: Path) -> None:
    """Their owners may be told that they are late although they are not."""
    assert notices(folder, datetime(2026, 12, 20)).unseen == ()
    new = folder / "returns" / "ใหม่" / "b.xlsx"
    new.parent.mkdir()
    new.write_bytes(b"x")
    assert notices(folder, datetime(2026, 12, 20)).unseen == ("returns/ใหม่/b.xlsx",)
    for language, words in (("th", "ยังไม่ได้รับเข้าทะเบียน"), ("en", "1 files in returns/ were not taken in")):
        result = CliRunner().invoke(app, ["notices", str(folder), "--lang", language])
        assert (result.exit_code, words in result.output) == (0, True)
    new.unlink()


def test_a_file_that_was_replaced_under_its_name_was_not_taken_in(folder: Path) -> None:
    """An owner saves the corrected file over the old one; lock files of programs are nobody's."""
    sent = next(p for p in (folder / "returns").rglob("*.xlsx"))
    sent.write_bytes(sent.read_bytes() + b" ")
    (folder / "returns" / f"~${sent.name}").write_bytes(b"x")
    (folder / "returns" / "FINAL.XLSX").write_bytes(b"x")
    unseen = notices(folder, datetime(2026, 12, 20)).unseen
    assert unseen == ("returns/FINAL.XLSX", sent.relative_to(folder).as_posix())


def test_without_a_register_there_is_a_message(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["notices", str(tmp_path)])
    assert result.exit_code == 2
    assert "emenscr-xl new" in result.output
