"""One project's whole chain on a page: what is chosen at each level, how it is explained, what is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from emenscr_xl.core.places import address
from emenscr_xl.core.submission import Submission
from emenscr_xl.form.model import Field, Table
from emenscr_xl.register.plans.alignment import MATRIX, asked, cell_of, table_of
from emenscr_xl.sheets.alignment.ranges import Ranges
from emenscr_xl.sheets.book import put, quoted
from emenscr_xl.sheets.dependent_lists import parents
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.heights import height
from emenscr_xl.sheets.live.pieces import quoted_text
from emenscr_xl.sheets.live.places import VERDICT
from emenscr_xl.sheets.live.reasons import COMPLETE
from emenscr_xl.sheets.live.rows import FIRST_ROW as FIRST_VERDICT
from emenscr_xl.sheets.live.rows import SENTENCE
from emenscr_xl.sheets.written import written

TEXTS = "_texts"
PROJECT = 0  # the column of the hidden sheet that names the project
LEVEL, CHOICE, EXPLAINED, STATE = range(4)
WIDTHS = (26, 46, 70, 32)
PICK_ROW, NAME_ROW, VERDICT_ROW, REASON_ROW, HEADING_ROW, FIRST_ROW = 2, 3, 4, 5, 7, 8
#: What the project itself says: the tables of M3 that the X of the chain is.
PROJECT_TABLES = ("objectives", "outputs", "outcomes", "indicators")


@dataclass(frozen=True, slots=True)
class Chain:
    """What the chain shows beyond the matrix: by project, in its order, the texts of the return by key."""

    texts: Sequence[Mapping[str, str]]

    def of(self, record: int, key: str) -> str:
        """One text of the project of that line."""
        return self.texts[record - 1].get(key, "")


def texts_of(questions: Sequence[Field], returned: Submission | None) -> dict[str, str]:
    """The explanations of a return by question, and what it says of the project itself by table."""
    if returned is None:
        return {}
    found = {q.key: returned.typed(q.explained) for q in questions if q.explained}
    module = returned.form.module("M3")
    for key in PROJECT_TABLES:
        table = module.table(key)
        lines = []
        for record in returned.records(module, table):
            lines.append(f"{record}. {_words_of(returned, table, record)}")
        found[key] = "\n".join(lines)
    return {key: text for key, text in found.items() if text}


def _words_of(returned: Submission, table: Table, record: int) -> str:
    """One line of a table as it is said: `name 85 คน`, but `name ร้อยละ 85`."""
    said = {f.key: returned.typed(f"M3.{table.key}.{f.key}", record) for f in table.answerable}
    number = returned.number(f"M3.{table.key}.target", record) if "target" in said else None
    if number is not None:
        said["target"] = f"{number:,f}"
    if said.get("unit") == "ร้อยละ":
        said["target"], said["unit"] = said["unit"], said["target"]
    return " ".join(filter(None, said.values()))


def draw_texts(drawing: Drawing, chain: Chain) -> None:
    """The hidden sheet of the returns' own words: a line for each project."""
    sheet, plain = drawing.book.sheet(TEXTS), drawing.book.format()
    for column, key in enumerate(_keys(drawing), start=PROJECT + 1):
        put(sheet, 0, column, key, plain)
        for n in range(1, len(chain.texts) + 1):
            put(sheet, n, column, chain.of(n, key), plain)
    for n in _lines(drawing):
        put(sheet, n, PROJECT, _written(drawing, "project", n), plain)
    sheet.hide()


def _keys(drawing: Drawing) -> list[str]:
    """The texts that the hidden sheet holds, in the order of its columns."""
    explained = [f.key for f in asked(drawing.form, MATRIX) if f.explained]
    return [*explained, *PROJECT_TABLES]


def draw_chain(drawing: Drawing, sheet: Worksheet, chain: Chain) -> None:
    """Draw the page, with the first project chosen."""
    book, texts = drawing.book, drawing.definition.texts
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    put(sheet, 0, LEVEL, texts["chain_title"], book.title())
    sheet.set_row(0, book.style["height"]["title"])
    _pick(drawing, sheet)
    for column, key in enumerate(("chain_level", "chain_choice", "chain_explained", "chain_state")):
        put(sheet, HEADING_ROW, column, texts[key], book.heading())
    row = FIRST_ROW
    for question in _choices(drawing):
        _choice(drawing, sheet, row, question, chain)
        row += 1
    for key in PROJECT_TABLES:
        _words(drawing, sheet, row, key, chain)
        row += 1
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, row - 1, STATE)
    sheet.set_selection(PICK_ROW, CHOICE, PICK_ROW, CHOICE)


def _choices(drawing: Drawing) -> Iterator[Field]:
    return (f for f in asked(drawing.form, MATRIX) if f.type == "code")


def _pick_cell() -> str:
    """The cell in which the project is chosen."""
    return str(xl_rowcol_to_cell(PICK_ROW, CHOICE, row_abs=True, col_abs=True))


def _line() -> str:
    """The line of the matrix that the chosen project stands in."""
    return str(xl_rowcol_to_cell(PICK_ROW, STATE, row_abs=True, col_abs=True))


def _pick(drawing: Drawing, sheet: Worksheet) -> None:
    """The project to look at, and its verdict."""
    book, texts, ranges = drawing.book, drawing.definition.texts, Ranges(drawing.blueprint)
    bold = book.format(bold=True)
    chosen = _shown(drawing, "project")
    put(sheet, PICK_ROW, LEVEL, texts["chain_pick"], bold)
    put(sheet, PICK_ROW, CHOICE, chosen, book.cell_format("text", bg_color=book.colour("answer")))
    rule = {"validate": "list", "source": f"={ranges.column('project')}"}
    rule |= {"input_title": texts["chain_pick"], "input_message": texts["chain_pick_hint"]}
    rule |= {"error_title": texts["chain_pick"], "error_message": texts["chain_pick_hint"]}
    sheet.data_validation(PICK_ROW, CHOICE, PICK_ROW, CHOICE, rule)
    muted = book.format(font_color="#FFFFFF")
    sheet.write_formula(
        PICK_ROW, STATE, f"=IFERROR(MATCH({_pick_cell()},{ranges.column('project')},0),0)", muted, 1
    )
    for row, key in ((NAME_ROW, "name"), (VERDICT_ROW, "verdict"), (REASON_ROW, "reason")):
        label = drawing.form.question(cell_of(drawing.form, MATRIX, key, 1).address)[2].label
        put(sheet, row, LEVEL, label, bold)
        value = _shown(drawing, key)
        shape, nothing = book.format(bold=key == "verdict"), texts["no_such_project"] if key == "name" else ""
        sheet.write_formula(row, CHOICE, _found(ranges.column(key), nothing), shape, value)


def _found(area: str, nothing: str = "") -> str:
    """What stands in a range at the chosen project's line; `nothing` while there is no such project."""
    return f'=IF({_line()}=0,{quoted_text(nothing)},INDEX({area},{_line()})&"")'


def _choice(drawing: Drawing, sheet: Worksheet, row: int, question: Field, chain: Chain) -> None:
    """One level: what is chosen, how it is explained, whether it hangs together."""
    book, ranges = drawing.book, Ranges(drawing.blueprint)
    text = book.cell_format("text")
    put(sheet, row, LEVEL, question.label, book.cell_format("text", bold=True))
    sheet.write_formula(row, CHOICE, _found(ranges.column(question.key)), text, _shown(drawing, question.key))
    _explained(drawing, sheet, row, question.key, chain)
    state = _state(drawing, question)
    sheet.write_formula(row, STATE, state, text, _state_value(drawing, question))
    longest = max((_written(drawing, question.key, n) for n in _lines(drawing)), key=len, default="")
    _height(drawing, sheet, row, question.key, chain, longest)


def _words(drawing: Drawing, sheet: Worksheet, row: int, key: str, chain: Chain) -> None:
    """What the project says of itself."""
    book, module = drawing.book, drawing.definition.form.module("M3")
    label = f"{drawing.definition.texts['chain_project']}: {module.table(key).label}"
    put(sheet, row, LEVEL, label, book.cell_format("text", bold=True))
    put(sheet, row, CHOICE, None, book.cell_format("text"))
    _explained(drawing, sheet, row, key, chain)
    put(sheet, row, STATE, None, book.cell_format("text"))
    _height(drawing, sheet, row, key, chain, label)


def _explained(drawing: Drawing, sheet: Worksheet, row: int, key: str, chain: Chain) -> None:
    keys, shape = _keys(drawing), drawing.book.cell_format("text")
    if key not in keys:
        put(sheet, row, EXPLAINED, None, shape)
        return
    column, last = PROJECT + 1 + keys.index(key), max(1, len(chain.texts))
    area, ids = (f"{quoted(TEXTS)}!{xl_range_abs(1, c, last, c)}" for c in (column, PROJECT))
    value = chain.of(1, key) if chain.texts else ""
    formula = f'=IFERROR(INDEX({area},MATCH({_pick_cell()},{ids},0))&"","")'
    sheet.write_formula(row, EXPLAINED, formula, shape, value)


def _state(drawing: Drawing, question: Field) -> str:
    """In words: hangs together with what is above it, is stated, is not, or what is wrong with it."""
    live, texts, ranges = drawing.blueprint.live, drawing.definition.texts, Ranges(drawing.blueprint)
    verdict = f"INDEX({ranges.judged(question.key, VERDICT)},{_line()})"
    last = FIRST_VERDICT + len(live.reasons.sentences) - 1
    area = ":".join(address(r, SENTENCE, fixed=True) for r in (FIRST_VERDICT, last))
    sentence = f"INDEX({quoted(live.terms.places.sheet)}!{area},{verdict}+1)"
    sound, unstated = quoted_text(texts["stated"]), quoted_text(texts["not_stated"])
    if above := _above(drawing, question):
        parent = f"INDEX({ranges.judged(above, VERDICT)},{_line()})"
        sound = f"IF({parent}={COMPLETE},{quoted_text(texts['linked'])},{sound})"
    said = f'IF({verdict}={live.reasons.wanted},{unstated},IF({verdict}={COMPLETE},{sound},{sentence}&""))'
    return f'=IF({_line()}=0,"",{said})'


def _above(drawing: Drawing, question: Field) -> str:
    """The question that a choice hangs on; "" when it hangs on none."""
    here = cell_of(drawing.form, MATRIX, question.key, 1).address
    return parents(drawing.form).get(here, "").rpartition(".")[2]


def _state_value(drawing: Drawing, question: Field) -> str:
    live, texts = drawing.blueprint.live, drawing.definition.texts
    above, numbers = _above(drawing, question), drawing.contents.judged.numbers
    places = (cell_of(drawing.form, MATRIX, key, 1) for key in (question.key, above or question.key))
    number, parent = (numbers.get(where, 0) for where in places)
    if number == live.reasons.wanted:
        return texts["not_stated"]
    if number != COMPLETE:
        return live.reasons.sentences[number]
    return texts["linked" if above and parent == COMPLETE else "stated"]


def _lines(drawing: Drawing) -> range:
    return range(1, table_of(drawing.form, MATRIX).rows + 1)


def _written(drawing: Drawing, key: str, record: int) -> str:
    """What stands in a cell of the matrix."""
    where = cell_of(drawing.form, MATRIX, key, record)
    field = drawing.form.question(where.address)[2]
    if field.computed:
        cell = drawing.layout.cells[where]
        return str(drawing.contents.values.get((cell.sheet, cell.row, cell.column), ""))
    value = written(drawing.contents.issue.submission, where)
    return "" if value is None else str(value)


def _shown(drawing: Drawing, key: str) -> str:
    """What the page shows of the first project."""
    return _written(drawing, key, 1)


def _height(drawing: Drawing, sheet: Worksheet, row: int, key: str, chain: Chain, choice: str) -> None:
    """Room for the longest text that any project has at this level."""
    explained = max((texts.get(key, "") for texts in chain.texts), key=len, default="")
    points = height(drawing.book.style, [(choice, WIDTHS[CHOICE]), (explained, WIDTHS[EXPLAINED])], 2)
    sheet.set_row(row, points)
