"""A new field is one TOML table and no Python: everything that is made from the definition knows it.

The shipped definition is copied and three made-up fields are added: a choice (M2), a code (M2), and a number
in a table (M3). Every test asks another reading of the same declaration for them.
"""

import shutil
import warnings
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as Opened
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from builders import PROJECT, YEAR, at, complete, sample, stamp
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.completeness import completeness
from emenscr_xl.core.packed import packed
from emenscr_xl.core.submission import Cell, Submission, Where
from emenscr_xl.form.load import Definition, load_definition, shipped, templates
from emenscr_xl.jobs.check import Checked, check_content
from emenscr_xl.jobs.describe import pages
from emenscr_xl.jobs.new import register_of
from emenscr_xl.register.collected import Collected, Counted
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.office import office_of
from emenscr_xl.sheets.blueprint import Blueprint, blueprint
from emenscr_xl.sheets.consolidated import write_consolidated
from emenscr_xl.sheets.form_workbook import write_form
from emenscr_xl.sheets.start_plan import Cover

CHOICE, CODE, NUMBER = at("M2.made_up"), at("M2.made_up_month"), at("M3.target_groups.made_up_number", 1)
CHOICES = ("แบบหนึ่ง", "แบบสอง", "แบบสาม")
LABELS = {CHOICE: "ช่องสมมุติ", CODE: "เดือนสมมุติ", NUMBER: "จำนวนสมมุติ"}
HINTS = {CHOICE: "เลือกแบบที่ใช้จริง", CODE: "เลือกเดือนเดียว", NUMBER: "ตั้งแต่ 2 ถึง 40"}
ANSWERS: dict[Where, Cell] = {CHOICE: "แบบสอง", CODE: "05 – พฤษภาคม", NUMBER: 12.5}
M2 = f"""
[[items]]
key = "made_up"
label = "{LABELS[CHOICE]}"
hint = "{HINTS[CHOICE]}"
type = "choice"
choices = {list(CHOICES)}
required = true

[[items]]
key = "made_up_month"
label = "{LABELS[CODE]}"
hint = "{HINTS[CODE]}"
type = "code"
catalogue = "fiscal_months"
"""
M3 = f"""
[[items.fields]]
key = "made_up_number"
label = "{LABELS[NUMBER]}"
hint = "{HINTS[NUMBER]}"
type = "number"
minimum = 2
maximum = 40
required = true
"""
every_field = pytest.mark.parametrize("where", LABELS, ids=lambda where: where.address)


@pytest.fixture(scope="module")
def definition(tmp_path_factory: pytest.TempPathFactory) -> Definition:
    folder = tmp_path_factory.mktemp("definition") / str(YEAR)
    shutil.copytree(templates() / str(YEAR), folder)
    for name, added in (("m2.toml", M2), ("m3.toml", M3)):  # the last table of M3 is that of target groups
        with (folder / name).open("a", encoding="utf-8") as stream:
            stream.write(added)
    return load_definition(folder)


@pytest.fixture(scope="module")
def drawn(definition: Definition) -> Blueprint:
    return blueprint(definition, definition.form)


def filled(definition: Definition, changes: Mapping[Where, Cell]) -> Submission:
    """A complete submission of the changed form, with changes."""
    groups = [w for w in complete() if w.address == "M3.target_groups.name"]
    numbers: dict[Where, Cell] = {NUMBER._replace(record=w.record): 12.5 for w in groups}
    return submission_of(definition.form, stamp(), {**complete(), **numbers, **ANSWERS, **changes})


def workbook(drawn: Blueprint, path: Path, changes: Mapping[Where, Cell]) -> bytes:
    write_form(path, drawn, filled(drawn.definition, changes), Cover(()))
    return path.read_bytes()


def opened(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl does not know
        return load_workbook(BytesIO(content))


@pytest.fixture(scope="module")
def content(drawn: Blueprint, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The workbook with the made-up questions unanswered."""
    return workbook(drawn, tmp_path_factory.mktemp("issued") / "form.xlsx", dict.fromkeys(LABELS))


@pytest.fixture(scope="module")
def issued(content: bytes) -> Workbook:
    return opened(content)


def found(book: Workbook, where: Where) -> tuple[Worksheet, Opened, Opened]:
    """A question's sheet, label and answer cell, found by what stands in the workbook alone."""
    table, _, key = where.field.rpartition(".")
    anchor = f"#{where.module}.{table}[{where.record}]" if table else f"#{where.module}.{key}"
    for sheet in book:
        rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
        if anchor in rows:
            heads = rows[f"#{where.module}.{table}"] if table else 1
            mark = f"#{key}" if table else "#answer"
            column = next(c.column for c in sheet[heads] if c.value == mark)
            label = sheet.cell(heads + 1, column) if table else sheet.cell(rows[anchor], column - 1)
            return sheet, label, sheet.cell(rows[anchor], column)
    raise AssertionError(anchor)


def rule_of(sheet: Worksheet, cell: Opened) -> DataValidation:
    (rule,) = (v for v in sheet.data_validations.dataValidation if cell.coordinate in v.sqref)
    return rule


def test_the_shipped_form_has_none_of_them() -> None:
    for where in LABELS:
        with pytest.raises(KeyError):
            shipped(YEAR).form.question(where.address)


@every_field
def test_it_has_a_label_and_an_open_cell(issued: Workbook, where: Where) -> None:
    sheet, label, answer = found(issued, where)
    star = "" if where == CODE else " *"
    assert str(label.value).split("\n")[0] == LABELS[where] + star
    assert answer.value is None
    assert sheet.protection.sheet
    assert not answer.protection.locked


@every_field
def test_it_has_a_prompt(issued: Workbook, where: Where) -> None:
    sheet, _, answer = found(issued, where)
    rule = rule_of(sheet, answer)
    assert rule.showInputMessage
    assert rule.prompt == HINTS[where]


def test_a_choice_has_a_drop_down_of_its_choices(issued: Workbook) -> None:
    assert dropped_down(issued, CHOICE) == list(CHOICES)


def test_a_code_has_a_drop_down_of_its_catalogue(issued: Workbook) -> None:
    months = shipped(YEAR).form.catalogues["fiscal_months"].offered(YEAR)
    assert dropped_down(issued, CODE) == [entry.text for entry in months]


def dropped_down(book: Workbook, where: Where) -> list[object]:
    """What a cell's drop-down offers, through its defined name."""
    sheet, _, answer = found(book, where)
    rule = rule_of(sheet, answer)
    assert rule.type == "list"
    ((title, cells),) = book.defined_names[rule.formula1].destinations
    return [row[0].value for row in book[title][cells]]


def test_a_number_has_its_input_rule_in_every_row(issued: Workbook, drawn: Blueprint) -> None:
    sheet, _, answer = found(issued, NUMBER)
    rule = rule_of(sheet, answer)
    assert (rule.type, rule.operator or "between") == ("decimal", "between")
    assert (float(rule.formula1), float(rule.formula2)) == (2, 40)
    table = drawn.form.module("M3").table("target_groups")
    for record in range(1, table.rows + 1):
        assert rule_of(sheet, found(issued, NUMBER._replace(record=record))[2]) is rule


def checked(drawn: Blueprint, path: Path, changes: Mapping[Where, Cell]) -> Checked:
    return check_content("form.xlsx", workbook(drawn, path, changes), lambda _: drawn.definition)


def test_what_is_typed_into_it_is_read(content: bytes, definition: Definition) -> None:
    book = opened(content)
    for where, cell in ANSWERS.items():
        found(book, where)[2].value = cell
    stream = BytesIO()
    book.save(stream)
    submission = check_content("form.xlsx", stream.getvalue(), lambda _: definition).submission
    assert submission
    assert submission.text(CHOICE.address) == "แบบสอง"
    assert submission.text(CODE.address) == "05"
    assert submission.number(NUMBER.address, 1) == Decimal("12.5")


def test_answered_it_is_no_finding(drawn: Blueprint, tmp_path: Path) -> None:
    assert checked(drawn, tmp_path / "form.xlsx", {}).status == "clean"


@pytest.mark.parametrize(
    ("where", "cell", "code"),
    [
        (CHOICE, None, "C-01"),
        (NUMBER, None, "C-01"),
        (CHOICE, "แบบสี่", "VAL-01"),
        (NUMBER, 1, "VAL-02"),
        (NUMBER, 40.01, "VAL-02"),
        (NUMBER, "สิบสอง", "TYP-01"),
    ],
)
def test_check_finds_its_faults(
    drawn: Blueprint, tmp_path: Path, where: Where, cell: Cell, code: str
) -> None:
    (finding,) = checked(drawn, tmp_path / "form.xlsx", {where: cell}).findings
    assert (finding.code, finding.module, finding.field, finding.record) == (
        code, where.module, where.field, where.record,
    )  # fmt: skip
    assert LABELS[where] in finding.message_th
    assert LABELS[where] in finding.message_en
    lies = drawn.layout.cells[where]
    assert finding.sheet == lies.sheet
    assert finding.cell.endswith(str(lies.row + 1))


def test_it_counts_as_needed(definition: Definition) -> None:
    done = completeness(filled(definition, {}))["M2"]
    left = completeness(filled(definition, {CHOICE: None}))["M2"]
    assert done[0] == done[1]
    assert left == (done[0] - 1, done[1])


@every_field
def test_it_is_a_column_of_the_consolidated_workbook(
    definition: Definition, drawn: Blueprint, tmp_path: Path, where: Where
) -> None:
    returned = checked(drawn, tmp_path / "form.xlsx", {})
    assert returned.submission
    project = next(p for p in sample().projects if p["id"] == PROJECT)
    row = {k: v for k, v in project.items() if v and k not in ("theme", "scale")}
    office = office_of(register_of(definition, "สำนักงานตัวอย่าง", {"action_plan": [row]}))
    line = Received("2026-12-01T09:00:00", "0" * 64, "returns/form.xlsx", project=PROJECT, issue=1)
    read = packed(definition.form, PROJECT, returned.findings, returned.submission, returned.places)
    counted = {PROJECT: Counted(line, read, returned.findings)}
    write_consolidated(
        tmp_path / "all.xlsx", Collected(definition, office, (line,), counted, date(2026, 12, 9))
    )
    book = opened((tmp_path / "all.xlsx").read_bytes())
    (head,) = (c for sheet in book for r in sheet.iter_rows() for c in r if c.value == LABELS[where])
    below = [head.parent.cell(r, head.column).value for r in range(head.row + 1, head.parent.max_row + 1)]
    assert ANSWERS[where] in below


@every_field
def test_it_is_a_row_of_the_documentation(definition: Definition, where: Where) -> None:
    (page,) = (text for name, text in pages(definition).items() if name.startswith("reference/form"))
    (row,) = (line for line in page.splitlines() if f"`{where.field}`" in line)
    assert LABELS[where] in row
    assert HINTS[where] in row
