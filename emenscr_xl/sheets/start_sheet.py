"""The first sheet of a data-collection workbook: whose it is, until when, how far it is, what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.sheets.book import put, quoted
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.heights import line_count
from emenscr_xl.sheets.layout import ANSWER
from emenscr_xl.sheets.live.judged import answered
from emenscr_xl.sheets.live.rows import FIRST_ROW, GREATEST, ISSUED, LINK, SAYS, TITLE, TO_DO, area
from emenscr_xl.sheets.module_sheet import PROTECTION

HOW = ("how_1", "how_2", "how_3", "how_4", "how_5")
LEFT, ANSWERED, WRONG, NEEDED, PERCENT, GO = range(1, 7)
WIDTHS = {0: 2, LEFT: 44, ANSWERED: 14, WRONG: 14, NEEDED: 18, PERCENT: 14, GO: 14}
#: How many things to do are listed.
TO_DO_LINES = 15
#: The words for the whole workbook and their colours.
OVERALL = (("has_errors", "error"), ("incomplete", "wanted"), ("not_started", "locked"), ("ready", "done"))


@dataclass(frozen=True, slots=True)
class Cover:
    """What the Start sheet says of the workbook, in reading order: pairs of text key and text."""

    identity: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of a module are answered, wrong and needed: as formulas, and as their values."""

    formulas: tuple[str, str, str]
    values: tuple[int, int, int]


def draw_start(drawing: Drawing, sheet: Worksheet, cover: Cover) -> None:
    """Draw the Start sheet: identity and status, how to fill, completeness by module, things to do."""
    book, texts = drawing.book, drawing.definition.texts
    for column, width in WIDTHS.items():
        sheet.set_column(column, column, width)
    put(sheet, 0, LEFT, drawing.form.title, book.title())
    sheet.set_row(0, 30)
    row = 2
    for key, said in cover.identity:
        put(sheet, row, LEFT, texts[key], book.heading())
        sheet.merge_range(row, ANSWERED, row, GO, said, book.cell_format("text"))
        lines = line_count(said, sum(WIDTHS[c] for c in range(ANSWERED, GO + 1)))
        sheet.set_row(row, lines * book.style["height"]["line"] + 4)
        row += 1
    how = row + 2
    modules = _how(drawing, sheet, how) + 1
    total = modules + len(drawing.layout.plans) + 1
    _completeness(drawing, sheet, modules)
    _overall(drawing, sheet, row, total)
    last = _to_do(drawing, sheet, total + 2)
    sheet.print_area(0, LEFT, last, GO)
    sheet.protect("", PROTECTION)
    sheet.activate()


def _overall(drawing: Drawing, sheet: Worksheet, row: int, total: int) -> None:
    """One word for the whole workbook, out of the counts of all modules."""
    book, texts = drawing.book, drawing.definition.texts
    done, wrong, needed = (xl_rowcol_to_cell(total, c) for c in (ANSWERED, WRONG, NEEDED))
    issued = f"{quoted(texts['checks_sheet'])}!{xl_rowcol_to_cell(FIRST_ROW, ISSUED)}"
    words = {key: f'"{texts[key]}"' for key, _ in OVERALL}
    formula = (
        f"=IF({wrong}>0,{words['has_errors']},IF({done}={needed},{words['ready']},"
        f"IF({done}<={issued},{words['not_started']},{words['incomplete']})))"
    )
    put(sheet, row, LEFT, texts["form_status"], book.heading())
    shape = book.cell_format("text", bold=True)
    sheet.merge_range(row, ANSWERED, row, GO, "", shape)
    sheet.write_formula(row, ANSWERED, formula, shape, texts[overall(_counts_of(drawing))])
    for key, name in OVERALL:
        ink = "ink" if name == "locked" else f"{name}_ink"
        colours = {"bg_color": book.colour(name), "font_color": book.colour(ink)}
        rule = {"type": "cell", "criteria": "==", "value": words[key]}
        sheet.conditional_format(
            row, ANSWERED, row, GO, {**rule, "format": book.workbook.add_format(colours)}
        )


def overall(counts: tuple[int, int, int]) -> str:
    """The key of the word for a workbook as it is issued: how many rows are answered, wrong and needed."""
    done, wrong, needed = counts
    return "has_errors" if wrong else "ready" if done == needed else "not_started"


def _counts_of(drawing: Drawing, module: str = "") -> tuple[int, int, int]:
    """How many rows of a module (of all: "") are answered, wrong, and needed."""
    rows = drawing.blueprint.rows
    found = [
        v
        for r, v in zip(rows, drawing.judged.rows, strict=True)
        if r.places[0].module == module or not module
    ]
    wanted = drawing.blueprint.live.reasons.wanted
    needed, wrong = sum(v.greatest > 0 for v in found), sum(v.greatest > wanted for v in found)
    return answered(found, wanted), wrong, needed


def _how(drawing: Drawing, sheet: Worksheet, row: int) -> int:
    book, texts = drawing.book, drawing.definition.texts
    put(sheet, row, LEFT, texts["how_title"], book.format(bold=True, font_color=book.colour("brand")))
    for number, key in enumerate(HOW, start=1):
        put(sheet, row + number, LEFT, f"{number}. {texts[key]}", book.format())
    return row + len(HOW) + 1


def _completeness(drawing: Drawing, sheet: Worksheet, row: int) -> None:
    """A row for each module: answered, wrong, needed and percent by formula, and a link."""
    book, texts = drawing.book, drawing.definition.texts
    for column, key in enumerate(("module", "answered", "wrong", "needed", "percent"), start=LEFT):
        put(sheet, row, column, texts[key], book.heading())
    put(sheet, row, GO, "", book.heading())
    first = row + 1
    for number, plan in enumerate(drawing.layout.plans):
        put(sheet, first + number, LEFT, plan.module.label, book.cell_format("text"))
        _counts(drawing, sheet, first + number, _module_counts(drawing, plan.module.key))
        target = f"internal:{quoted(plan.module.sheet)}!{xl_rowcol_to_cell(4, ANSWER)}"
        link = book.cell_format("text", font_color=book.colour("brand"), underline=1)
        sheet.write_url(first + number, GO, target, link, texts["go"])
    last = first + len(drawing.layout.plans) - 1
    sums = [
        f"=SUM({xl_rowcol_to_cell(first, c)}:{xl_rowcol_to_cell(last, c)})" for c in (ANSWERED, WRONG, NEEDED)
    ]
    put(sheet, last + 1, LEFT, texts["overall"], book.cell_format("text", bold=True))
    _counts(drawing, sheet, last + 1, Counts((sums[0], sums[1], sums[2]), _counts_of(drawing)))
    sheet.conditional_format(
        first, PERCENT, last + 1, PERCENT,
        {"type": "data_bar", "bar_solid": True, "bar_color": book.colour("bar"), "data_bar_2010": False,
         "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1},
    )  # fmt: skip


def _module_counts(drawing: Drawing, module: str) -> Counts:
    places = [n for n, row in enumerate(drawing.blueprint.rows) if row.places[0].module == module]
    sheet, wanted = quoted(drawing.definition.texts["checks_sheet"]), drawing.blueprint.live.reasons.wanted
    verdicts = f"{sheet}!{area(GREATEST, len(places), places[0])}"
    needed, blank, wrong = (f'COUNTIF({verdicts},"{c}")' for c in (">0", f"={wanted}", f">{wanted}"))
    return Counts((f"={needed}-{blank}", f"={wrong}", f"={needed}"), _counts_of(drawing, module))


def _counts(drawing: Drawing, sheet: Worksheet, row: int, counts: Counts) -> None:
    book = drawing.book
    number = book.cell_format("integer", align="right")
    columns = (ANSWERED, WRONG, NEEDED)
    for column, formula, value in zip(columns, counts.formulas, counts.values, strict=True):
        sheet.write_formula(row, column, formula, number, value)
    done, wrong, needed = (xl_rowcol_to_cell(row, c) for c in columns)
    right, whole = counts.values[0] - counts.values[1], counts.values[2]
    percent = book.cell_format("number", num_format="0%", align="right")
    formula = f'=IF({needed}=0,"",({done}-{wrong})/{needed})'
    sheet.write_formula(row, PERCENT, formula, percent, right / whole if whole else "")


def _to_do(drawing: Drawing, sheet: Worksheet, row: int) -> int:
    """The first things to do, each a link to its cell, and how many more there are. Gives the last row."""
    book, texts = drawing.book, drawing.definition.texts
    put(sheet, row, LEFT, texts["to_do_title"], book.format(bold=True, font_color=book.colour("brand")))
    count = len(drawing.blueprint.rows)
    sheet_name = quoted(texts["checks_sheet"])
    numbers, titles, links, says = (f"{sheet_name}!{area(c, count)}" for c in (TO_DO, TITLE, LINK, SAYS))
    lines = to_do_lines(drawing)
    link = book.format(font_color=book.colour("brand"), underline=1)
    for n in range(1, TO_DO_LINES + 1):
        at = f"MATCH({n},{numbers},0)"
        said = f'INDEX({titles},{at})&" – "&INDEX({says},{at})'
        none = f'"{texts["to_do_none"]}"' if n == 1 else '""'
        formula = f"=IFERROR(HYPERLINK(INDEX({links},{at}),{said}),{none})"
        value = lines[n - 1] if n <= len(lines) else texts["to_do_none"] if n == 1 else ""
        sheet.write_formula(row + n, LEFT, formula, link, value)
    before, after = texts["to_do_more"].split("{count}")
    total = f"MAX({numbers})"
    more = f'=IF({total}>{TO_DO_LINES},"{before}"&({total}-{TO_DO_LINES})&"{after}","")'
    rest = len(lines) - TO_DO_LINES
    value = texts["to_do_more"].format(count=rest) if rest > 0 else ""
    last = row + TO_DO_LINES + 1
    sheet.write_formula(last, LEFT, more, book.note(), value)
    return last


def to_do_lines(drawing: Drawing) -> list[str]:
    """Everything that there is to do, in reading order, as the Start sheet lists it."""
    wanted = drawing.blueprint.live.reasons.wanted
    rows = zip(drawing.blueprint.rows, drawing.judged.rows, strict=True)
    return [f"{row.title} – {verdict.says}" for row, verdict in rows if verdict.greatest >= wanted]
