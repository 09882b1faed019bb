"""Where each question lies in a workbook about to be drawn. Rows and columns count from 0, as in xlsxwriter.

Every sheet carries its own map, for readers: column A (hidden) names the rows, row 1 (hidden) marks the
module and its answer column, and every table has a hidden row that names its columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import Field, Form, Module, Table

ANCHOR, NUMBER, STATUS, LABEL, ANSWER = range(5)
LIST_FIRST_COLUMN = 1
#: The house widths that are called otherwise than their field types.
WIDTH_NAMES = {"number": "number_answer", "sum": "money", "mirror": "text", "active": "choice"}
MODULE_MARK, ANSWER_MARK, MARK = "#module:", "#answer", "#"
#: The first cell of the sheet that says what a workbook is, and the keys below it.
STAMP_MARK = "#emenscr"
STAMP_KEYS = ("form", "version", "fiscal_year", "project", "issue", "quarter")
#: The first cell of the sheets that only a correction workbook has.
CORRECTIONS_MARK = "#corrections"
#: On the sheet that the add-in lists its findings on.
FINDINGS_MARK = "#findings"
#: The line of the stamp that says which catalogues of the office it offers; those that ship say nothing.
CATALOGUES = "catalogues"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a named sheet."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A question asked once, in one row."""

    field: Field
    number: str
    row: int


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: its title, its hidden key row, its heading, its records, and the column of each field."""

    table: Table
    number: str
    title_row: int
    columns: Mapping[str, int]

    @property
    def key_row(self) -> int:
        """The hidden row that names the columns."""
        return self.title_row + 1

    @property
    def heading_row(self) -> int:
        """The row of column headings."""
        return self.title_row + 2

    @property
    def first_row(self) -> int:
        """The row of record 1."""
        return self.title_row + 3

    @property
    def last_row(self) -> int:
        """The row of the last record."""
        return self.first_row + self.table.rows - 1

    def row(self, record: int) -> int:
        """The row of a record, counted from 1."""
        return self.first_row + record - 1


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One module's sheet: its blocks from top to bottom and its column widths."""

    module: Module
    blocks: tuple[FieldRow | TableBlock, ...]
    widths: Mapping[int, int]

    @property
    def tables(self) -> Iterator[TableBlock]:
        """The tables of the sheet."""
        return (b for b in self.blocks if isinstance(b, TableBlock))

    @property
    def rows(self) -> Iterator[FieldRow]:
        """The questions asked once."""
        return (b for b in self.blocks if isinstance(b, FieldRow))

    @property
    def last_row(self) -> int:
        """The last row that is used."""
        return max((b.row if isinstance(b, FieldRow) else b.last_row for b in self.blocks), default=0)

    @property
    def last_column(self) -> int:
        """The last column that is used."""
        return max(self.widths)


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The plans of all sheets, and the cell of every place."""

    plans: tuple[SheetPlan, ...]
    cells: Mapping[Where, Cell]

    def plan(self, module: str) -> SheetPlan:
        """The plan of a module's sheet."""
        return next(p for p in self.plans if p.module.key == module)


def place(form: Form, style: Mapping[str, Any]) -> Layout:
    """The layout of a form: one sheet for each module, in the definition's order."""
    plans = tuple(_plan(module, style["width"]) for module in form.modules)
    return Layout(plans, {where: cell for plan in plans for where, cell in _cells(plan)})


def _plan(module: Module, widths: Mapping[str, int]) -> SheetPlan:
    if module.layout == "list":
        (table,) = module.tables
        columns = {f.key: LIST_FIRST_COLUMN + n for n, f in enumerate(table.fields)}
        block = TableBlock(table, "", 2, columns)
        return SheetPlan(
            module, (block,), {ANCHOR: 4} | {columns[f.key]: _width(f, widths) for f in table.fields}
        )
    blocks: list[FieldRow | TableBlock] = []
    row = 4
    for number, item in enumerate(module.items, start=1):
        name = f"{module.base[1:]}.{number}" if module.base.startswith("M") else str(number)
        if isinstance(item, Field):
            blocks.append(FieldRow(item, name, row))
            row += 1
        else:
            row += bool(blocks) and isinstance(blocks[-1], FieldRow)  # a free row above each table
            block = TableBlock(item, name, row, _columns(item))
            blocks.append(block)
            row = block.last_row + 2
    return SheetPlan(module, tuple(blocks), _widths(module, blocks, widths))


def _columns(table: Table) -> dict[str, int]:
    """Each field's column: from the answer column on; a running number stands in the number column."""
    columns = {f.key: ANSWER + n for n, f in enumerate(table.placed)}
    return columns | {f.key: NUMBER for f in table.fields if f.type == "seq"}


def _widths(module: Module, blocks: list[FieldRow | TableBlock], widths: Mapping[str, int]) -> dict[int, int]:
    label = widths["label"] if len(module.fields) > 1 else widths["record"]
    answer = widths["answer"] if len(module.fields) > 1 else 0
    found = {ANCHOR: 4, NUMBER: widths["number"], STATUS: widths["status"], LABEL: label, ANSWER: answer}
    for block in blocks:
        if isinstance(block, TableBlock):
            for field in block.table.fields:
                column = block.columns[field.key]
                if column == NUMBER:
                    found[NUMBER] = widths["seq"]
                else:
                    found[column] = max(found.get(column, 0), _width(field, widths))
    return found


def _width(field: Field, widths: Mapping[str, int]) -> int:
    """A field's own width, or its type's."""
    kind = WIDTH_NAMES.get(field.type, field.type)
    return field.width or widths["unit" if field.key == "unit" and field.type == "text" else kind]


def _cells(plan: SheetPlan) -> Iterator[tuple[Where, Cell]]:
    key, sheet = plan.module.key, plan.module.sheet
    for block in plan.blocks:
        if isinstance(block, FieldRow):
            yield Where(key, block.field.key), Cell(sheet, block.row, ANSWER)
            continue
        for field in block.table.fields:
            for record in range(1, block.table.rows + 1):
                where = Where(key, f"{block.table.key}.{field.key}", record)
                yield where, Cell(sheet, block.row(record), block.columns[field.key])
