"""The data-collection workbook for people who see, read or point differently, or use another program."""

import re
import warnings
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

import oracles
from builders import at, complete, definition, issued, plan, spoiled, submitted, without, written
from emenscr_xl.core.submission import Where
from emenscr_xl.form.guide import numbered
from emenscr_xl.form.model import Field
from emenscr_xl.sheets.contents import contents_of, issue_of
from emenscr_xl.sheets.layout import ANSWER, LABEL, NUMBER, STATUS, FieldRow
from emenscr_xl.sheets.row_heights import starred
from emenscr_xl.sheets.status_column import WORD_COLOURS
from oracles import live

DEFINITION, PLAN = definition(), plan()
FORM, TEXTS, STYLE = DEFINITION.form, DEFINITION.texts, DEFINITION.style
COLOURS = STYLE["colour"]
ERRORS = {
    at("M1.sdg"): "17.5",
    at("M2.end_date"): "สิ้นปี",
    at("M3.outputs.target", 1): "หลายคน",
    at("M4.subactivities.activity", 1): "สอง",
    at("M5.budget_lines.month_10", 2): -1,
    at("M6Q1.activity_results.percent", 1): "๑๐๑",
}
STATES = {
    "blank": submitted(issued()),
    "half": submitted(without(complete(), "M3.outputs", "M3.rationale", "M4", "M5", "M1.vc_factor")),
    "complete": submitted(complete(quarters=(1, 2)), quarter=2),
    "errors": submitted(spoiled(complete(quarters=(1,)), ERRORS), quarter=2),
}
#: Contrast of text and background that WCAG asks of text of any size, level AA.
LEAST_CONTRAST = 4.5
SMALLEST_FONT = 11
#: Points by which LibreOffice may find a row too low: it rounds, and it has not our font.
TOLERANCE = 2.0
POINT = 2540 / 72  # in hundredths of a millimetre


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("accessible")
    return {name: written(folder / f"{name}.xlsx", submission) for name, submission in STATES.items()}


@pytest.fixture(scope="module")
def books(paths: Mapping[str, Path]) -> Mapping[str, Workbook]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl does not know
        return {name: load_workbook(path) for name, path in paths.items()}


every_state = pytest.mark.parametrize("name", STATES)


def shown(book: Workbook) -> Iterator[Worksheet]:
    yield from (sheet for sheet in book if sheet.sheet_state == "visible")


def shown_cells(sheet: Worksheet) -> Iterator[Cell]:
    """The cells that people see with something in them."""
    hidden = {k for k, d in sheet.column_dimensions.items() if d.hidden}
    for row in sheet.iter_rows():
        if not sheet.row_dimensions[row[0].row].hidden:
            yield from (c for c in row if c.value is not None and c.column_letter not in hidden)


def luminance(colour: str) -> float:
    """The relative luminance of `#RRGGBB`, as WCAG 2 defines it."""
    channels = (int(colour.lstrip("#")[n : n + 2], 16) / 255 for n in (0, 2, 4))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(c * weight for c, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("background", ["#FFFFFF", *(COLOURS[k] for k in ("answer", "locked", "band"))])
@pytest.mark.parametrize("text", ["ink", "muted", "brand"])
def test_texts_can_be_told_from_their_background(text: str, background: str) -> None:
    assert contrast(COLOURS[text], background) >= LEAST_CONTRAST


@pytest.mark.parametrize("state", ["done", "wanted", "doubt", "error"])
def test_the_words_of_a_status_can_be_told_from_its_colour(state: str) -> None:
    assert contrast(COLOURS[f"{state}_ink"], COLOURS[state]) >= LEAST_CONTRAST
    assert contrast(COLOURS["ink"], COLOURS[state]) >= LEAST_CONTRAST  # an answer that is wrong or wanted


@every_state
def test_every_pair_of_colours_in_the_workbook_has_contrast(books: Mapping[str, Workbook], name: str) -> None:
    pairs = set()
    for sheet in shown(books[name]):
        for cell in shown_cells(sheet):
            filled = cell.fill.fill_type == "solid"
            ink = cell.font.color.rgb[2:] if cell.font.color and cell.font.color.type == "rgb" else "000000"
            pairs.add((ink, cell.fill.fgColor.rgb[2:] if filled else "FFFFFF"))
    assert len(pairs) > 5
    assert [pair for pair in pairs if contrast(*pair) < LEAST_CONTRAST] == []
    assert contrast(COLOURS["ink"], COLOURS["bar"]) >= LEAST_CONTRAST  # a percentage on its bar


@every_state
def test_no_text_is_small(books: Mapping[str, Workbook], name: str) -> None:
    for sheet in shown(books[name]):
        assert {c.font.sz for c in shown_cells(sheet) if c.font.sz < SMALLEST_FONT} == set(), sheet.title
    assert min(STYLE["font"][key] for key in ("size", "heading", "small")) >= SMALLEST_FONT


def test_every_state_of_a_status_is_a_word() -> None:
    """What a row can say begins with one of four words, and each word has a colour that only repeats it."""
    reasons = PLAN.live.reasons
    words = {TEXTS[word] for word, _ in WORD_COLOURS}
    assert {*reasons.words} == {"", *words}
    assert [n for n, word in enumerate(reasons.words) if not word] == [0]
    assert len(words) == len(WORD_COLOURS) == len({colour for _, colour in WORD_COLOURS})


@every_state
def test_colour_never_speaks_alone(books: Mapping[str, Workbook], name: str) -> None:
    """A colour hangs on the word in the cell, or marks an answer whose row's status says what it is."""
    words = {TEXTS[word] for word, _ in WORD_COLOURS}
    answers = {TEXTS["wrong"], TEXTS["required"]}
    for module in FORM.modules:
        sheet, marks = books[name][module.sheet], 0
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                columns = {c for r in area.sqref.ranges for c in range(r.min_col, r.max_col + 1)}
                if rule.type == "beginsWith":
                    assert columns == {STATUS + 1}
                    assert rule.text in words
                else:
                    marks += 1
                    assert min(columns) > LABEL + 1
                    (formula,) = rule.formula
                    asks_status = any(f'="{word}"' in formula for word in answers) and "$C" in formula
                    assert asks_status or re.search(r'FIND\("\|"&COLUMN\(\)&"[xw]",\$[A-Z]+\d+\)', formula)
        assert marks


@every_state
def test_a_marked_answer_has_its_word_in_the_row(books: Mapping[str, Workbook], name: str) -> None:
    """The hidden marks name wrong and wanted answers only where the row's status says one of the two."""
    book, found = books[name], 0
    judged = {row.cell: verdict for row, verdict in zip(PLAN.rows, _judged(name), strict=True)}
    for row in PLAN.rows:
        verdict = judged[row.cell]
        said = verdict.says.startswith((TEXTS["wrong"], TEXTS["required"]))
        found += said
        assert said == (verdict.greatest >= PLAN.live.reasons.wanted)
        assert book[row.cell.sheet].cell(row.cell.row + 1, row.cell.column + 1).data_type == "f"
    assert bool(found) == (name != "complete")


def _judged(name: str) -> tuple[Any, ...]:
    return contents_of(PLAN, issue_of(PLAN, STATES[name])).judged.rows


@every_state
def test_tab_goes_through_the_answers_in_the_order_of_the_form(
    books: Mapping[str, Workbook], name: str
) -> None:
    """Excel's Tab takes the open cells of a protected sheet row by row, from left to right."""
    book = books[name]
    for module in FORM.modules:
        sheet = book[module.sheet]
        tabbed = [(c.row, c.column) for row in sheet.iter_rows() for c in row if not c.protection.locked]
        asked = [w for item in module.items for w in _places(module.key, item)]
        cells = [(PLAN.layout.cells[w].row + 1, PLAN.layout.cells[w].column + 1) for w in asked]
        assert tabbed == [c for c in cells if not sheet.cell(*c).protection.locked]
        assert tabbed


def _places(module: str, item: Any) -> Iterator[Where]:
    """The places of a question or table in reading order: record by record, field by field."""
    if isinstance(item, Field):
        yield from () if item.computed else (Where(module, item.key),)
    else:
        for record in range(1, item.rows + 1):
            for field in item.fields:
                if not field.computed:
                    yield Where(module, f"{item.key}.{field.key}", record)


@every_state
def test_open_and_locked_cells_look_it(books: Mapping[str, Workbook], name: str) -> None:
    """Open ones are cream; answers that are closed or computed are grey, but for running numbers."""
    book = books[name]
    fills = {False: COLOURS["answer"], True: COLOURS["locked"]}
    for where, lies in PLAN.layout.cells.items():
        cell = book[lies.sheet].cell(lies.row + 1, lies.column + 1)
        if FORM.question(where.address)[2].type != "seq":
            assert f"#{cell.fill.fgColor.rgb[2:]}" == fills[cell.protection.locked], where
    open_cells = {(lies.sheet, lies.row + 1, lies.column + 1) for lies in PLAN.layout.cells.values()}
    for sheet in shown(book):
        for cell in (c for row in sheet.iter_rows() for c in row):
            if f"#{str(cell.fill.fgColor.rgb)[2:]}" == COLOURS["answer"]:
                assert (sheet.title, cell.row, cell.column) in open_cells


@every_state
def test_every_sheet_begins_with_its_title(books: Mapping[str, Workbook], name: str) -> None:
    book = books[name]
    assert book.properties.title == FORM.title
    titles = {TEXTS["start_sheet"]: FORM.title, TEXTS["guide_sheet"]: TEXTS["guide_title"]}
    titles |= {module.sheet: module.label for module in FORM.modules}
    assert {sheet.title for sheet in shown(book)} == titles.keys()
    for sheet in shown(book):
        first = next(shown_cells(sheet))
        assert (first.value, first.column) == (titles[sheet.title], 2)
        assert first.row == min(r for r in range(1, 9) if not sheet.row_dimensions[r].hidden)
        assert first.font.sz == STYLE["font"]["heading"]


@every_state
def test_every_answer_says_its_number_when_it_is_entered(books: Mapping[str, Workbook], name: str) -> None:
    """The prompt of a cell is titled with the number that stands beside the question or table."""
    prompts = {
        (sheet.title, *cell): rule
        for sheet in shown(books[name])
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        for cell in area.cells
    }
    for sheet_plan in PLAN.layout.plans:
        for block in sheet_plan.blocks:
            item = block.field if isinstance(block, FieldRow) else block.table
            for where in _places(sheet_plan.module.key, item):
                lies = PLAN.layout.cells[where]
                rule = prompts[lies.sheet, lies.row + 1, lies.column + 1]
                assert rule.showInputMessage
                assert rule.promptTitle == f"ข้อ {block.number}"
                assert rule.prompt
                row = block.row if isinstance(block, FieldRow) else block.title_row
                beside = books[name][lies.sheet].cell(row + 1, NUMBER + 1)
                assert beside.value == block.number


@every_state
def test_links_say_where_they_go(books: Mapping[str, Workbook], name: str) -> None:
    book, links = books[name], 0
    for sheet in shown(book):
        for cell in (c for c in shown_cells(sheet) if c.hyperlink):
            links += 1
            target = re.fullmatch(r"'(.+)'!\$?[A-Z]+\$?\d+", str(cell.hyperlink.location))
            assert target
            assert target[1] in book.sheetnames
            assert target[1] in str(cell.value)
    assert links == len(FORM.modules) + 2  # to each module, to the guide and back
    start = book[TEXTS["start_sheet"]]
    to_do = [c for row in start.iter_rows() for c in row if "HYPERLINK" in str(c.value)]
    assert len(to_do) == 15
    assert all(row.title.startswith(f"{row.answer.sheet} › ") for row in PLAN.rows)
    assert all(f"'{row.answer.sheet}'!" in row.link for row in PLAN.rows)


@every_state
def test_tables_are_plain(books: Mapping[str, Workbook], name: str) -> None:
    """One heading row over each table, each column with a heading of its own, no merged cell in it."""
    book = books[name]
    for sheet_plan in PLAN.layout.plans:
        sheet = book[sheet_plan.module.sheet]
        assert not sheet.merged_cells.ranges
        areas = []
        for block in sheet_plan.tables:
            headings = {block.columns[f.key]: starred(f.label, f.required) for f in block.table.fields}
            headings |= {STATUS: TEXTS["status"], LABEL: TEXTS["question"]}
            said = {c: sheet.cell(block.heading_row + 1, c + 1).value for c in headings}
            assert said == headings
            assert len({*said.values()}) == len(said)
            areas.append((block.title_row, block.last_row))
        assert all(last < first for (_, last), (first, _) in pairwise(areas))


@every_state
def test_only_the_words_of_the_cover_are_merged(books: Mapping[str, Workbook], name: str) -> None:
    """Beside each line's label, so that long names have room; the table of modules has none."""
    start = books[name][TEXTS["start_sheet"]]
    modules = next(c.row for c in start["B"] if c.value == TEXTS["module"])
    for area in start.merged_cells.ranges:
        assert area.min_row == area.max_row < modules
        assert start.cell(area.min_row, area.min_col - 1).value


@every_state
def test_panes_are_frozen_below_the_headings(books: Mapping[str, Workbook], name: str) -> None:
    for module in FORM.modules:
        sheet = books[name][module.sheet]
        below = range_boundaries(sheet.freeze_panes)[1]
        assert sheet.cell(below - 1, ANSWER + 1).value == TEXTS["answer"]
        assert sheet.print_title_rows == f"$2:${below - 1}"


@every_state
def test_drop_downs_are_of_the_kind_that_old_excel_knows(paths: Mapping[str, Path], name: str) -> None:
    """Not of Excel 2010's extension, which others drop; macros and links are tested in test_workbooks."""
    from zipfile import ZipFile

    with ZipFile(paths[name]) as package:
        sheets = [package.read(m) for m in package.namelist() if "worksheets/sheet" in m]
    assert sheets
    assert all(b"x14:dataValidation" not in xml for xml in sheets)


def test_the_guide_stands_in_the_workbook_line_by_line(books: Mapping[str, Workbook]) -> None:
    sheet = books["blank"][TEXTS["guide_sheet"]]
    lines = [line for title, lines in numbered(DEFINITION.guide) for line in (title, *lines)]
    assert [c.value for c in shown_cells(sheet)][2:] == lines
    assert 20 <= sum(len(section.lines) for section in DEFINITION.guide) <= 30
    assert all(c.alignment.wrap_text for c in shown_cells(sheet) if c.value in lines)
    assert not sheet.merged_cells.ranges
    assert all(c.protection.locked for c in shown_cells(sheet))
    assert sheet.page_setup.orientation != "landscape"


def test_rows_are_tall_enough_for_their_text(
    paths: Mapping[str, Path], books: Mapping[str, Workbook]
) -> None:
    """LibreOffice, with columns as wide as Excel makes them, needs no row taller than it is."""
    oracles.require(live.available(), "LibreOffice with python3-uno")
    found = []
    with live.office() as office:
        for name, path in paths.items():
            with office.opened(path) as document:
                for sheet in (s for s in document.Sheets if s.IsVisible):
                    found += [f"{name}: {line}" for line in _too_low(sheet, _widths(books[name][sheet.Name]))]
    assert found == []


def _widths(sheet: Worksheet) -> Mapping[int, int]:
    """By column from 0: how wide Excel draws it, in hundredths of a millimetre."""
    return {
        n - 1: int(((d.width - 0.71) * 7 + 5) / 96 * 2540)
        for d in sheet.column_dimensions.values()
        if not d.hidden
        for n in range(d.min, d.max + 1)
    }


def _too_low(sheet: Any, widths: Mapping[int, int]) -> Iterator[str]:
    sheet.unprotect("")
    for column, width in widths.items():
        sheet.Columns.getByIndex(column).Width = width
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress.EndRow
    rows = [sheet.Rows.getByIndex(n) for n in range(last + 1)]
    seen = [row.IsVisible for row in rows]
    before = [row.Height / POINT for row in rows]
    sheet.getCellRangeByPosition(0, 0, 0, last).Rows.OptimalHeight = True
    for n, (row, height) in enumerate(zip(rows, before, strict=True)):
        needed = min(row.Height / POINT, STYLE["height"]["most"])
        if seen[n] and needed > height + TOLERANCE:
            yield f"{sheet.Name} row {n + 1} is {height:.1f} points tall and needs {needed:.1f}"


def test_the_longest_reason_fits_into_a_row_of_one_line(
    paths: Mapping[str, Path], books: Mapping[str, Workbook]
) -> None:
    """Every sentence that a status can say, in a row as low as a row with a status can be."""
    oracles.require(live.available(), "LibreOffice with python3-uno")
    said = sorted(_sayings(), key=len)[-40:]
    status, low = STATUS, STYLE["height"]["status"]
    with live.office() as office, office.opened(paths["blank"]) as document:
        sheet = document.Sheets.getByName(FORM.module("M4").sheet)
        sheet.unprotect("")
        widths = _widths(books["blank"][sheet.Name])
        sheet.Columns.getByIndex(status).Width = widths[status]
        block = next(b for b in PLAN.layout.plan("M4").tables if b.table.key == "subactivities")
        rows = range(block.first_row, block.first_row + 40)
        for row, text in zip(rows, said, strict=True):
            sheet.getCellByPosition(status, row).setString(text)
        sheet.getCellRangeByPosition(0, rows[0], 0, rows[-1]).Rows.OptimalHeight = True
        heights = {text: sheet.Rows.getByIndex(r).Height / POINT for r, text in zip(rows, said, strict=True)}
    assert {text: h for text, h in heights.items() if h > low + TOLERANCE} == {}


def _sayings() -> Iterator[str]:
    """What rows can say: each verdict that the formulas of their places can give, in words."""
    from emenscr_xl.sheets.live.places import FAULT, VERDICT

    live_checks = PLAN.live
    for row in PLAN.rows:
        for where in row.places:
            lies = live_checks.terms.places.rows[where]
            formulas = " ".join(live_checks.formulas.get((lies, c), "") for c in (FAULT, VERDICT))
            numbers = {int(n) for n in re.findall(r",FALSE\),(\d+),", formulas)} | {
                live_checks.reasons.wanted
            }
            label = FORM.question(where.address)[2].label
            yield from (
                live_checks.reasons.said_of(n, label) if row.many else live_checks.reasons.said(n)
                for n in numbers
            )
