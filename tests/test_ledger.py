"""The ledger and its journals: decisions from lines alone, and files that other programs saved."""

from dataclasses import replace
from datetime import datetime
from itertools import permutations
from pathlib import Path

import pytest

from builders import definition
from emenscr_xl.register.collected import in_english
from emenscr_xl.register.files.decided import Circumstances, decided
from emenscr_xl.register.files.file_decisions import DECISION_WORDS, REASONS, reason
from emenscr_xl.register.files.journal import JournalError, append_lines, moment_of, read_lines
from emenscr_xl.register.files.ledger import Received, read_ledger, with_copies

A, B, C = "a" * 64, "b" * 64, "c" * 64
DAY, NEXT = "2027-04-12T09:00:00", "2026-12-09T16:30:00"  # the second run's clock is behind


def line(received: str, sha256: str, modified: str = "", issue: int = 1, name: str = "") -> Received:
    return Received(received, sha256, f"returns/{name or sha256[0]}.xlsx", modified, "P", issue)


OFFICE = Circumstances({"P"})


def say(*lines: Received) -> list[str]:
    """The decision about each line, in the order of the lines."""
    found = {(r.received_at, r.file): r.decision for r in decided(lines, OFFICE)}
    return [found[r.received_at, r.file] for r in lines]


def test_a_later_run_is_newer_whatever_its_clock_says() -> None:
    assert say(line(DAY, A), line(NEXT, B)) == ["superseded", "counted"]
    assert say(line(NEXT, A), line(DAY, B), line(NEXT, C)) == ["superseded", "superseded", "counted"]


def test_two_of_a_run_conflict_and_the_one_modified_last_counts_then_the_hash() -> None:
    assert say(line(DAY, A, "2027-01-02"), line(DAY, B, "2027-01-01")) == ["counted", "conflicting"]
    assert say(line(DAY, B), line(DAY, A)) == ["counted", "conflicting"]
    assert say(line(DAY, A), line(DAY, A, name="z")) == ["counted", "duplicate"]


def test_a_later_return_settles_a_conflict() -> None:
    assert say(line(DAY, A), line(DAY, B), line(NEXT, C)) == ["superseded", "superseded", "counted"]
    assert say(line(DAY, A), line(DAY, B), line(NEXT, C, issue=2)) == [
        "older_issue", "older_issue", "counted"
    ]  # fmt: skip


def test_the_issue_goes_before_the_run() -> None:
    assert say(line(DAY, A, issue=2), line(NEXT, B)) == ["counted", "older_issue"]


def test_an_issue_that_was_never_given_out_waits_unless_it_is_older_than_all_that_is_known() -> None:
    office = Circumstances({"P"}, issued={"P": {3, 5}})
    lines = [line(DAY, sha256 * 64, issue=n, name=f"{n}") for n, sha256 in enumerate("abcdef", start=1)]
    assert [r.decision for r in decided(lines, office)] == [
        "older_issue", "older_issue", "older_issue", "waiting", "counted", "waiting"
    ]  # fmt: skip


def test_a_file_s_own_name_says_what_it_is_and_a_copy_of_it_is_a_duplicate() -> None:
    """The same content under three names: a lock file is one wherever it lies, the others compete."""
    lines = [
        replace(line(DAY, A, name="b"), project="", decision="unreadable", reason="เสีย"),
        replace(line(DAY, A, name="a"), project="", decision="attachment", reason="แนบ"),
        replace(line(DAY, A, name="~$a"), project="", decision="ignored", reason="ล็อก"),
        replace(line(DAY, A, name="~$b"), project="", decision="ignored", reason="ล็อก"),
    ]
    for order in permutations(lines):
        assert [r.decision for r in decided(order, OFFICE)] == [
            "attachment", "duplicate", "ignored", "ignored"
        ]  # fmt: skip


def test_the_copy_that_opens_by_a_click_is_the_same_whatever_came_first(tmp_path: Path) -> None:
    lines = [replace(line(DAY, A), file=f"returns/x{s}") for s in (".tmp", ".XLSX", "", ".pdf", ".xlsm")]
    for order in permutations(lines):
        assert {r.copy for r in with_copies(tmp_path, order)} == {f"received/{A}.xlsm"}
    (tmp_path / "received").mkdir()
    (tmp_path / f"received/{A}.pdf").touch()  # as an older version kept it
    assert {r.copy for r in with_copies(tmp_path, lines)} == {f"received/{A}.pdf"}


def test_the_same_content_again_is_a_duplicate_unless_another_came_between() -> None:
    again = line(NEXT, A, name="z")
    assert say(line(DAY, A), again) == ["counted", "duplicate"]
    assert say(line(DAY, A), line("x", B), again) == ["superseded", "superseded", "counted"]


def test_a_lost_copy_does_not_count() -> None:
    lines = [line(DAY, A), line(NEXT, B)]
    first, second = decided(lines, Circumstances({"P"}, lost={B: ("unreadable", "หาย")}))
    assert (first.decision, second.decision, second.reason) == ("counted", "unreadable", "หาย")


def test_the_link_of_a_long_or_odd_suffix_has_none() -> None:
    for name, suffix in (("x.XLSX", ".xlsx"), ("x." + "y" * 90, ""), ("x.ก", ""), ("x", ""), ("x.7z", ".7z")):
        assert Received(DAY, A, f"returns/{name}").copy == f"received/{A}{suffix}"


def test_every_decision_has_words_and_every_reason_its_english() -> None:
    assert set(DECISION_WORDS["th"]) == set(DECISION_WORDS["en"])
    names = ("issue", "newer", "file", "copy", "number", "day", "by", "why")
    details = dict.fromkeys(names, "7")
    for key, (_, english) in REASONS.items():
        assert in_english(reason(key, **details), definition().messages) == english.format_map(details)
    assert in_english("ไม่รู้จัก", definition().messages) == "ไม่รู้จัก"


@pytest.mark.parametrize("encoding", ["cp874", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_journal_is_read_as_other_programs_save_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "j.csv"
    text = "a,b\r\nก,1\r\n,\r\nข,2".replace(",", delimiter)  # a blank line, no last line end
    path.write_bytes(text.encode(encoding))
    append_lines(path, ["a", "b"], [{"a": "①", "b": 3}])
    assert [dict(row) for row in read_lines(path)] == [
        {"a": "ก", "b": "1"}, {"a": "ข", "b": "2"}, {"a": "①", "b": "3"}
    ]  # fmt: skip
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_an_older_journal_gets_a_new_heading_for_new_columns(tmp_path: Path) -> None:
    path = tmp_path / "j.csv"
    append_lines(path, ["a", "b"], [{"a": 1, "b": 2}])
    before = path.read_bytes()
    append_lines(path, ["a", "b", "c"], [{"a": 3, "b": 4, "c": 5}])
    append_lines(path, ["a", "b", "c"], [{"a": 6, "b": 7, "c": 8}])
    assert path.read_bytes().startswith(before)
    assert [dict(row) for row in read_lines(path)] == [
        {"a": "1", "b": "2"}, {"a": "3", "b": "4", "c": "5"}, {"a": "6", "b": "7", "c": "8"}
    ]  # fmt: skip


def test_a_column_of_the_office_s_own_stays_blank(tmp_path: Path) -> None:
    path = tmp_path / "j.csv"
    path.write_text("หมายเหตุ,b,a\nก,2,1\n", encoding="utf-8-sig")
    append_lines(path, ["a", "b"], [{"a": 3, "b": 4}])
    assert dict(read_lines(path)[1]) == {"หมายเหตุ": "", "b": "4", "a": "3"}


@pytest.mark.parametrize(
    ("text", "line_number"),
    [
        ("x,y\n1,2\n", 2),
        (f"received_at,sha256,file\n{DAY},{A},a.xlsx\nวันใด,{B},b.xlsx\n", 3),
        (f"received_at,sha256,file\n{DAY},../../x,a.xlsx\n", 2),
        (f"received_at,sha256,file,decision\n{DAY},{A},a.xlsx,maybe\n", 2),
        (f"received_at,sha256,file,issue\n{DAY},{A},a.xlsx,two\n", 2),
        (f"received_at,sha256,file,reports\n{DAY},{A},a.xlsx,1 5\n", 2),
        (f"received_at,sha256,file\n{DAY},{A[:20]}\n", 2),
    ],
)
def test_a_ledger_that_makes_no_sense_says_where(tmp_path: Path, text: str, line_number: int) -> None:
    (tmp_path / "received.csv").write_text(text, encoding="utf-8")
    with pytest.raises(JournalError) as error:
        read_ledger(tmp_path)
    assert (error.value.path, error.value.line) == (tmp_path / "received.csv", line_number)


def test_bytes_that_are_no_text_are_a_journal_error(tmp_path: Path) -> None:
    (tmp_path / "received.csv").write_bytes(b"\x50\x4b\x03\x04\xff\xfe\xdb\x00")
    with pytest.raises(JournalError):
        read_ledger(tmp_path)


def test_columns_of_later_versions_have_defaults(tmp_path: Path) -> None:
    (tmp_path / "received.csv").write_text(f"received_at,sha256,file\n{DAY},{A},a.xlsx\n", encoding="utf-8")
    assert read_ledger(tmp_path) == [Received(DAY, A, "a.xlsx", kept=f"received/{A}.xlsx")]


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-09T16:30:00", "2026-12-09 16:30", "9/12/2026 16:30", "9/12/2569 16:30",
        "09/12/2026 16:30:00", "9/12/26 16:30", "9/12/69 16:30", "9-12-2026 4:30 PM", "2569-12-09T16:30:00",
    ],
)  # fmt: skip
def test_a_moment_is_read_as_excel_shows_it(text: str) -> None:
    assert moment_of(text) == datetime(2026, 12, 9, 16, 30)


def test_a_moment_that_says_nothing_is_none() -> None:
    assert [moment_of(t) for t in ("", "########", "32/13/2026 1:00", "เมื่อวาน", "9/12/2026 25:00")] == [
        None
    ] * 5
    assert moment_of("12/25/2026 16:30") == datetime(2026, 12, 25, 16, 30)
    assert moment_of("9/12/2026") == datetime(2026, 12, 9)
