"""A-08 (W): objectives and outcomes share almost no words with the chosen Y1: ask a person, with suggestions.

Basis: criterion 1, heuristic. How well it does is measured in test_likeness; the sample's project is about
reading and writing under Y1 120101.
"""

import pytest

from builders import at, brief, complete, definition, spoiled, submitted
from emenscr_xl.core.check import check
from emenscr_xl.core.shared_words import shared_words
from emenscr_xl.core.submission import Cell, Finding, Where
from emenscr_xl.core.suggest import Suggestion, suggestions

Y1, SUBPLAN = "M1.mp_primary_y1", "M1.mp_primary_subplan"
OBJECTIVES, OUTCOMES = "M3.objectives.text", "M3.outcomes.name"
MESSAGES = definition().messages
#: A project about waste: one objective and one outcome.
WASTE: dict[Where, Cell] = {
    **{w: None for w in complete() if w.address in (OBJECTIVES, OUTCOMES)},
    at(OBJECTIVES, 1): "เพื่อให้นักเรียนมีพฤติกรรมที่พึงประสงค์ด้านสิ่งแวดล้อม คัดแยกขยะเป็นนิสัย",
    at(OUTCOMES, 1): "ปริมาณขยะของโรงเรียนลดลง",
}


def about_y1(changes: dict[Where, Cell]) -> list[Finding]:
    """The findings of A-08."""
    return [f for f in check(submitted(spoiled(complete(), changes))) if f.code == "A-08"]


def test_what_fits_is_silent() -> None:
    assert about_y1({}) == []
    assert about_y1({at(Y1): "120199", at("M1.vc_component"): None, at("M1.vc_factor"): None}) == []


def test_another_target_is_doubted_with_both_texts_and_suggestions() -> None:
    (finding,) = about_y1(WASTE)
    assert brief(finding) == ("A-08", Y1, 0)
    text = MESSAGES["A-08"].text("th", finding.details)
    assert "“เพื่อให้นักเรียนมีพฤติกรรมที่พึงประสงค์ด้านสิ่งแวดล้อม" in text
    assert "120101 – คนไทยได้รับการศึกษาที่มีคุณภาพตามมาตรฐาน" in text
    assert "ไม่ใช่คำตัดสิน" in text
    first, *_ = finding.details["suggestions"].split("; ")
    assert first.startswith("180501 คนไทยมีคุณลักษณะและพฤติกรรมที่พึงประสงค์ด้านสิ่งแวดล้อม")
    assert "“พฤติกรรมที่พึงประสงค์ด้านสิ่งแวดล้อม”" in first


@pytest.mark.parametrize(
    ("changes", "chosen"),
    [
        ({at(Y1): None}, "–"),
        ({at(Y1): None, at(SUBPLAN): None}, "–"),
        ({at(Y1): "12010"}, "12010"),
        ({at(SUBPLAN): "1103"}, "120101 – "),
        ({at(Y1): "120299"}, "120299"),
    ],
    ids=["blank", "both_blank", "no_code", "other_subplan", "not_listed"],
)
def test_a_blank_or_doubtful_target_is_met_with_suggestions(changes: dict[Where, Cell], chosen: str) -> None:
    (finding,) = about_y1(changes)
    assert brief(finding) == ("A-08.suggest", Y1, 0)
    assert finding.details["chosen"].startswith(chosen)
    offered = [s[:6] for s in finding.details["suggestions"].split("; ")]
    own = [finding.details["chosen"][:6]]
    assert offered == [code for code in ("120101", "170201", "110301") if code not in own]


def test_a_suggestion_takes_no_finding_away() -> None:
    findings = check(submitted(spoiled(complete(), {at(Y1): "12010"})))
    assert [f.message for f in findings if f.where == at(Y1)] == ["A-12", "A-08.suggest"]


@pytest.mark.parametrize("blank", [OBJECTIVES, OUTCOMES])
def test_silent_until_objectives_and_outcomes_are_known(blank: str) -> None:
    blanks: dict[Where, Cell] = {w: None for w in complete() if w.address == blank}
    assert about_y1(blanks | {at(Y1): None}) == []
    assert about_y1({**WASTE, **blanks, at(blank, 1): None}) == []


def test_words_like_no_target_speak_for_none() -> None:
    """Nothing to suggest, and nothing to say that the chosen target is wrong."""
    strange: dict[Where, Cell] = {**WASTE, at(OBJECTIVES, 1): "zzz qqq", at(OUTCOMES, 1): "vvv"}
    assert about_y1(strange) == []
    (finding,) = about_y1(strange | {at(Y1): None})
    assert finding.details["suggestions"] == "–"


# ---------------------------------------------------------------- suggestions


def suggested(*texts: str) -> tuple[Suggestion, ...]:
    return suggestions(definition().form, texts)


def test_suggestions_are_the_best_first_and_no_more_than_are_like() -> None:
    (only,) = suggested("เพื่อลดการปล่อยก๊าซเรือนกระจก", "ปริมาณก๊าซเรือนกระจกลดลง")
    assert only.code == "180301"
    found = suggested("เพื่อให้นักเรียนมีคุณธรรมและทักษะการเรียนรู้", "นักเรียนมีพฤติกรรมซื่อสัตย์สุจริต")
    assert len(found) == 3
    assert all(s.words for s in found)
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    assert all(0 < s.score <= 1 for s in found)


#: So many that a word in two of them is still telling.
WORDINGS = (
    "ผู้เสียชีวิตจากอุบัติเหตุทางถนนลดลง", "คดีทุจริตลดลง", "ชีวิตและทรัพย์สิน", "บ้านกลุ่มเสี่ยง ทางกลุ่มเสี่ยง", "ประชาคมโลก",
    *(f"งานประจำ {n}" for n in range(12)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("อุบัติเหตุบนถนน", WORDINGS[0], ("อุบัติเหตุ",)),
        ("ของกลุ่มเสี่ยง", "ทางกลุ่มเสี่ยง", ("กลุ่มเสี่ยง",)),
        ("ทรัพย์สินและชีวิต", WORDINGS[2], ("ทรัพย์สิน", "ชีวิต")),
        ("คดีทุจริตต่าง ๆ", WORDINGS[1], ("คดีทุจริต",)),
        ("คดีแพ่ง", WORDINGS[1], ()),
        ("เพื่อชีวิต", "เพื่อชีวิต", ("ชีวิต",)),
        ("จัดระบบการศึกษาทั่วถึง", "ระดับการศึกษา", ("การศึกษา",)),
        ("นักเรียนพิเศษ", "คนพิเศษ", ("พิเศษ",)),
        ("สู่ระดับสากล", "สู่ระบบใหม่", ()),
        ("งานบริการที่ดี", "จัดบริการ", ("บริการ",)),
        ("เพื่อ ชีวิต", "เพื่อ ชีวิต", ("ชีวิต",)),
        ("คมโลกา", WORDINGS[4], ()),
        ("ลดลงไป", WORDINGS[1], ()),
        ("งานประจำของครู", WORDINGS[-1], ()),
    ],
    ids=[
        "rarest",
        "start",
        "two",
        "whole_run",
        "short",
        "joined",
        "not_the_end_of_the_word_before",
        "a_bound_in_one_is_enough",
        "not_the_start_of_the_word_after",
        "a_joint_inside_a_word",
        "empty_word",
        "cut_end",
        "short_run",
        "common",
    ],
)
def test_shared_words_are_whole_and_telling(text: str, name: str, words: tuple[str, ...]) -> None:
    assert shared_words(text, [name], WORDINGS) == words


def test_the_parents_names_speak_too() -> None:
    """The sub-plan of 110201 is about small children; its own name does not say อนุบาล or ปฐมวัย."""
    (first, *_) = suggested("เพื่อพัฒนาเด็กปฐมวัย")
    assert first.code == "110201"
    assert "ปฐมวัย" in first.words
