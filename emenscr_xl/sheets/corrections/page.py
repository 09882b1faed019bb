"""The first sheet of a correction workbook: what is asked, where, why, until when; what has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core.places import address
from emenscr_xl.core.text import shortened
from emenscr_xl.form.thai import be_date_long
from emenscr_xl.register.corrections.replies import modules_of
from emenscr_xl.register.corrections.requests import COMMENT, Request, question
from emenscr_xl.sheets.book import put, quoted
from emenscr_xl.sheets.corrections.watched_cells import Watched, draw_watched
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.heights import height, line_count
from emenscr_xl.sheets.layout import CORRECTIONS_MARK
from emenscr_xl.sheets.module_sheet import PROTECTION

NUMBER, KIND, PLACE, CELL, HELD, ASKED, BY, DUE, CHANGED = range(1, 10)
WIDTHS = {0: 2, NUMBER: 6, KIND: 13, PLACE: 32, CELL: 26, HELD: 25, ASKED: 62, BY: 18, DUE: 16, CHANGED: 17}
TITLE_ROW, OF_ROW, DUE_ROW, PROGRESS_ROW, HOW_ROW, HEADING_ROW, FIRST_ROW = 1, 2, 3, 4, 5, 7, 8
HEADINGS = {
    NUMBER: "number", KIND: "corrections_kind", PLACE: "question", CELL: "corrections_cell",
    HELD: "corrections_held", ASKED: "corrections_asked", BY: "corrections_by", DUE: "deadline",
    CHANGED: "corrections_answer",
}  # fmt: skip
#: How much of a long answer is repeated; the whole of it stands in its cell.
LONGEST_ANSWER = 200
#: The colours of the kinds of requests.
TONES: Mapping[str, str] = {"E": "error", "W": "wanted", "": "doubt"}


@dataclass(frozen=True, slots=True)
class Page:
    """What the sheet says. `healed`: numbers of requests that the workbook has put right as it is sent."""

    requests: Sequence[Request]
    name: str  # the project's
    due: date
    contact: str
    healed: frozenset[int] = frozenset()

    def draw(self, drawing: Drawing) -> None:
        """Draw the sheet, and the hidden one that its answers rest on."""
        texts = drawing.definition.texts
        sheet = drawing.book.sheet(texts["corrections_page"])
        watched = draw_watched(drawing, self.requests)
        for column, width in WIDTHS.items():
            sheet.set_column(column, column, width)
        put(sheet, 0, 0, CORRECTIONS_MARK, drawing.book.format())
        sheet.set_row(0, None, None, {"hidden": True})
        _head(drawing, sheet, self)
        live = [_row(drawing, sheet, self, watched, n) for n in range(len(self.requests))]
        _progress(drawing, sheet, sum(live), FIRST_ROW + len(live) - 1)
        sheet.print_area(TITLE_ROW, NUMBER, FIRST_ROW + len(live) - 1, CHANGED)
        sheet.repeat_rows(HEADING_ROW)
        sheet.protect("", PROTECTION)


def _head(drawing: Drawing, sheet: Worksheet, page: Page) -> None:
    """Title, whose it is, until when, how to go about it, and the headings."""
    book, texts, first = drawing.book, drawing.definition.texts, page.requests[0]
    put(sheet, TITLE_ROW, NUMBER, texts["corrections_title"], book.title())
    sheet.set_row(TITLE_ROW, book.style["height"]["title"])
    said = texts["corrections_of"].format(
        name=page.name, project=first.project, issue=first.issue, round=first.round
    )
    due = texts["corrections_due"].format(due=be_date_long(page.due), contact=page.contact).rstrip(" ·")
    room = sum(WIDTHS.values()) - WIDTHS[0]
    for row, text, shape in (
        (OF_ROW, said, book.format(text_wrap=True)),
        (DUE_ROW, due, book.format(bold=True, text_wrap=True)),
        (HOW_ROW, texts["corrections_how"], book.format(text_wrap=True, font_color=book.colour("muted"))),
    ):
        sheet.merge_range(row, NUMBER, row, CHANGED, "", shape)
        put(sheet, row, NUMBER, text, shape)
        sheet.set_row(row, line_count(text, room) * book.style["height"]["line"] + 4)
    for column, key in HEADINGS.items():
        put(sheet, HEADING_ROW, column, texts[key], book.heading())
    sheet.set_row(HEADING_ROW, book.style["height"]["line"] * 2)


def _row(drawing: Drawing, sheet: Worksheet, page: Page, watched: Watched, n: int) -> bool:
    """Draw one request; True when its last cell tells whether anything has changed."""
    book, texts, row = drawing.book, drawing.definition.texts, FIRST_ROW + n
    request = page.requests[n]
    tone = TONES[request.severity]
    colours = {"bg_color": book.colour(tone), "font_color": book.colour(f"{tone}_ink"), "align": "center"}
    text = book.cell_format("text")
    place = "\n".join(filter(None, (request.part, question(drawing.form, request))))
    held, asked = shortened(request.text, LONGEST_ANSWER), _asked(drawing, page, n)
    put(sheet, row, NUMBER, request.number, book.cell_format("integer", align="center"))
    put(sheet, row, KIND, request.kind, book.cell_format("text", **colours))
    for column, said in ((PLACE, place), (HELD, held), (ASKED, asked), (BY, request.by)):
        put(sheet, row, column, said, text)
    link = _link(drawing, sheet, row, request)
    put(sheet, row, DUE, request.due, book.cell_format("date", align="center"))
    columns = ((PLACE, place), (CELL, link), (HELD, held), (ASKED, asked), (BY, request.by))
    sheet.set_row(row, height(book.style, [(said, WIDTHS[column]) for column, said in columns]))
    count = "" if request.number in page.healed else watched.count(drawing, request)
    still = texts["corrections_healed" if request.number in page.healed else "corrections_look"]
    return _changed(drawing, sheet, row, count, still)


def _asked(drawing: Drawing, page: Page, n: int) -> str:
    """What is asked; the same sentence again names the request that said it."""
    texts, request = drawing.definition.texts, page.requests[n]
    same = next((r for r in page.requests[:n] if (r.code, r.asks) == (request.code, request.asks)), None)
    if same:
        return texts["corrections_same"].format(number=same.number)
    return request.asks or texts["corrections_wordless"]


def _link(drawing: Drawing, sheet: Worksheet, row: int, request: Request) -> str:
    """Draw the link to the cell, the part or the Start sheet that a request speaks of; gives its words."""
    book, cell = drawing.book, drawing.layout.cells.get(request.where) if request.where else None
    if cell:
        at = xl_rowcol_to_cell(cell.row, cell.column)
        target, said = f"{quoted(cell.sheet)}!{at}", f"{cell.sheet} {at}"
    elif request.code == COMMENT and len(modules := modules_of(drawing.form, request.part)) == 1:
        target = drawing.blueprint.first_answer(modules[0].key).removeprefix("#")
        said = modules[0].sheet
    else:
        said = drawing.definition.texts["start_sheet"]
        target = f"{quoted(said)}!A1"
    shape = book.cell_format("text", font_color=book.colour("brand"), underline=1)
    sheet.write_url(row, CELL, f"internal:{target}", shape, said)
    return said


def _changed(drawing: Drawing, sheet: Worksheet, row: int, count: str, still: str) -> bool:
    """Draw whether anything of a request has changed since it was sent: by formula, or words that stay."""
    book, texts = drawing.book, drawing.definition.texts
    shape = book.cell_format("text", align="center")
    if not count:
        put(sheet, row, CHANGED, still, shape)
        return False
    changed, unchanged = texts["corrections_changed"], texts["corrections_unchanged"]
    sheet.write_formula(row, CHANGED, f'=IF({count}>0,"{changed}","{unchanged}")', shape, unchanged)
    return True


def _progress(drawing: Drawing, sheet: Worksheet, live: int, last: int) -> None:
    """How many requests have changed, by formula; and the colours of the words."""
    if not live:
        return
    book, texts = drawing.book, drawing.definition.texts
    cells = f"{address(FIRST_ROW, CHANGED, fixed=True)}:{address(last, CHANGED, fixed=True)}"
    done = f'COUNTIF({cells},"{texts["corrections_changed"]}")'
    before, after = texts["corrections_done"].replace("{all}", str(live)).split("{done}")
    whole = texts["corrections_all"].format(all=live, start=texts["start_sheet"])
    shape = book.cell_format("text", bold=True)
    sheet.merge_range(PROGRESS_ROW, NUMBER, PROGRESS_ROW, CHANGED, "", shape)
    formula = f'=IF({done}={live},"{whole}","{before}"&{done}&"{after}")'
    sheet.write_formula(PROGRESS_ROW, NUMBER, formula, shape, f"{before}0{after}")
    sheet.set_row(PROGRESS_ROW, book.style["height"]["least"] + 4)
    progress = address(PROGRESS_ROW, NUMBER, fixed=True)
    rules = (
        (PROGRESS_ROW, PROGRESS_ROW, NUMBER, f'={progress}="{whole}"', "done"),
        (FIRST_ROW, last, CHANGED, _equals(texts["corrections_changed"]), "done"),
        (FIRST_ROW, last, CHANGED, _equals(texts["corrections_unchanged"]), "wanted"),
    )
    for first, end, column, criteria, tone in rules:
        colours = {"bg_color": book.colour(tone), "font_color": book.colour(f"{tone}_ink")}
        rule = {"type": "formula", "criteria": criteria, "format": book.workbook.add_format(colours)}
        sheet.conditional_format(first, column, end, CHANGED, rule)


def _equals(word: str) -> str:
    """The rule that colours a row's last cell when it says a word."""
    return f'={address(FIRST_ROW, CHANGED)}="{word}"'
