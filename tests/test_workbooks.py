"""Every workbook that the commands write for people: what Excel takes, computes and lets them do."""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from shutil import copyfile
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

import oracles
from builders import at, complete, definition, spoiled, submitted, without, written
from emenscr_xl import blank, consolidate, forms
from emenscr_xl.core.submission import Submission
from emenscr_xl.form.model import Form
from emenscr_xl.sheets.layout import ANCHOR, Layout, place
from emenscr_xl.sheets.source import ClosedWorkbook
from oracles import libreoffice, openxml
from recalculation import reasons
from workspaces import FIRST, NOW, SECOND, send, workspace

DEFINITION = definition()
TEXTS = DEFINITION.texts
HIDDEN = {TEXTS["checks_sheet"]: "hidden", TEXTS["lists_sheet"]: "hidden", TEXTS["stamp_sheet"]: "veryHidden"}
#: What our formulas need. Excel 2007 has all of it.
FUNCTIONS = {
    "ABS", "AND", "CHAR", "COLUMN", "COUNT", "COUNTIF", "DATE", "DAY", "EXACT", "FIND", "HYPERLINK", "IF",
    "IFERROR", "INDEX", "INT", "ISERROR", "ISLOGICAL", "ISNUMBER", "ISTEXT", "LEFT", "LEN", "MATCH", "MAX",
    "MID", "MONTH", "N",
    "NOT", "OFFSET", "OR", "REPT", "RIGHT", "ROUND", "ROW", "ROWS", "SMALL", "SUBSTITUTE", "SUM",
    "SUMPRODUCT", "TRIM", "VALUE", "VLOOKUP", "YEAR",
}  # fmt: skip
#: Where a formula stands in the XML.
HOLDERS = ("f", "formula", "formula1", "formula2", "definedName")
ODD = {
    at("M1.sdg"): "17.5",
    at("M2.area"): "=cmd|' /C calc'!A0",
    at("M2.start_date"): "1 ม.ค. 2440",
    at("M2.end_date"): "สิ้นปี",
    at("M2.budget_total"): "๖๘๐,๐๐๐.๕๐",
    at("M2.project_type"): "อื่น ๆ",
    at("M3.rationale"): '<ก> & "ข"\n' * 900,
    at("M3.outputs.target", 1): "หลายคน",
    at("M3.outputs.target", 2): 1e-9,
    at("M4.activities.start", 1): "x",
    at("M5.budget_lines.month_10", 2): -0.1,
    at("M5.budget_lines.month_11", 12): 10**11,
    at("M6Q1.activity_results.percent", 1): "๑๐๑",
    at("M6Q3.problems"): "_x000D_ 👩‍🏫",
    at("M6Q4.evidence.name", 5): "-",
}
#: The sheets of a workbook whose module is closed as a whole: the quarter that was reported.
CLOSED = {"quarter": [DEFINITION.form.module("M6Q1").sheet]}
RETURNED = ("complete", "half", "year", "due", "odd", "typed-over")
NAMES = ("register", "blank-register", "issued", "quarter", "blank", *RETURNED)
REGISTERS = ("register", "blank-register")
FORMS = tuple(name for name in NAMES if name not in REGISTERS)


def _issued(folder: Path) -> Iterator[tuple[str, Path]]:
    """What `new`, `forms` and `blank` write; the quarter's form holds what was returned."""
    office = workspace(folder / "office", FIRST, SECOND)
    yield "register", office / "register.xlsx"
    yield "issued", office / forms(office).issued[0].file
    send(office, "ส่งคืน.xlsx", FIRST, quarters=(1,))
    consolidate(office, NOW)
    yield "quarter", office / forms(office, 2, [FIRST]).issued[0].file
    yield "blank-register", blank(folder / "blank", 2570)[0]
    yield "blank", blank(folder / "blank", 2570)[1]


def _returned() -> Iterator[tuple[str, Submission]]:
    """What owners make of it."""
    year = complete(quarters=(1, 2))
    over = submitted(year)
    yield "complete", submitted(complete())
    yield "half", submitted(without(complete(), "M3.outputs", "M3.rationale", "M4", "M5", "M1.vc_factor"))
    yield "year", submitted(year)
    yield "due", submitted(complete(quarters=(1,)), quarter=2)
    yield "odd", submitted(spoiled(year, ODD), quarter=3)
    shown = {at("M5.budget_plan_total"): Decimal(54_000)}
    yield "typed-over", Submission(over.form, over.stamp, over.answers, shown)


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("workbooks")
    found = {}
    for name, path in _issued(folder):
        found[name] = Path(copyfile(path, folder / f"{name}.xlsx"))
    for name, submission in _returned():
        found[name] = written(folder / f"{name}.xlsx", submission)
    assert sorted(found) == sorted(NAMES)
    return found


@pytest.fixture(scope="module")
def books(paths: Mapping[str, Path]) -> Mapping[str, Workbook]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl does not know
        return {name: load_workbook(path) for name, path in paths.items()}


every_workbook = pytest.mark.parametrize("name", NAMES)
every_form = pytest.mark.parametrize("name", FORMS)


def form_of(name: str) -> Form:
    return DEFINITION.register if name in REGISTERS else DEFINITION.form


@cache
def layout_of(name: str) -> Layout:
    return place(form_of(name), DEFINITION.style)


def form_module(name: str, sheet: Worksheet) -> str:
    """The module that a sheet shows."""
    return next(m.key for m in form_of(name).modules if m.sheet == sheet.title)


def question_sheets(name: str, book: Workbook) -> list[Worksheet]:
    """The sheets of questions and tables; not the register's lists."""
    return [book[m.sheet] for m in form_of(name).modules if m.layout == "form"]


def test_excel_takes_them(paths: Mapping[str, Path]) -> None:
    oracles.require(openxml.available(), "the Open XML SDK validator")
    assert openxml.errors(paths.values()) == {path: [] for path in paths.values()}


def test_libreoffice_computes_the_same(paths: Mapping[str, Path], tmp_path: Path) -> None:
    oracles.require(libreoffice.available(), "LibreOffice")
    copies = libreoffice.recalculated(list(paths.values()), tmp_path)
    found = [libreoffice.formula_differences(*pair) for pair in zip(paths.values(), copies, strict=True)]
    assert dict(zip(paths, found, strict=True)) == {name: [] for name in paths}


@every_workbook
def test_excel_computes_nothing_on_opening(paths: Mapping[str, Path], name: str) -> None:
    assert list(reasons(paths[name])) == []


@every_workbook
def test_nothing_but_sheets_is_in_the_package(paths: Mapping[str, Path], name: str) -> None:
    """No macros, no links to other files, no connections, no objects, no comments, no printer settings."""
    with zipfile.ZipFile(paths[name]) as package:
        assert all(
            re.fullmatch(
                r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/_rels/workbook\.xml\.rels"
                r"|xl/(workbook|styles|sharedStrings|metadata)\.xml|xl/theme/theme1\.xml"
                r"|xl/worksheets/sheet\d+\.xml|xl/worksheets/_rels/sheet\d+\.xml\.rels|xl/tables/table\d+\.xml",
                member,
            )
            for member in package.namelist()
        ), package.namelist()
        relations = [package.read(m) for m in package.namelist() if m.endswith(".rels")]
    assert b"External" not in b"".join(relations)


def formulas(path: Path) -> Iterator[str]:
    """Every formula of a workbook: cells, conditional formats, input rules and defined names."""
    with zipfile.ZipFile(path) as package:
        for member in package.namelist():
            if re.fullmatch(r"xl/(workbook|worksheets/[^/]+)\.xml", member):
                for element in ElementTree.fromstring(package.read(member)).iter():
                    if element.tag.rpartition("}")[2] in HOLDERS:
                        yield element.text or ""


@every_workbook
def test_no_formula_is_newer_than_excel_2013(paths: Mapping[str, Path], name: str) -> None:
    texts = [re.sub(r'"[^"]*"|\'[^\']*\'', "", formula) for formula in formulas(paths[name])]
    assert len(texts) > 20
    used = {function for text in texts for function in re.findall(r"([A-Z][A-Z0-9_.]*)\(", text.upper())}
    assert used <= FUNCTIONS
    assert not [text for text in texts if "_xl" in text.replace("_xlnm.", "") or "[" in text or "#" in text]


@every_workbook
def test_a_text_is_never_a_formula(paths: Mapping[str, Path], name: str) -> None:
    """Formulas stand in status, sums, mirrors and counts only: in no cell that a person fills."""
    answers = {
        (cell.sheet, cell.row, cell.column)
        for where, cell in layout_of(name).cells.items()
        if not form_of(name).question(where.address)[2].computed
    }
    source = ClosedWorkbook(paths[name].read_bytes())
    computed = {(sheet, *position) for sheet in source.sheet_names for position in source.formulas(sheet)}
    assert computed
    assert not answers & computed


@every_workbook
def test_sheets_are_protected_without_a_password(books: Mapping[str, Workbook], name: str) -> None:
    book = books[name]
    protected = {sheet.title for sheet in book if sheet.protection.sheet}
    shown = ["ข้อตรวจทั้งหมด"] if name in REGISTERS else [TEXTS["start_sheet"], TEXTS["guide_sheet"]]
    assert protected == {*shown, *(sheet.title for sheet in question_sheets(name, book))}
    for sheet in book:
        protection = sheet.protection
        assert (protection.password, protection.hashValue, protection.algorithmName) == (None, None, None)
        if protection.sheet:  # columns may be made wider and rows taller; cells may be selected
            assert (protection.formatColumns, protection.formatRows) == (False, False)
            assert (protection.selectLockedCells, protection.selectUnlockedCells) == (False, False)
    assert book.security is None or not book.security.lockStructure


@every_workbook
def test_answer_cells_are_open_and_all_others_locked(books: Mapping[str, Workbook], name: str) -> None:
    """A question that the register answers is locked, and a closed module; left unanswered it stays open."""
    book, form = books[name], form_of(name)
    answers = {
        (lies.sheet, lies.row + 1, lies.column + 1): form.question(where.address)[2]
        for where, lies in layout_of(name).cells.items()
    }
    for sheet in question_sheets(name, book):
        for cell in (c for row in sheet.iter_rows() for c in row):
            field = answers.get((sheet.title, cell.row, cell.column))
            given = field is not None and field.locked and cell.value is not None
            shut = given or sheet.title in CLOSED.get(name, ())
            is_open = field is not None and not field.computed and not shut
            assert cell.protection.locked != is_open, f"{sheet.title}!{cell.coordinate}"


@every_workbook
def test_only_the_start_sheet_has_merged_cells(books: Mapping[str, Workbook], name: str) -> None:
    for sheet in books[name]:
        assert not sheet.merged_cells.ranges or sheet.title == TEXTS["start_sheet"]


def rules(sheet: Worksheet) -> list[DataValidation]:
    return list(sheet.data_validations.dataValidation)


@every_workbook
def test_every_answer_cell_has_one_input_rule(books: Mapping[str, Workbook], name: str) -> None:
    book, form = books[name], form_of(name)
    wanted = {
        (lies.sheet, lies.row + 1, lies.column + 1)
        for where, lies in layout_of(name).cells.items()
        if not form.question(where.address)[2].computed
    }
    ruled = [
        (sheet.title, row, column)
        for sheet in book
        for rule in rules(sheet)
        for area in rule.sqref.ranges
        for row, column in area.cells
    ]
    assert len(ruled) == len(set(ruled))
    assert set(ruled) == wanted


@every_workbook
def test_what_input_rules_say_fits_into_excel(books: Mapping[str, Workbook], name: str) -> None:
    for rule in (rule for sheet in books[name] for rule in rules(sheet)):
        assert rule.showInputMessage
        assert 0 < len(rule.promptTitle) <= 32
        assert 0 < len(rule.prompt) <= 255
        assert 0 < len(rule.errorTitle) <= 32
        assert 0 < len(rule.error) <= 225
        assert max(len(rule.formula1 or ""), len(rule.formula2 or "")) <= 255


@every_workbook
def test_every_list_has_its_name_and_every_name_its_list(books: Mapping[str, Workbook], name: str) -> None:
    book = books[name]
    sources = {rule.formula1 for sheet in book for rule in rules(sheet) if rule.type == "list"}
    checks = (
        str(c.value) for row in book[TEXTS["checks_sheet"]].iter_rows() for c in row if c.data_type == "f"
    )
    used = {name for source in (*sources, *checks) for name in re.findall(r"\b[ACLPQRSXZ]_\w+", source)}
    assert used == set(book.defined_names)
    for key, defined in book.defined_names.items():
        if key[0] not in "ALR":
            continue
        ((title, cells),) = defined.destinations
        assert title == TEXTS["lists_sheet"]
        values = [row[0].value for row in book[title][cells]] if ":" in cells else [book[title][cells].value]
        assert all(isinstance(value, str) and value for value in values)
        assert len(set(values)) == len(values)
        column, last = re.fullmatch(r"\$([A-Z]+)\$2:\$[A-Z]+\$(\d+)", cells).groups()  # type: ignore[union-attr]
        whole = f"A{key[1:]}" in book.defined_names  # other years' entries stand below those on offer
        below = book[title].cell(int(last) + 1, column_index_from_string(column)).value
        assert below is None or (key[0] == "L" and whole)


@every_workbook
def test_columns_of_answers_are_named_by_module_and_letter(books: Mapping[str, Workbook], name: str) -> None:
    sheets = {m.key: m.sheet for m in form_of(name).modules}
    named = {key: defined for key, defined in books[name].defined_names.items() if key.startswith("C_")}
    assert named
    for key, defined in named.items():
        _, module, letters = key.split("_")
        assert list(defined.destinations) == [(sheets[module], f"${letters}:${letters}")]


@every_workbook
def test_families_cover_their_list(books: Mapping[str, Workbook], name: str) -> None:
    """Each parent once, as `#code`; the children of one begin where those before them end."""
    book = books[name]
    for key, defined in book.defined_names.items():
        if key.startswith("P_"):
            ((title, cells),) = defined.destinations
            rows = [tuple(cell.value for cell in row) for row in book[title][cells]]
            assert len({parent for parent, _, _ in rows}) == len(rows)
            assert all(parent.startswith("#") and len(parent) > 1 for parent, _, _ in rows)
            ((_, listed),) = book.defined_names[f"L_{key[2:]}"].destinations
            ends = [first + count for _, first, count in rows]
            assert [first for _, first, _ in rows] == [0, *ends[:-1]]
            assert ends[-1] == len(book[title][listed])


@every_workbook
def test_sheets_print_on_a4_with_their_heading_on_each_page(books: Mapping[str, Workbook], name: str) -> None:
    for sheet in books[name]:
        assert int(sheet.page_setup.paperSize) == 9
        if sheet.title not in HIDDEN:
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.page_setup.fitToHeight == 0
            assert (sheet.page_setup.fitToWidth or 1) == 1 or sheet.print_title_cols
            assert sheet.print_area
            assert "&P" in sheet.oddFooter.right.text
        if sheet.title in (module.sheet for module in form_of(name).modules):
            assert sheet.print_title_rows
            assert sheet.freeze_panes


@every_workbook
def test_the_map_is_hidden_and_what_people_need_is_not(books: Mapping[str, Workbook], name: str) -> None:
    """Column A and the key rows are hidden, the lists too, the stamp even from Excel's own menu."""
    book = books[name]
    assert {s.title: s.sheet_state for s in book if s.sheet_state != "visible"} == HIDDEN
    assert book.active.sheet_state == "visible"
    for sheet in (book[module.sheet] for module in form_of(name).modules):
        assert sheet.column_dimensions["A"].hidden
        anchored = {c.row for c in sheet["A"] if str(c.value).startswith("#")}
        assert anchored
        cells = (c for row in sheet.iter_rows(min_col=2) for c in row)
        marked = {c.row for c in cells if re.match(r"#[a-z]", str(c.value))}
        assert {row for row, d in sheet.row_dimensions.items() if d.hidden} == marked
        hidden = [letter for letter, d in sheet.column_dimensions.items() if d.hidden]
        marks = get_column_letter(layout_of(name).plan(form_module(name, sheet)).last_column + 2)
        questions = sheet in question_sheets(name, book)
        assert hidden == (["A", marks] if questions else ["A"])


@every_form
def test_every_place_has_its_anchor(books: Mapping[str, Workbook], name: str) -> None:
    for where, lies in layout_of(name).cells.items():
        item = where.field.partition(".")[0]
        anchor = f"#{where.module}.{item}" + (f"[{where.record}]" if where.record else "")
        assert books[name][lies.sheet].cell(lies.row + 1, ANCHOR + 1).value == anchor


@every_form
def test_the_stamp_says_what_it_is(books: Mapping[str, Workbook], name: str) -> None:
    said = dict(books[name][TEXTS["stamp_sheet"]].iter_rows(min_row=2, values_only=True))
    rows = {key: text for key, text in said.items() if not str(key).startswith("#")}
    assert rows.pop("issue") == ("2" if name == "quarter" else "1")
    assert rows.pop("quarter") == {"quarter": "2", "due": "2", "odd": "3"}.get(name, "0")
    assert rows.pop("project") == ("" if name == "blank" else FIRST) or name == "blank"
    assert rows == {"form": "emenscr-m1-m6", "version": "1", "fiscal_year": "2570"}


@pytest.mark.parametrize("name", RETURNED)
def test_the_same_answers_give_the_same_bytes(paths: Mapping[str, Path], tmp_path: Path, name: str) -> None:
    again = written(tmp_path / f"{name}.xlsx", dict(_returned())[name])
    assert again.read_bytes() == paths[name].read_bytes()
