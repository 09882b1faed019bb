"""Drop-downs that follow another answer: what LibreOffice computes their sources to be, parent by parent."""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formula.translate import Translator
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.datavalidation import DataValidation

import oracles
from builders import at, definition, plan, stamp
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.submission import Cell, Where
from emenscr_xl.form.catalogue import Catalogue, Entry
from emenscr_xl.form.model import Form, Rule
from emenscr_xl.sheets.blueprint import Blueprint, blueprint
from emenscr_xl.sheets.dependent_lists import LONGEST, families, in_families, parents
from emenscr_xl.sheets.form_workbook import write_form
from emenscr_xl.sheets.formulas import reference
from emenscr_xl.sheets.start_plan import Cover
from oracles import libreoffice, openxml

FORM = definition().form
#: What each answer of the shipped form hangs on.
PARENTS = {
    "M1.ns_primary_goals.goal": "M1.ns_primary_strategy",
    "M1.ns_primary_issue": "M1.ns_primary_strategy",
    "M1.ns_secondary.goal": "M1.ns_secondary.strategy",
    "M1.ns_secondary.issue": "M1.ns_secondary.strategy",
    "M1.mp_primary_y2.target": "M1.mp_primary_issue",
    "M1.mp_primary_subplan": "M1.mp_primary_issue",
    "M1.mp_primary_y1": "M1.mp_primary_subplan",
    "M1.mp_secondary.y2": "M1.mp_secondary.issue",
    "M1.mp_secondary.subplan": "M1.mp_secondary.issue",
    "M1.mp_secondary.y1": "M1.mp_secondary.subplan",
    "M1.nesdp_target": "M1.nesdp_milestone",
    "M1.vc_component": "M1.mp_primary_y1",
    "M1.vc_factor": "M1.vc_component",
}
CHAIN = ("M1.vc_component", "M1.vc_factor")
LISTED = tuple(child for child in PARENTS if child not in CHAIN)
#: Parents that are in no list: the child offers all it has.
ODD_PARENTS = ("", "99 – ไม่มีในรายการ", "ความมั่นคง", " ", "#", "0", "๑")
every_child = pytest.mark.parametrize("child", PARENTS)


def catalogue(key: str, children: Mapping[str, tuple[str, ...]]) -> Catalogue:
    """The shipped catalogue with other entries: codes by parent."""
    entries = {c: Entry(c, f"ชื่อของ {c}", parent) for parent, codes in children.items() for c in codes}
    return replace(FORM.catalogues[key], entries=entries)


def loaded() -> Form:
    """The form when V and F are loaded, and with strategies that are numbered 1, 01 and 10."""
    y1 = {"120101": ("120101V01", "120101V02"), "120102": ("120102V01",)}
    factors = {
        "120101V01": ("120101F0101", "120101F0102", "120101V01F03"),
        "120101V02": ("120101V02F01",),
        "120102V01": ("120102V01F01", "120102V01F02"),
    }
    goals = {"10": ("10.1",), "01": ("01.1", "01.2", "01.3"), "1": ("1.1", "1.2")}
    other = {
        "value_chain_components": catalogue("value_chain_components", y1),
        "value_chain_factors": catalogue("value_chain_factors", factors),
        "national_strategies": catalogue("national_strategies", {"": ("1", "01", "10", "2")}),
        "national_goals": catalogue("national_goals", goals),
    }
    return replace(FORM, catalogues={**FORM.catalogues, **other})


@dataclass(frozen=True)
class Probed:
    """A workbook, what stands in its cells, and what LibreOffice says its drop-downs offer."""

    plan: Blueprint
    path: Path
    book: Workbook
    offers: Mapping[tuple[str, str], list[object]]  # by child and what its parent's cell holds

    def rule(self, where: Where) -> DataValidation:
        """The input rule of a place."""
        cell = self.plan.layout.cells[where]
        found = self.book[cell.sheet].data_validations.dataValidation
        (rule,) = (v for v in found if (cell.row + 1, cell.column + 1) in set(cells(v)))
        return rule

    def source(self, child: str) -> str:
        """The source of a child's drop-down, in its first record."""
        return str(self.rule(at(child, records(self.plan.form, child)[0])).formula1)


def cells(rule: DataValidation) -> Iterator[tuple[int, int]]:
    """The row and column of each cell of a rule."""
    return (place for area in rule.sqref.ranges for place in area.cells)


def records(form: Form, address: str) -> list[int]:
    table = form.question(address)[1]
    return list(range(1, table.rows + 1)) if table else [0]


def parent_reference(blueprint_: Blueprint, child: str, record: int) -> str:
    """The cell that a child's source looks at, by the plan of the sheets."""
    parent = parents(blueprint_.form)[child]
    each = blueprint_.form.question(parent)[1] is not None
    cell = blueprint_.layout.cells[at(parent, record if each else 0)]
    return reference(cell, cell.sheet, fixed=not each)


def offered(form: Form, child: str, parent: str) -> list[str]:
    """What the catalogue says a child may be: the parent's children, or all when it has none."""
    held = form.catalogues[form.question(child)[2].catalogue]
    entries = held.offered(form.fiscal_year)
    own = [e.text for e in entries if parent and held.parent_of(e.code) == parent]
    return own or [e.text for e in in_families(held, form.fiscal_year)]


def cells_of_parents(form: Form, child: str) -> dict[str, str]:
    """What the parent's cell may hold, with the code that it means: picked, bare, and odd."""
    held = form.catalogues[form.question(parents(form)[child])[2].catalogue].entries.values()
    return {e.text: e.code for e in held} | {e.code: e.code for e in held} | dict.fromkeys(ODD_PARENTS, "")


def probe(path: Path, drawn: Blueprint, folder: Path) -> Path:
    """A copy of a workbook with a sheet that spells out every drop-down for every parent, row by row."""
    book = opened(path)
    found = Probed(drawn, path, book, {})
    sheet = book.create_sheet("probe")
    for child in drawn.dependent:
        source = found.source(child).removeprefix("=")
        looked_at = parent_reference(drawn, child, 1)
        assert source.count(looked_at) == 4
        for text in cells_of_parents(drawn.form, child):
            row = sheet.max_row + 1
            sheet.cell(row, 1, child)
            sheet.cell(row, 2, f"[{text}]")
            sheet.cell(row, 3, text or None).number_format = "@"
            formula = source.replace(looked_at, f"$C{row}")
            sheet.cell(row, 4, f"=ROWS({formula})")
            wanted = offered(drawn.form, child, cells_of_parents(drawn.form, child)[text])
            for number in range(1, len(wanted) + 1):
                sheet.cell(row, 4 + number, f"=INDEX({formula},{number})")
    copy = folder / f"{path.stem}-probe.xlsx"
    book.save(copy)
    return copy


def opened(path: Path, *, values: bool = False) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl does not know
        return load_workbook(path, data_only=values)


def spelled(path: Path) -> dict[tuple[str, str], list[object]]:
    """By child and parent's cell: how many entries LibreOffice found, then the entries."""
    rows = opened(path, values=True)["probe"].iter_rows(min_row=2, values_only=True)
    return {
        (str(child), str(text)[1:-1]): [v for v in found if v is not None] for child, text, _, *found in rows
    }


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Probed]:
    """The shipped form, and the form with loaded V and F."""
    oracles.require(libreoffice.available(), "LibreOffice")
    folder = tmp_path_factory.mktemp("lists")
    plans = {"shipped": plan(), "loaded": blueprint(definition(), loaded())}
    paths = {name: folder / f"{name}.xlsx" for name in plans}
    for name, drawn in plans.items():
        write_form(paths[name], drawn, submission_of(drawn.form, stamp(), {}), Cover(()))
    probes = [probe(paths[name], plans[name], folder) for name in plans]
    computed = libreoffice.recalculated(probes, folder / "computed")
    return {
        name: Probed(plans[name], paths[name], opened(paths[name]), spelled(copy))
        for name, copy in zip(plans, computed, strict=True)
    }


def test_pairs_follow_from_the_rules() -> None:
    assert parents(FORM) == PARENTS
    assert set(plan().dependent) == set(LISTED)  # V and F are not loaded: typed


def test_a_rule_more_or_less_is_a_dependent_list_more_or_less() -> None:
    others = [r for r in FORM.rules if r.fields.get("child") != ("M1.nesdp_target",)]
    new = Rule("X-01", "belongs_to", {"child": ("M1.security_plan",), "parent": ("M1.nesdp_milestone",)})
    form = replace(FORM, rules=(*others, new))
    assert parents(form) == {c: p for c, p in PARENTS.items() if c != "M1.nesdp_target"} | {
        "M1.security_plan": "M1.nesdp_milestone"
    }
    # an entry of this catalogue names no parent, so that there is nothing to follow
    assert set(blueprint(definition(), form).dependent) == set(LISTED) - {"M1.nesdp_target"}


def test_families_stand_side_by_side_and_keep_their_order() -> None:
    codes = {"a": "2", "b": "1", "c": "2", "d": "", "e": "01", "f": "1"}
    mixed = Catalogue("k", "", {code: Entry(code, code, parent) for code, parent in codes.items()})
    assert [e.code for e in in_families(mixed, 2570)] == ["a", "c", "b", "f", "d", "e"]
    assert [(f.parent, f.first, f.count) for f in families(mixed, 2570)] == [
        ("2", 0, 2), ("1", 2, 2), ("01", 5, 1),
    ]  # fmt: skip


@every_child
def test_every_parent_offers_exactly_its_children(probed: Mapping[str, Probed], child: str) -> None:
    for book in probed.values():
        if child in book.plan.dependent:
            for text, code in cells_of_parents(book.plan.form, child).items():
                wanted = offered(book.plan.form, child, code)
                assert book.offers[child, text] == [len(wanted), *wanted], text
    assert child in probed["loaded"].plan.dependent


@every_child
def test_a_blank_or_unknown_parent_offers_the_whole_list(probed: Mapping[str, Probed], child: str) -> None:
    form = probed["loaded"].plan.form
    held = form.catalogues[form.question(child)[2].catalogue].offered(form.fiscal_year)
    for text in ODD_PARENTS:
        count, *texts = probed["loaded"].offers[child, text]
        assert count == len(held)
        assert sorted(map(str, texts)) == sorted(e.text for e in held)


def test_a_leading_zero_makes_another_code(probed: Mapping[str, Probed]) -> None:
    offers = probed["loaded"].offers
    child = "M1.ns_primary_goals.goal"
    assert offers[child, "1 – ชื่อของ 1"] == [2, "1.1 – ชื่อของ 1.1", "1.2 – ชื่อของ 1.2"]
    assert offers[child, "01"][0] == 3
    assert offers[child, "10"] == [1, "10.1 – ชื่อของ 10.1"]
    assert offers[child, "2"][0] == 6  # without children: nobody is blocked


@every_child
def test_every_record_looks_at_its_own_parent(probed: Mapping[str, Probed], child: str) -> None:
    book = probed["loaded"]
    for record in records(book.plan.form, child):
        rule = book.rule(at(child, record))
        left, top, *_ = range_boundaries(str(rule.sqref))
        cell = book.plan.layout.cells[at(child, record)]
        assert cell.column + 1 == left
        moved = Translator(f"={rule.formula1}", origin=f"A{top}").translate_formula(f"A{cell.row + 1}")
        looked_at = set(re.findall(r"(?<![A-Z_])\$[A-Z]+\$?\d+", moved))
        assert looked_at == {parent_reference(book.plan, child, record)}


@pytest.mark.parametrize("name", ["shipped", "loaded"])
def test_input_rules_are_plain_and_short(probed: Mapping[str, Probed], name: str) -> None:
    book = probed[name]
    for child in book.plan.dependent:
        rule = book.rule(at(child, records(book.plan.form, child)[0]))
        assert rule.type == "list"
        assert rule.allow_blank
        assert len(rule.formula1) <= LONGEST
        assert rule.errorStyle in ((None, "stop"), ("information",))[book.plan.form.question(child)[2].open]
    with zipfile.ZipFile(book.path) as package:
        sheets = [package.read(m) for m in package.namelist() if m.startswith("xl/worksheets/sheet")]
    assert sheets
    assert not [s for s in sheets if b"x14:dataValidation" in s]


def test_a_source_that_excel_would_refuse_is_not_written() -> None:
    """A catalogue whose name makes the formula too long keeps its whole list."""
    key = "master_plan_subplans_of_the_national_strategy"
    modules = tuple(
        replace(m, items=tuple(
            replace(i, catalogue=key) if i.key == "mp_primary_subplan" else i for i in m.items  # type: ignore[arg-type]
        )) for m in FORM.modules
    )  # fmt: skip
    catalogues = {**FORM.catalogues, key: FORM.catalogues["master_plan_subplans"]}
    form = replace(FORM, modules=modules, catalogues=catalogues)
    assert "M1.mp_primary_subplan" not in blueprint(definition(), form).dependent


def test_excel_takes_them(probed: Mapping[str, Probed]) -> None:
    oracles.require(openxml.available(), "the Open XML SDK validator")
    paths = [book.path for book in probed.values()]
    assert openxml.errors(paths) == {path: [] for path in paths}


def test_libreoffice_keeps_them(probed: Mapping[str, Probed], tmp_path: Path) -> None:
    """Saved by LibreOffice, every drop-down still follows its parent."""
    book = probed["loaded"]
    saved = replace(book, book=opened(libreoffice.resaved(book.path, tmp_path)))
    for child in PARENTS:
        assert squeezed(saved.source(child)) == squeezed(book.source(child))


def squeezed(formula: str) -> str:
    return formula.removeprefix("=").replace(" ", "")


def test_the_reader_takes_the_code(probed: Mapping[str, Probed]) -> None:
    form = probed["loaded"].plan.form
    picked: dict[Where, Cell] = {at("M1.vc_component"): "120101V02 – ชื่อของ 120101V02"}
    assert submission_of(form, stamp(), picked).text("M1.vc_component") == "120101V02"
