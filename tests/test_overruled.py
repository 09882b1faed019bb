"""A person's decisions about files, written in the register: what they do, and those that can do nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from builders import at, definition, returned
from consolidated_reader import frames_of
from emenscr_xl import consolidate, forms
from emenscr_xl.core.submission import Cell
from emenscr_xl.jobs.consolidate import Consolidated
from emenscr_xl.jobs.new import register_of
from emenscr_xl.register.files.decided import Circumstances, decided
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.files.overruled import ruling_findings, rulings
from workspaces import FIRST, NOW, SECOND, send, workspace

LATER = datetime(2027, 1, 9, 16, 30)
COUNT, ASIDE = "นับไฟล์นี้", "ไม่นับไฟล์นี้"
A, B, C = "a" * 64, "b" * 64, "c" * 64
DAY, NEXT = "2027-01-02T09:00:00", "2027-01-05T09:00:00"


def line(sha256: str, issue: int = 1, received: str = DAY, **facts: object) -> Received:
    return Received(received, sha256, f"returns/{sha256[0]}.xlsx", "", "P", issue, **facts)  # type: ignore[arg-type]


def rule(file: str, decision: str = COUNT, **more: object) -> dict[str, object]:
    return {"file": file, "decision": decision, "reason": "เจ้าของยืนยัน", **more}


def say(lines: list[Received], *rows: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    """Decision and reason of each file, by the first digit of its number."""
    made = rulings(rows, {r.sha256 for r in lines})  # type: ignore[arg-type]
    office = Circumstances({"P"}, issued={"P": {1, 2}}, rulings=made)
    return {r.sha256[0]: (r.decision, r.reason) for r in decided(lines, office)}


BY_PERSON = "ตัดสินในทะเบียนคุม: เจ้าของยืนยัน"


@pytest.mark.parametrize(
    ("lines", "counts", "others"),
    [
        ([line(A), line(B, received=NEXT)], "a", {"b": "superseded"}),
        ([line(A), line(B, 2)], "a", {"b": "superseded"}),
        ([line(A), line(B)], "a", {"b": "superseded"}),  # a conflict that is settled
        ([line(A), line(B, 7)], "b", {"a": "older_issue"}),  # one that waits
        ([line(A), line(B, 2, decision="unfilled")], "b", {"a": "older_issue"}),
    ],
    ids=["superseded", "older", "conflicting", "waiting", "unfilled"],
)
def test_a_file_counts_because_a_person_says_so(
    lines: list[Received], counts: str, others: dict[str, str]
) -> None:
    said = say(lines, rule(counts * 12))
    assert said[counts] == ("counted", BY_PERSON)
    assert {f: d for f, (d, _) in said.items() if f != counts} == others


def test_a_file_set_aside_never_counts_and_the_next_best_does() -> None:
    said = say([line(A), line(B), line(C, received=NEXT)], rule(C[:8].upper(), ASIDE, decided_by="ผอ.กลุ่ม"))
    assert said["c"] == ("set_aside", "ตัดสินโดย ผอ.กลุ่ม: เจ้าของยืนยัน")
    assert (said["a"][0], said["b"][0]) == ("conflicting", "counted")
    assert say([line(A)], rule(A, ASIDE))["a"][0] == "set_aside"


def test_the_lowest_line_speaks_for_a_file_and_among_those_that_shall_count() -> None:
    lines = [line(A), line(B), line(C)]
    assert say(lines, rule(A, ASIDE), rule(A))["a"][0] == "counted"
    assert say(lines, rule(A), rule(A, ASIDE))["a"][0] == "set_aside"
    assert say(lines, rule(B), rule(A))["a"][0] == "counted"
    assert say(lines, rule(A), rule(B))["b"][0] == "counted"


@pytest.mark.parametrize("lacking", ["file", "decision", "reason"])
def test_a_line_that_lacks_a_starred_answer_has_no_effect(lacking: str) -> None:
    row = rule(A)
    del row[lacking]
    assert say([line(A), line(B, 2)], row) == say([line(A), line(B, 2)])


@pytest.mark.parametrize("number", [A[:7], "ไม่ใช่เลข", "aaaaaaag", B[:8]])
def test_a_number_of_no_file_or_of_several_has_no_effect(number: str) -> None:
    lines = [line(A), line(B, 2), line("b" * 63 + "0", received=NEXT)]
    assert say(lines, rule(number)) == say(lines)


def test_a_return_that_comes_after_a_dated_decision_asks_again() -> None:
    """Nobody who decided on the third has seen what came on the fifth."""
    lines = [line(A), line(B, 2), line(C, 2, NEXT)]
    said = say(lines, rule(A, date=date(2027, 1, 3)))
    assert {f: d for f, (d, _) in said.items()} == {"a": "counted", "b": "superseded", "c": "waiting"}
    assert "3 ม.ค. 2570" in said["c"][1]
    assert say(lines, rule(A, date=date(2027, 1, 5)))["c"][0] == "superseded"
    assert say(lines, rule(A))["c"][0] == "superseded"


@pytest.mark.parametrize("state", ["unreadable", "other_form", "attachment", "ignored"])
def test_what_holds_no_answers_cannot_count(state: str) -> None:
    assert say([line(A, decision=state)], rule(A))["a"][0] == state


def doubts(*rows: Mapping[str, Cell], received: list[Received]) -> list[tuple[str, int]]:
    register = register_of(definition(), lists={"file_decisions": rows})
    found = ruling_findings(register, received)
    return [(f.message, f.where.record) for f in found]


def test_a_decision_that_cannot_be_carried_out_is_said_at_its_cell() -> None:
    received = [
        line(A),
        line(B, decision="unreadable"),
        line("b" * 63 + "0"),
        line(C, decision="unknown_project"),
    ]
    rows: list[dict[str, Cell]] = [
        {"file": "aaaaaaaa", "decision": COUNT, "reason": "x"},
        {"file": "dddddddd", "decision": COUNT, "reason": "x"},
        {"file": "bbbbbbbb", "decision": COUNT, "reason": "x"},
        {"file": B, "decision": COUNT, "reason": "x"},
        {"file": C, "decision": COUNT, "reason": "x"},
        {"file": C, "decision": ASIDE, "reason": "x"},
        {"file": "aa", "decision": ASIDE, "reason": "x"},
    ]
    assert doubts(*rows, received=received) == [
        ("REG-06", 2), ("REG-06.several", 3), ("REG-07", 4), ("REG-07", 5), ("REG-06.short", 7)
    ]  # fmt: skip


# ---------------------------------------------------------------- with real files


def decide(folder: Path, *rows: Mapping[str, Cell], projects: Sequence[str] = (FIRST,)) -> None:
    """Give the register decisions."""
    (folder / "register.xlsx").unlink()
    workspace(folder, *projects, lists={"file_decisions": rows})


def shown(done: Consolidated) -> dict[str, tuple[str, str]]:
    frame = frames_of(done.workbook)["ไฟล์ที่ได้รับ"]
    return {f: (d, r) for f, d, r in frame[["ไฟล์", "ผลการพิจารณา", "เหตุผล"]].itertuples(index=False)}


def test_the_number_shown_decides_and_the_reason_is_shown(tmp_path: Path) -> None:
    """Two returns of one issue come together: the reviewer copies a number, and the other file counts."""
    workspace(tmp_path, FIRST)
    send(tmp_path, "final (1).xlsx", FIRST, changes={at("M2.area"): "ก"})
    send(tmp_path, "final-DESKTOP-AB12.xlsx", FIRST, changes={at("M2.area"): "ข"})
    frame = frames_of(consolidate(tmp_path, NOW).workbook)["ไฟล์ที่ได้รับ"].set_index("ผลการพิจารณา")
    decide(tmp_path, {"file": frame.loc["ขัดกัน", "เลขไฟล์"], "decision": COUNT, "reason": "=เจ้าของยืนยัน"})
    chosen = frame.loc["ขัดกัน", "ไฟล์"]
    done = consolidate(tmp_path, LATER)
    assert shown(done)[chosen] == ("นับ", "ตัดสินในทะเบียนคุม: =เจ้าของยืนยัน")
    assert {d for d, _ in shown(done).values()} == {"นับ", "มีฉบับใหม่กว่า"}
    assert done.collected.counted[FIRST].file.file == chosen
    assert done.register_findings == ()


def test_forms_and_the_consolidated_workbook_follow_the_same_decision(tmp_path: Path) -> None:
    workspace(tmp_path, FIRST, SECOND)
    send(tmp_path, "a.xlsx", FIRST, changes={at("M2.area"): "นับฉบับนี้"})
    send(tmp_path, "b.xlsx", FIRST, issue=2, changes={at("M2.area"): "ไม่นับ"})
    first, _ = consolidate(tmp_path, NOW).collected.received
    lines = ({"file": n, "decision": COUNT, "reason": "ฉบับที่ 2 เป็นร่าง"} for n in (first.number, "0" * 12))
    decide(tmp_path, *lines, projects=(FIRST, SECOND))
    done = consolidate(tmp_path, LATER)
    assert done.collected.counted[FIRST].submission.text("M2.area") == "นับฉบับนี้"
    issued = forms(tmp_path, 1, [FIRST])
    again = returned(tmp_path / issued.issued[0].file)
    assert again.submission.text("M2.area") == "นับฉบับนี้"
    assert (
        [f.code for f in done.register_findings] == [f.code for f in issued.register_findings] == ["REG-06"]
    )
    assert done.register_findings[0].sheet == "ตัดสินไฟล์"
