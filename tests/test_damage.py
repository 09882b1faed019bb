"""Whatever was done to a workbook, the answers still in it are read, and one finding tells what happened.

Each case is done by LibreOffice as by a person, by openpyxl, or to the package itself.
"""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

import by_hand as hand
from builders import Grids, at, brief, complete, definition, plan, submitted, written
from emenscr_xl.core.submission import Answer, Submission, Value, Where
from emenscr_xl.form.damage import KINDS
from emenscr_xl.jobs.check import check_file
from emenscr_xl.sheets.layout import ANSWER
from emenscr_xl.sheets.read import Returned, read_form
from emenscr_xl.sheets.source import ClosedWorkbook
from emenscr_xl.sheets.triage import triaged
from oracles import libreoffice, live, require

DEFINITION = definition()
FORM, TEXTS, LAYOUT = DEFINITION.form, DEFINITION.texts, plan().layout
START, GUIDE, LISTS, STAMP = (TEXTS[f"{key}_sheet"] for key in ("start", "guide", "lists", "stamp"))
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


def records_as_they_were(module: str, table: str) -> dict[Where, Value]:
    return {w: v for w, v in UNDAMAGED.items() if w.address.startswith(f"{module}.{table}.")}


def without(module: str) -> dict[Where, Value | None]:
    """None of the answers that a module's owner gives; the stamp still knows those of the register."""
    locked = plan().locked
    return {w: None for w in UNDAMAGED if w.module == module and w not in locked}


TOTAL, LINE = at("M5.budget_plan_total"), at("M5.budget_lines.q1", 1)
LINE_2, LINE_3 = at("M5.budget_lines.category", 2), at("M5.budget_lines.category", 3)
MIRROR, BUDGET = at("M6Q1.activity_results.activity", 1), at("M2.budget_total")
NAME, OUTPUT_3, OUTPUT_8 = (at("M3.outputs.name", n) for n in (1, 3, 8))
ACTIVITY_ROW = LAYOUT.cells[at("M4.activities.name", 1)].row
KEYS = hand.block("M3", "outputs").key_row
TABLE_ROW = LAYOUT.cells[NAME].row
BUDGET_CELL = f'(<c r="{hand.name(BUDGET)}"[^>]*)><v>.*?</c>'
MODULES = tuple(m.key for m in FORM.modules)

BY_HAND = (
    Case("opened_and_saved", lambda document: None),
    Case("rows_inserted_above_everything", hand.insert_rows("M3", 1, 3), {"rows_inserted"}),
    Case("rows_inserted_into_a_table", hand.insert_rows("M4", ACTIVITY_ROW + 1, 2), {"rows_inserted"}),
    Case("text_in_an_inserted_row", hand.text_in_an_inserted_row, {"rows_inserted"},
         (("STR-07", "M3.outputs.name", -TABLE_ROW - 1),)),
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
    Case("the_guide_deleted", lambda d: d.Sheets.removeByName(GUIDE)),
    Case("the_guide_renamed", lambda d: d.Sheets.getByName(GUIDE).setName("วิธีทำ"), {"renamed"}),
    Case("a_sheet_with_text_instead_of_the_guide",
         lambda d: (d.Sheets.removeByName(GUIDE), hand.add_a_sheet("งบรอโอน")(d)), {"added"}),
    Case("the_lists_deleted", lambda d: d.Sheets.removeByName(LISTS), {"deleted"}),
    Case("a_module_deleted", lambda d: d.Sheets.removeByName(hand.SHEET["M4"]), set(),
         (("STR-06", "M4.activities.name", 1),), without("M4")),
    Case("a_blank_sheet_added", hand.add_a_sheet("")),
    Case("a_sheet_with_text_added", hand.add_a_sheet("งบรอโอน"), {"added"}),
    Case("a_sheet_copied", lambda d: d.Sheets.copyByName(hand.SHEET["M3"], "สำเนา", 5), {"copied"}),
    Case("a_sheet_copied_and_the_first_deleted", hand.copy_and_delete, {"renamed"}),
    Case("protection_removed", live.unprotect, {"protection"}),
    Case("input_rules_removed", hand.without_validations, {"drop_downs"}),
    Case("colours_removed", hand.without_colours, {"colours"}),
    Case("defined_names_deleted", hand.without_names, {"names"}),
    Case("a_table_sorted", hand.sort_outputs("B", 3), {"records_sorted"}, (),
         rearranged("M3", "outputs", {1: 2, 2: 1})),
    Case("a_table_sorted_with_its_hidden_column", hand.sort_outputs("A", 4), {"rows_moved"}),
    Case("a_blank_row_copied_over_another", hand.paste_row(LINE_2, LINE_3), {"anchors"}),
    Case("a_row_with_answers_copied_over_a_blank_one", hand.paste_row(NAME, OUTPUT_3), {"anchors"}, (),
         {**rearranged("M3", "outputs", {1: 3}), **records_as_they_were("M3", "outputs")}),
    Case("a_row_cut_and_pasted_over_a_blank_one", hand.paste_row(NAME, OUTPUT_8, cut=True), {"rows_moved"},
         (("STR-06", "M3.outputs.name", 8),)),
    Case("a_record_cut_and_pasted", hand.cut_record, set(), (), rearranged("M3", "outputs", {1: 8, 2: 2})),
    Case("column_a_deleted", hand.delete_column(0, "M2"), {"anchors", "columns_deleted"}),
    Case("column_a_deleted_everywhere", hand.delete_column(0, *MODULES), {"anchors", "columns_deleted"}),
    Case("column_a_cleared", hand.clear("M6Q1", "A1:A200"), {"anchors"}),
    Case("some_anchors_cleared", hand.clear("M3", f"A{KEYS + 1}:A{TABLE_ROW + 2}"), {"anchors"}),
    Case("column_a_deleted_and_a_label_edited",
         hand.all_of(hand.edited_label(at("M2.area")), hand.delete_column(0, "M2")), set(),
         (("STR-06.anchors", "M2.project_code", 0),), without("M2")),
    Case("the_first_row_deleted", hand.delete_rows("M2", 0), {"anchors", "rows_deleted"}),
    Case("the_first_row_deleted_of_a_quarter", hand.delete_rows("M6Q2", 0), {"anchors", "rows_deleted"}),
    Case("a_key_row_deleted", hand.delete_rows("M3", KEYS), {"rows_deleted"}),
    Case("a_column_inserted_and_a_key_row_deleted",
         hand.all_of(hand.insert_columns("M3", ANSWER + 1), hand.delete_rows("M3", KEYS)),
         {"columns_inserted", "rows_deleted"}),
    Case("a_key_row_and_its_heading_deleted", hand.delete_rows("M3", KEYS, 2), {"rows_deleted"}),
    Case("blank_records_deleted", hand.delete_rows("M3", TABLE_ROW + 2, 6), {"rows_deleted"},
         (("STR-06", "M3.outputs.name", 3),)),
    Case("the_answer_column_deleted", hand.delete_column(ANSWER, "M2"), set(),
         (("STR-06.several", "M2.project_code", 0),), without("M2")),
    Case("answers_merged", hand.merge(NAME, at("M3.outputs.name", 2)), {"merged"}),
    Case("a_sum_typed_over_with_text", hand.type_in(LINE, "รอโอน"), set(),
         (("C-21.text", "M5.budget_lines.q1", 1),)),
    Case("a_sum_typed_over_with_a_wrong_figure", lambda d: hand.cell(d, LINE).setValue(5), set(),
         (("C-21", "M5.budget_lines.q1", 1),)),
    Case("a_sum_typed_over_with_its_value", lambda d: hand.cell(d, TOTAL).setValue(680000), {"formulas"}),
    Case("a_sum_deleted", lambda d: hand.cell(d, TOTAL).setString(""), {"formulas"}),
    Case("a_mirror_typed_over", hand.type_in(MIRROR, "กิจกรรมอื่น"), {"mirrors"}),
    Case("a_status_typed_over", lambda d: hand.status(d, at("M2.area")).setString("ครบ"), {"formulas"}),
    Case("all_statuses_deleted", hand.clear("M2", "C5:C200"), {"formulas"}),
    Case("start_counts_typed_over", lambda d: live.cells(d, START, "C18").setValue(9), {"formulas"}),
    Case("a_formula_as_an_answer", lambda d: hand.cell(d, BUDGET).setFormula("=340000*2"),
         {"answer_formulas"}),
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


# ---------------------------------------------------------------- to the package

Parts = dict[str, bytes]


def edited(edit: Callable[[str], str], *beginnings: str) -> Callable[[Parts], Parts]:
    """The parts whose names begin so, edited as text."""
    return lambda parts: {
        n: edit(xml.decode()).encode() if n.startswith(beginnings) else xml for n, xml in parts.items()
    }


def replaced(old: str, new: str, *beginnings: str) -> Callable[[Parts], Parts]:
    return edited(lambda xml: xml.replace(old, new), *beginnings)


def prefixed(xml: str) -> str:
    """Every element with a prefix, as some libraries write them."""
    return re.sub(r"<(/?)(?=\w)", r"<\1x:", xml).replace(" xmlns=", " xmlns:x=", 1)


def strict(xml: str) -> str:
    """The strict dialect, as Excel saves on request."""
    transitional = "http://schemas.openxmlformats.org"
    return xml.replace(
        f"{transitional}/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    ).replace(
        f"{transitional}/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )


def rich(xml: str) -> str:
    """Texts in runs of two formats, with a phonetic run that nobody sees."""
    runs = (
        r'<si><r><rPr><b/></rPr><t xml:space="preserve">\1</t></r><r><t xml:space="preserve">\2</t></r>'
        r'<rPh sb="0" eb="1"><t>คำอ่าน</t></rPh></si>'
    )
    return re.sub(r"<si><t[^>]*>([^<]{2})([^<]+)</t></si>", runs, xml)


def inline(parts: Parts) -> Parts:
    """No shared strings: every text in its cell."""
    strings = re.findall(r"<si>(.*?)</si>", parts["xl/sharedStrings.xml"].decode(), re.DOTALL)
    return edited(
        lambda xml: re.sub(
            r't="s"><v>(\d+)</v>', lambda m: f't="inlineStr"><is>{strings[int(m[1])]}</is>', xml
        ),
        SHEETS,
    )(parts)


def in_utf_16(parts: Parts) -> Parts:
    return {
        n: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16") if n.startswith(SHEETS) else xml
        for n, xml in parts.items()
    }


def by_openpyxl(*, values: bool = False) -> Callable[[Parts], bytes]:
    """Loaded and saved by openpyxl, as scripts do; `values`: without formulas."""

    def act(parts: Parts) -> bytes:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            book = load_workbook(BytesIO(zipped(parts)), data_only=values)
        stream = BytesIO()
        book.save(stream)
        return stream.getvalue()

    return act


def without_app(parts: Parts) -> Parts:
    """Without the part that names the program, and unprotected: as Google Sheets exports."""
    parts = edited(lambda xml: re.sub(r"<sheetProtection[^>]*>", "", xml), SHEETS)(parts)
    kept = edited(
        lambda xml: re.sub(r"<(?:Override|Relationship)[^>]*app\.xml[^>]*>", "", xml), "[Content", "_rels"
    )(parts)
    return {n: xml for n, xml in kept.items() if n != "docProps/app.xml"}


def zipped(parts: Parts) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return stream.getvalue()


def parts_of(path: Path) -> Parts:
    with ZipFile(path) as package:
        return {n: package.read(n) for n in package.namelist()}


SHEETS = "xl/worksheets/sheet"
BY_PROGRAMS = (
    Case("a_prefix_before_every_element", edited(prefixed, SHEETS, "xl/workbook.xml", "xl/sharedStrings")),
    Case("strict_open_xml", edited(strict, "xl/", "_rels")),
    Case("paths_from_the_root", replaced('Target="', 'Target="/xl/', "xl/_rels/workbook")),
    Case("texts_in_runs", edited(rich, "xl/sharedStrings")),
    Case("texts_in_their_cells", inline),
    Case("sheets_in_utf_16", in_utf_16),
    Case("single_quotes", edited(lambda xml: re.sub(r"=\"([^\"']*)\"", r"='\1'", xml), SHEETS)),
    Case("saved_by_openpyxl", by_openpyxl()),
    Case("values_alone_saved_by_openpyxl", by_openpyxl(values=True), {"formulas"}),
    Case("exported_by_google_sheets", without_app, {"protection"}),
    Case("saved_by_wps", replaced("Microsoft Excel", "WPS Office_12.2.0", "docProps/app")),
    Case("a_formula_never_computed",
         edited(lambda xml: re.sub(BUDGET_CELL, r"\1><f>340000*2</f></c>", xml), "xl/worksheets/sheet4"),
         {"blank_formulas"}, (("C-01", "M2.budget_total", 0),), {BUDGET: None}),
)  # fmt: skip


@pytest.mark.parametrize("case", BY_PROGRAMS, ids=str)
def test_done_by_a_program(case: Case, issued: Path) -> None:
    done = case.act(parts_of(issued))
    judge(case, done if isinstance(done, bytes) else zipped(done))


def test_saving_in_libreoffice_is_no_damage(issued: Path, tmp_path: Path) -> None:
    require(libreoffice.available(), "LibreOffice")
    judge(Case("resaved", id), libreoffice.resaved(issued, tmp_path / "saved").read_bytes())


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    ("app", "program"),
    [
        ("<Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion>", "Microsoft Excel"),
        ("<Application>Microsoft Macintosh Excel</Application>", "Microsoft Macintosh Excel"),
        ("<Application>LibreOffice/7.4.7.2$Linux_X86_64 x/40$Build-2</Application>", "LibreOffice"),
        ("<Application>WPS Office_12.2.0.13266</Application>", "WPS Office"),
        ("<Application>Microsoft Excel</Application><AppVersion>3.1</AppVersion>", "openpyxl"),
        ("", DEFINITION.damage["no_program"].th),
    ],
)
def test_the_finding_names_the_program(issued: Path, app: str, program: str) -> None:
    parts = without_app(parts_of(issued))
    parts["docProps/app.xml"] = f"<Properties>{app}</Properties>".encode()
    (finding,) = read(zipped(parts)).damage
    assert finding.details["program"] == program


def test_many_places_are_counted(issued: Path) -> None:
    (finding,) = read(zipped(without_app(parts_of(issued)))).damage
    assert finding.details["what"].endswith("และอีก 4)")
    assert finding.details["what_en"].endswith("and 4 more)")


def test_a_source_that_is_no_file_is_read_without_facts(issued: Path) -> None:
    source = Grids(ClosedWorkbook(issued.read_bytes()))
    assert triaged(read_form(source, FORM), source, DEFINITION).damage == ()


# ---------------------------------------------------------------- what is refused


def test_a_deleted_stamp_is_said(office: live.Office, issued: Path, tmp_path: Path) -> None:
    out = office.changed(issued, lambda d: d.Sheets.removeByName(STAMP), tmp_path / "form.xlsx")
    checked = check_file(out)
    (said,) = checked.findings
    assert checked.status == "unreadable"
    assert said.message_th == DEFINITION.messages["STR-03.stamp"].th


@pytest.mark.parametrize("row", [2, 3, 4, 6, 7])
def test_a_stamp_that_lacks_something_is_said(
    office: live.Office, issued: Path, tmp_path: Path, row: int
) -> None:
    def act(document: Any) -> None:
        live.cells(document, STAMP, f"B{row}").setString("")

    (said,) = check_file(office.changed(issued, act, tmp_path / "form.xlsx")).findings
    assert said.message_th.startswith(DEFINITION.messages["STR-03.half"].th.partition("{")[0])
