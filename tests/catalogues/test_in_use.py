"""Every job of a workspace uses its catalogues: forms offer them, checks look them up."""

import shutil
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

import oracles
from builders import COVER, at, complete, stamp
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.submission import Cell, Where
from emenscr_xl.form.load import Definition, shipped
from emenscr_xl.jobs.check import check
from emenscr_xl.jobs.check_catalogue import ListOptions
from emenscr_xl.jobs.consolidate import consolidate
from emenscr_xl.jobs.forms import forms
from emenscr_xl.jobs.import_catalogue import import_catalogue
from emenscr_xl.jobs.workspace import Workspace
from emenscr_xl.sheets.blueprint import form_blueprint
from emenscr_xl.sheets.live.judged import judge
from emenscr_xl.sheets.press import Press
from emenscr_xl.sheets.read import read_stamp
from emenscr_xl.sheets.source import ClosedWorkbook
from official_lists import TARGETS, VALUE_CHAIN, csv_file, many_factors
from oracles import libreoffice, live, openxml
from thorough import some
from workspaces import FIRST, NOW, workspace

V, F, Y1 = at("M1.vc_component"), at("M1.vc_factor"), at("M1.mp_primary_y1")
START = "เริ่มที่นี่"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that has loaded 1,500 factors and has issued its workbooks."""
    folder = workspace(tmp_path_factory.mktemp("office"))
    import_catalogue(csv_file(folder / "f.csv", [VALUE_CHAIN, *many_factors(1_500)]), folder)
    forms(folder, now=NOW)
    return folder


@pytest.fixture
def copy(office: Path, tmp_path: Path) -> Path:
    return shutil.copytree(office, tmp_path / "งาน")


def returning(folder: Path, name: str, changes: Mapping[Where, Cell], project: str = FIRST) -> Path:
    """A return of the workspace's forms as they are issued now, complete but for some changes."""
    definition = Workspace(folder).open_register()[0]
    submission = submission_of(definition.form, stamp(project), {**complete(project), **changes})
    path = folder / "returns" / name
    Press(form_blueprint(definition)).write(path, submission, COVER)
    return path


def found(path: Path, workspace: Path | None = None) -> list[tuple[str, str, str]]:
    (checked,) = check([path], workspace)
    return [(f.code, f"{f.module}.{f.field}", f.message_th) for f in checked.findings]


def factor(y1: str, component: int = 1, number: int = 1) -> tuple[str, str]:
    """What a person picks of the invented list: a component and one of its factors."""
    v = f"{y1}V{component:02}"
    f = f"{v}F{number:02}"
    return f"{v} – ตัวอย่าง องค์ประกอบ {v}", f"{f} – ตัวอย่าง ปัจจัย {f}"


def opened(path: Path, *, values: bool = False) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl does not know
        return openpyxl.load_workbook(path, data_only=values)


def drop_downs(path: Path) -> dict[str, str]:
    """By cell of M1: the source of its drop-down."""
    sheet = opened(path)["M1 ความเชื่อมโยง"]
    return {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"}


def issued(office: Path) -> Path:
    return next((office / "forms").glob(f"{FIRST}*.xlsx"))


def test_issued_forms_say_which_catalogues_they_carry(office: Path) -> None:
    path = issued(office)
    carried = "value_chain_components=1 value_chain_factors=1"
    assert read_stamp(ClosedWorkbook(path.read_bytes())).catalogues == carried
    start = opened(path)[START]
    lines = {row[1].value: row[2].value for row in start.iter_rows(max_row=15)}
    assert lines["บัญชีรายการที่ใช้"] == ("องค์ประกอบของห่วงโซ่คุณค่า (V) ฉบับที่ 1 · ปัจจัยของห่วงโซ่คุณค่า (F) ฉบับที่ 1")


def test_forms_of_the_shipped_catalogues_say_so(tmp_path: Path) -> None:
    folder = workspace(tmp_path, FIRST)
    forms(folder, now=NOW)
    path = issued(folder)
    assert read_stamp(ClosedWorkbook(path.read_bytes())).catalogues == ""
    start = opened(path)[START]
    lines = {row[1].value: row[2].value for row in start.iter_rows(max_row=15)}
    assert lines["บัญชีรายการที่ใช้"] == "ตั้งต้น (มากับโปรแกรม)"


def test_issued_forms_satisfy_both_judges(office: Path, tmp_path: Path) -> None:
    oracles.require(openxml.available(), "the Open XML SDK validator")
    oracles.require(libreoffice.available(), "LibreOffice")
    assert openxml.errors([issued(office)]) == {issued(office): []}
    (recalculated,) = libreoffice.recalculated([issued(office)], tmp_path)
    assert libreoffice.formula_differences(issued(office), recalculated) == []


def test_drop_downs_offer_the_loaded_factors_of_the_chosen_component(office: Path) -> None:
    book = opened(issued(office))
    names = {name: defined.attr_text for name, defined in book.defined_names.items()}
    lists = book["_lists"]

    def column(name: str) -> list[object]:
        area = names[name].partition("!")[2].replace("$", "")
        return [row[0].value for row in lists[area]]

    assert len(column("L_value_chain_factors")) == 1_500
    assert len(column("L_value_chain_components")) == 300
    sources = [s for s in drop_downs(issued(office)).values() if "value_chain" in s]
    assert sorted(s.partition(",")[0] for s in sources) == [
        "OFFSET(L_value_chain_components",
        "OFFSET(L_value_chain_factors",
    ]


def test_a_return_of_listed_factors_is_clean(copy: Path) -> None:
    v, f = factor("120101")
    path = returning(copy, "ก.xlsx", {V: v, F: f})
    assert found(path) == []


def test_a_factor_that_is_not_listed_is_doubted_and_one_of_another_target_is_wrong(copy: Path) -> None:
    v, f = factor("120101")
    path = returning(copy, "ก.xlsx", {V: v, F: "120101V01F99"})
    assert [each[:2] for each in found(path)] == [("A-12", "M1.vc_factor")]
    path = returning(copy, "ข.xlsx", {V: factor("110101")[0], F: f})
    assert ("A-04", "M1.vc_component") in [each[:2] for each in found(path)]


def test_the_name_of_a_component_is_enough(copy: Path) -> None:
    v, f = factor("120101")
    path = returning(copy, "ก.xlsx", {V: v.partition(" – ")[2], F: f.partition(" – ")[2]})
    assert found(path) == []


def test_check_uses_the_workspace_that_a_file_lies_in(copy: Path, tmp_path: Path) -> None:
    v, _ = factor("120101")
    (copy / "returns" / "กลุ่ม").mkdir()
    inside = returning(copy, "กลุ่ม/ก.xlsx", {V: v, F: "120101V01F99"})
    assert [each[0] for each in found(inside)] == ["A-12"]
    outside = tmp_path / "ก.xlsx"
    shutil.copy(inside, outside)
    assert found(outside) == []
    assert [each[0] for each in found(outside, copy)] == ["A-12"]


@pytest.fixture
def later(copy: Path) -> Path:
    """The same office after another import: Y1 120101 alone, its first component with its first factor."""
    rows = [row for row in many_factors(1_500) if row[3] == "120101V01F01"]
    import_catalogue(csv_file(copy / "f2.csv", [VALUE_CHAIN, *rows]), copy)
    return copy


def test_an_older_return_is_read_and_what_vanished_since_is_a_finding(copy: Path) -> None:
    v, f = factor("120101", 1, 2)
    old = returning(copy, "เก่า.xlsx", {V: v, F: f})
    assert found(old) == []
    rows = [row for row in many_factors(1_500) if row[3] == "120101V01F01"]
    import_catalogue(csv_file(copy / "f2.csv", [VALUE_CHAIN, *rows]), copy)
    ((code, where, said),) = found(old)
    assert (code, where) == ("A-12", "M1.vc_factor")
    assert f"{f} ซึ่งไม่มีแล้วในบัญชีรายการฉบับที่ 2" in said


def test_a_return_issued_before_the_first_import_is_not_taken_for_damaged(tmp_path: Path) -> None:
    folder = workspace(tmp_path, FIRST)
    old = returning(folder, "เก่า.xlsx", dict(zip((V, F), factor("120101"), strict=True)))
    import_catalogue(csv_file(tmp_path / "f.csv", [VALUE_CHAIN, *many_factors(1_500)]), folder)
    assert found(old) == []


def notes(path: Path) -> list[str]:
    (checked,) = check([path])
    return [note.th for note in checked.notes]


UNCONFIRMED = "มีคำตอบจากรายการที่รอยืนยันกับบัญชีทางการ: "


def test_a_check_says_once_which_lists_await_the_official_one(copy: Path) -> None:
    path = returning(copy, "ก.xlsx", dict(zip((V, F), factor("120101"), strict=True)))
    (before,) = notes(path)
    assert before.startswith(UNCONFIRMED)
    assert "เป้าหมายแผนแม่บทย่อย (Y1)" in before
    y1 = [(code, e.name) for code, e in shipped(2570).form.catalogues["targets_y1"].entries.items()]
    import_catalogue(csv_file(copy / "t.csv", [TARGETS, *y1]), copy)
    after, other = notes(path)
    assert "เป้าหมายแผนแม่บทย่อย (Y1)" not in after
    assert other == "แบบนี้ออกด้วยบัญชีรายการคนละฉบับกับที่ใช้ตรวจ: เป้าหมายแผนแม่บทย่อย (Y1)"
    assert found(path) == []


def test_prompts_say_which_lists_await_the_official_one(copy: Path) -> None:
    noted = "(รอยืนยันกับบัญชีทางการ 29 จาก 29 รายการ)"
    (y2,) = [p for p in prompts(issued(copy)) if noted in p and "สองหลักแรก" not in p][:1]
    assert y2
    y2_list = [(code, e.name) for code, e in shipped(2570).form.catalogues["targets_y2"].entries.items()]
    import_catalogue(csv_file(copy / "y2.csv", [TARGETS, *y2_list]), copy, ListOptions(["targets_y2"]))
    (line,) = forms(copy, projects=[FIRST], now=NOW).issued
    assert not any(noted in p for p in prompts(copy / line.file))


def prompts(path: Path) -> list[str]:
    sheet = opened(path)["M1 ความเชื่อมโยง"]
    return [v.prompt or "" for v in sheet.data_validations.dataValidation]


def test_consolidate_reads_both_and_still_shows_the_name(later: Path) -> None:
    v, f = factor("120101", 1, 2)
    returning(later, "ก.xlsx", {V: v, F: f.partition(" – ")[0]})
    done = consolidate(later, NOW)
    (counted,) = done.collected.returned
    assert [each.code for each in counted.findings] == ["A-12"]
    book = opened(done.workbook, values=True)
    texts = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert f in texts


def test_a_vanished_target_keeps_its_name_in_the_summary(copy: Path) -> None:
    y1 = shipped(2570).form.catalogues["targets_y1"].entries["120101"]
    v, f = factor("120101")
    returning(copy, "ก.xlsx", {V: v, F: f})
    import_catalogue(csv_file(copy / "t.csv", [TARGETS, ("120201", "ตัวอย่าง เป้าหมาย")]), copy)
    done = consolidate(copy, NOW)
    sheet = opened(done.workbook, values=True)["สรุปประจำปี"]
    rows = [row for row in sheet.iter_rows(values_only=True) if "120101" in row]
    assert [y1.name in row and "ไม่มีในบัญชีฉบับที่ 1" in row for row in rows] == [True]


def test_a_new_issue_holds_the_vanished_answer_and_says_so(later: Path, tmp_path: Path) -> None:
    v, f = factor("120101", 1, 2)
    returning(later, "ก.xlsx", {V: v, F: f})
    consolidate(later, NOW)
    (line,) = forms(later, projects=[FIRST], now=NOW).issued
    sheet = opened(later / line.file, values=True)["M1 ความเชื่อมโยง"]
    (row,) = [r for r in sheet.iter_rows(values_only=True) if f in r]
    assert any("ไม่มีแล้วในบัญชีรายการ" in str(value) for value in row)


ANSWERS = (
    *factor("120101"),
    *factor("120101", 1, 2),
    *factor("120101", 2),
    "120101V01F99",
    "ตัวอย่าง ปัจจัย 120101V01F02",
    "ตัวอย่าง ปัจจัย 120101V01F01",
    "๑๒๐๑๐๑V01F02",
    "120101V01F02 – ชื่ออื่น",
    "v2_120101V01F02",
)


def test_sheet_and_core_say_the_same_of_vanished_codes(later: Path, tmp_path: Path) -> None:
    oracles.require(live.available(), "LibreOffice with python3-uno")
    definition = Workspace(later).open_register()[0]
    import_catalogue(csv_file(later / "t.csv", [TARGETS, ("120101", "ตัวอย่าง")]), later)
    changed = Workspace(later).open_register()[0]
    with live.office() as application:
        assert disagreements(application, definition, tmp_path / "1.xlsx") == []
        assert disagreements(application, changed, tmp_path / "2.xlsx") == []


def disagreements(application: live.Office, definition: Definition, path: Path) -> list[tuple[str, ...]]:
    """Every answer to Y1, V and F of which the live workbook and the core do not say the same."""
    plan = form_blueprint(definition)
    Press(plan).write(path, submission_of(definition.form, stamp(), {}), COVER)
    document = application.document(path)
    document.enableAutomaticCalculation(False)
    said: list[tuple[str, ...]] = []
    for cells in some([*_answers()], 30):
        core = judge(plan.live, plan.rows, plan.row_of, submission_of(definition.form, stamp(), cells))
        for where in (Y1, V, F):
            at_cell = plan.layout.cells[where]
            sheet = document.Sheets.getByName(at_cell.sheet)
            sheet.getCellByPosition(at_cell.column, at_cell.row).setString(str(cells.get(where, "")))
        document.calculateAll()
        for where in (Y1, V, F):
            row = plan.rows[plan.row_of[where]]
            shown = document.Sheets.getByName(row.cell.sheet)
            live_says = shown.getCellByPosition(row.cell.column, row.cell.row).getString()
            core_says = core.rows[plan.row_of[where]].says
            if live_says != core_says:
                said.append((str(cells), live_says, core_says))
    return said


def _answers() -> Iterator[dict[Where, Cell]]:
    for answer in ANSWERS:
        for y1 in ("120101", "120199", "110101", "11 0101"):
            yield {Y1: y1, V: ANSWERS[0], F: answer}
            yield {Y1: y1, V: answer}
