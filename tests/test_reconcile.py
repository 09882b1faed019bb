"""Plan, returns and the list from eMENSCR: each state, every difference, whatever the list looks like."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from builders import at, complete, definition, sample
from collected_builder import ABSENT, EXTENDED, FULL, HALF, NOT_ASKED, WAIVED, collected
from consolidated_reader import frame_of
from emenscr_files import (
    BUDGET,
    CODE,
    END,
    HEADINGS,
    NAME,
    OFFICE,
    PLAN,
    START,
    STRATEGY,
    YEAR,
    F,
    Line,
    Row,
    V,
    csv_text,
    found,
    list_rows,
    xlsx,
)
from emenscr_xl import consolidate
from emenscr_xl.cli.main import app
from emenscr_xl.core.lists.export import read_export
from emenscr_xl.core.lists.sheet import ListSheet
from emenscr_xl.core.submission import Where
from emenscr_xl.jobs.consolidate import Consolidated
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.reconciling.exported import Beside, Exported
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.register.tables.stack import stack
from oracles import openxml, require
from workspaces import FIRST, NOW, SECOND, THIRD, send, workspace

OURS = sample().office
ROWS = {p["id"]: p for p in sample().projects}
NAMES = {"national_strategies": definition().form.catalogues["national_strategies"].entries}


def line(project: str, **changes: Any) -> dict[str, Any]:
    """A project as eMENSCR would list it, entered as it was returned; `changes` by the names below."""
    row, cells = ROWS[project], complete(project)
    strategy = str(cells[Where("M1", "ns_primary_strategy")]).partition(" ")[0]
    said = {
        CODE: row["emenscr_code"],
        NAME: row["name"],
        STRATEGY: NAMES["national_strategies"][strategy].name,
        YEAR: 2570,
        START: row["start_date"],
        END: row["end_date"],
        BUDGET: float(row["budget"]),
        PLAN: float(row["budget"]),
        OFFICE: OURS,
        V: cells[Where("M1", "vc_component")],
        F: cells[Where("M1", "vc_factor")],
    }
    columns = {"code": CODE, "name": NAME, "strategy": STRATEGY, "year": YEAR, "start": START, "end": END}
    columns |= {"budget": BUDGET, "plan": PLAN, "office": OFFICE, "v": V, "f": F}
    return said | {columns[key]: value for key, value in changes.items()}


def office() -> Collected:
    """The invented office of six projects, called as its returns say."""
    what = collected()
    return replace(what, office=replace(what.office, settings={"office": OURS}))


def beside(*lines: Line, rows: Sequence[Row] = ()) -> Collected:
    """The office, with a list of these lines from eMENSCR."""
    exported = found(lambda folder: xlsx(folder / "list.xlsx", rows or list_rows(lines)), OURS)
    return replace(office(), beside=Beside(exported))


def tables(what: Collected) -> Mapping[str, DataTable]:
    return {table.sheet: table for table in stack(what)}


def frame(what: Collected, sheet: str = "กระทบยอดโครงการ") -> pd.DataFrame:
    return frame_of(tables(what)[sheet])


def states(what: Collected) -> dict[str, str]:
    """The state of each project, by its id or, outside the plan, its name."""
    rows = frame(what).to_dict("records")
    return {r["project"] or r["project_name"]: r["overall"] for r in rows}


def row_of(what: Collected, key: str) -> dict[str, Any]:
    rows = frame(what).to_dict("records")
    (row,) = (r for r in rows if key == (r["project"] or r["project_name"]))
    return dict(row)


def differences(what: Collected) -> list[tuple[Any, ...]]:
    """Project, item, pair, the three values and the gap of every difference."""
    rows = frame(what, "ความแตกต่าง")
    return list(
        rows[["project", "item", "between", "register", "return", "export", "gap"]].itertuples(
            index=False, name=None
        )
    )


#: What the office itself differs in: one return has no spending plan, and no start that can be read.
OF_HALF = (
    HALF, PLAN, "วงเงิน M2 กับ แผนการใช้จ่าย M5", None, "M2 380,000.00 · M5 0.00", None, -380_000,
)  # fmt: skip
RETURN_EXPORT, PLAN_EXPORT = "แบบที่ส่งคืน กับ eMENSCR", "ทะเบียนคุม กับ eMENSCR"


# ---------------------------------------------------------------- each state


def test_without_a_list_the_plan_and_the_returns_are_compared_alone() -> None:
    what = office()
    assert states(what) == {
        FULL: "ตรงกัน", EXTENDED: "ตรงกัน", HALF: "แตกต่าง", ABSENT: "ยังไม่ส่งคืน", WAIVED: "ตรงกัน",
        NOT_ASKED: "ไม่ต้องนำเข้า", "X-1": "ไม่มีในแผน",
    }  # fmt: skip
    assert set(frame(what)["entered"]) == {"ไม่ทราบ"}
    assert differences(what) == [OF_HALF]
    for sheet in ("กระทบยอดโครงการ", "ความแตกต่าง", "กระทบยอดงบประมาณ"):
        assert "วางในโฟลเดอร์ emenscr" in tables(what)[sheet].note


def test_every_state_with_a_list() -> None:
    elsewhere = "สำนักงานเขตพื้นที่การศึกษาอื่น"
    what = beside(
        line(FULL),
        line(EXTENDED, name="คนละชื่อโดยสิ้นเชิง", code="X-77"),
        line(ABSENT, budget=1),
        line(NOT_ASKED),
        line(WAIVED, office=elsewhere),
        line(HALF, code="", year=2569),
    )
    assert states(what) == {
        FULL: "ตรงกัน",
        EXTENDED: "ยังไม่นำเข้า",
        HALF: "ยังไม่นำเข้า",
        ABSENT: "ยังไม่ส่งคืน",
        WAIVED: "ยังไม่นำเข้า",
        NOT_ASKED: "แตกต่าง",
        "X-1": "ไม่มีในแผน",
        "คนละชื่อโดยสิ้นเชิง": "ไม่มีในแผน",
        ROWS[HALF]["name"]: "ปีงบประมาณอื่น",
        ROWS[WAIVED]["name"]: "ไม่ใช่ของเรา",
    }
    entered = dict(zip(frame(what)["project"], frame(what)["entered"], strict=True))
    assert (entered[FULL], entered[ABSENT], entered[WAIVED]) == ("มี", "มี", "ไม่มี")
    assert "แผนปฏิบัติการระบุว่า “ไม่ต้อง”" in row_of(what, NOT_ASKED)["differs"]
    assert elsewhere in row_of(what, ROWS[WAIVED]["name"])["differs"]
    budget = ("890,000.00", None, "1.00", -889_999)
    assert differences(what) == [OF_HALF, (ABSENT, BUDGET, PLAN_EXPORT, *budget)]


def test_of_a_project_that_is_not_returned_the_register_speaks() -> None:
    """What the register does not know, such as the value chain, is no difference."""
    what = beside(line(ABSENT, v="อื่น", strategy="อื่น", name="ชื่ออื่น"))
    name = ROWS[ABSENT]["name"]
    assert differences(what) == [OF_HALF, (ABSENT, NAME, PLAN_EXPORT, name, None, "ชื่ออื่น", None)]


@pytest.mark.parametrize(
    ("heading", "value", "returned", "shown", "gap"),
    [
        (NAME, "ชื่ออื่น", ROWS[FULL]["name"], "ชื่ออื่น", None),
        (START, "2 ต.ค. 2569", "1 ต.ค. 2569", "2 ต.ค. 2569", None),
        (END, datetime(2027, 9, 29), "30 ก.ย. 2570", "29 ก.ย. 2570", None),
        (BUDGET, "๖๗๙,๙๙๙.๙๙", "680,000.00", "679,999.99", pytest.approx(-0.01)),
        (PLAN, None, "680,000.00", None, None),
        (YEAR, 2569, "2570", "2569", None),
        (V, "120101V09", str(complete(FULL)[Where("M1", "vc_component")]), "120101V09", None),
        (OFFICE, "สำนักงานอื่น", None, "สำนักงานอื่น", None),
    ],
    ids=lambda value: str(value)[:20],
)
def test_each_item_that_differs_is_one_row(
    heading: str, value: object, returned: str | None, shown: str | None, gap: object
) -> None:
    """The project is matched by its code, whatever else its line says. A hundredth is rounding."""
    what = beside({**line(FULL), heading: value})
    rows = [row for row in differences(what) if row[0] == FULL]
    if heading == BUDGET:
        assert rows == []  # to 0.01, as C-20
        what = beside({**line(FULL), heading: "๖๗๙,๙๙๙.๙๘"})
        ((_, item, _, _, *told),) = (row for row in differences(what) if row[0] == FULL)
        assert (item, [str(t) for t in told]) == (BUDGET, ["680,000.00", "679,999.98", "-0.02"])
        return
    ((project, item, between, _, in_return, in_export, money),) = rows
    assert (project, item, between, in_export, money) == (FULL, heading, RETURN_EXPORT, shown, gap)
    assert returned is None or in_return == returned
    assert states(what)[FULL] == "แตกต่าง"


def test_no_money_is_as_good_as_none() -> None:
    """A project without a budget: its lines of money are blank in eMENSCR, and 0 in the return."""
    assert states(beside(line(WAIVED, budget=None, plan=None)))[WAIVED] == "ตรงกัน"


@pytest.mark.parametrize(
    "changes",
    [
        {"strategy": "3"},
        {"strategy": "3 – ยุทธศาสตร์ชาติด้านการพัฒนาและเสริมสร้างศักยภาพทรัพยากรมนุษย์"},
        {"strategy": "การพัฒนาและเสริมสร้างศักยภาพทรัพยากรมนุษย์"},
        {"strategy": " ด้านการพัฒนาและเสริมสร้าง\u200bศักยภาพทรัพยากรมนุษย์"},
        {"v": "120101V01"},
        {"v": "v3_120101V01"},
        {"v": "ตัวอย่าง: ผู้เรียนและกระบวนการเรียนรู้"},
        {"f": "120101F0101"},
        {"year": "๒๕๗๐"},
        {"year": 2027},
        {"year": ""},
        {"start": date(2026, 10, 1), "end": "30/09/2570"},
        {"start": "๑ ตุลาคม ๒๕๖๙"},
        {"budget": "680,000.004"},
        {"office": f"  {OURS} "},
        {"office": None},
        {"code": "ตัวอย่าง–๗๐–๐๐๐๑"},
        {"code": None, "name": ROWS[FULL]["name"].removeprefix("โครงการ")},
        {"code": None, "name": "โครงการ  " + ROWS[FULL]["name"].removeprefix("โครงการ").replace("1", "๑")},
    ],
    ids=str,
)
def test_the_same_said_otherwise_is_no_difference(changes: dict[str, Any]) -> None:
    said = line(FULL, **changes)
    if said[OFFICE] is None:  # a blank unit is a blank item, and the line counts as ours
        assert [row[1] for row in differences(beside(said)) if row[0] == FULL] == [OFFICE]
        return
    what = beside(said)
    blank = [YEAR] if said[YEAR] == "" else []
    assert [row[1] for row in differences(what) if row[0] == FULL] == blank
    assert row_of(what, FULL)["entered"] == "มี"


# ---------------------------------------------------------------- matching


def test_a_near_name_is_offered_and_never_matched() -> None:
    near = ROWS[FULL]["name"].replace("นักเรียนชั้นประถมศึกษาปีที่ 1–3", "นักเรียนชั้นประถมต้น")
    what = beside(line(FULL, code="N-1", name=near), line(EXTENDED))
    assert states(what)[FULL] == "ยังไม่นำเข้า"
    assert f"อาจเป็นโครงการนี้: N-1 {near}" in row_of(what, FULL)["differs"]
    assert f"อาจเป็นโครงการนี้: {FULL} " in row_of(what, near)["differs"]
    assert row_of(what, near)["overall"] == "ไม่มีในแผน"
    assert differences(what) == [OF_HALF]


def test_the_same_name_under_another_code_is_offered_only() -> None:
    what = beside(line(FULL, code="ตัวอย่าง-70-9999"))
    assert row_of(what, FULL)["overall"] == "ยังไม่นำเข้า"
    assert "อาจเป็นโครงการนี้: ตัวอย่าง-70-9999 " in row_of(what, FULL)["differs"]


@pytest.mark.parametrize("code", ["", ROWS[FULL]["emenscr_code"]])
def test_two_lines_of_one_name_or_code_are_said_and_not_compared(code: str) -> None:
    what = beside(line(FULL, code=code, budget=1), line(EXTENDED), line(FULL, code=code, budget=2))
    row = row_of(what, FULL)
    assert (row["overall"], row["entered"]) == ("แตกต่าง", "มีมากกว่าหนึ่ง")
    assert "2 บรรทัดที่ชื่อหรือรหัสเดียวกัน (บรรทัดที่ 2, 4)" in row["differs"]
    assert str(row["line"]) == "รายการ!B2, B4"
    assert differences(what) == [OF_HALF]


def test_two_projects_of_one_name_are_told_apart_by_code_alone() -> None:
    """Without a code neither has the line; with one, it is that project's."""
    whole = beside(line(FULL, code=""))
    twin = {**whole.office.projects[0], "id": "2570-T"}
    bare = [{k: v for k, v in p.items() if k != "emenscr_code"} for p in (whole.office.projects[0], twin)]
    twins = replace(whole.office, projects=(*bare, *whole.office.projects[1:]))
    what = replace(whole, office=twins)
    assert "มีโครงการอื่นในแผนที่ใช้ชื่อ" in row_of(what, "2570-T")["differs"]
    assert (states(what)[FULL], states(what)["2570-T"]) == ("แตกต่าง", "ยังไม่ส่งคืน")
    coded = replace(twins, projects=({**bare[0], "emenscr_code": "K1"}, *twins.projects[1:]))
    what = replace(beside(line(FULL, code="K1")), office=coded)
    assert (states(what)[FULL], row_of(what, "2570-T")["entered"]) == ("ตรงกัน", "ไม่มี")


def test_a_return_outside_the_plan_is_named_with_its_line() -> None:
    stranger = line(FULL, code="S-1", name="โครงการนอกแผน")
    what = beside(line(FULL), stranger)
    outside = Received("2027-01-01T09:00:00", "7" * 64, "returns/นอก.xlsx", project="N-9")
    received = (*what.received, replace(outside, decision="unknown_project"))
    what = replace(what, received=received, beside=replace(what.beside, outside={"7" * 64: "โครงการนอกแผน"}))
    row = row_of(what, "N-9")
    assert (row["project_name"], row["overall"], row["entered"]) == ("โครงการนอกแผน", "ไม่มีในแผน", "มี")
    assert (str(row["line"]), str(row["file"]), row["code"]) == ("รายการ!B3", "นอก.xlsx", "S-1")
    again = replace(what, beside=replace(what.beside, outside={"7" * 64: ROWS[FULL]["name"]}))
    assert f"ชื่อเหมือนโครงการ {FULL} ในแผนปฏิบัติการ" in row_of(again, "N-9")["differs"]


def test_a_returned_project_that_need_not_be_entered_is_said() -> None:
    what = office()
    counted = {**what.counted, NOT_ASKED: what.counted[WAIVED]}
    row = row_of(replace(what, counted=counted), NOT_ASKED)
    assert row["overall"] == "แตกต่าง"
    assert "ส่งคืนแล้ว แต่แผนปฏิบัติการระบุว่า “ไม่ต้อง”" in row["differs"]


# ---------------------------------------------------------------- whatever the list looks like


def answers(exported: Exported) -> list[dict[str, object]]:
    """What each line says, in its order."""
    return [{k: a.value for k, a in x.answers.items()} for x in exported.read.lines]


def test_the_list_is_the_same_in_every_file_that_people_save() -> None:
    lines = [line(p) for p in (FULL, EXTENDED, ABSENT)]
    rows = [[str(cell) if cell is not None else "" for cell in row] for row in list_rows(lines)]
    whole = answers(found(lambda folder: xlsx(folder / "a.xlsx", rows), OURS))
    assert [x["name"] for x in whole] == [ROWS[p]["name"] for p in (FULL, EXTENDED, ABSENT)]
    for encoding, delimiter in (("utf-8", ","), ("utf-8-sig", ";"), ("cp874", ","), ("utf-16", "\t")):
        content = csv_text(rows, delimiter).encode(encoding)
        saved = found(lambda folder, content=content: (folder / "a.csv").write_bytes(content))
        assert answers(saved) == whole, encoding


def sheet_of(rows: Sequence[Row]) -> Collected:
    """The office with a list of these rows, read without a file."""
    width = max(map(len, rows))
    grid = [[*row, *[None] * (width - len(row))] for row in rows]
    listed = definition().export
    read = read_export([ListSheet("รายการ", grid)], listed, definition().form)
    letters = dict.fromkeys((c.key for c in listed.columns), "A")
    return replace(
        office(), beside=Beside(Exported("emenscr/a.xlsx", "2027-04-09T09:00:00", (), read, letters))
    )


LINES = [
    line(FULL, budget=5),
    line(EXTENDED, code="", start="2 ม.ค. 2570"),
    line(HALF, code="Z", name="โครงการโรงเรียนคุณธรรม (ปรับปรุง)"),
    line(ABSENT, code=""),
    line(ABSENT, code="", end=""),
    line(WAIVED, office="สำนักงานอื่น"),
    line(NOT_ASKED, year=2568, code=""),
    line(FULL, code="Q", name="โครงการใหม่ ก"),
    line(FULL, code="R", name="โครงการใหม่ ก", budget=7),
]


def said(what: Collected) -> list[list[list[str]]]:
    """Every cell of the four sheets but those that say where a line stands."""
    places = ("line", "register:cell", "return:cell", "export:cell")
    shown = []
    for name in ("กระทบยอดโครงการ", "ความแตกต่าง", "กระทบยอดงบประมาณ", "ยอดตามหน่วยและแหล่งเงิน"):
        kept = frame(what, name).drop(columns=list(places), errors="ignore")
        rows = [[str(cell) for cell in row] for row in kept.itertuples(index=False)]
        shown.append([[c.partition(" (บรรทัดที่")[0] for c in row] for row in rows])
    return shown


EXPECTED = said(sheet_of(list_rows(LINES)))


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 4), st.integers(0, 3))
def test_order_titles_and_other_columns_do_not_matter(
    chance: random.Random, titles: int, others: int
) -> None:
    lines = [{**x, **{f"อื่น {n}": f"ค่า {n}" for n in range(others)}} for x in LINES]
    headings = [*HEADINGS, *(f"อื่น {n}" for n in range(others))]
    chance.shuffle(lines)
    chance.shuffle(headings)
    above = [["รายงานตัวอย่าง", None], [], ["หน่วยงาน", OURS], ["ณ วันที่", "1 เม.ย. 2570"]][:titles]
    total = {BUDGET: 99, headings[0]: "รวมทั้งสิ้น"}
    what = sheet_of([*above, *list_rows([*lines, total], headings)])
    assert said(what) == EXPECTED
    assert what.beside.exported.read.faults == ()


def test_typed_text_stays_as_it_was_typed() -> None:
    what = sheet_of(list_rows([line(FULL, code="=1+1", name="=SUM(A1)")]))
    row = row_of(what, "=SUM(A1)")
    assert (row["project_name"], row["code"]) == ("=SUM(A1)", "=1+1")


def test_headings_in_two_rows_and_other_names_are_known() -> None:
    rows: list[Row] = [
        ["โครงการ", None, "งบประมาณ"],
        ["ชื่อโครงการ (ภาษาไทย)", "code_th", "budget_sum"],
        [ROWS[FULL]["name"], ROWS[FULL]["emenscr_code"], 680_000],
    ]
    what = beside(rows=rows)
    assert row_of(what, FULL)["overall"] == "ตรงกัน"
    (left_out,) = what.beside.exported.findings
    assert (left_out.code, START in left_out.message_th, BUDGET in left_out.message_th) == (
        "EXP-04", True, False,
    )  # fmt: skip


# ---------------------------------------------------------------- money


def test_budgets_agree_with_the_sheet_of_projects() -> None:
    """Each project, each unit and each source, worked out again with pandas."""
    what = beside(line(FULL, budget=700_000), line(EXTENDED))
    projects, budgets = frame(what, "โครงการ"), frame(what, "กระทบยอดงบประมาณ")
    source = {str(p["id"]): p["budget_source"] for p in what.office.projects}
    money = ["budget", "M2.budget_total", "M5.budget_plan_total", "spent"]
    known = projects.set_index("project")[money].apply(pd.to_numeric)
    shown = budgets.set_index("project")[["allocated", "asked", "planned", "spent"]].apply(pd.to_numeric)
    assert shown.to_numpy() == pytest.approx(known.to_numpy(), nan_ok=True)
    less = budgets.set_index("project")[["asked:less", "planned:less", "entered:less"]]
    assert [str(x) for x in less.loc[FULL]] == ["None", "None", "20000"]
    assert [str(x) for x in less.loc[HALF]] == ["None", "-380000", "None"]
    assert dict(zip(budgets["project"], budgets["state"], strict=True)) == {
        FULL: "แตกต่าง", EXTENDED: "ตรงกัน", HALF: "แตกต่าง", ABSENT: "ยังไม่ส่งคืน", WAIVED: "ตรงกัน",
    }  # fmt: skip
    totals = frame(what, "ยอดตามหน่วยและแหล่งเงิน")
    for group, by in (("กลุ่ม/หน่วย", projects["unit"]), ("แหล่งเงิน", projects["project"].map(source))):
        sums = known.groupby(by.to_numpy()).sum()
        lines = totals[totals["group"] == group].set_index("name")
        assert list(lines.index) == [*dict.fromkeys(by), "รวม"]
        for name in sums.index:
            got = [float(x) for x in lines.loc[name, ["allocated", "asked", "planned", "spent"]]]
            assert got == pytest.approx(list(sums.loc[name])), (group, name)
        assert float(lines.loc["รวม", "asked"]) == pytest.approx(known["M2.budget_total"].sum())
        assert float(lines.loc["รวม", "entered"]) == 700_000 + 120_000
        less = [float(lines.loc["รวม", key]) for key in ("allocated:returned", "asked:less", "planned:less")]
        assert less == [known["budget"].drop(ABSENT).sum(), 0, -380_000]


def test_the_whole_plan_is_told_by_what_must_be_entered() -> None:
    totals = frame(collected(), "ยอดตามหน่วยและแหล่งเงิน")
    plan = totals[totals["group"] == "โครงการในแผนปฏิบัติการ"]
    got = list(plan[["name", "projects", "allocated"]].itertuples(index=False, name=None))
    must = sum(int(ROWS[p]["budget"]) for p in (FULL, EXTENDED, HALF, ABSENT, WAIVED))
    rest = int(ROWS[NOT_ASKED]["budget"])
    assert got == [("ต้องนำเข้า", 5, must), ("ไม่ต้อง", 1, rest), ("รวม", 6, must + rest)]


# ---------------------------------------------------------------- a whole run


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Consolidated:
    """A workspace of three projects, two of them returned, one from outside, and a list from eMENSCR."""
    folder = workspace(tmp_path_factory.mktemp("ปี"))
    send(folder, "หนึ่ง.xlsx", FIRST, changes={at("M2.budget_total"): 700_000})
    send(folder, "สอง.xlsx", SECOND)
    send(folder, "นอก.xlsx", EXTENDED)
    lines = [line(FIRST, budget=690_000), line(SECOND, name="ชื่ออื่น", end=date(2027, 8, 1))]
    xlsx(folder / "emenscr" / "รายการ #1 100%.xlsx", list_rows([*lines, line(THIRD, name="+1", code="+1")]))
    return consolidate(folder, NOW)


def sheet(done: Consolidated, name: str) -> Worksheet:
    return load_workbook(done.workbook)[name]


#: The columns of values, each with the column of its cell.
SOURCES = {"ทะเบียนคุม": "ช่องในทะเบียนคุม", "แบบที่ส่งคืน": "ช่องในแบบ", "eMENSCR": "ช่องใน eMENSCR"}


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_every_value_stands_in_the_cell_that_is_named(year: Consolidated) -> None:
    """Opened with openpyxl: register, kept copy and list hold what the sheet says they hold."""
    reports = year.workbook.parent
    shown = sheet(year, "ความแตกต่าง")
    head, *rows = shown.iter_rows(min_row=4)
    seen = []
    for row in rows:
        cells = dict(zip([c.value for c in head], row, strict=True))
        for value, place in SOURCES.items():
            if cells[place].value is None:
                continue
            name, _, cell = cells[place].value.partition("!")
            link = cells[place].hyperlink
            assert link.location == f"'{name}'!{cell}"
            told = load_workbook(reports / unquote(link.target), data_only=True)[name][cell].value
            number = isinstance(told, int | float)
            assert cells[value].value.endswith(f"{told:,.2f}") if number else told
            seen.append((cells["รายการ"].value, value))
    assert [c.value for c in shown["C"][4:]] == [BUDGET, BUDGET, PLAN, NAME, END]
    assert [c.value for c in shown["H"][4:]] == [20_000, -10_000, -20_000, None, None]
    assert len(seen) == 3 + 3 + 1 + 3 + 3


def test_the_project_outside_the_plan_is_named_as_its_file_names_it(year: Consolidated) -> None:
    shown = sheet(year, "กระทบยอดโครงการ")
    assert (shown["A8"].value, shown["B8"].value) == (EXTENDED, ROWS[EXTENDED]["name"])


def test_the_workbook_with_its_links_is_one_that_excel_takes(year: Consolidated) -> None:
    require(openxml.available(), "the Open XML SDK validator")
    assert openxml.errors([year.workbook]) == {year.workbook: []}
    book = load_workbook(year.workbook)
    assert {c.data_type for row in book["กระทบยอดโครงการ"] for c in row} <= {"s", "n"}
    assert "+1" in [c.value for c in book["กระทบยอดโครงการ"]["B"]]


HOSTILE = (b"PK\x03\x04", b"%PDF-1.7", b"a,b\n1,2\n")


def test_a_hostile_list_is_one_sentence_and_stops_nothing(tmp_path: Path) -> None:
    workspace(tmp_path, FIRST)
    for content in HOSTILE:
        (tmp_path / "emenscr" / "list.xlsx").write_bytes(content)
        done = consolidate(tmp_path, NOW)
        (finding,) = done.collected.beside.exported.findings
        assert finding.code in ("EXP-01", "EXP-02")
        assert sheet(done, "กระทบยอดโครงการ")["B2"].value == finding.message_th
        assert sheet(done, "กระทบยอดโครงการ")["G5"].value == "ไม่ทราบ"


def test_names_that_are_no_text_are_said_as_well_as_can_be(tmp_path: Path) -> None:
    """A file copied from an old disk: its name is no UTF-8."""
    workspace(tmp_path, FIRST)
    for name in (b"\xa1.xlsx", b"\xa2.xlsx"):
        xlsx(tmp_path / "emenscr" / os.fsdecode(name), list_rows([line(FIRST)]))
    done = consolidate(tmp_path, NOW)
    (finding,) = done.collected.beside.exported.findings
    assert (finding.code, r"\udca1.xlsx" in finding.message_th) == ("EXP-07", True)
    assert sheet(done, "กระทบยอดโครงการ")["G5"].value == "มี"


def test_a_list_that_is_open_says_so_in_thai(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace(tmp_path, FIRST)
    path = xlsx(tmp_path / "emenscr" / "list.xlsx", list_rows([line(FIRST)]))
    open_file = Path.open

    def locked(self: Path, *arguments: Any, **named: Any) -> Any:
        if self == path:
            raise PermissionError(13, "Permission denied", str(self))
        return open_file(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", locked)
    (finding,) = consolidate(tmp_path, NOW).collected.beside.exported.findings
    assert "(ไม่มีสิทธิ์ หรือไฟล์เปิดอยู่ในโปรแกรมอื่น)" in finding.message_th
    assert "(Permission denied)" in finding.message_en


def test_the_newest_list_is_used_and_the_others_are_named(tmp_path: Path) -> None:
    workspace(tmp_path, FIRST)
    folder = tmp_path / "emenscr"
    for name, second in (("ใหม่.xlsx", 20), ("เก่า.csv", 10), ("~$ใหม่.xlsx", 30), ("ภาพ.png", 40)):
        xlsx(folder / name, list_rows([line(FIRST)]))
        os.utime(folder / name, (1_800_000_000 + second,) * 2)
    exported = consolidate(tmp_path, NOW).collected.beside.exported
    assert (exported.file, exported.others) == ("emenscr/ใหม่.xlsx", ("เก่า.csv",))
    assert [f.code for f in exported.findings] == ["EXP-07"]
    os.utime(folder / "เก่า.csv", (1_800_000_020,) * 2)  # of equals, the later name
    assert consolidate(tmp_path, NOW).collected.beside.exported.file == "emenscr/ใหม่.xlsx"


def test_an_older_workspace_gets_the_folder_and_the_command_names_the_list(tmp_path: Path) -> None:
    workspace(tmp_path, FIRST)
    (tmp_path / "emenscr").rmdir()
    consolidate(tmp_path, NOW)
    assert (tmp_path / "emenscr").is_dir()
    xlsx(tmp_path / "emenscr" / "a.xlsx", list_rows([line(FIRST)], (NAME, YEAR)))
    said = CliRunner().invoke(app, ["consolidate", str(tmp_path)]).output
    assert "รายการจาก eMENSCR: 1 บรรทัด · emenscr/a.xlsx" in said
    assert "EXP-04" in said
