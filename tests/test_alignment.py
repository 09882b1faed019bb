"""`align`: what the alignment-analysis workbook says of projects, and what becomes of staff's decisions."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

import oracles
from builders import at, definition, returned
from emenscr_xl import align, consolidate, forms
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.check import check
from emenscr_xl.core.submission import Cell, Stamp, Submission, Where
from emenscr_xl.jobs.alignment_file import newest_alignment
from emenscr_xl.jobs.workspace import JobError, Workspace
from emenscr_xl.register.plans.alignment import asked
from emenscr_xl.sheets.alignment.workbook import Analysis, write_alignment
from emenscr_xl.sheets.blueprint import Blueprint, blueprint
from oracles import libreoffice, live
from workspaces import FIRST, NOW, SECOND, THIRD, send, workspace

FORM = definition().alignment
MATRIX, ASSESSMENT = FORM.module("matrix").sheet, FORM.module("assessment").sheet
TEXTS = definition().texts
GOOD, REVIEW, BAD = TEXTS["aligned"], TEXTS["to_review"], TEXTS["not_aligned"]
LINES = 40


def column(key: str, sheet: str = "matrix") -> int:
    """The column of a question, from 1."""
    table = FORM.module(sheet).tables[0]
    return [f.key for f in table.fields].index(key) + 2


def read(path: Path, *, values: bool = True) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl does not know
        return load_workbook(path, data_only=values)


def lines(book: Workbook, sheet: str = "matrix") -> dict[str, dict[str, Any]]:
    """By project: what stands in each column of a sheet."""
    keys = [f.key for f in FORM.module(sheet).tables[0].fields]
    rows = book[FORM.module(sheet).sheet].iter_rows(min_row=6, min_col=2, values_only=True)
    return {str(r[0]): dict(zip(keys, r, strict=False)) for r in rows if r[0]}


def choose(path: Path, project: str, sheet: str = "matrix", /, **choices: str) -> None:
    """Type into the line of a project, as staff do, and save."""
    book = read(path, values=False)
    page = book[FORM.module(sheet).sheet]
    (row,) = (n for n in range(6, page.max_row + 1) if page.cell(n, 2).value == project)
    for key, text in choices.items():
        cell = page.cell(row, column(key, sheet))
        cell.value, cell.data_type = text, "s"
    book.save(path)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return workspace(tmp_path / "office")


def test_a_line_for_each_project_filled_from_its_return_else_from_the_register(office: Path) -> None:
    send(office, "ส่งคืน.xlsx", FIRST)
    consolidate(office, NOW)
    found = lines(read(align(office, NOW).workbook))
    assert list(found) == [FIRST, SECOND, THIRD]
    assert found[FIRST]["strategy"].startswith("3 – ")
    assert found[FIRST]["factor"].startswith("120101V01F01 – ")
    assert found[FIRST]["budget"] == 680000
    # nothing came back of the second: only the register's Y1 is known
    assert found[SECOND]["y1"].startswith("120101 – ")
    assert found[SECOND]["strategy"] is None


def test_a_project_that_need_not_be_entered_has_no_line(tmp_path: Path) -> None:
    folder = workspace(tmp_path, FIRST, "2570-011", "2570-019")  # 011 ไม่ต้อง, 019 รอพิจารณา
    assert list(lines(read(align(folder).workbook))) == [FIRST, "2570-019"]


def test_an_office_without_projects_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(JobError, match="แผนปฏิบัติการ"):
        align(workspace(tmp_path, "2570-011"))


def test_the_verdict_and_the_reasons_of_each_kind(office: Path) -> None:
    send(office, "ดี.xlsx", FIRST)
    send(office, "ผิด.xlsx", SECOND, changes={at("M1.mp_primary_subplan"): "1701"})
    consolidate(office, NOW)
    found = lines(read(align(office, NOW).workbook))
    assert (found[FIRST]["verdict"], found[FIRST]["reason"] or "") == (GOOD, "")
    assert found[SECOND]["verdict"] == BAD
    assert "แผนย่อย: รหัสไม่ต่อกับรายการที่เลือก" in found[SECOND]["reason"]
    assert found[THIRD]["verdict"] == REVIEW
    assert "ยุทธศาสตร์ชาติ: ยังไม่ระบุ" in found[THIRD]["reason"]


def test_a_project_without_a_y1_gets_suggestions_with_the_words_that_speak_for_them(office: Path) -> None:
    send(office, "ไม่มี.xlsx", FIRST, changes={at("M1.mp_primary_y1"): None})
    consolidate(office, NOW)
    found = lines(read(align(office, NOW).workbook))
    first, *_ = found[FIRST]["suggested"].split("\n")
    assert first.startswith("1. 120101 คนไทยได้รับการศึกษาที่มีคุณภาพตามมาตรฐาน")
    assert "“" in first
    assert len(found[FIRST]["suggested"].split("\n")) == 3
    # the register names a Y1 of the others, and nothing speaks against it
    assert found[SECOND]["suggested"] is None


def test_what_staff_choose_fills_the_next_form_of_a_project(office: Path) -> None:
    path = align(office, NOW).workbook
    choose(path, SECOND, strategy="3", issue="12", y2="120001", note="คุยกับเจ้าของโครงการแล้ว")
    (line,) = (i for i in forms(office).issued if i.project == SECOND)
    answers = returned(office / line.file).submission
    assert answers.text("M1.ns_primary_strategy") == "3"
    assert answers.text("M1.mp_primary_y2.target", 1) == "120001"
    assert answers.text("M1.mp_primary_y1") == "120101"


def test_an_owners_answers_stand_above_what_staff_choose(office: Path) -> None:
    send(office, "ส่งคืน.xlsx", FIRST)
    consolidate(office, NOW)
    choose(align(office, NOW).workbook, FIRST, strategy="4")
    (line,) = forms(office, 1, [FIRST]).issued
    assert returned(office / line.file).submission.text("M1.ns_primary_strategy") == "3"


def test_a_form_that_only_the_office_filled_is_not_taken_for_a_return(office: Path) -> None:
    choose(align(office, NOW).workbook, FIRST, strategy="3", issue="12")
    (line,) = (i for i in forms(office).issued if i.project == FIRST)
    (office / "returns" / "ยังไม่กรอก.xlsx").write_bytes((office / line.file).read_bytes())
    assert [r.decision for r in consolidate(office, NOW).collected.received] == ["unfilled"]


def test_a_return_that_disagrees_with_what_staff_decided_is_a_finding(office: Path) -> None:
    choose(align(office, NOW).workbook, FIRST, strategy="4", issue="12")
    send(office, "ส่งคืน.xlsx", FIRST)
    (counted,) = consolidate(office, NOW).collected.returned
    (found,) = (f for f in counted.findings if f.code == "ALN-02")
    assert (found.module, found.field, found.severity) == ("M1", "ns_primary_strategy", "W")
    assert "3 – ยุทธศาสตร์ชาติด้านการพัฒนาและเสริมสร้างศักยภาพทรัพยากรมนุษย์" in found.message_th
    assert "เลือก 4" in found.message_th


def test_what_was_only_filled_in_from_a_return_is_no_decision_of_staff(office: Path) -> None:
    send(office, "แรก.xlsx", FIRST)
    consolidate(office, NOW)
    align(office, NOW)
    send(office, "แก้.xlsx", FIRST, issue=2, changes={at("M1.ns_primary_strategy"): "4"})
    (counted,) = consolidate(office, NOW).collected.returned
    assert "ALN-02" not in {f.code for f in counted.findings}


def test_the_next_workbook_carries_every_decision_and_the_newest_answers_for_the_rest(office: Path) -> None:
    first = align(office, NOW).workbook
    choose(first, FIRST, obec_policy="ตัวอย่าง: นโยบายที่เขตพิมพ์เอง", strategy="4", note="=ห้ามเป็นสูตร")
    choose(first, FIRST, "assessment", c3="5")
    before = first.read_bytes()
    send(office, "ส่งคืน.xlsx", FIRST)
    consolidate(office, NOW)
    second = align(office, NOW)
    assert (second.issue, second.before) == (2, first)
    assert first.read_bytes() == before
    found = lines(read(second.workbook))[FIRST]
    assert found["obec_policy"] == "ตัวอย่าง: นโยบายที่เขตพิมพ์เอง"
    assert found["strategy"].startswith("4 – ")
    assert found["issue"].startswith("12 – ")
    assert found["note"] == "=ห้ามเป็นสูตร"
    assert lines(read(second.workbook), "assessment")[FIRST]["c3"].startswith("5 – ")
    # a third one, with nothing typed into the second, still knows them
    decided = newest_alignment(Workspace(office), definition())
    assert decided is not None
    assert decided.decided.of("matrix", FIRST)["strategy"].startswith("4 – ")


@pytest.mark.parametrize("area", ["B6:{last}8", "A6:{marks}8"], ids=["the filter's range", "whole rows"])
def test_lines_may_be_sorted(office: Path, tmp_path: Path, area: str) -> None:
    """Verdicts, amounts and explanations stay with their project, and so does what staff type afterwards."""
    oracles.require(live.available(), "LibreOffice with UNO")
    send(office, "ส่งคืน.xlsx", FIRST)
    consolidate(office, NOW)
    path = align(office, NOW).workbook
    before, last = lines(read(path)), len(FORM.module("matrix").tables[0].fields) + 1
    cells = area.format(last=get_column_letter(last), marks=get_column_letter(last + 1))
    first = 1 if area.startswith("A") else 2

    def act(document: Any) -> None:
        live.unprotect(document)
        live.sort(document, MATRIX, cells, column("project") - first, descending=True)
        document.calculateAll()

    with live.office() as running:
        changed = running.changed(path, act, tmp_path / "sorted.xlsx")
    shown = read(changed)
    after = lines(shown)
    assert list(after) == [THIRD, SECOND, FIRST]
    said = ("verdict", "reason", "budget", "y1", "name")
    assert {p: [after[p][k] or "" for k in said] for p in before} == {
        p: [before[p][k] or "" for k in said] for p in before
    }
    money = {r[0].value: r[2].value for r in shown["_projects"].iter_rows(min_row=5) if r[0].value}
    assert money == {p: before[p]["budget"] for p in before}
    chain = shown[TEXTS["chain_page"]]
    assert chain["B4"].value == before[FIRST]["name"]
    assert chain["C9"].value.startswith("การอ่านและการเขียนเป็นทักษะพื้นฐาน")
    path.write_bytes(changed.read_bytes())
    choose(path, THIRD, strategy="3")
    issued = {i.project: office / i.file for i in forms(office).issued}
    assert returned(issued[THIRD]).submission.text("M1.ns_primary_strategy") == "3"


def test_a_cleared_cell_is_a_decision_too(office: Path) -> None:
    choose(align(office, NOW).workbook, FIRST, y1="")
    (line,) = (i for i in forms(office).issued if i.project == FIRST)
    assert returned(office / line.file).submission.text("M1.mp_primary_y1") == ""
    assert lines(read(align(office, NOW).workbook))[FIRST]["y1"] is None


def test_what_was_only_known_does_not_stand_above_the_register(office: Path, tmp_path: Path) -> None:
    """Staff touched nothing: the next form says what the register says now."""
    align(office, NOW)
    other = workspace(tmp_path / "other", SECOND)
    book = load_workbook(other / "register.xlsx")
    plan = definition().register.module("action_plan")
    y1 = [f.key for f in plan.tables[0].fields].index("y1") + 2
    book[plan.sheet].cell(6, y1).value = "110201"
    book.save(office / "register.xlsx")
    (line,) = forms(office).issued
    assert returned(office / line.file).submission.text("M1.mp_primary_y1") == "110201"


def test_decisions_about_a_project_that_is_left_out_for_a_while_are_kept(
    office: Path, tmp_path: Path
) -> None:
    choose(align(office, NOW).workbook, FIRST, strategy="4", note="จำไว้")
    whole = (office / "register.xlsx").read_bytes()
    without = workspace(tmp_path / "without", SECOND, THIRD)
    (office / "register.xlsx").write_bytes((without / "register.xlsx").read_bytes())
    left_out = align(office, NOW)
    assert left_out.apart == (FIRST,)
    (office / "register.xlsx").write_bytes(whole)
    back = align(office, NOW)
    found = lines(read(back.workbook))[FIRST]
    assert (found["strategy"][:1], found["note"], back.decisions, back.apart) == ("4", "จำไว้", 2, ())


def test_two_lines_about_one_project_are_taken_together(office: Path) -> None:
    path = align(office, NOW).workbook
    choose(path, FIRST, strategy="4", note="บน")
    choose(path, SECOND, gov_policy="ตัวอย่าง", project=FIRST)
    decided = newest_alignment(Workspace(office), definition())
    assert decided is not None
    kept = decided.decided.of("matrix", FIRST)
    assert (kept["strategy"], kept["note"], kept["gov_policy"]) == ("4", "บน", "ตัวอย่าง")


def test_ids_are_read_as_people_type_them(office: Path) -> None:
    path = align(office, NOW).workbook
    choose(path, FIRST, strategy="4", project=" ๒๕๗๐–๐๐๑ ")
    decided = newest_alignment(Workspace(office), definition())
    assert decided is not None
    assert decided.decided.of("matrix", FIRST)["strategy"] == "4"


def test_a_column_that_was_deleted_says_nothing(office: Path) -> None:
    path = align(office, NOW).workbook
    book = read(path, values=False)
    book[MATRIX].delete_cols(column("y1"))
    book.save(path)
    (line,) = (i for i in forms(office).issued if i.project == FIRST)
    assert returned(office / line.file).submission.text("M1.mp_primary_y1") == "120101"


def test_a_workbook_without_its_ids_is_refused(office: Path) -> None:
    path = align(office, NOW).workbook
    book = read(path, values=False)
    book[MATRIX].delete_cols(2)
    book.save(path)
    with pytest.raises(JobError, match="คอลัมน์ “รหัสโครงการ”"):
        align(office, NOW)


def test_two_different_workbooks_of_one_issue_are_named(office: Path) -> None:
    path = align(office, NOW).workbook
    copy = path.parent / "เก่า" / "สำเนา.XLSX"
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())
    assert newest_alignment(Workspace(office), definition()) is not None  # the same content twice is one
    choose(path, FIRST, strategy="4")
    with pytest.raises(JobError, match=r"สำเนา\.XLSX"):
        forms(office)


def test_changes_that_are_not_read_are_said(office: Path) -> None:
    first = align(office, NOW).workbook
    second = align(office, NOW).workbook
    second.with_name(f"~${second.name}").touch()
    os.utime(first, ns=(2**62, 2**62))
    said = " ".join(th for th, _ in align(office, NOW).doubts)
    assert f"{second.name} เปิดอยู่ในโปรแกรมอื่น" in said
    assert f"{first.name} เป็นฉบับเก่าแต่บันทึกทีหลัง" in said


def test_a_broken_workbook_does_not_stop_consolidate(office: Path) -> None:
    path = align(office, NOW).workbook
    path.write_bytes(path.read_bytes()[:5000])
    send(office, "ส่งคืน.xlsx", FIRST)
    done = consolidate(office, NOW)
    assert (done.counted, done.unread) == (1, ("alignment",))


def test_a_disagreement_is_said_again_after_the_owner_changed_twice(office: Path) -> None:
    """Staff's decision stays a decision while the owner agrees with it."""
    choose(align(office, NOW).workbook, FIRST, strategy="4")
    send(office, "1.xlsx", FIRST, changes={at("M1.ns_primary_strategy"): "4"})
    consolidate(office, NOW)
    align(office, NOW)
    send(office, "2.xlsx", FIRST, issue=2)
    (counted,) = consolidate(office, NOW).collected.returned
    assert [f.field for f in counted.findings if f.code == "ALN-02"] == ["ns_primary_strategy"]


def test_one_disagreement_is_one_finding(office: Path) -> None:
    chosen = {"strategy": "4", "issue": "11", "subplan": "1102", "y1": "110201"}
    choose(align(office, NOW).workbook, FIRST, **chosen)
    send(office, "ส่งคืน.xlsx", FIRST)
    (counted,) = consolidate(office, NOW).collected.returned
    (found,) = (f for f in counted.findings if f.code == "ALN-02")
    assert "เลือก 4 · แผนแม่บทภายใต้ยุทธศาสตร์ชาติ ประเด็น · แผนย่อยของแผนแม่บทฯ" in found.message_th


def test_a_node_to_be_served_is_shown_however_seldom_it_is(office: Path) -> None:
    path = align(office, NOW).workbook
    book = read(path, values=False)
    page = book[FORM.module("served").sheet]
    typed = (("Y1", "๐๓๐๑๐๑"), ("แผนย่อย", "0301 – ชื่อ"), ("Y1", "999999"))
    for row, (level, code) in enumerate(typed, start=10):
        page.cell(row, 2).value, page.cell(row, 3).value = level, code
    book.save(path)
    again = align(office, NOW)
    assert again.unknown_nodes == ("Y1 999999",)
    shown = [row[:8] for row in read(again.workbook)[TEXTS["coverage_page"]].iter_rows(values_only=True)]
    assert {row[0]: row[7] for row in shown if row[0] in ("030101", "0301")} == {
        "030101": "ยังไม่มีโครงการ",
        "0301": "ยังไม่มีโครงการ",
    }


def test_findings_about_the_explanations_make_a_line_one_to_review(office: Path) -> None:
    send(office, "สั้น.xlsx", FIRST, changes={at("M1.mp_primary_y1_explain"): "สอดคล้องโดยตรง"})
    consolidate(office, NOW)
    found = lines(read(align(office, NOW).workbook))[FIRST]
    assert (found["found"], found["verdict"], found["reason"]) == ("A-07", REVIEW, "แบบที่ส่งคืน: A-07")


def test_a_workbook_that_cannot_be_read_is_named(office: Path) -> None:
    path = align(office, NOW).workbook
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(JobError, match=r"alignment-2570_issue-1\.xlsx"):
        forms(office)


def test_the_self_assessment_judges_what_a_machine_can_and_asks_the_rest(office: Path) -> None:
    wrong = {at("M1.vc_component"): "170201V01", at("M1.vc_factor"): "170201V01F01"}
    send(office, "ดี.xlsx", FIRST)
    send(office, "ผิด.xlsx", SECOND, changes=wrong)
    consolidate(office, NOW)
    found = lines(read(align(office, NOW).workbook), "assessment")
    good, bad, nothing = (found[p] for p in (FIRST, SECOND, THIRD))
    assert good["c1"] is None  # a person judges whether X moves Y1
    assert good["c5_1"].startswith("1 – ")
    assert good["c7_building"].startswith("1.25 – ")
    assert "5.1 ระบุกิจกรรม: มีกิจกรรมหลัก 5 กิจกรรม" in good["basis"]
    assert good["score"].startswith("ยังไม่ครบ ")
    assert bad["c1"].startswith("0 – ")
    assert bad["score"] == 0
    assert (nothing["c5_1"], nothing["basis"]) == (None, None)


def test_the_score_is_the_sum_of_criteria_2_to_7_in_percent_of_29(office: Path, tmp_path: Path) -> None:
    oracles.require(libreoffice.available(), "LibreOffice")
    path = align(office, NOW).workbook
    best = {
        "c1": "1",
        "c2": "A-แดง",
        "c3": "5",
        "c4": "5",
        "c5_1": "1",
        "c5_2": "1",
        "c5_3": "1",
        "c5_4": "1",
    }
    best |= {"c6": "5", "c7_fund": "1.25", "c7_agency": "1.25", "c7_building": "1.25", "c7_equipment": "1.25"}
    choose(path, FIRST, "assessment", **best)
    choose(path, SECOND, "assessment", **(best | {"c1": "0"}))
    choose(path, THIRD, "assessment", **(best | {"c2": "J-เขียว", "c7_fund": "0.5", "c6": "4 – สมบูรณ์"}))
    (copy,) = libreoffice.recalculated([path], tmp_path / "out")
    found = lines(read(copy), "assessment")
    # 29 of 29; the gate; 29 − 4.125 − 0.75 − 1 = 23.125 of 29
    assert [found[p]["score"] for p in (FIRST, SECOND, THIRD)] == [100, 0, pytest.approx(79.74)]


# ------------------------------------------------------------------ the sheet and the core say the same


def random_line(random: Random) -> dict[str, Cell]:
    """The choices of one project: mostly along the chain, with everything that people do to it."""
    cells: dict[str, Cell] = {}
    chosen: dict[str, str] = {}
    for question in asked(FORM, "matrix"):
        catalogue = FORM.catalogues.get(question.catalogue)
        if catalogue is None or random.random() < 0.15:
            continue
        entries = list(catalogue.entries.values())
        above = [e for e in entries if (catalogue.parent_of(e.code) or "") in chosen.values()]
        pool = above if above and random.random() < 0.8 else entries
        if not pool:
            cells[question.key] = (
                f"{chosen.get('y1', '120101')}V01{'F01' if question.key == 'factor' else ''}"
            )
            continue
        entry = random.choice(pool)
        chosen[question.key] = entry.code
        thai = entry.code.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
        ways = (entry.text, entry.text, entry.code, entry.name, thai, f"{entry.code} – ชื่ออื่น", "999999", "ไม่รู้")
        cells[question.key] = random.choices(ways, (8, 8, 4, 2, 1, 1, 1, 1))[0]
    return cells


def blank_matrix(count: int) -> tuple[Blueprint, Submission]:
    form = FORM.with_rows(lambda module, table: count if module.key != "served" else table.rows)
    names = {Where("matrix", "projects.project", n): f"ต-{n:03}" for n in range(1, count + 1)}
    names |= {Where("matrix", "projects.name", n): f"โครงการตัวอย่าง {n}" for n in range(1, count + 1)}
    names |= {Where("matrix", "projects.budget", n): 1000 * n for n in range(1, count + 1)}
    stamp = Stamp(form.id, form.version, form.fiscal_year, "")
    return blueprint(definition(), form), submission_of(form, stamp, names)


def expected(submission: Submission) -> Iterator[tuple[str, set[str]]]:
    """What the checks say of each line: its verdict, and the questions that its reasons name."""
    form, messages = submission.form, definition().messages
    found: dict[int, list[tuple[str, str, bool]]] = {}
    for finding in check(submission):
        if messages[finding.message].cell or submission.blank(finding.where):
            field = form.question(finding.where.address)[2]
            blank = submission.blank(finding.where)
            severity = messages[finding.message].severity
            found.setdefault(finding.where.record, []).append((severity, field.short or field.label, blank))
    (table,) = form.module("matrix").tables
    begun = submission.records(form.module("matrix"), table)
    for record in range(1, table.rows + 1):
        said = found.get(record, [])
        if record not in begun:
            yield REVIEW, set()
        elif any(severity == "E" and not blank for severity, _, blank in said):
            yield BAD, {name for _, name, _ in said}
        else:
            yield (REVIEW if said else GOOD), {name for _, name, _ in said}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Submission, Mapping[str, Any]]:
    """A matrix of random lines typed into a live LibreOffice, and what its sheets show."""
    oracles.require(live.available(), "LibreOffice with UNO")
    plan, empty = blank_matrix(LINES)
    path = tmp_path_factory.mktemp("matrix") / "matrix.xlsx"
    write_alignment(path, plan, Analysis(empty, (), [{}] * LINES, ()))
    random, typed = Random(2570), {}
    with live.office() as office:
        document = office.document(path)
        document.enableAutomaticCalculation(False)
        for record in range(1, LINES + 1):
            for key, value in random_line(random).items():
                where = Where("matrix", f"projects.{key}", record)
                typed[where] = value
                cell = plan.layout.cells[where]
                document.Sheets.getByName(cell.sheet).getCellByPosition(cell.column, cell.row).setString(
                    value
                )
        document.calculateAll()
        shown = {}
        for sheet in (MATRIX, TEXTS["coverage_page"]):
            found = document.Sheets.getByName(sheet)
            cursor = found.createCursor()
            cursor.gotoEndOfUsedArea(False)
            end = cursor.RangeAddress
            shown[sheet] = found.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getDataArray()
    cells = {w: a.typed if a.value is None else a.value for w, a in empty.answers.items()}
    return submission_of(plan.form, empty.stamp, {**cells, **typed}), shown


def test_the_matrix_says_what_the_checks_say(filled: tuple[Submission, Mapping[str, Any]]) -> None:
    submission, shown = filled
    rows = shown[MATRIX][5 : 5 + LINES]
    said = [(row[column("verdict") - 1], row[column("reason") - 1]) for row in rows]
    named = [
        (
            verdict,
            set() if reason == TEXTS["not_linked"] else {p.split(":")[0] for p in reason.split("; ") if p},
        )
        for verdict, reason in said
    ]
    assert named == list(expected(submission))
    assert {verdict for verdict, _ in said} == {GOOD, REVIEW, BAD} - (
        {GOOD} if GOOD not in dict(said) else set()
    )


def test_coverage_totals_are_those_of_pandas(filled: tuple[Submission, Mapping[str, Any]]) -> None:
    submission, shown = filled
    rows = []
    for record in range(1, LINES + 1):
        line = {
            q.key: submission.text(f"matrix.projects.{q.key}", record) or "ไม่ระบุ"
            for q in asked(FORM, "matrix")
        }
        rows.append({**line, "budget": submission.number("matrix.projects.budget", record)})
    frame = pd.DataFrame(rows)
    sheet, compared = shown[TEXTS["coverage_page"]], 0
    titles = {q.label: q.key for q in asked(FORM, "matrix")}
    key = ""
    for row in sheet:
        title = str(row[0]).partition(". ")[2]
        key = titles.get(title, "" if title.startswith("แผนที่ความร้อน") else key)
        if key and row[1] == "รวม":
            assert (row[3], row[5]) == (LINES, float(frame["budget"].sum()))
            compared += 1
        elif key and row[0] and isinstance(row[3], float) and len(row) > 5 and row[1]:
            chosen = frame[frame[key] == row[0]]
            assert (row[0], row[3], row[5]) == (row[0], len(chosen), float(chosen["budget"].sum()))
            compared += 1
    assert compared > 100
