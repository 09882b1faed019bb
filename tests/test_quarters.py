"""What a quarter's workbook carries: the plan beside the report, and what is closed because it is settled."""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as Opened
from openpyxl.worksheet.worksheet import Worksheet

import oracles
from builders import at, complete, definition, one_activity, plan, returned, sample, submitted, written
from emenscr_xl import consolidate, forms, new
from emenscr_xl.core.submission import Cell, Submission, Value, Where
from emenscr_xl.form.model import Module
from emenscr_xl.jobs.new import register_of
from emenscr_xl.register.closed import closed_modules
from emenscr_xl.register.files.ledger import read_ledger
from emenscr_xl.register.office import office_of
from emenscr_xl.register.tables.answered import Answered
from oracles import libreoffice
from workspaces import FIRST, NOW, send

FORM, TEXTS, STYLE = definition().form, definition().texts, definition().style
YEARLY = frozenset(m.key for m in FORM.modules if not m.quarter)
LAST_STEP, FIRST_STEP = "ปลัด ศธ.", "รองเลขาธิการ กพฐ."
LATER = datetime(2027, 4, 9, 9)


# ---------------------------------------------------------------- the plan beside the report


def opened(path: Path, *, values: bool = False) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl does not know
        return load_workbook(path, data_only=values)


def cell(book: Workbook, where: Where) -> Opened:
    lies = plan().layout.cells[where]
    return book[lies.sheet].cell(lies.row + 1, lies.column + 1)


def seen(path: Path, quarter: int, *columns: str) -> list[object]:
    """What stands in columns of the first activity's report."""
    book = opened(path, values=True)
    return [cell(book, at(f"M6Q{quarter}.activity_results.{c}", 1)).value for c in columns]


@pytest.mark.parametrize(
    ("start", "end", "quarters"),
    [
        ("11 – พฤศจิกายน", "12 – ธันวาคม", [1]),
        ("12 – ธันวาคม", "04 – เมษายน", [1, 2, 3]),
        ("10", "09", [1, 2, 3, 4]),
        ("มกราคม", "มกราคม", [2]),
        ("๐๑", "๑", [2]),
        ("ต้นปี", "09 – กันยายน", []),
        (None, "09 – กันยายน", []),
        ("09 – กันยายน", "10 – ตุลาคม", []),
    ],
)
def test_an_activity_is_marked_in_the_quarters_it_is_planned_for(
    tmp_path: Path, start: Cell, end: Cell, quarters: list[int]
) -> None:
    path = written(tmp_path / "form.xlsx", submitted(one_activity(start, end)))
    assert [q for q in (1, 2, 3, 4) if seen(path, q, "planned") == ["มีแผน"]] == quarters


def test_an_activity_comes_with_its_months(tmp_path: Path) -> None:
    path = written(tmp_path / "form.xlsx", submitted(one_activity("11", "12 – ธันวาคม")))
    assert seen(path, 3, "start", "end") == ["11 – พฤศจิกายน", "12 – ธันวาคม"]


@pytest.mark.parametrize(("quarter", "planned"), [(1, 170_000), (2, 442_000), (3, 578_000), (4, 680_000)])
def test_spending_stands_beside_what_was_planned_to_the_quarters_end(
    tmp_path: Path, quarter: int, planned: int
) -> None:
    path = written(tmp_path / "form.xlsx", submitted(complete()))
    assert cell(opened(path, values=True), at(f"M6Q{quarter}.budget_planned")).value == planned


def test_libreoffice_computes_the_same_plan(tmp_path: Path) -> None:
    oracles.require(libreoffice.available(), "LibreOffice")
    months = [("10", "09"), ("มกราคม", "มกราคม"), ("๐๑", "๑"), ("ต้นปี", "12 – ธันวาคม"), (None, None)]
    paths = [
        written(tmp_path / f"{n}.xlsx", submitted(one_activity(*pair)), YEARLY)
        for n, pair in enumerate(months)
    ]
    copies = libreoffice.recalculated(paths, tmp_path / "computed")
    for path, copy in zip(paths, copies, strict=True):
        assert libreoffice.formula_differences(path, copy) == []
        assert seen(copy, 2, "planned") == seen(path, 2, "planned")


def test_what_is_shown_is_no_answer(tmp_path: Path) -> None:
    submission = returned(written(tmp_path / "form.xlsx", submitted(complete()))).submission
    assert not [w for w in submission.answers if FORM.question(w.address)[2].computed]
    assert not any(submission.touched(m) for m in FORM.modules if m.quarter)


def test_data_sheets_show_the_plan() -> None:
    answers = Answered(submitted(complete(quarters=(1,))))
    shown = [answers.cell(at(f"M6Q1.activity_results.{c}", 1)) for c in ("start", "planned")]
    assert shown == ["11 – พฤศจิกายน", "มีแผน"]
    assert answers.cell(at("M6Q1.activity_results.planned", 3)) is None
    assert answers.cell(at("M6Q1.budget_planned")) == 170_000


# ---------------------------------------------------------------- what is closed


def line(scope: str, status: str, step: str = LAST_STEP) -> Mapping[str, Cell]:
    return {"project": FIRST, "approval_scope": scope, "approval_step": step, "approval_status": status}


APPROVED = line("M1-M5", "อนุมัติ")


def office(folder: Path, *approvals: Mapping[str, Cell]) -> Path:
    """A workspace with one project, its tracker, and one return that reports the first quarter."""
    row = next(p for p in sample().projects if p["id"] == FIRST)
    columns = {k: v for k, v in row.items() if v and k not in ("theme", "scale")}
    new(folder, 2570, sample().office, {"action_plan": [columns], "approvals": list(approvals)})
    send(folder, "ส่งคืน.xlsx", FIRST, quarters=(1,))
    consolidate(folder, NOW)
    return folder


def re_issued(folder: Path, quarter: int) -> Path:
    (issued,) = forms(folder, quarter, [FIRST]).issued
    return folder / issued.file


def cells_of(sheet: Worksheet, module: Module) -> Iterator[Opened]:
    """The cells of a module that a person answers, whether answered or blank."""
    for where, lies in plan().layout.cells.items():
        field = FORM.question(where.address)[2]
        if where.module == module.key and not field.computed and not field.locked:
            yield sheet.cell(lies.row + 1, lies.column + 1)


def closed(path: Path) -> set[str]:
    """The modules whose every answer cell is locked and grey; of all others every cell is open and cream."""
    book, found = opened(path), set()
    looks = {
        (True, "FF" + STYLE["colour"]["locked"][1:]): True,
        (False, "FF" + STYLE["colour"]["answer"][1:]): False,
    }
    for module in FORM.modules:
        cells = cells_of(book[module.sheet], module)
        (shut,) = {looks[bool(c.protection.locked), c.fill.fgColor.rgb] for c in cells}
        if shut:
            found.add(module.key)
        intro = book[module.sheet]["B3"].value
        reason = TEXTS["closed_reported" if module.quarter else "closed_approved"]
        assert intro == (reason if shut else module.intro)
    return found


def closing(quarter: int, *approvals: Mapping[str, Cell], reported: tuple[int, ...] = (1,)) -> frozenset[str]:
    """What a quarter's workbook closes, given the tracker and what was returned."""
    tracker = office_of(register_of(definition(), lists={"approvals": list(approvals)}))
    chain = replace(tracker, approval_chain=(FIRST_STEP, LAST_STEP))
    return closed_modules(chain, FIRST, quarter, submitted(complete(quarters=reported)))


def test_the_approved_plan_and_the_reported_quarter_are_closed(tmp_path: Path) -> None:
    assert closed(re_issued(office(tmp_path, APPROVED), 2)) == {*YEARLY, "M6Q1"}


@pytest.mark.parametrize(
    "approvals",
    [
        [],
        [line("M1-M5", "รออนุมัติ")],
        [line("M1-M5", "อนุมัติ", FIRST_STEP)],
        [APPROVED, line("M1-M5", "ส่งกลับแก้ไข")],
        [line("M6 Q1", "อนุมัติ")],
    ],
    ids=["nothing", "waiting", "first_step", "sent_back", "quarter"],
)
def test_a_plan_that_is_not_approved_stays_open(tmp_path: Path, approvals: list[Mapping[str, Cell]]) -> None:
    assert closing(2, *approvals) == {"M6Q1"}


@pytest.mark.parametrize(("status", "shut"), [("ส่งกลับแก้ไข", set()), ("อนุมัติ", {"M6Q1"}), ("รออนุมัติ", {"M6Q1"})])
def test_a_reported_quarter_opens_when_it_was_sent_back(status: str, shut: set[str]) -> None:
    assert closing(2, line("M6 Q1", status)) == shut


def test_a_quarter_never_reported_stays_open_and_so_do_this_one_and_the_later() -> None:
    assert closing(3, reported=(2,)) == {"M6Q2"}
    assert closing(2, reported=(1, 2)) == {"M6Q1"}


def test_a_re_issue_for_the_whole_year_closes_nothing(tmp_path: Path) -> None:
    assert closed(re_issued(office(tmp_path, APPROVED), 0)) == set()


def test_without_a_return_nothing_is_closed(tmp_path: Path) -> None:
    folder = office(tmp_path, APPROVED)
    (folder / "received.csv").unlink()
    assert closed(re_issued(folder, 2)) == set()


# ---------------------------------------------------------------- and comes back


def meanings(submission: Submission) -> dict[Where, Value]:
    """What the owner answered."""
    locked = {Where(m.key, f.key) for m in FORM.modules for f in m.fields if f.locked}
    given = {w: a for w, a in submission.answers.items() if w not in locked}
    return {w: a.typed if a.value is None else a.value for w, a in given.items()}


def test_a_return_with_closed_modules_is_read_as_before(tmp_path: Path) -> None:
    folder = office(tmp_path, APPROVED)
    issued = re_issued(folder, 2)
    book = opened(issued)
    for where, value in complete(quarters=(2,)).items():
        if where.module == "M6Q2":
            cell(book, where).value = value
    book.save(folder / "returns" / "ไตรมาส 2.xlsx")
    back = returned(folder / "returns" / "ไตรมาส 2.xlsx")
    assert back.findings() == []
    assert meanings(back.submission) == meanings(submitted(complete(quarters=(1, 2))))
    assert [m.quarter for m in FORM.modules if m.quarter and back.submission.touched(m)] == [1, 2]
    consolidate(folder, LATER)
    newest = read_ledger(folder)[-1]
    assert (newest.issue, newest.reports, newest.decision) == (2, "1 2", "counted")


def test_a_re_issue_sent_back_as_it_was_is_not_filled_in(tmp_path: Path) -> None:
    folder = office(tmp_path, APPROVED)
    (folder / "returns" / "ว่าง.xlsx").write_bytes(re_issued(folder, 2).read_bytes())
    consolidate(folder, LATER)
    assert read_ledger(folder)[-1].decision == "unfilled"
