"""How tall the rows of the sheets of questions are in one workbook, in points, by sheet and row."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.form.model import Field
from emenscr_xl.sheets.blueprint import Blueprint
from emenscr_xl.sheets.heights import height
from emenscr_xl.sheets.layout import ANSWER, LABEL, FieldRow, SheetPlan, TableBlock
from emenscr_xl.sheets.written import shown

LONG_TEXT_LINES = 4


def row_heights(plan: Blueprint, submission: Submission) -> dict[tuple[str, int], float]:
    """The height of every row that holds a question or a record."""
    return {
        (sheet.module.sheet, row): points
        for sheet in plan.layout.plans
        if sheet.module.layout == "form"
        for block in sheet.blocks
        for row, points in _block(plan, sheet, block, submission)
    }


def _block(
    plan: Blueprint, sheet: SheetPlan, block: FieldRow | TableBlock, submission: Submission
) -> Iterator[tuple[int, float]]:
    style = plan.definition.style
    if isinstance(block, FieldRow):
        where = Where(sheet.module.key, block.field.key)
        label = f"{label_of(block.field)}\n{plan.hints[where.address]}".rstrip("\n")
        texts = [(label, sheet.widths[LABEL]), (shown(submission, where), sheet.widths[ANSWER])]
        lines = block.field.lines or (LONG_TEXT_LINES if block.field.type == "long_text" else 1)
        yield block.row, height(style, texts, lines)
        return
    table, columns = block.table, block.columns
    lines = max(1, *(f.lines for f in table.fields))
    for record in range(1, table.rows + 1):
        places = ((f, Where(sheet.module.key, f"{table.key}.{f.key}", record)) for f in table.placed)
        texts = [(shown(submission, where), sheet.widths[columns[f.key]]) for f, where in places]
        yield block.row(record), height(style, texts, lines)


def label_of(field: Field) -> str:
    """The label of a question asked once, with the star of a required answer."""
    return starred(field.label, field.required or bool(field.required_when))


def starred(label: str, required: bool) -> str:
    """The label, with the star of a required answer."""
    return f"{label} *" if required else label
