"""What an owner sees while filling: a status for each answer, one word for the whole, what to do."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

import oracles
from builders import at, complete, definition, plan, spoiled, stamp, submitted, without, written
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.submission import Cell, Where
from emenscr_xl.sheets.layout import STATUS
from emenscr_xl.sheets.live.judged import judge
from emenscr_xl.sheets.live.rows import row_formulas
from emenscr_xl.sheets.start_plan import ANSWERED, LEFT, TO_DO_LINES, start_plan
from oracles import live
from parity.judges import Bench

TEXTS = definition().texts
START = start_plan(plan(), 2)


def said(cells: Mapping[Where, Cell], *addresses: tuple[str, int], quarter: int = 0) -> list[str]:
    """What the status says beside some places."""
    judged = judge(plan().live, plan().rows, plan().row_of, submitted(cells, quarter=quarter))
    return [judged.rows[plan().row_of[at(*address)]].says for address in addresses]


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({at("M2.start_date"): "31/02/2569"}, "ไม่ถูกต้อง: ต้องเป็นวันที่"),
        ({at("M2.start_date"): "1 พ.ย. 2570"}, "ไม่ถูกต้อง: อยู่หลังวันที่สิ้นสุดโครงการ"),
        ({at("M2.start_date"): None}, "ต้องกรอก"),
        ({at("M2.start_date"): "๑/๑๐/๖๙"}, "ครบ"),
    ],
)
def test_a_question_says_its_word_and_why(typed: Mapping[Where, Cell], status: str) -> None:
    assert said(spoiled(complete(), typed), ("M2.start_date", 0)) == [status]


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({at("M3.outputs.target", 1): "หลายคน"}, "ไม่ถูกต้อง: ค่าเป้าหมาย ต้องเป็นตัวเลข"),
        ({at("M3.outputs.unit", 1): None}, "ต้องกรอก: หน่วยนับ"),
        ({at("M3.outputs.unit", 1): None, at("M3.outputs.target", 1): "๑๒๐"}, "ต้องกรอก: หน่วยนับ"),
        ({at("M3.outputs.unit", 1): None, at("M3.outputs.target", 1): "-"}, "ไม่ถูกต้อง: ค่าเป้าหมาย ต้องเป็นตัวเลข"),
        ({at("M3.outputs.target", 1): "๑๒๐"}, "ครบ"),
    ],
)
def test_a_record_names_the_answer_that_it_speaks_of(typed: Mapping[Where, Cell], status: str) -> None:
    assert said(spoiled(complete(), typed), ("M3.outputs.name", 1)) == [status]


def test_a_doubt_is_no_error() -> None:
    cells = spoiled(complete(), {at("M1.ns_primary_strategy"): "99 – ไม่มี"})
    assert said(cells, ("M1.ns_primary_strategy", 0)) == ["ควรตรวจ: ไม่มีในบัญชีรายการ"]


def test_only_the_quarter_that_is_due_wants_answers() -> None:
    wanted = said(complete(), ("M6Q1.budget_actual", 0), ("M6Q2.budget_actual", 0), quarter=2)
    assert wanted == ["", "ต้องกรอก"]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A workbook as issued, open in LibreOffice."""
    oracles.require(live.available(), "LibreOffice with python3-uno")
    locked = {at("M2.project_name"): "ตัวอย่าง"}
    issued = submission_of(definition().form, stamp(), locked)
    path = written(tmp_path_factory.mktemp("live") / "form.xlsx", issued)
    with live.office() as office:
        document = office.document(path)
        document.enableAutomaticCalculation(False)
        document.calculateAll()
        yield Bench(document)


def start(bench: Bench, row: int, column: int) -> Any:
    """What a cell of the Start sheet shows."""
    return bench.document.Sheets.getByName(TEXTS["start_sheet"]).getCellByPosition(column, row).getString()


NEARLY = spoiled(complete(), {at("M2.area"): None})


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        ({}, "not_started"),
        ({at("M2.area"): "ทั้งเขต"}, "incomplete"),
        (NEARLY, "incomplete"),
        (spoiled(NEARLY, {at("M3.outputs.target", 1): "หลายคน"}), "has_errors"),
        (spoiled(complete(), {at("M3.outputs.target", 1): "หลายคน"}), "has_errors"),
        (complete(), "ready"),
        (spoiled(complete(), {at("M1.reform_area"): "ด้านการศึกษา"}), "ready"),  # doubtful, not wrong
    ],
)
def test_one_word_for_the_whole(bench: Bench, cells: Mapping[Where, Cell], word: str) -> None:
    locked = {at("M2.project_name"): "ตัวอย่าง"}
    bench.fill({**locked, **cells})
    assert start(bench, START.overall, ANSWERED) == TEXTS[word]


def test_what_to_do_is_listed_in_reading_order_and_no_more_than_fits(bench: Bench) -> None:
    bench.fill(without(complete(), "M2.area", "M3.rationale") | {at("M3.outputs.target", 1): "หลายคน"})
    assert [start(bench, START.to_do + n, LEFT) for n in range(1, 5)] == [
        "M2 ข้อมูลทั่วไป › 2.13 พื้นที่ดำเนินโครงการ – ต้องกรอก",
        "M3 รายละเอียด › 3.1 หลักการและเหตุผล – ต้องกรอก",
        "M3 รายละเอียด › 3.3 ผลผลิตที่ 1 – ไม่ถูกต้อง: ค่าเป้าหมาย ต้องเป็นตัวเลข",
        "",
    ]
    assert start(bench, START.last_row, LEFT) == ""
    bench.fill({})
    listed = [start(bench, START.to_do + n, LEFT) for n in range(1, TO_DO_LINES + 1)]
    assert all(listed)
    assert len(set(listed)) == TO_DO_LINES
    assert start(bench, START.last_row, LEFT).startswith("และอีก ")
    bench.fill(complete())
    assert start(bench, START.to_do + 1, LEFT) == TEXTS["to_do_none"]


def test_each_thing_to_do_leads_to_the_first_answer_of_its_row() -> None:
    rows = {row.link: row for row in plan().rows}
    assert len(rows) == len(plan().rows)
    for row in plan().rows:
        first = plan().layout.cells[row.places[0]]
        assert (row.answer.sheet, row.answer.row) == (first.sheet, first.row)
        assert row.cell.row == first.row


def test_answers_that_are_cut_and_pasted_are_judged_where_they_are(bench: Bench) -> None:
    """A plain reference would follow them, and judge a blank as complete for ever."""
    bench.fill(complete())
    first, ninth = (plan().layout.cells[at("M4.activities.name", n)] for n in (1, 9))
    live.paste(bench.document, first.sheet, f"E{first.row + 1}", f"E{ninth.row + 1}", cut=True)
    bench.document.calculate()
    sheet = bench.document.Sheets.getByName(first.sheet)
    says = [sheet.getCellByPosition(STATUS, c.row).getString() for c in (first, ninth)]
    assert says[0] == "ต้องกรอก: ชื่อกิจกรรม (หลัก)"
    assert says[1].startswith("ต้องกรอก: ")
    live.paste(bench.document, first.sheet, f"E{ninth.row + 1}", f"E{first.row + 1}", cut=True)
    bench.document.calculate()
    says = [sheet.getCellByPosition(STATUS, c.row).getString() for c in (first, ninth)]
    assert says == ["ครบ", ""]


def test_answers_are_judged_where_they_were_drawn_when_their_anchors_are_gone(bench: Bench) -> None:
    bench.fill(complete())
    sixth = plan().layout.cells[at("M4.activities.name", 6)]
    sheet = bench.document.Sheets.getByName(sixth.sheet)
    sheet.unprotect("")
    anchors = sheet.getCellRangeByName("A1:A200")
    kept = anchors.getFormulaArray()
    anchors.clearContents(0x1F)  # values, dates, texts, notes, formulas
    sheet.getCellByPosition(sixth.column, sixth.row).setString("ตัวอย่าง")
    bench.document.calculate()
    says = sheet.getCellByPosition(STATUS, sixth.row).getString()
    anchors.setFormulaArray(kept)
    sheet.getCellByPosition(sixth.column, sixth.row).setString("")
    sheet.protect("")
    assert says.startswith("ต้องกรอก: ")
    bench.document.calculate()
    assert sheet.getCellByPosition(STATUS, sixth.row).getString() == ""


def depth(formula: str) -> int:
    """How deep its brackets are nested, texts aside."""
    level = deepest = 0
    for mark in re.sub(r'"[^"]*"', "", formula):
        level += {"(": 1, ")": -1}.get(mark, 0)
        deepest = max(deepest, level)
    return deepest


def test_no_formula_is_longer_or_deeper_than_excel_takes() -> None:
    rows = [f for n, row in enumerate(plan().rows) for f in row_formulas(plan().live, row, n).values()]
    formulas = [*plan().live.formulas.values(), *START.formulas.values(), *rows]
    assert max(map(len, formulas)) <= 8192
    assert max(map(depth, formulas)) <= 64
