"""Whatever its owner did to a workbook: the answers that are still in it are read, and one finding tells what
happened. Each case is done by LibreOffice as by a person, by openpyxl, or to the package itself.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import by_hand as hand
from builders import at, brief, complete, definition, plan, submitted, written
from emenscr_xl.core.submission import Answer, Submission, Value, Where
from emenscr_xl.form.damage import KINDS
from emenscr_xl.sheets.layout import ANSWER, STATUS
from emenscr_xl.sheets.read import Returned, read_form
from emenscr_xl.sheets.source import ClosedWorkbook
from emenscr_xl.sheets.triage import triaged
from oracles import live, require

DEFINITION = definition()
FORM, TEXTS, LAYOUT = DEFINITION.form, DEFINITION.texts, plan().layout
START, LISTS, STAMP = (TEXTS[key] for key in ("start_sheet", "lists_sheet", "stamp_sheet"))
Found = tuple[str, str, int]


@dataclass(frozen=True)
class Case:
    """A kind of damage: what is done, what STR-12 tells, what else is found, which answers become others."""

    name: str
    act: Callable[[Any], Any]
    told: set[str] = field(default_factory=set)
    found: tuple[Found, ...] = ()
    changed: Mapping[Where, Value | None] = field(default_factory=dict)  # None: no longer in the file

    def __str__(self) -> str:
        return self.name


def meanings(submission: Submission) -> dict[Where, Value]:
    def meaning(answer: Answer) -> Value:
        return answer.typed if answer.value is None else answer.value

    return {where: meaning(answer) for where, answer in submission.answers.items()}


UNDAMAGED = meanings(submitted(complete(quarters=(1, 2))))


def read(content: bytes) -> Returned:
    source = ClosedWorkbook(content)
    return triaged(read_form(source, FORM), source, DEFINITION)


def told(returned: Returned) -> set[str]:
    """The kinds of damage that STR-12 lists, told by its own phrases."""
    what = "".join(f.details["what"] for f in returned.damage if f.code == "STR-12")
    patterns = {k: re.escape(DEFINITION.damage[k].th).replace(r"\{names\}", ".+?") for k in KINDS}
    return {kind for kind, pattern in patterns.items() if re.search(pattern, what)}


def others(returned: Returned) -> tuple[Found, ...]:
    """Everything found but STR-12."""
    return tuple(brief(f) for f in returned.findings() if f.code != "STR-12")


def judge(case: Case, content: bytes) -> None:
    returned = read(content)
    assert told(returned) == case.told
    assert others(returned) == case.found
    after = {w: v for w, v in {**UNDAMAGED, **case.changed}.items() if v is not None}
    assert meanings(returned.submission) == after
    grave = any(DEFINITION.damage[kind].severity == "W" for kind in case.told)
    codes = [f.message for f in returned.damage if f.code == "STR-12"]
    assert codes == ([] if not case.told else ["STR-12.look" if grave else "STR-12"])


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete workbook of two reported quarters, as it was issued and filled in."""
    return written(tmp_path_factory.mktemp("issued") / "form.xlsx", submitted(complete(quarters=(1, 2))))


@pytest.fixture(scope="module")
def office() -> Iterator[live.Office]:
    require(live.available(), "LibreOffice with python3-uno")
    with live.office() as running:
        yield running


def records(module: str, table: str) -> dict[int, dict[str, Value]]:
    """The undamaged answers of a table, by record and field."""
    found: dict[int, dict[str, Value]] = {}
    for where, value in UNDAMAGED.items():
        if where.module == module and where.field.startswith(f"{table}."):
            found.setdefault(where.record, {})[where.field] = value
    return found


def rearranged(module: str, table: str, order: Mapping[int, int]) -> dict[Where, Value | None]:
    """The answers of a table whose records stand in other places: the new record by the old one."""
    before = records(module, table)
    after: dict[Where, Value | None] = {Where(module, f, n): None for n, row in before.items() for f in row}
    for old, new in order.items():
        after |= {Where(module, f, new): value for f, value in before[old].items()}
    return after


STATUS_CELL = f"{chr(65 + STATUS)}{LAYOUT.cells[at('M2.area')].row + 1}"
TOTAL, LINE = at("M5.budget_plan_total"), at("M5.budget_lines.q1", 1)
MIRROR, BUDGET, NAME = (
    at("M6Q1.activity_results.activity", 1),
    at("M2.budget_total"),
    at("M3.outputs.name", 1),
)
OUTPUT_8, LINE_2 = at("M3.outputs.name", 8), at("M5.budget_lines.category", 2)
KEYS = hand.block("M3", "outputs").key_row
TABLE_ROW = LAYOUT.cells[NAME].row
MODULES = tuple(m.key for m in FORM.modules)

BY_HAND = (
    Case("opened_and_saved", lambda document: None),
    Case("rows_inserted_above_everything", hand.insert_rows("M3", 1, 3), {"rows_inserted"}),
    Case("rows_inserted_into_a_table", hand.insert_rows("M4", LAYOUT.cells[at("M4.activities.name", 2)].row, 2), {"rows_inserted"}),
    Case("text_in_an_inserted_row", hand.text_in_an_inserted_row, {"rows_inserted"}, (("STR-07", "M3.outputs.name", -TABLE_ROW - 1),)),
    Case("the_title_rows_deleted", hand.delete_rows("M3", 1, 2), {"rows_deleted"}),
    Case("a_column_inserted_before_the_answers", hand.insert_columns("M2", ANSWER), {"columns_inserted"}),
    Case("a_column_inserted_into_a_table", hand.insert_columns("M5", ANSWER + 3), {"columns_inserted"}),
    Case("text_in_an_inserted_column", hand.text_in_an_inserted_column, {"columns_inserted", "columns_text"}),
    Case("columns_inserted_before_everything", hand.insert_columns("M3", 0, 2), {"columns_inserted"}),
    Case("a_sheet_renamed", lambda d: hand.sheet(d, "M4").setName("กิจกรรม"), {"renamed"}),
    Case("all_sheets_renamed", hand.rename_all, {"renamed"}),
    Case("a_sheet_moved", lambda d: d.Sheets.moveByName(hand.SHEET["M5"], 0)),
    Case("a_sheet_hidden", lambda d: setattr(hand.sheet(d, "M3"), "IsVisible", False), {"hidden"}),
    Case("hidden_sheets_shown", hand.each_sheet(lambda s: setattr(s, "IsVisible", True)), {"shown"}),
    Case("the_start_sheet_deleted", lambda d: d.Sheets.removeByName(START), {"deleted"}),
    Case("the_lists_deleted", lambda d: d.Sheets.removeByName(LISTS), {"deleted"}),
    Case("a_module_deleted", lambda d: d.Sheets.removeByName(hand.SHEET["M4"]), set()),
    Case("a_blank_sheet_added", hand.add_a_sheet("")),
    Case("a_sheet_with_text_added", hand.add_a_sheet("งบรอโอน"), {"added"}),
    Case("a_sheet_copied", lambda d: d.Sheets.copyByName(hand.SHEET["M3"], "สำเนา", 4), {"copied"}),
    Case("protection_removed", live.unprotect, {"protection"}),
    Case("input_rules_removed", hand.without_validations, {"drop_downs"}),
    Case("colours_removed", hand.without_colours, {"colours"}),
    Case("defined_names_deleted", hand.without_names, {"names"}),
    Case("a_table_sorted", hand.sort_outputs("B", 3), {"records_sorted"}),
    Case("a_table_sorted_with_its_hidden_column", hand.sort_outputs("A", 4), {"rows_moved"}),
    Case("a_row_copied_over_a_blank_one", hand.paste_row(LINE_2, at("M5.budget_lines.category", 3)), {"anchors"}),
    Case("a_row_with_answers_copied_over_a_blank_one", hand.paste_row(NAME, at("M3.outputs.name", 3)), {"anchors"}),
    Case("a_row_cut_and_pasted_over_a_blank_one", hand.paste_row(NAME, OUTPUT_8, cut=True), {"rows_moved"}),
    Case("a_record_cut_and_pasted", hand.cut_record),
    Case("column_a_deleted", hand.delete_column(0, "M2"), {"anchors", "columns_deleted"}),
    Case("column_a_deleted_everywhere", hand.delete_column(0, *MODULES), {"anchors", "columns_deleted"}),
    Case("column_a_cleared", hand.clear("M6Q1", "A1:A200"), {"anchors"}),
    Case("some_anchors_cleared", hand.clear("M3", f"A{KEYS + 1}:A{TABLE_ROW + 2}"), {"anchors"}),
    Case("column_a_deleted_and_a_label_edited", hand.all_of(hand.edited_label(at("M2.area")), hand.delete_column(0, "M2"))),
    Case("the_first_row_deleted", hand.delete_rows("M2", 0), {"rows_deleted"}),
    Case("the_first_row_deleted_of_a_quarter", hand.delete_rows("M6Q2", 0), {"rows_deleted"}),
    Case("a_key_row_deleted", hand.delete_rows("M3", KEYS), {"rows_deleted"}),
    Case("a_key_row_and_its_heading_deleted", hand.delete_rows("M3", KEYS, 2), {"rows_deleted"}),
    Case("blank_records_deleted", hand.delete_rows("M3", TABLE_ROW + 2, 6), {"rows_deleted"}),
    Case("the_answer_column_deleted", hand.delete_column(ANSWER, "M2"), set()),
    Case("answers_merged", lambda d: live.cells(d, hand.SHEET["M3"], f"E{TABLE_ROW + 1}:E{TABLE_ROW + 2}").merge(True), {"merged"}),
    Case("a_sum_typed_over_with_text", hand.type_in(LINE, "รอโอน")),
    Case("a_sum_typed_over_with_a_wrong_figure", lambda d: hand.cell(d, LINE).setValue(5)),
    Case("a_sum_typed_over_with_its_value", lambda d: hand.cell(d, TOTAL).setValue(680000), {"formulas"}),
    Case("a_sum_deleted", lambda d: hand.cell(d, TOTAL).setString(""), {"formulas"}),
    Case("a_mirror_typed_over", hand.type_in(MIRROR, "กิจกรรมอื่น"), {"mirrors"}),
    Case("a_status_typed_over", lambda d: live.cells(d, hand.SHEET["M2"], STATUS_CELL).setString("ครบ"), {"formulas"}),
    Case("all_statuses_deleted", hand.clear("M2", "C5:C200"), {"formulas"}),
    Case("start_counts_typed_over", lambda d: live.cells(d, START, "C18").setValue(9), {"formulas"}),
    Case("a_formula_as_an_answer", lambda d: hand.cell(d, BUDGET).setFormula("=340000*2"), {"answer_formulas"}),
    Case("figures_saved_as_text", hand.type_in(BUDGET, "680,000")),
)  # fmt: skip


@pytest.mark.parametrize("case", BY_HAND, ids=str)
def test_done_by_hand(case: Case, office: live.Office, issued: Path, tmp_path: Path) -> None:
    def act(document: Any) -> None:
        live.unprotect(document)
        case.act(document)
        if case.act is not live.unprotect:
            for sheet in document.Sheets:
                sheet.protect("")

    judge(case, office.changed(issued, act, tmp_path / "form.xlsx").read_bytes())
