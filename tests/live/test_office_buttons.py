"""The jobs of the whole office as buttons, in a live spreadsheet application."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import load_workbook

import support
from builders import at
from emenscr_xl import consolidate, forms
from emenscr_xl.addin import click, ribbon
from emenscr_xl.addin.desk import Quiet
from emenscr_xl.jobs.workspace import JobError
from emenscr_xl.xlam.ribbon import groups
from emenscr_xl.xlam.sentences import sentences
from oracles import require
from workspaces import FIRST, SECOND, send, workspace

WRONG = {at("M2.project_type"): None, at("M2.budget_total"): 500_000}


@pytest.fixture(scope="module")
def running() -> Iterator[xw.App]:
    require(support.available(), "LibreOffice with python3-uno")
    with support.libreoffice_app() as app:
        yield app


@pytest.fixture
def app(running: xw.App) -> Iterator[xw.App]:
    """The application as a person finds it: nothing open, nothing said, nothing asked."""
    running.impl.alerts.clear()
    running.impl.statuses.clear()
    running.impl.macros.picked, running.impl.macros.typed = "", None
    yield running
    running.impl.answers.clear()
    for book in list(running.books):
        book.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of two projects: both have their workbooks, one has come back complete, one wrong."""
    folder = workspace(tmp_path_factory.mktemp("office") / "งาน2570", FIRST, SECOND)
    forms(folder)
    send(folder, "หนึ่ง.xlsx", FIRST)
    send(folder, "สอง.xlsx", SECOND, changes=WRONG)
    consolidate(folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "งาน2570"))


@pytest.fixture
def register(app: xw.App, folder: Path) -> xw.Book:
    return app.books.open(str(folder / "register.xlsx"))


def names(app: xw.App) -> list[str]:
    return [book.name for book in app.books]


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def last_alert(app: xw.App) -> str:
    return str(app.impl.alerts[-1].prompt)


def test_a_new_register_is_made_where_the_person_wants_it_and_opened(app: xw.App, tmp_path: Path) -> None:
    place = tmp_path / "ปีใหม่"
    app.impl.macros.picked, app.impl.macros.typed = str(place), "2570"
    ribbon.new_register(None)
    assert names(app) == ["register.xlsx"]
    assert str(place / "register.xlsx") in last_alert(app)
    assert ribbon.new_register(None).startswith("มีทะเบียนคุมอยู่แล้ว")


def test_forms_are_issued_with_progress_in_the_status_bar(
    app: xw.App, folder: Path, register: xw.Book
) -> None:
    app.impl.macros.typed = "1"
    said = ribbon.issue_forms(register)
    made = {p.name for p in (folder / "forms").glob("*issue-2*.xlsx")}
    assert made == {f"{project}_issue-2_Q1.xlsx" for project in (FIRST, SECOND)}
    assert "ออกแบบเก็บข้อมูล 2 ไฟล์" in said
    assert str(folder / "forms") in said
    assert [str(s).partition(" ")[0] for s in app.impl.statuses] == ["1/2", "2/2"]


def test_esc_stops_long_work_and_leaves_nothing_half_written(
    folder: Path, register: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(folder)
    monkeypatch.setattr("emenscr_xl.addin.desk.escape_pressed", lambda: True)
    for function in (ribbon.consolidate, ribbon.send_back, ribbon.key_in_sheets):
        with pytest.raises(Quiet, match="หยุดตามที่สั่ง"):
            function(register)
    assert files(folder) == before


def test_the_consolidated_workbook_that_is_open_is_closed_replaced_and_opened_again(
    app: xw.App, folder: Path, register: xw.Book
) -> None:
    path = folder / "reports" / "consolidated-2570.xlsx"
    old = app.books.open(str(path))
    send(folder, "สอง.xlsx", SECOND)
    said = ribbon.consolidate(old)
    assert "นับได้ 2 จาก 2 โครงการ" in said
    assert said in last_alert(app)
    opened = next(b for b in app.books if b.name == path.name)
    assert names(app).count(path.name) == 1
    shown = {row[4] for row in opened.sheets["ไฟล์ที่ได้รับ"].used_range.value}
    assert shown == {row[4] for row in load_workbook(path)["ไฟล์ที่ได้รับ"].iter_rows(values_only=True)}


def test_a_result_with_changes_is_replaced_only_when_the_person_says_so(
    app: xw.App, folder: Path, register: xw.Book
) -> None:
    path = folder / "reports" / "consolidated-2570.xlsx"
    result = app.books.open(str(path))
    result.impl.uno.setModified(True)
    before = path.read_bytes()
    app.impl.answers.append("no")
    with pytest.raises(JobError, match="บันทึกเป็นชื่ออื่นแล้วปิด"):
        ribbon.consolidate(register)
    assert path.read_bytes() == before
    assert path.name in names(app)
    app.impl.answers.append("yes")
    ribbon.consolidate(register)
    assert path.name in names(app)


def test_a_register_that_is_not_saved_is_saved_first_when_the_person_wants_it(
    app: xw.App, folder: Path, register: xw.Book
) -> None:
    plan = register.sheets["แผนปฏิบัติการ"]
    column = plan.used_range.value[3].index("#must_enter") + 1
    plan.range((6, column)).value = "ไม่ต้อง"
    before = (folder / "register.xlsx").read_bytes()
    app.impl.answers.append("no")
    with pytest.raises(JobError, match="ยังไม่ได้บันทึก"):
        ribbon.consolidate(register)
    assert (folder / "register.xlsx").read_bytes() == before
    app.impl.answers.append("yes")
    assert "จาก 1 โครงการ" in ribbon.consolidate(register)


@pytest.mark.parametrize(
    ("function", "typed", "sheet"),
    [(ribbon.annual_summary, None, "สรุปประจำปี"), (ribbon.quarterly_summary, "1", "สรุปไตรมาส 1")],
)
def test_a_summary_is_compiled_and_opened_at_its_sheet(
    app: xw.App, register: xw.Book, function: Callable[[xw.Book], str], typed: str | None, sheet: str
) -> None:
    app.impl.macros.typed = typed
    function(register)
    assert app.books.active.name == "consolidated-2570.xlsx"
    assert app.books.active.impl.uno.CurrentController.ActiveSheet.Name == sheet


def test_a_quarter_that_has_not_begun_has_no_summary_yet(app: xw.App, register: xw.Book) -> None:
    app.impl.macros.typed = "4"
    ribbon.quarterly_summary(register)
    assert "ยังไม่มีแผ่น “สรุปไตรมาส 4”" in last_alert(app)


def test_corrections_key_in_workbooks_and_notices_are_written_and_told(
    app: xw.App, folder: Path, register: xw.Book
) -> None:
    assert "ออกสมุดแก้ไข 1 ไฟล์" in ribbon.send_back(register)
    assert [p.name[:8] for p in (folder / "corrections").glob("*.xlsx")] == [SECOND]
    assert "ใบนำเข้า 2 ไฟล์" in ribbon.key_in_sheets(register)
    assert len(list((folder / "keyin").glob("*.xlsx"))) == 2
    assert not (folder / "reports" / "memos").exists()
    ribbon.notices(register)
    assert app.books.active.name == "notices-2570.xlsx"


@pytest.mark.parametrize(("typed", "kind"), [("0", "plan"), ("1", "quarter"), ("ปี", "annual")])
def test_a_memo_is_written_and_opened(
    app: xw.App, folder: Path, register: xw.Book, typed: str, kind: str
) -> None:
    app.impl.macros.typed = typed
    ribbon.memo(register)
    assert app.books.active.name.startswith(f"memo-{kind}")
    assert not list((folder / "keyin").glob("*.xlsx"))


def test_the_alignment_tool_is_issued_and_opened(app: xw.App, register: xw.Book) -> None:
    assert "2 โครงการ" in ribbon.alignment_tool(register)
    assert app.books.active.name == "alignment-2570_issue-1.xlsx"
    with pytest.raises(JobError, match="บอกผลในตัวเอง"):
        ribbon.check_completeness(app.books.active)


def test_a_workbook_of_no_workspace_makes_the_button_ask_for_the_folder(
    app: xw.App, folder: Path, tmp_path: Path
) -> None:
    app.impl.macros.picked = str(folder)
    ribbon.key_in_sheets(None)
    assert app.impl.macros.asked[-1][0] == sentences()["pick_workspace"].th
    app.impl.macros.picked = str(tmp_path)
    with pytest.raises(JobError, match="ไม่มีทะเบียนคุม"):
        ribbon.key_in_sheets(None)
    app.impl.macros.picked = ""
    with pytest.raises(Quiet, match="ยกเลิก"):
        ribbon.key_in_sheets(None)


def test_a_question_cancelled_or_answered_otherwise_does_nothing(
    app: xw.App, folder: Path, register: xw.Book
) -> None:
    before = files(folder)
    for function in (ribbon.issue_forms, ribbon.memo, ribbon.quarterly_summary):
        app.impl.macros.typed = False
        with pytest.raises(Quiet, match="ยกเลิก"):
            function(register)
        app.impl.macros.typed = "9"
        with pytest.raises(JobError, match="“9” ไม่ใช่คำตอบที่ใช้ได้"):
            function(register)
    assert files(folder) == before


def test_another_workbook_of_the_same_name_is_told(app: xw.App, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "อื่น" / "notices-2570.xlsx"
    other.parent.mkdir()
    shutil.copy(folder / "register.xlsx", other)
    app.books.open(str(other))
    register = app.books.open(str(folder / "register.xlsx"))
    with pytest.raises(JobError, match=r"มีสมุดงานอื่นชื่อ “notices-2570\.xlsx” เปิดอยู่"):
        ribbon.notices(register)


def test_the_guide_tells_every_button_and_every_message(
    app: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("emenscr_xl.addin.log.log_folder", lambda: tmp_path)
    ribbon.guide(None)
    book = app.books.active
    buttons = {row[1] for row in book.sheets["ปุ่ม"].used_range.value}
    assert {b.label for g in groups() for b in g.buttons} <= buttons
    told = {row[1] for row in book.sheets["ข้อความ"].used_range.value}
    assert {s.cure for s in sentences().values() if s.cure} <= told


def test_about_says_the_versions_and_where_the_log_lies(
    app: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("emenscr_xl.addin.log.log_folder", lambda: tmp_path)
    ribbon.about(None)
    assert xw.__version__ in last_alert(app)
    assert str(tmp_path / "addin.log") in last_alert(app)


def test_however_a_click_ends_the_person_reads_one_sentence(
    app: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of ours is noted without a word of what people typed; nothing is ever raised."""
    monkeypatch.setattr("emenscr_xl.addin.log.log_folder", lambda: tmp_path)

    def mistake() -> str:
        raise ValueError("คำตอบของเจ้าของโครงการ")

    def unreadable() -> str:
        return (tmp_path / "ไม่มี.xlsx").read_text()

    said = click.outcome(app, "consolidate", mistake)
    log = (tmp_path / "addin.log").read_text(encoding="utf-8")
    assert said == last_alert(app)
    assert str(tmp_path / "addin.log") in said
    assert "consolidate: ValueError" in log
    assert "mistake" in log
    assert "คำตอบ" not in log
    assert "ไม่พบไฟล์หรือโฟลเดอร์" in click.outcome(app, "check", unreadable)
    assert len(app.impl.alerts) == 2
    assert app.screen_updating
    assert app.display_alerts
