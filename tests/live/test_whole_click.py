"""The whole click: LibreOffice runs the built add-in's callback, which starts Python, which works in it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

import support
from builders import PROJECT, at, complete, spoiled, submitted, written
from emenscr_xl.jobs.check import check_file
from oracles import live, require
from support.listed import SHEET, listed
from xlam import stand_ins
from xlam.trial import trial

TESTS = Path(__file__).parents[1]
SECONDS = 120
#: In the place of xlwings' module: writes the command down and starts Python, as xlwings' own does in Excel.
RUN_PYTHON = """Attribute VB_Name = "xlwings"
Option Explicit
Public Function RunPython(PythonCommand As String)
    Dim Number As Integer
    Number = FreeFile
    Open "{command}" For Output As #Number
    Print #Number, PythonCommand
    Close #Number
    Shell "{python}", 0, "-m support.clicked {pipe} {command} {outcome}"
End Function
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xw.App]:
    require(support.available(), "LibreOffice with python3-uno")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(TESTS))  # of the Python that LibreOffice starts
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))  # its log
        with support.libreoffice_app() as running:
            yield running


def clicked(app: xw.App, callback: str, folder: Path, front: xw.Book | None = None) -> str:
    """Load the add-in, run a button's callback, and wait for what the person is told."""
    command, outcome = folder / "command.txt", folder / "outcome.txt"
    outcome.unlink(missing_ok=True)
    module = RUN_PYTHON.format(command=command, python=sys.executable, pipe=app.impl.pipe, outcome=outcome)
    office = live.Office(app.impl.desktop, app.impl.pipe, app.impl.pid)
    settings = {"INTERPRETER_WIN": sys.executable, "PACKAGE": __file__}
    replaced = {"xlwings": module, "InFront": stand_ins.IN_FRONT}  # in Excel an add-in is never in front
    with trial(office, folder / "emenscr.xlsm", settings, replaced) as addin:
        app.impl.addins.add("emenscr.xlsm")
        if front:
            front.impl.to_front()
            addin.say("D5", front.name)
        addin.click(callback)
        ends = time.monotonic() + SECONDS
        while not outcome.exists() and time.monotonic() < ends:
            time.sleep(0.05)
    return outcome.read_text(encoding="utf-8")


def test_one_click_paints_and_lists_what_is_wrong_and_another_clears_it(app: xw.App, tmp_path: Path) -> None:
    wrong = {at("M2.project_type"): None, at("M2.end_date"): "สิ้นปีงบประมาณ"}
    path = written(tmp_path / "ส่งคืน.xlsx", submitted(spoiled(complete(PROJECT), wrong)))
    found = check_file(path).findings
    book = app.books.open(str(path))
    said = clicked(app, "Ribbon.CheckCompleteness", tmp_path, book)
    assert f"ต้องแก้ {len(found)}" in said
    assert listed(book) == [(f.code, f"{f.sheet} {f.cell}", f.message_th) for f in found]
    assert "ล้างผลตรวจแล้ว" in clicked(app, "Ribbon.ClearFindings", tmp_path, book)
    assert SHEET not in [sheet.name for sheet in book.sheets]
    book.close()


def test_a_click_with_nothing_open_is_told_what_to_open_and_leaves_nothing(
    app: xw.App, tmp_path: Path
) -> None:
    said = clicked(app, "Ribbon.CheckCompleteness", tmp_path)
    assert "ไม่มีสมุดงานที่เปิดให้แก้ไขอยู่" in said
    assert "Traceback" not in said
    assert list(app.books) == []
