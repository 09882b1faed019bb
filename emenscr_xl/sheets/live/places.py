"""Where each answer is judged: one row of the hidden sheet of checks for each place.

Questions stand in reading order, and the records of a table below each other field by field: so the formulas
of a field are alike in rows that follow each other, and the file holds them once (see `shared_formulas`).

Columns: the question's label (once for all its records), the answer's text, its text prepared for reading,
its value, what is wrong with it by itself, its verdict, for some a detail (a month's place in the year, a
date's parts), whether the record is begun, and the row that its anchor stands in. Verdicts and faults are
numbers of sentences (see `reasons`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from emenscr_xl.core.places import address
from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import Field, Form, Module, Table
from emenscr_xl.sheets.book import quoted
from emenscr_xl.sheets.formulas import reference
from emenscr_xl.sheets.layout import ANCHOR, MARK, Cell, Layout

LABEL, TEXT, PLAIN, VALUE, FAULT, VERDICT, DETAIL, BEGUN, ROW = range(9)
HEADINGS = ("label", "text", "plain", "value", "fault", "verdict", "detail", "begun", "row")


@dataclass(frozen=True, slots=True)
class Places:
    """The row of every judged place (from 0), and of every module that is asked by quarter."""

    sheet: str
    form: Form
    layout: Layout
    rows: Mapping[Where, int]
    modules: Mapping[str, int]
    last_row: int

    def at(self, where: Where, column: int) -> str:
        """A place's cell in a column of the sheet of checks; its row moves along only where records do."""
        return address(self.rows[where], column, fixed=not where.record)

    def over(self, wheres: Sequence[Where], column: int) -> str:
        """The ranges that places take in a column, neighbours joined, parted by commas."""
        runs: list[list[int]] = []
        for row in sorted(self.rows[w] for w in wheres):
            if runs and row == runs[-1][1] + 1:
                runs[-1][1] = row
            else:
                runs.append([row, row])
        cells = [tuple(address(r, column) for r in run) for run in runs]
        return ",".join(first if first == last else f"{first}:{last}" for first, last in cells)

    def due(self, module: Module) -> str:
        """The cell that is above 0 when a quarter's module is due or begun; "1" for any other."""
        if module.key not in self.modules:
            return "1"
        return address(self.modules[module.key], VALUE, fixed=True)

    def label(self, where: Where) -> str:
        """The cell that holds the label of a place's question."""
        return address(self.rows[first_of(where)], LABEL, fixed=True)

    def answer(self, where: Where, home: str = "") -> str:
        """The answer's own cell: by its column and the row that its anchor stands in.

        A plain reference would follow an answer that is cut and pasted. `home`: the sheet that asks, if it
        is another; what it says stays when its row is copied.
        """
        column, row = self.layout.cells[where].column, self.rows[self.record(where)[0]]
        found = reference(Cell(self.sheet, row, ROW), home or self.sheet, fixed=bool(home))
        return f"INDEX({column_name(where.module, column)},{found})"

    def anchor_row(self, where: Where) -> str:
        """The row of a place's anchor as a formula; as drawn where the anchor is gone."""
        anchor = f"{MARK}{where.module}.{where.field.partition('.')[0]}"
        column, row = column_name(where.module, ANCHOR), self.layout.cells[where].row + 1
        first = address(self.rows[first_of(where)], ROW, fixed=True)
        number = f"ROWS({first}:{address(self.rows[where], ROW)})"
        if self.form.module(where.module).layout == "list":
            return f"{row - where.record}+{number}"  # a list's lines may be sorted: what stands there counts
        if not where.record:
            return f'IFERROR(MATCH("{anchor}",{column},0),{row})'
        return f'IFERROR(MATCH("{anchor}["&{number}&"]",{column},0),{row - where.record}+{number})'

    def columns(self) -> Mapping[str, str]:
        """By defined name: every column that answers or their anchors stand in, as a formula."""
        found: dict[str, str] = {}
        for where in self.rows:
            cell = self.layout.cells[where]
            for column in (ANCHOR, cell.column):
                letters = f"${xl_col_to_name(column)}"
                found[column_name(where.module, column)] = f"={quoted(cell.sheet)}!{letters}:{letters}"
        return found

    def record(self, where: Where) -> tuple[Where, ...]:
        """The judged places of the record that a place lies in; the place alone when it is asked once."""
        module, table, _ = self.form.question(where.address)
        if table is None:
            return (where,)
        named = (Where(module.key, f"{table.key}.{f.key}", where.record) for f in judged(module, table))
        return tuple(named)


def column_name(module: str, column: int) -> str:
    """The defined name of a column of a module's sheet: Excel shares no formula that names another sheet."""
    return f"C_{module}_{xl_col_to_name(column)}"


def first_of(where: Where) -> Where:
    """The place of the same question in the first record; itself where it is asked once."""
    return Where(where.module, where.field, min(where.record, 1))


def judged(module: Module, item: Field | Table) -> Iterator[Field]:
    """The fields of an item that are judged: those answered, and the sums; of a list only what is asked."""
    fields = item.fields if isinstance(item, Table) else (item,)
    asked = (f for f in fields if not (f.locked and module.layout == "list"))
    return (f for f in asked if not f.computed or f.type == "sum")


def places_of(form: Form, layout: Layout, sheet: str) -> Places:
    """The places of a form's sheets of questions; a list is one only where it says so."""
    rows: dict[Where, int] = {}
    modules: dict[str, int] = {}
    row = 1
    for module in form.modules:
        if module.layout == "list" and not module.judged:
            continue
        if module.quarter:
            modules[module.key] = row
            row += 1
        for item in module.items:
            for where in _of(module, item):
                rows[where] = row
                row += 1
    return Places(sheet, form, layout, rows, modules, row - 1)


def _of(module: Module, item: Field | Table) -> Iterator[Where]:
    if isinstance(item, Field):
        yield from (Where(module.key, f.key) for f in judged(module, item))
        return
    for field in judged(module, item):
        for record in range(1, item.rows + 1):
            yield Where(module.key, f"{item.key}.{field.key}", record)
