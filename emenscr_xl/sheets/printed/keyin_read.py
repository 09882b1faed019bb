"""Reading a key-in workbook back: what staff ticked, dated and initialled, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from emenscr_xl.core.dates import read_date
from emenscr_xl.core.submission import Cell, Where
from emenscr_xl.core.values import typed_text
from emenscr_xl.form.model import Form
from emenscr_xl.register.printed.keyed import Noted
from emenscr_xl.sheets.printed.keyin_columns import COLUMNS, GONE, OPEN, key_of
from emenscr_xl.sheets.printed.print_stamp import KEYIN_FORM, fingerprint_of
from emenscr_xl.sheets.read import read_stamp
from emenscr_xl.sheets.source import ClosedWorkbook, Grid
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

_ANCHOR = re.compile(rf"#({GONE})?([^\[\]]+\.[^\[\]]+)(?:\[(\d+)\])?")


@dataclass(frozen=True, slots=True)
class KeyinFile:
    """One key-in workbook as staff left it."""

    project: str
    number: int
    fingerprint: str
    lines: tuple[Noted, ...]


def anchor_of(where: Where, removed: bool) -> str:
    """The name that a line carries in its hidden column."""
    record = f"[{where.record}]" if where.record else ""
    return f"#{GONE if removed else ''}{where.address}{record}"


def read_keyin(content: bytes, form: Form) -> KeyinFile:
    """The key-in workbook that the content holds. UnreadableWorkbook when it is none of the form's year.

    Lines and columns may have been sorted, moved and inserted, and the sheet renamed.
    """
    source = ClosedWorkbook(content)
    stamp = read_stamp(source)
    if stamp.form != KEYIN_FORM or stamp.fiscal_year != form.fiscal_year:
        raise UnreadableWorkbook("STR-03")
    for name in source.sheet_names:
        grid = source.grid(name)
        columns = _columns(grid)
        if columns:
            lines = tuple(_lines(grid, columns, form))
            return KeyinFile(stamp.project, stamp.issue, fingerprint_of(source), lines)
    raise UnreadableWorkbook("STR-03")


def _columns(grid: Grid) -> Mapping[str, int]:
    """The place of each column by its key, from the row that names them all; {} when no row does."""
    keys = {key_of(column): column.key for column in COLUMNS}
    for row in grid:
        found = {keys[v]: n for n, v in enumerate(row) if isinstance(v, str) and v in keys}
        if len(found) == len(keys):
            return found
    return {}


def _lines(grid: Grid, columns: Mapping[str, int], form: Form) -> Iterator[Noted]:
    """The lines that count. Of a line that was copied, the first speaks."""
    known = {".".join(filter(None, (m.key, t.key if t else "", f.key))) for m, t, f in form.questions()}
    seen = set()
    for row in grid:
        cells = {key: row[at] if at < len(row) else None for key, at in columns.items()}
        anchor = _ANCHOR.fullmatch(typed_text(cells["anchor"]))
        if anchor and anchor[2] in known and anchor[0] not in seen and typed_text(cells["carried"]):
            seen.add(anchor[0])
            where = Where.at(anchor[2], int(anchor[3] or 0))
            yield _noted(where, cells, removed=bool(anchor[1]))


def _noted(where: Where, cells: Mapping[str, Cell], *, removed: bool) -> Noted:
    return Noted(
        where,
        typed_text(cells["value"]),
        ticked=typed_text(cells["tick"]) not in ("", OPEN),
        day=_day(cells["day"]),
        by=typed_text(cells["by"]),
        carried=typed_text(cells["carried"]) == "1",
        removed=removed,
    )


def _day(cell: Cell) -> date | str:
    """The day that staff wrote; the text where it is no date."""
    read = read_date(cell) if isinstance(cell, date | str) else None
    return read.day if read else typed_text(cell)
