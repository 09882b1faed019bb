"""How tall the rows of the sheets of questions are in one workbook, in points, by sheet and row."""

from __future__ import annotations

from collections.abc import Iterable

from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.form.model import Field
from emenscr_xl.sheets.blueprint import Blueprint
from emenscr_xl.sheets.heights import height
from emenscr_xl.sheets.layout import ANSWER, LABEL
from emenscr_xl.sheets.written import shown

LONG_TEXT_LINES = 4


def row_heights(
    plan: Blueprint, submission: Submission, places: Iterable[Where]
) -> dict[tuple[str, int], float]:
    """The heights of the rows in which places of the sheets of questions lie."""
    rows: dict[tuple[str, int], Where] = {}
    for where in places:
        module, _, field = plan.form.question(where.address)
        if module.layout == "form" and field.type != "seq":
            cell = plan.layout.cells[where]
            rows.setdefault((cell.sheet, cell.row), where)
    least = float(plan.definition.style["height"]["status"])  # the longest reason takes two small lines
    heights = {row: _height(plan, submission, where) for row, where in rows.items()}
    return {row: max(points, least) if row in plan.with_status else points for row, points in heights.items()}


def _height(plan: Blueprint, submission: Submission, where: Where) -> float:
    """The height of the row that holds a question, or the record that a place lies in."""
    module, table, field = plan.form.question(where.address)
    widths, style = plan.layout.plan(module.key).widths, plan.definition.style
    if table is None:
        label = f"{label_of(field)}\n{plan.hints[where.address]}".rstrip("\n")
        texts = [(label, widths[LABEL]), (shown(submission, where), widths[ANSWER])]
        return height(style, texts, field.lines or (LONG_TEXT_LINES if field.type == "long_text" else 1))
    places = (Where(module.key, f"{table.key}.{f.key}", where.record) for f in table.placed)
    texts = [(shown(submission, w), widths[plan.layout.cells[w].column]) for w in places]
    return height(style, texts, max(1, *(f.lines for f in table.fields)))


def label_of(field: Field) -> str:
    """The label of a question asked once, with the star of a required answer."""
    return starred(field.label, field.required or bool(field.required_when))


def starred(label: str, required: bool) -> str:
    """The label, with the star of a required answer."""
    return f"{label} *" if required else label
