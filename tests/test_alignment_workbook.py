"""The alignment-analysis workbook as a file: what Excel takes, computes and prints."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils import range_boundaries

import oracles
from builders import at, definition
from emenscr_xl import align, consolidate
from emenscr_xl.form.alignment import counterparts
from emenscr_xl.sheets.source import ClosedWorkbook
from oracles import libreoffice, openxml
from test_alignment import FORM, lines, read
from test_workbooks import FUNCTIONS, formulas
from workspaces import FIRST, NOW, SECOND, send, workspace

TEXTS = definition().texts
CHAIN = TEXTS["chain_page"]
ODD = {at("M1.ns_primary_explain"): "=1+1", at("M1.mp_primary_y1_explain"): '<ก> & "ข"\n' * 200}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a good return, a hostile one, and a project that sent nothing."""
    office = workspace(tmp_path_factory.mktemp("alignment") / "office")
    send(office, "ดี.xlsx", FIRST)
    send(office, "แปลก.xlsx", SECOND, changes={**ODD, at("M1.mp_primary_subplan"): "1701"})
    consolidate(office, NOW)
    return align(office, NOW).workbook


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return read(path, values=False)


def test_excel_takes_it(path: Path) -> None:
    oracles.require(openxml.available(), "the Open XML SDK validator")
    assert openxml.errors([path]) == {path: []}


def test_libreoffice_computes_the_same(path: Path, tmp_path: Path) -> None:
    oracles.require(libreoffice.available(), "LibreOffice")
    (copy,) = libreoffice.recalculated([path], tmp_path)
    assert libreoffice.formula_differences(path, copy) == []


def test_the_chain_shows_whichever_project_is_chosen(path: Path, tmp_path: Path) -> None:
    oracles.require(libreoffice.available(), "LibreOffice")
    opened = read(path, values=False)
    opened[CHAIN]["B3"].value = SECOND
    changed = tmp_path / "chosen.xlsx"
    opened.save(changed)
    (copy,) = libreoffice.recalculated([changed], tmp_path / "out")
    shown, matrix = read(copy)[CHAIN], lines(read(path))[SECOND]
    rows = {r[0]: r[1:] for r in shown.iter_rows(values_only=True, max_col=4) if r[0]}
    question = {f.key: f.label for f in FORM.module("matrix").tables[0].fields}
    assert shown["B4"].value == matrix["name"]
    assert rows[question["strategy"]] == (matrix["strategy"], "=1+1", "ระบุแล้ว")
    assert rows[question["subplan"]][2] == "รหัสไม่ต่อกับรายการที่เลือก"
    objectives = rows["โครงการ (X): วัตถุประสงค์"][1]
    assert objectives.startswith("1. ")


def test_no_formula_is_newer_than_excel_2013(path: Path) -> None:
    texts = [re.sub(r'"[^"]*"|\'[^\']*\'', "", formula) for formula in formulas(path)]
    used = {function for text in texts for function in re.findall(r"([A-Z][A-Z0-9_.]*)\(", text.upper())}
    assert used <= FUNCTIONS | {"COUNTA"}
    assert max(map(len, formulas(path))) < 8192


def test_nothing_but_sheets_and_charts_is_in_the_package(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        relations = b"".join(package.read(m) for m in names if m.endswith(".rels"))
    assert not [n for n in names if re.search(r"vba|external|connection|oleObject|comments", n)]
    assert b"External" not in relations


def test_a_text_is_never_a_formula(path: Path) -> None:
    source = ClosedWorkbook(path.read_bytes())
    matrix = FORM.module("matrix")
    computed = {n + 1 for n, f in enumerate(matrix.tables[0].fields) if f.computed}
    last = len(matrix.tables[0].fields) + 1  # the hidden marks
    assert {column for _, column in source.formulas(matrix.sheet)} == {*computed, last}
    assert not source.formulas("_texts")


def test_staff_may_sort_and_filter_and_nothing_is_merged(book: Workbook) -> None:
    """The lines are the program's: rows are not added or taken away, but all may be sorted and typed into."""
    for key in ("matrix", "assessment"):
        sheet = book[FORM.module(key).sheet]
        assert sheet.protection.sheet
        assert (sheet.protection.sort, sheet.protection.autoFilter) == (False, False)  # False: allowed
        assert (sheet.protection.insertRows, sheet.protection.deleteRows) == (True, True)
        assert sheet.protection.password is None
        assert not [
            c.coordinate
            for row in sheet.iter_rows(min_row=6, min_col=2, max_row=8)
            for c in row
            if c.value and c.protection.locked and c.column <= sheet.max_column - 1
        ]
    assert not [s.title for s in book if s.merged_cells.ranges]
    for key in ("matrix", "assessment", "served"):
        sheet = book[FORM.module(key).sheet]
        assert sheet.auto_filter.ref
        assert sheet.freeze_panes


def test_the_chain_prints_on_one_page_of_a4(book: Workbook) -> None:
    sheet = book[CHAIN]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((None, None), (1, 1))
    (area,) = sheet.print_area if isinstance(sheet.print_area, list) else [sheet.print_area]
    assert range_boundaries(area.rpartition("!")[2].replace("$", ""))[2] == 4


def test_coverage_has_charts_and_a_heat_map(book: Workbook, path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        charts = [n for n in package.namelist() if n.startswith("xl/charts/chart")]
        coverage = next(
            text
            for n in package.namelist()
            if n.startswith("xl/worksheets/sheet") and b"colorScale" in (text := package.read(n))
        )
    assert len(charts) == 3
    assert b"dataBar" in coverage


def test_every_choice_of_the_matrix_has_the_drop_down_of_its_question(book: Workbook) -> None:
    """The same lists as in the owners' form, each following the choice that it hangs on."""
    sheet, table = book[FORM.module("matrix").sheet], FORM.module("matrix").tables[0]
    sources = {
        (area.min_col - 2): rule.formula1
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        if rule.type == "list"
    }
    named = {table.fields[n].key: source for n, source in sources.items()}
    assert set(named) == {f.key for f in table.fields if f.catalogue and FORM.catalogues[f.catalogue].entries}
    for key in ("y2", "subplan", "y1"):
        assert named[key].startswith("OFFSET(L_")


def test_the_nodes_that_may_be_served_are_the_plans_of_the_matrix() -> None:
    level = FORM.question("served.nodes.level")[2]
    plans = {f.short or f.label for f in FORM.module("matrix").tables[0].fields if f.catalogue}
    assert set(level.choices) <= plans


def test_every_rule_of_the_matrix_is_a_rule_of_the_form() -> None:
    """Nothing is declared twice: what the matrix checks of M1's questions is what the form checks."""
    here = counterparts(FORM.modules)
    form = definition().form
    codes = {r.code for r in form.rules if all(a in here for named in r.fields.values() for a in named)}
    assert codes <= {r.code for r in FORM.rules} <= {r.code for r in form.rules}
