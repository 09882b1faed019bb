"""The hidden sheet of a correction workbook: cells as they were sent, and whether each has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from emenscr_xl.core.places import address
from emenscr_xl.core.submission import Where
from emenscr_xl.register.corrections.replies import modules_of
from emenscr_xl.register.corrections.requests import COMMENT, Request
from emenscr_xl.sheets.book import put, quoted
from emenscr_xl.sheets.drawing import Drawing
from emenscr_xl.sheets.formulas import reference
from emenscr_xl.sheets.layout import CORRECTIONS_MARK

SENT, CHANGED = range(2)
FIRST_ROW = 1


@dataclass(frozen=True, slots=True)
class Watched:
    """The rows of the hidden sheet: one for each place; `spans`: the first and last row of each module."""

    sheet: str
    rows: Mapping[Where, int]
    spans: Mapping[str, tuple[int, int]]

    def count(self, drawing: Drawing, request: Request) -> str:
        """The formula part that counts what has changed of a request; "" when nothing of it can change."""
        if request.code == COMMENT:
            spans = [self.spans[m.key] for m in modules_of(drawing.form, request.part) if m.key in self.spans]
            if not spans:
                return ""
            first, last = spans[0][0], spans[-1][1]
            return f"SUM({self._cell(first)}:{address(last, CHANGED, fixed=True)})"
        row = self.rows.get(request.where) if request.where else None
        return self._cell(row) if row is not None else ""

    def _cell(self, row: int) -> str:
        return f"{quoted(self.sheet)}!{address(row, CHANGED, fixed=True)}"


def draw_watched(drawing: Drawing, requests: Iterable[Request]) -> Watched:
    """Add the hidden sheet: the cells asked about, then every open answer of the parts asked about."""
    name, plain = drawing.definition.texts["corrections_watch"], drawing.book.format()
    sheet = drawing.book.sheet(name)
    put(sheet, 0, 0, CORRECTIONS_MARK, plain)
    rows: dict[Where, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    for row, (where, module) in enumerate(_places(drawing, list(requests)), start=FIRST_ROW):
        cell = drawing.layout.cells[where]
        sent = drawing.contents.values.get((cell.sheet, cell.row, cell.column))
        put(sheet, row, SENT, sent, plain)
        same = f'EXACT({reference(cell, name, fixed=True)}&"",{address(row, SENT)}&"")'
        sheet.write_formula(row, CHANGED, f"=IF(IFERROR({same},FALSE),0,1)", plain, 0)
        if module:
            spans[module] = spans.get(module, (row, row))[0], row
        else:
            rows[where] = row
    sheet.very_hidden()
    return Watched(name, rows, spans)


def _places(drawing: Drawing, requests: list[Request]) -> Iterator[tuple[Where, str]]:
    """Each cell asked about; then of each part asked about, module by module, what its owner may answer."""
    asked = (r.where for r in requests if r.code != COMMENT and r.where in drawing.layout.cells)
    yield from ((where, "") for where in dict.fromkeys(asked) if where)
    comments = [r.part for r in requests if r.code == COMMENT]
    parts = {m.key for part in comments for m in modules_of(drawing.form, part)}
    fixed = drawing.contents.issue.fixed
    for where in drawing.blueprint.answers:
        if where.module in parts and where not in fixed:
            yield where, where.module
