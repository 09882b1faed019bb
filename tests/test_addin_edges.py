"""Where the add-in meets Windows and macOS: the Esc key, macOS's own dialogs, what xlwings leaves behind."""

from __future__ import annotations

import atexit
import ctypes
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlwings as xw
from filelock import FileLock

from emenscr_xl.addin import click, dialogs
from emenscr_xl.addin.leaving import let_go
from emenscr_xl.addin.stopping import escape_pressed


@pytest.mark.parametrize(
    ("state", "stops"),
    [(0, False), (1, False), (-32768, True), (-32767, True), (0x8000, True)],
    ids=["never", "pressed before, perhaps", "held", "held and pressed before", "held, unsigned"],
)
def test_on_windows_only_a_key_that_is_held_stops_a_job(
    monkeypatch: pytest.MonkeyPatch, state: int, stops: bool
) -> None:
    user32 = SimpleNamespace(GetAsyncKeyState=lambda key: state if key == 0x1B else 0)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert escape_pressed() is stops


def test_where_there_is_no_excel_no_key_stops_a_job() -> None:
    assert escape_pressed() is False


@pytest.fixture
def macos(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], list[list[str]]]:
    """Plays macOS: what osascript answers, and how it ends. Gives the commands that were run."""

    def play(answer: str, code: int = 0) -> list[list[str]]:
        asked: list[list[str]] = []

        def run(command: list[str], **_: object) -> SimpleNamespace:
            asked.append(command)
            return SimpleNamespace(stdout=answer, returncode=code)

        monkeypatch.setattr(subprocess, "run", run)
        monkeypatch.setattr(sys, "platform", "darwin")
        return asked

    return play


NO_EXCEL = SimpleNamespace()  # has no members: on macOS a dialog asks nothing of Excel


def test_macos_shows_dialogs_itself_and_what_they_show_is_never_part_of_a_script(
    macos: Callable[..., list[list[str]]],
) -> None:
    title = 'โฟลเดอร์ "ก" & (do shell script "x")'
    asked = macos("/Users/somchai/งาน2570/\n")
    assert dialogs.folder(NO_EXCEL, title, "") == "/Users/somchai/งาน2570/"
    (command,) = asked
    assert command[0] == "osascript"
    assert command[-1] == title
    assert all(title not in part for part in command[:-1])


def test_a_dialog_of_macos_that_is_cancelled_is_no_answer(macos: Callable[..., list[list[str]]]) -> None:
    macos("", 1)
    assert dialogs.folder(NO_EXCEL, "โฟลเดอร์", "") == ""
    assert dialogs.ask(NO_EXCEL, "ไตรมาสใด", "1") is None
    assert dialogs.yes(NO_EXCEL, "บันทึกหรือไม่") is False


def test_answers_of_macos_are_read(macos: Callable[..., list[list[str]]]) -> None:
    macos("ใช่\n")
    assert dialogs.yes(NO_EXCEL, "บันทึกหรือไม่") is True
    macos("ปี\n")
    assert dialogs.ask(NO_EXCEL, "บันทึกข้อความเรื่องใด", "0") == "ปี"


def test_on_macos_a_second_click_waits_for_nobody_and_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("emenscr_xl.addin.log.log_folder", lambda: tmp_path)
    monkeypatch.setattr(sys, "platform", "darwin")
    app = SimpleNamespace(screen_updating=True, display_alerts=True)
    with FileLock(tmp_path / "click.lock"):
        assert "ยังทำงานอยู่" in click.outcome(app, "consolidate", lambda: "ทำแล้ว")
    assert click.outcome(app, "consolidate", lambda: "ทำแล้ว") == "ทำแล้ว"


def test_after_a_click_xlwings_holds_no_book_and_ends_no_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []

    def cleanup() -> None:
        ended.append("every Excel without a workbook")

    native = SimpleNamespace(cleanup=cleanup, BOOK_CALLER=object())
    monkeypatch.setattr(xw, "_xlwindows", native, raising=False)
    unregistered: list[Callable[[], None]] = []
    monkeypatch.setattr(atexit, "unregister", unregistered.append)
    let_go()
    assert native.BOOK_CALLER is None
    assert unregistered == [cleanup]
    assert ended == []
