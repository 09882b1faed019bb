"""The catalogue of rules, as a page and as a sheet of the register: what the program itself says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from builders import definition
from consolidated_reader import HEADING_ROW
from emenscr_xl import new
from emenscr_xl.core.rulebook import Listed, rulebook
from emenscr_xl.jobs.describe import pages
from emenscr_xl.jobs.workspace import Workspace
from emenscr_xl.register.tables.rule_table import MOST_NAMED
from emenscr_xl.sheets.live.rules import CONDITIONS

MESSAGES = definition().messages
RULES = {rule.code: rule for rule in rulebook(definition())}
PAGE = pages(definition())["rules.md"]
SHEET = "ข้อตรวจทั้งหมด"


def section(code: str) -> str:
    """What the page says below the heading of a code."""
    return PAGE.split(f"\n### {code}\n")[1].partition("\n##")[0]


# ---------------------------------------------------------------- what stands in it


def test_every_code_stands_once_by_topic() -> None:
    topics = ("C", "A", "T", "STR", "REQ", "TYP", "VAL", "RUL", "ALN", "REG", "CAT", "EXP")
    assert tuple(dict.fromkeys(c.partition("-")[0] for c in RULES)) == topics
    assert sorted(RULES) == sorted({c.partition(".")[0] for c in MESSAGES})
    assert re.findall(r"^### (\S+)$", PAGE, re.MULTILINE) == list(RULES)
    assert re.findall(r"\[(\S+)\]\(#(\S+)\)", PAGE) == [(c, c.lower()) for c in RULES]


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_stands_exactly_below_its_code(code: str) -> None:
    said, message = section(code.partition(".")[0]), MESSAGES[code]
    assert all(text in said for text in (message.th, message.en, message.rule_th, message.rule_en))
    assert f"*basis*: {message.basis}" in said


def compared(code: str) -> tuple[str, ...]:
    return RULES[code].compared()


def test_what_is_compared_is_what_the_rules_and_questions_name() -> None:
    assert compared("C-20") == ("M2 รวมวงเงินงบประมาณทั้งหมด (บาท) ↔ M5 รวมงบประมาณจากแผนการใช้จ่ายทั้งหมด (บาท)",)
    assert compared("T-06")[0].startswith("M1 วันที่ของมติคณะรัฐมนตรี · M2 วันที่เริ่มต้นโครงการ, วันที่สิ้นสุดโครงการ")
    assert compared("C-03")[0].startswith("M3 วัตถุประสงค์, เป้าหมายเชิงผลผลิต (Output),")
    assert compared("C-10") == ("M3 กลุ่มเป้าหมาย/ผู้ที่ได้รับประโยชน์: จำนวน, หน่วย",)
    assert compared("STR-01") == ("ไฟล์ทั้งไฟล์ แผ่นงาน และช่องคำตอบ เทียบกับแบบที่ออกให้",)


def test_the_quarters_are_named_once() -> None:
    """C-34 is declared for each of four modules; all are M6."""
    assert len(compared("C-34")) == 1
    assert compared("C-34")[0].count("ร้อยละความก้าวหน้า") == 1
    assert compared("RUL-02") == ("M6 ผลการเบิกจ่ายสะสมถึงสิ้นไตรมาส (บาท) ↔ M2 รวมวงเงินงบประมาณทั้งหมด (บาท)",)


def test_a_long_side_says_how_many_more() -> None:
    rule = RULES["A-12"]
    (whole,), (short,) = rule.compared(), rule.compared(3)
    (side,) = rule.looks[0].sides
    assert short.endswith(f" และอีก {len(side) - 3} รายการ")
    assert whole.startswith(short.rpartition(" และอีก")[0])
    assert "และอีก" not in whole


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.code)
def test_where_it_is_said_is_what_the_sheet_can_say(rule: Listed) -> None:
    """A status for whatever is asked, and for each sentence that a message has for a cell."""
    cells = {m.cell for m in rule.messages.values() if m.cell}
    assert {s.partition(": ")[2] for s in rule.status} - {""} == cells
    assert ("ต้องกรอก" in rule.status) == (rule.code in {"C-01", "C-02", "C-03", "C-04", "C-10", "C-20",
                                                       "C-30", "REQ-01"})  # fmt: skip
    if not rule.status:
        assert not any(look.kind in CONDITIONS for look in rule.looks)
        assert "said on return only" in section(rule.code)


# ---------------------------------------------------------------- the register's sheet


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Worksheet:
    folder = tmp_path_factory.mktemp("register")
    new(folder, 2570)
    return load_workbook(folder / "register.xlsx")[SHEET]


def test_the_sheet_has_a_row_for_every_message(sheet: Worksheet) -> None:
    heads = [c.value for c in sheet[HEADING_ROW]]
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(HEADING_ROW + 1, values_only=True)]
    words = {"E": "ต้องแก้ (E)", "W": "ควรตรวจ (W)", "I": "แจ้งให้ทราบ (I)"}
    said = {(r["รหัส"], r["ระดับ"], r["ข้อตรวจ"], r["ข้อความ"], r["ที่มา"], r["Message"]) for r in rows}
    assert said == {
        (c.partition(".")[0], words[m.severity], m.rule_th, m.th, m.basis, m.en) for c, m in MESSAGES.items()
    }
    assert len(rows) == len(MESSAGES)
    for row in rows:
        rule = RULES[row["รหัส"]]
        assert row["เทียบจาก"].split("\n") == list(rule.compared(MOST_NAMED))
        assert row["ยกเว้น"] == ("ยกเว้นได้" if rule.waivable else "ไม่ได้")


def test_the_sheet_is_to_read_filter_and_print(sheet: Worksheet) -> None:
    assert (sheet.protection.sheet, sheet.protection.autoFilter) == (True, False)  # False: allowed
    (table,) = sheet.tables.values()
    assert table.autoFilter.ref == f"A{HEADING_ROW}:I{sheet.max_row}"
    assert sheet.freeze_panes == f"C{HEADING_ROW + 1}"
    assert sheet.print_title_rows == f"${HEADING_ROW - 1}:${HEADING_ROW}"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)  # one page wide
    heights = [sheet.row_dimensions[n].height for n in range(HEADING_ROW + 1, sheet.max_row + 1)]
    assert max(heights) < definition().style["height"]["most"]  # a row as tall as allowed may hide text


def test_the_sheet_does_not_disturb_reading_the_register(tmp_path: Path) -> None:
    """Renamed, moved to the front and without protection: the register reads as before."""
    new(tmp_path, 2570, "สพป.ตัวอย่าง")
    before = Workspace(tmp_path).open_register()[1]
    book = load_workbook(tmp_path / "register.xlsx")
    book.move_sheet(SHEET, -book.index(book[SHEET]))
    book[SHEET].title = "กฎ"
    book.save(tmp_path / "register.xlsx")
    after = Workspace(tmp_path).open_register()[1]
    assert (after.submission.answers, after.damage) == (before.submission.answers, before.damage)
    assert not any(cell.sheet == "กฎ" for cell in after.cells.values())
