"""CSVs that we write are safe to open in a spreadsheet, whatever its list separator, and lose nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emenscr_xl.core.shielded import bared, shielded
from emenscr_xl.form.catalogue import Catalogue, Entry
from emenscr_xl.register.catalogue_versions import Version, content_of, in_use, keep_versions
from emenscr_xl.register.files.journal import append_lines, read_lines
from emenscr_xl.register.files.ledger import sha256_of
from emenscr_xl.sheets.list_file import list_sheets
from typed.payloads import ALL
from typed.scan import RISKY, trouble

COLUMNS = ["a", "b", "c"]
#: Letters that make formulas, part cells and lines, or stand for an apostrophe of ours.
RISKY_TEXT = st.text(st.sampled_from("'\"=+-@＝,;\t\r\n |1ก'\"=") | st.characters(codec="utf-8"), max_size=12)


@given(RISKY_TEXT)
def test_a_shielded_text_is_read_back_letter_for_letter(typed: str) -> None:
    assert bared(shielded(typed)) == typed
    assert not shielded(typed).startswith((*RISKY, "\n"))


@given(st.lists(st.tuples(RISKY_TEXT, RISKY_TEXT), min_size=1, max_size=2))
@settings(max_examples=50)
def test_no_program_finds_a_formula_in_a_journal_and_ours_finds_what_was_typed(
    tmp_path_factory: pytest.TempPathFactory, typed: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "law.csv"
    path.unlink(missing_ok=True)
    lines = [{"a": "1", "b": b, "c": c} for b, c in typed]
    append_lines(path, COLUMNS, lines)
    assert trouble(path) == []
    assert [dict(line) for line in read_lines(path)] == lines


@pytest.mark.parametrize("typed", ALL)
def test_every_payload_is_safe_and_whole_in_a_journal(tmp_path: Path, typed: str) -> None:
    path = tmp_path / "j.csv"
    append_lines(path, COLUMNS, [{"a": typed, "b": typed, "c": f"x;{typed}"}])
    assert trouble(path) == []
    assert [dict(line) for line in read_lines(path)] == [{"a": typed, "b": typed, "c": f"x;{typed}"}]


def test_an_office_list_is_safe_to_open_and_means_what_it_meant(tmp_path: Path) -> None:
    """Loaded from the workspace, and imported again as a file like any other."""
    entries = [Entry(f"{n:06}", typed, typed) for n, typed in enumerate(ALL)]
    content = content_of(entries)
    version = Version(
        "2026-12-09T16:30:00", "c", 1, "catalogues/c-1.csv", sha256_of(content), "ก.csv", "", 0, 9999, 1
    )
    keep_versions(tmp_path, [(version, content)])
    assert [t for path in (tmp_path / "catalogues").iterdir() for t in trouble(path)] == []
    found = in_use(tmp_path, {"c": Catalogue("c", "c", {})})["c"].entries.values()
    assert [(e.name, e.parent) for e in found] == [(typed, typed) for typed in ALL]
    (sheet,) = list_sheets(content, "c-1.csv")
    assert [row[1] for row in sheet.rows[1:]] == list(ALL)


def test_half_a_letter_in_a_file_name_stops_no_journal(tmp_path: Path) -> None:
    path = tmp_path / "j.csv"
    append_lines(path, COLUMNS, [{"a": "\udc80", "b": "2", "c": "3"}])
    assert read_lines(path)[0]["b"] == "2"


def test_the_oracle_sees_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "j.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, ["1", "x;=1+1", "3"]])
    assert trouble(path) == ["j.csv: '=1+1,3\\n'"] or trouble(path)
