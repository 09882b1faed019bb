"""Journals whose last line was torn by a power cut, or that a full disk stopped: nothing written is lost."""

import csv
import os
from pathlib import Path

import pytest

from emenscr_xl.register.files import journal
from emenscr_xl.register.files.journal import append_lines, appended, read_lines

COLUMNS = ["a", "b", "c"]
LINES = [{"a": "หนึ่ง", "b": 'พูดว่า "ครับ", แล้วไป', "c": "สุดท้าย"}, {"a": "สอง", "b": "2", "c": "จบ"}]
AFTER = {"a": "สาม", "b": "3", "c": "ต่อ"}


def rows(path: Path) -> list[dict[str, str]]:
    return [dict(row) for row in read_lines(path)]


@pytest.fixture
def whole(tmp_path: Path) -> bytes:
    path = tmp_path / "whole.csv"
    for line in LINES:
        append_lines(path, COLUMNS, [line])
    return path.read_bytes()


@pytest.mark.parametrize("rest", [b"", b"\0" * 40], ids=["cut", "never written"])
def test_wherever_a_journal_is_torn_the_whole_lines_are_read_and_added_to(
    tmp_path: Path, whole: bytes, rest: bytes
) -> None:
    path = tmp_path / "torn.csv"
    for length in range(len(whole)):
        path.write_bytes(whole[:length] + rest)
        found, ended = rows(path), max(0, whole[:length].count(b"\n") - 1)
        assert found[:ended] == LINES[:ended]
        for row in found[ended:]:  # cut in its last cell a line may pass for whole
            assert (row["a"], row["b"]) == (LINES[ended]["a"], LINES[ended]["b"])
            assert LINES[ended]["c"].startswith(row["c"])
        append_lines(path, COLUMNS, [AFTER])
        assert rows(path) == [*found, AFTER]
        assert path.read_bytes().startswith("a,b,c\r\n".encode("utf-8-sig"))
        assert b"\0" not in path.read_bytes()


def test_a_whole_last_line_without_an_end_is_kept(tmp_path: Path) -> None:
    """Some editors leave the last line so."""
    path = tmp_path / "j.csv"
    path.write_text("a,b,c\n1,2,3\n4,5,6", encoding="utf-8")
    append_lines(path, COLUMNS, [AFTER])
    assert [r["a"] for r in read_lines(path)] == ["1", "4", "สาม"]


def test_lines_are_added_in_one_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "j.csv"
    append_lines(path, COLUMNS, LINES)
    sizes = []
    monkeypatch.setattr(journal.os, "fsync", lambda handle: sizes.append(os.fstat(handle).st_size))
    append_lines(path, COLUMNS, [AFTER, AFTER])
    assert sizes == [path.stat().st_size]


def broken_off(path: Path) -> None:
    with appended(path, COLUMNS, LINES):
        assert rows(path)[-2:] == LINES
        raise KeyError


@pytest.mark.parametrize("before", [None, "a,b,c\r\n1,2,3\r\n".encode("utf-8-sig"), b"a,b,c\n1,2,3"])
def test_what_fails_meanwhile_takes_the_lines_back(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "j.csv"
    if before:
        path.write_bytes(before)
    with pytest.raises(KeyError):
        broken_off(path)
    assert (path.read_bytes() if path.exists() else None) == before


@pytest.mark.parametrize("typed", ["=1+1", "+66 81", "-", "@SUM(A1)", "'=1", "''", "'"])
def test_typed_text_is_no_formula_to_excel_and_reads_back_as_it_was(tmp_path: Path, typed: str) -> None:
    path = tmp_path / "j.csv"
    append_lines(path, COLUMNS, [{"a": "x", "b": typed, "c": "z"}])
    assert rows(path) == [{"a": "x", "b": typed, "c": "z"}]
    with path.open(encoding="utf-8-sig", newline="") as stream:
        (_, (_, cell, _)) = csv.reader(stream)
    assert not cell.startswith(("=", "+", "-", "@"))
