"""What an owner could not change is compared with what was issued, and never lost."""

import warnings
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

import oracles
from builders import Grids, at, complete, definition, plan, submitted, written
from emenscr_xl.core.submission import Cell, Finding, Where
from emenscr_xl.sheets.read import Returned, read_form
from emenscr_xl.sheets.source import ClosedWorkbook
from oracles import libreoffice
from test_round_trip import RICH, without_escapes

FORM = definition().form
YEARLY = frozenset(m.key for m in FORM.modules if not m.quarter)
EVERYTHING = frozenset(m.key for m in FORM.modules)
NAME, START, NOTE = at("M2.project_name"), at("M2.start_date"), at("M2.previous_project_code")
ACTIVITY = at("M4.activities.name", 3)


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A complete workbook whose plan is closed."""
    path = tmp_path_factory.mktemp("issued") / "form.xlsx"
    return written(path, submitted(complete()), YEARLY).read_bytes()


def read(content: bytes, damage: Callable[[Grids], None] = lambda source: None) -> Returned:
    source = Grids(ClosedWorkbook(content))
    damage(source)
    return read_form(source, FORM)


def typing(changes: Mapping[Where, Cell]) -> Callable[[Grids], None]:
    def type_in(source: Grids) -> None:
        for where, cell in changes.items():
            lies = plan().layout.cells[where]
            source.sheets[lies.sheet][lies.row][lies.column] = cell

    return type_in


def said(back: Returned) -> list[tuple[str, Where, str, str]]:
    return [_said(f) for f in back.damage if f.code == "STR-11"]


def _said(finding: Finding) -> tuple[str, Where, str, str]:
    return finding.message, finding.where, finding.details["issued"], finding.details.get("value", "")


def test_the_stamp_notes_what_cannot_be_changed(issued: bytes) -> None:
    stamp = dict(ClosedWorkbook(issued).grid(definition().texts["stamp_sheet"])[1:])  # type: ignore[arg-type]
    assert stamp["#M2.project_name"] == complete()[NAME]
    assert stamp["#M4.activities.name[3]"] == complete()[ACTIVITY]
    assert stamp["#M6Q1.report_quarter"] == "1"
    assert "#M6Q1.problems" not in stamp


def test_an_open_module_is_not_noted(tmp_path: Path) -> None:
    path = written(tmp_path / "form.xlsx", submitted(complete()))
    grid = ClosedWorkbook(path.read_bytes()).grid(definition().texts["stamp_sheet"])
    noted = {str(row[0]).partition("[")[0].removeprefix("#") for row in grid if str(row[0]).startswith("#M")}
    assert noted == {
        f"{m.key}.{f.key}" for m in FORM.modules for f in m.fields if f.locked and not f.computed
    }


def test_as_issued_says_nothing(issued: bytes) -> None:
    assert read(issued).findings() == []


@pytest.mark.parametrize("where", [NAME, ACTIVITY], ids=["register", "closed_module"])
def test_a_changed_answer_is_said_and_kept(issued: bytes, where: Where) -> None:
    back = read(issued, typing({where: "แก้เอง"}))
    assert said(back) == [("STR-11", where, complete()[where], "แก้เอง")]
    assert back.submission.typed(where.address, where.record) == "แก้เอง"


@pytest.mark.parametrize("where", [NAME, ACTIVITY, START], ids=["register", "closed_module", "date"])
@pytest.mark.parametrize("blank", [None, "", " \u200b"])
def test_a_blanked_answer_is_recovered_and_said(issued: bytes, where: Where, blank: Cell) -> None:
    back = read(issued, typing({where: blank}))
    (finding,) = back.findings()
    assert _said(finding)[:2] == ("STR-11.blank", where)
    assert back.submission.answers == read(issued).submission.answers


def test_a_blank_that_was_filled_in_a_closed_module_is_said(issued: bytes) -> None:
    free = at("M4.activities.weight", 20)
    assert said(read(issued, typing({free: 5}))) == [("STR-11", free, "(ว่าง)", "5")]


def test_a_sheet_that_is_gone_is_said_once_and_its_answers_are_there(issued: bytes) -> None:
    back = read(issued, lambda source: source.sheets.__delitem__(FORM.module("M4").sheet))
    assert [f.message for f in back.damage] == ["STR-06"]
    assert back.submission.text(ACTIVITY.address, 3) == complete()[ACTIVITY]


def test_a_cell_in_error_is_said_once(issued: bytes) -> None:
    lies = plan().layout.cells[NAME]

    def break_it(source: Grids) -> None:
        source.broken[lies.sheet] = {(lies.row, lies.column): "#REF!"}

    assert [f.message for f in read(issued, break_it).findings()] == ["STR-09"]


def test_a_long_text_is_quoted_in_short_and_kept_whole(issued: bytes) -> None:
    long = "ก" * 4000
    back = read(issued, typing({at("M3.rationale"): long}))
    ((_, _, before, value),) = said(back)
    assert max(len(before), len(value)) < 400
    assert back.submission.typed("M3.rationale") == long


# ---------------------------------------------------------------- no false alarm


def test_an_older_workbook_without_such_lines_is_read_without_complaint(issued: bytes) -> None:
    def forget(source: Grids) -> None:
        stamp = source.sheets[definition().texts["stamp_sheet"]]
        stamp[:] = [row for row in stamp if not str(row[0]).startswith("#M")]

    def change(source: Grids) -> None:
        forget(source)
        typing({NAME: "แก้เอง", ACTIVITY: None})(source)

    assert read(issued, forget).findings() == []
    back = read(issued, change)
    assert back.damage == ()
    assert back.submission.text("M2.project_name") == "แก้เอง"


def test_lines_of_other_things_are_passed_over(issued: bytes) -> None:
    strange = ("#M2.x", "#M9.y", "#M4.activities[3]", "#M5.budget_plan_total", "#M2.a[", "#")

    def add(source: Grids) -> None:
        source.sheets[definition().texts["stamp_sheet"]] += [[name, "อะไร"] for name in strange]

    assert read(issued, add).findings() == []


@pytest.mark.parametrize(
    ("where", "before", "after"),
    [
        (START, "1 ต.ค. 2569", date(2026, 10, 1)),
        (START, "1 ต.ค. 2569", datetime(2026, 10, 1, 0, 0)),
        (START, "1 ต.ค. 2569", "01/10/2569"),
        (START, date(2026, 10, 1), "2026-10-01"),
        (at("M2.budget_total"), 680000, "๖๘๐,๐๐๐.๐๐"),
        (at("M2.budget_total"), 680000.1, 680000.1000000001),
        (NOTE, "1", 1),
        (NOTE, "2569", 2569.0),
        (at("M1.mp_primary_y1"), "120101", 120101.0),
        (at("M4.activities.start", 1), "11 – พฤศจิกายน", "11"),
        (at("M4.activities.start", 1), "11", "11 – พฤศจิกายน"),
        (at("M4.activities.start", 1), "01 – มกราคม", 1),
        (at("M3.rationale"), "บรรทัดแรก\nบรรทัดสอง", " บรรทัดแรก\r\nบรรทัดสอง\u200b"),
        (START, "ต้นเดือน", "ต้นเดือน "),
        (at("M3.outputs.target", 1), "ราว 100", "ราว 100"),
    ],
)
def test_the_same_in_another_form_is_no_change(
    tmp_path: Path, where: Where, before: Cell, after: Cell
) -> None:
    submission = submitted({**complete(), where: before})
    content = written(tmp_path / "form.xlsx", submission, YEARLY).read_bytes()
    assert said(read(content, typing({where: after}))) == []


@pytest.mark.parametrize("turn", range(len(RICH)))
def test_nothing_is_said_of_what_another_program_has_saved(tmp_path: Path, turn: int) -> None:
    path = written(tmp_path / "form.xlsx", submitted(without_escapes(RICH[turn])), EVERYTHING)
    assert said(read(path.read_bytes())) == []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl loses
        load_workbook(path).save(path)
    assert said(read(path.read_bytes())) == []


def test_nothing_is_said_of_what_libreoffice_has_saved(tmp_path: Path) -> None:
    oracles.require(libreoffice.available(), "LibreOffice")
    paths = [written(tmp_path / f"{n}.xlsx", submitted(RICH[n]), EVERYTHING) for n in range(len(RICH))]
    for copy in libreoffice.recalculated(paths, tmp_path / "saved"):
        assert said(read(copy.read_bytes())) == []


def test_what_libreoffice_has_saved_is_still_compared(tmp_path: Path, issued: bytes) -> None:
    oracles.require(libreoffice.available(), "LibreOffice")
    (tmp_path / "form.xlsx").write_bytes(issued)
    content = libreoffice.resaved(tmp_path / "form.xlsx", tmp_path / "saved").read_bytes()
    assert [f[0] for f in said(read(content, typing({NAME: "แก้เอง", ACTIVITY: None})))] == [
        "STR-11.blank",
        "STR-11",
    ]
