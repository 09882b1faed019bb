"""What shows only across the office's projects: copied wording (A-07, W) and one Y1 for many (A-11, I).

Basis of both: unconfirmed. How well copies are told is measured in test_likeness.
"""

import random
import time
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from builders import at, complete, definition, stamp
from emenscr_xl import consolidate
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.submission import Cell, Finding, Submission, Where
from emenscr_xl.register.plans.across import Together, copied, crowded
from emenscr_xl.register.plans.copied import copies
from workspaces import FIRST, NOW, SECOND, THIRD, send, workspace

FORM, MESSAGES = definition().form, definition().messages
RATIONALE, EXPLAIN, OBJECTIVES, Y1 = (
    "M3.rationale",
    "M1.ns_primary_explain",
    "M3.objectives.text",
    "M1.mp_primary_y1",
)
RULES = {rule.kind: rule for rule in FORM.rules}
OWN = (
    "นักเรียนที่อ่านไม่ออก 18 คนได้เรียนซ่อมเสริมกับครูพี่เลี้ยงทุกเย็นจนอ่านนิทานจบเล่ม",
    "โรงอาหารใหม่ทำให้เด็กกินผักเพิ่มและมีน้ำหนักตามเกณฑ์มากกว่าปีก่อน",
    "ผู้ปกครองตรวจราคากลางบนหน้าเว็บได้เองจึงเชื่อว่าโรงเรียนใช้เงินตรงไปตรงมา",
)


def office(answers: Mapping[str, Mapping[str, Cell]]) -> Together:
    """Projects that answered these addresses only (record 1 of a table)."""

    def cells(given: Mapping[str, Cell]) -> dict[Where, Cell]:
        return {at(a, 1 if a.count(".") > 1 else 0): cell for a, cell in given.items()}

    submissions: dict[str, Submission] = {
        project: submission_of(FORM, stamp(project), cells(given)) for project, given in answers.items()
    }
    return Together(FORM, submissions, {project: f"โครงการ {project}" for project in answers})


def found_copied(answers: Mapping[str, Mapping[str, Cell]]) -> list[tuple[str, str, str]]:
    """Project, place, and the others that are named."""
    return [(p, f.where.address, f.details["others"]) for p, f in copied(RULES["copied"], office(answers))]


# ---------------------------------------------------------------- A-07.copied


@pytest.mark.parametrize(
    "other",
    [
        OWN[0],
        f"  {OWN[0].replace(' ', '  ')} ",
        OWN[0].replace("18", "๒๔"),
        OWN[0].replace("ครูพี่เลี้ยง", "ครูอาสา"),
        f"{OWN[0]} และเล่าให้น้องฟังได้",
    ],
    ids=["same", "blanks", "figures", "a_word", "a_clause_more"],
)
def test_a_copied_text_is_said_in_each_project(other: str) -> None:
    projects = {"A": {RATIONALE: OWN[0]}, "B": {RATIONALE: OWN[1]}, "C": {RATIONALE: other}}
    assert found_copied(projects) == [
        ("A", RATIONALE, "C โครงการ C"),
        ("C", RATIONALE, "A โครงการ A"),
    ]


def test_own_wording_is_silent() -> None:
    assert found_copied({str(n): {RATIONALE: text} for n, text in enumerate(OWN)}) == []


def test_the_same_text_in_another_question_is_no_copy() -> None:
    assert found_copied({"A": {RATIONALE: OWN[0]}, "B": {EXPLAIN: OWN[0]}}) == []


def test_each_question_is_compared() -> None:
    fields = RULES["copied"].fields["texts"]
    same = dict.fromkeys(fields, OWN[0])
    assert found_copied({"A": same, "B": same}) == [
        (project, address, f"{other} โครงการ {other}")
        for address in fields
        for project, other in (("A", "B"), ("B", "A"))
    ]


def test_an_official_wording_is_not_another_projects() -> None:
    official = FORM.catalogues["targets_y1"].entries["120101"].name
    assert found_copied({p: {EXPLAIN: official} for p in "AB"}) == []
    assert len(found_copied({p: {EXPLAIN: f"{official} {OWN[0]}"} for p in "AB"})) == 2


def test_a_text_under_thirty_letters_is_too_short_to_be_copied() -> None:
    shorter, short = "ก" * 29, "ก" * 30
    assert found_copied({p: {RATIONALE: shorter} for p in "AB"}) == []
    assert len(found_copied({p: {RATIONALE: short} for p in "AB"})) == 2


def test_all_objectives_together_are_compared() -> None:
    """One objective in common is no copy when the others are the project's own."""
    one, two = (
        {at(OBJECTIVES, 1): OWN[0], at(OBJECTIVES, 2): text, at(OBJECTIVES, 3): f"{text[::-1]} {text}"}
        for text in OWN[1:]
    )
    submissions = {p: submission_of(FORM, stamp(p), cells) for p, cells in (("A", one), ("B", two))}
    assert list(copied(RULES["copied"], Together(FORM, submissions, {}))) == []


def test_many_copies_are_one_finding_a_project() -> None:
    answers = {f"P{n}": {RATIONALE: OWN[0].replace("18", str(n))} for n in range(8)}
    found = found_copied(answers)
    assert [project for project, _, _ in found] == list(answers)
    assert found[3][2] == "; ".join(f"P{n} โครงการ P{n}" for n in (0, 1, 2, 4, 5)) + "; +2"


def test_both_texts_are_said_shortened() -> None:
    long = " ".join(OWN)
    _, (_, finding) = copied(
        RULES["copied"], office({"A": {RATIONALE: long}, "B": {RATIONALE: f"{long} ครับ"}})
    )
    text = MESSAGES["A-07.copied"].text("th", finding.details)
    assert text.startswith("“หลักการและเหตุผล” เขียนว่า “นักเรียนที่อ่านไม่ออก 18 คน")
    assert "A โครงการ A (A เขียนว่า “นักเรียนที่อ่านไม่ออก" in text
    assert {len(finding.details["text"]), len(finding.details["other_text"])} <= set(range(70, 81))


def test_groups_do_not_depend_on_the_order_within_a_text() -> None:
    texts = {1: f"{OWN[0]} {OWN[1]}", 2: f"{OWN[1]} {OWN[0]}", 3: OWN[2]}
    assert copies(texts, 0.3) == [[1, 2]]


def test_a_thousand_projects_take_seconds() -> None:
    """Texts put together from the same few hundred sentences: harder than an office's own."""
    data = Path(__file__).parent / "data" / "labelled"
    lines = tomllib.loads((data / "targets_y1.toml").read_text(encoding="utf-8"))["first"]
    sentences = [text for line in lines for text in line[4:]]
    draw = random.Random(2570)
    texts = {n: " ".join(draw.sample(sentences, 4)) for n in range(1000)}
    begun = time.process_time()
    copies(texts, 0.3)
    assert time.process_time() - begun < 10


# ----------------------------------------------------------------


def crowd(**chosen: int) -> list[tuple[str, Finding]]:
    """What is said when so many projects chose each Y1 (`y120101=5`); `blank` chose none."""
    codes = [code.removeprefix("y") for code, times in chosen.items() for _ in range(times)]
    answers = {f"P{n}": {} if code == "blank" else {Y1: code} for n, code in enumerate(codes)}
    return list(crowded(RULES["crowded"], office(answers)))


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"y120101": 4}, []),
        ({"y120101": 5}, [("P0", "5", "5")]),
        ({"y120101": 5, "y100101": 4, "y110301": 4, "y170201": 4, "y200501": 3}, []),
        ({"y120101": 6, "y100101": 4, "y110301": 4, "y170201": 4, "y200501": 4}, [("P0", "6", "22")]),
        ({"blank": 9, "y120101": 5}, [("P9", "5", "5")]),
        ({"y120101": 5, "y100101": 5}, [("P0", "5", "10"), ("P5", "5", "10")]),
    ],
    ids=["few", "all", "a_quarter", "above_a_quarter", "blank_is_no_answer", "two"],
)
def test_one_target_for_many_is_noted_once(
    chosen: dict[str, int], expected: list[tuple[str, str, str]]
) -> None:
    assert [(p, f.details["count"], f.details["answered"]) for p, f in crowd(**chosen)] == expected


def test_the_note_names_target_and_projects() -> None:
    ((_, finding),) = crowd(y120101=6)
    text = MESSAGES["A-11"].text("th", finding.details)
    assert text.startswith("6 โครงการ จาก 6 โครงการ")
    assert "120101 – คนไทยได้รับการศึกษาที่มีคุณภาพ" in text
    assert "P0 โครงการ P0; P1 โครงการ P1" in text
    assert "; +1 " in text


# ---------------------------------------------------------------- in a consolidation


def test_copies_stand_in_the_consolidated_workbook(tmp_path: Path) -> None:
    """With sheet and cell of each project's own file; a project's own earlier return is not compared."""
    workspace(tmp_path)
    same = complete(FIRST)[at(RATIONALE)]
    send(tmp_path, "a1.xlsx", FIRST)
    send(tmp_path, "a2.xlsx", FIRST, issue=2)
    send(tmp_path, "b.xlsx", SECOND, changes={at(RATIONALE): same})
    send(tmp_path, "c.xlsx", THIRD)
    done = consolidate(tmp_path, NOW)
    found = {p: [f for f in c.findings if f.code == "A-07"] for p, c in done.collected.counted.items()}
    assert {p: len(each) for p, each in found.items()} == {FIRST: 1, SECOND: 1, THIRD: 0}
    ((one,), (other,), _) = found.values()
    assert (one.severity, one.field, one.cell) == ("W", "rationale", other.cell)
    assert one.sheet == FORM.module("M3").sheet
    assert SECOND in one.message_th
    assert SECOND in one.message_en
    sheet = load_workbook(done.workbook, read_only=True)["ข้อค้นพบ"]
    told = [row for row in sheet.iter_rows(values_only=True) if one.message_th in row]
    assert len(told) == 1
    assert {FIRST, "A-07", "ควรตรวจ (W)", one.sheet, one.cell} <= set(told[0])


def test_a_project_that_need_not_be_entered_is_not_compared(tmp_path: Path) -> None:
    workspace(tmp_path, FIRST, "2570-011")
    send(tmp_path, "a.xlsx", FIRST)
    send(tmp_path, "b.xlsx", "2570-011", changes={at(RATIONALE): complete(FIRST)[at(RATIONALE)]})
    done = consolidate(tmp_path, NOW)
    assert {f.code for c in done.collected.counted.values() for f in c.findings} == set()


def test_copied_wording_may_be_waived(tmp_path: Path) -> None:
    waiver: dict[str, Cell] = {
        "project": FIRST, "rule": "A-07", "until": date(2027, 9, 30), "reason": "โครงการร่วมสองกลุ่ม",
    }  # fmt: skip
    workspace(tmp_path, lists={"rule_waivers": [waiver]})
    same = complete(FIRST)[at(RATIONALE)]
    send(tmp_path, "a.xlsx", FIRST)
    send(tmp_path, "b.xlsx", SECOND, changes={at(RATIONALE): same})
    counted = consolidate(tmp_path, NOW).collected.counted
    assert [f.code for f in counted[FIRST].standing] == []
    assert [f.code for f in counted[FIRST].waived] == ["A-07"]
    assert [f.code for f in counted[SECOND].standing] == ["A-07"]
