"""The alignment-analysis workbook of an office: staff's once it is issued. Never rewritten by us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core.submission import Submission
from emenscr_xl.register.plans.alignment import MATRIX, cell_of
from emenscr_xl.register.plans.coverage import project_table, served_table
from emenscr_xl.sheets.alignment.chain_sheet import Chain, draw_chain, draw_texts
from emenscr_xl.sheets.alignment.coverage_sheet import draw_coverage
from emenscr_xl.sheets.alignment.criteria_sheet import draw_criteria
from emenscr_xl.sheets.alignment.ranges import Ranges, draw_lines, draw_projects, draw_served
from emenscr_xl.sheets.blueprint import Blueprint
from emenscr_xl.sheets.book import Book, put, quoted
from emenscr_xl.sheets.checks_sheet import draw_checks
from emenscr_xl.sheets.contents import contents_of, issue_of
from emenscr_xl.sheets.data_sheet import mark_page, titled
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.list_sheet import draw_list
from emenscr_xl.sheets.lists_sheet import draw_lists
from emenscr_xl.sheets.stamp_sheet import draw_stamp
from emenscr_xl.sheets.status_column import VERDICT_COLOURS

HOW = tuple(f"align_how_{number}" for number in range(1, 7))


@dataclass(frozen=True, slots=True)
class Analysis:
    """What goes into one workbook: the answers of its sheets, what was known at issue, the returns' words."""

    matrix: Submission
    known: tuple[tuple[str, str], ...]
    texts: Sequence[Mapping[str, str]]  # of each line of the matrix
    identity: tuple[tuple[str, str], ...]
    sample: bool = False


def write_alignment(path: Path, plan: Blueprint, analysis: Analysis) -> None:
    """Write the workbook, atomically."""
    texts = plan.definition.texts
    tables = {t.key: t for t in (project_table(analysis.matrix), served_table(analysis.matrix))}
    chain = Chain(analysis.texts)
    with Book(path, plan.definition.style, plan.form.title) as book:
        contents = contents_of(plan, issue_of(plan, analysis.matrix, notes=analysis.known))
        drawing = Drawing(book, plan, contents)
        start = book.sheet(texts["start_sheet"], landscape=False)
        matrix, served, assessment = (plan.layout.plan(key) for key in (MATRIX, "served", "assessment"))
        draw_list(drawing, matrix)
        coverage = book.sheet(texts["coverage_page"])
        page = book.sheet(texts["chain_page"], landscape=False)
        draw_list(drawing, assessment)
        draw_criteria(drawing)
        draw_list(drawing, served)
        draw_coverage(drawing, coverage, tables, analysis.sample)
        draw_chain(drawing, page, chain)
        _start(drawing, start, analysis)
        draw_lines(drawing)
        draw_projects(drawing, tables["_projects"])
        draw_served(drawing, tables["_served"])
        draw_texts(drawing, chain)
        draw_checks(drawing)
        draw_lists(book, plan.lists, texts["lists_sheet"])
        draw_stamp(drawing)


def _start(drawing: Drawing, sheet: Worksheet, analysis: Analysis) -> None:
    """The first sheet: whose it is, how to use it, and how the projects stand."""
    book, texts = drawing.book, drawing.definition.texts
    names = {key: drawing.form.module(key).sheet for key in (MATRIX, "assessment", "served")}
    names |= {"coverage": texts["coverage_page"], "chain": texts["chain_page"]}
    mark_page(sheet, analysis.sample)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 100)
    put(sheet, 0, 1, titled(texts["align_title"], analysis.sample), book.title())
    sheet.set_row(0, book.style["height"]["title"])
    row = 2
    for key, value in analysis.identity:
        put(sheet, row, 1, texts[key], book.format(bold=True))
        put(sheet, row, 2, value, book.format())
        row += 1
    row += 1
    put(sheet, row, 1, texts["align_how_title"], book.format(bold=True, font_color=book.colour("brand")))
    leads = (MATRIX, "coverage", "chain", "assessment", "served", "")
    for number, (key, lead) in enumerate(zip(HOW, leads, strict=True), start=1):
        said = f"{number}. {texts[key].format(**names)}"
        if lead:
            sheet.write_url(row + number, 1, f"internal:{quoted(names[lead])}!A1", book.link(), said)
        else:
            put(sheet, row + number, 1, said, book.format())
    _verdicts(drawing, sheet, row + len(HOW) + 2)
    sheet.activate()


def _verdicts(drawing: Drawing, sheet: Worksheet, row: int) -> None:
    """How many projects have each verdict."""
    book, texts = drawing.book, drawing.definition.texts
    put(sheet, row, 1, texts["verdicts_title"], book.format(bold=True, font_color=book.colour("brand")))
    area = Ranges(drawing.blueprint).column("verdict")
    held = list(_held_verdicts(drawing))
    for n, (word, colour) in enumerate(VERDICT_COLOURS, start=1):
        tone = {"bg_color": book.colour(colour), "font_color": book.colour(f"{colour}_ink")}
        put(sheet, row + n, 1, texts[word], book.cell_format("text", **tone))
        formula = f'=COUNTIF({area},"{texts[word]}")'
        count = held.count(texts[word])
        sheet.write_formula(row + n, 2, formula, book.cell_format("integer", align="left", indent=1), count)
    total = row + len(VERDICT_COLOURS) + 1
    put(sheet, total, 1, texts["all_projects"], book.cell_format("text", bold=True))
    whole = f"=SUM({xl_range(row + 1, 2, total - 1, 2)})"
    sheet.write_formula(total, 2, whole, book.cell_format("integer", align="left", indent=1), len(held))


def _held_verdicts(drawing: Drawing) -> list[object]:
    """The verdict of each line."""
    address = cell_of(drawing.form, MATRIX, "verdict", 1).address
    cells = (c for w, c in drawing.layout.cells.items() if w.address == address)
    return [drawing.contents.values.get((c.sheet, c.row, c.column)) for c in cells]
