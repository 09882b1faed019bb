"""The rows that bear a status: which places each speaks for, what it says, and what it is called.

On the sheet of checks they stand right of the places, one row each, in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from emenscr_xl.core.places import address
from emenscr_xl.core.submission import Where
from emenscr_xl.sheets.book import quoted
from emenscr_xl.sheets.layout import ANSWER, STATUS, Cell, FieldRow, SheetPlan, TableBlock
from emenscr_xl.sheets.live.formulas import Live
from emenscr_xl.sheets.live.places import VERDICT, judged
from emenscr_xl.sheets.live.reasons import COMPLETE

#: The verdicts by number: their words, their sentences, and both together.
WORD, SENTENCE, SAID = 9, 10, 11
#: The rows: the greatest verdict, what the status says, its number if there is something to do, title, place,
#: and which answers of a record are wrong or wanted.
GREATEST, SAYS, TO_DO, TITLE, LINK, MARKS = range(13, 19)
#: How many places were answered when the workbook was issued.
ISSUED = 20
FIRST_ROW = 1
WRONG_MARK, WANTED_MARK = "x", "w"


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A row with a status: its cell, the places it speaks for, its title, the cell to go to.

    `marks`: a hidden cell that names a record's answers that are wrong (`|5x`: column 5) or wanted (`|5w`).
    """

    cell: Cell
    places: tuple[Where, ...]
    title: str
    answer: Cell
    marks: Cell

    @property
    def many(self) -> bool:
        """Several answers stand in the row: the status names the one that it speaks of."""
        return len(self.places) > 1

    @property
    def link(self) -> str:
        """The place in the workbook, as HYPERLINK takes it."""
        return f"#{quoted(self.answer.sheet)}!{xl_rowcol_to_cell(self.answer.row, self.answer.column)}"


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What a row's formulas give: the greatest verdict of its places, and its words."""

    greatest: int
    says: str


def status_rows(plan: SheetPlan) -> Iterator[StatusRow]:
    """The rows of a sheet of questions that can need or hold an answer, from top to bottom."""
    module = plan.module
    for block in plan.blocks:
        if isinstance(block, TableBlock):
            yield from _records(plan, block)
        elif any(True for _ in judged(module, block.field)):
            yield _question(module.key, module.sheet, block)


def _question(module: str, sheet: str, block: FieldRow) -> StatusRow:
    status, answer = (Cell(sheet, block.row, column) for column in (STATUS, ANSWER))
    title = f"{sheet} › {block.number} {block.field.label}"
    return StatusRow(status, (Where(module, block.field.key),), title, answer, status)


def _records(plan: SheetPlan, block: TableBlock) -> Iterator[StatusRow]:
    key, sheet, table = plan.module.key, plan.module.sheet, block.table
    asked = list(judged(plan.module, table))
    names = [f"{table.key}.{f.key}" for f in asked]
    first = block.columns[asked[0].key]
    for record in range(1, table.rows + 1):
        status, answer = (Cell(sheet, block.row(record), column) for column in (STATUS, first))
        places = tuple(Where(key, name, record) for name in names)
        title = f"{sheet} › {block.number} {table.record.format(n=record)}"
        yield StatusRow(status, places, title, answer, Cell(sheet, block.row(record), plan.last_column + 1))


def row_formulas(live: Live, row: StatusRow, number: int) -> dict[int, str]:
    """The formulas of the n-th row with a status (from 0), by column."""
    here = address(FIRST_ROW + number, GREATEST)
    words, sentences, said = (area(c, len(live.reasons.words)) for c in (WORD, SENTENCE, SAID))
    says = f'INDEX({said},{here}+1)&""'
    if row.many:
        label = f'TRIM({_label(live, row, here)}&" "&INDEX({sentences},{here}+1))'
        says = f'IF({here}>{COMPLETE},INDEX({words},{here}+1)&": "&{label},{says})'
    nth = f"ROWS({address(FIRST_ROW, GREATEST, fixed=True)}:{here})"
    formulas = {
        GREATEST: f"=MAX({live.terms.places.over(row.places, VERDICT)})",
        SAYS: f"={says}",
        TO_DO: f'=IF({here}>={live.reasons.wanted},{nth},"")',
    }
    return formulas | ({MARKS: _mark_formula(live, row)} if row.many else {})


def _label(live: Live, row: StatusRow, greatest: str) -> str:
    """The label of the first answer of a record whose verdict is the greatest."""
    places, (*others, last) = live.terms.places, row.places
    label = places.label(last)
    for where in reversed(others):
        label = f"IF({places.at(where, VERDICT)}={greatest},{places.label(where)},{label})"
    return label


def _mark_formula(live: Live, row: StatusRow) -> str:
    """Names the answers of a record that are wrong or wanted, by their columns."""
    wanted, terms = live.reasons.wanted, []
    for where in row.places:
        verdict, wrong, blank = live.terms.places.at(where, VERDICT), *_marks(live, where)
        terms.append(f'IF({verdict}>{wanted},"{wrong}",IF({verdict}={wanted},"{blank}",""))')
    return f"={'&'.join(terms)}"


def mark_value(live: Live, row: StatusRow, numbers: Mapping[Where, int]) -> str:
    """What the formula of the marks gives."""
    found, wanted = "", live.reasons.wanted
    for where in row.places:
        if (number := numbers.get(where, 0)) >= wanted:
            wrong, blank = _marks(live, where)
            found += wrong if number > wanted else blank
    return found


def _marks(live: Live, where: Where) -> tuple[str, str]:
    column = live.terms.places.layout.cells[where].column + 1
    return f"|{column}{WRONG_MARK}", f"|{column}{WANTED_MARK}"


def row_verdict(live: Live, row: StatusRow, numbers: Mapping[Where, int]) -> RowVerdict:
    """What a row's formulas give, out of the verdicts of its places."""
    of_row = [numbers.get(w, 0) for w in row.places]
    greatest = max(of_row)
    if not row.many:
        return RowVerdict(greatest, live.reasons.said(greatest))
    at = row.places[of_row.index(greatest)]
    label = live.terms.form.question(at.address)[2].label
    return RowVerdict(greatest, live.reasons.said_of(greatest, label))


def area(column: int, count: int, first: int = 0) -> str:
    """The cells of so many rows of a column of the sheet of checks, from the n-th on (from 0)."""
    rows = (FIRST_ROW + first, FIRST_ROW + first + count - 1)
    return ":".join(address(r, column, fixed=True) for r in rows)
