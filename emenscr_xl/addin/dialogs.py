"""What the person is told and asked: by Excel on Windows, by macOS itself there, as Excel gives up."""

from __future__ import annotations

import subprocess
import sys

import xlwings as xw

#: The add-in's own VBA, which does what xlwings has no member for.
MACROS = "'emenscr.xlam'!"
TITLE = "eMENSCR"
_YES, _NO = "ใช่", "ไม่"
#: AppleScripts; what they show is given as arguments. A cancelled one ends with an error.
_TELL = "display alert (item 1 of argv) message (item 2 of argv)"
_YES_NO = (
    "button returned of (display dialog (item 1 of argv) "
    f'buttons {{"{_NO}", "{_YES}"}} default button "{_YES}")'
)
_ASK = "text returned of (display dialog (item 1 of argv) default answer (item 2 of argv))"
_FOLDER = "POSIX path of (choose folder with prompt (item 1 of argv))"


def tell(app: xw.App, said: str, *, wrong: bool = False) -> None:
    """A message that waits until it is read."""
    if sys.platform == "darwin":
        _asked_by_macos(_TELL, TITLE, said)
    else:
        _now(app).alert(said, TITLE, "ok", "critical" if wrong else "info")


def yes(app: xw.App, question: str) -> bool:
    """True when the person answers yes."""
    if sys.platform == "darwin":
        return _asked_by_macos(_YES_NO, question) == _YES
    return _now(app).alert(question, TITLE, "yes_no", "info") == "yes"


def ask(app: xw.App, question: str, default: str) -> str | None:
    """What the person types; None when cancelled."""
    if sys.platform == "darwin":
        return _asked_by_macos(_ASK, question, default)
    typed = app.macro(f"{MACROS}Dialogs.Ask")(question, TITLE, default)
    return None if typed is False else str(typed or "")


def folder(app: xw.App, title: str, start: str) -> str:
    """The path of the folder that the person picks; "" when cancelled."""
    if sys.platform == "darwin":
        return _asked_by_macos(_FOLDER, title) or ""
    return str(app.macro(f"{MACROS}Dialogs.PickFolder")(title, start) or "")


def _now(app: xw.App) -> xw.App:
    """The application as it is now: xlwings keeps the window of the click, which may be closed by now."""
    return app.books.active.app if len(app.books) else app


def _asked_by_macos(script: str, *shown: str) -> str | None:
    lines = ("on run argv", script, "end run")
    command = ["osascript", *(part for line in lines for part in ("-e", line)), *shown]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.rstrip("\n") if done.returncode == 0 else None
