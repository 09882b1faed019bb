"""The consolidated workbook: the annual summary, the quarters' summaries, and the data that they count."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from emenscr_xl.register.collected import Collected
from emenscr_xl.register.summaries.of_quarter import begun_quarters, quarter_sheet
from emenscr_xl.register.tables.data_table import HeldRows
from emenscr_xl.register.tables.stack import SUMMARY, stack
from emenscr_xl.sheets.beyond import HERE, Beyond
from emenscr_xl.sheets.book import Book
from emenscr_xl.sheets.data_sheet import draw_data, drawn
from emenscr_xl.sheets.summary.sheet import draw_quarter, draw_summary


def write_consolidated(path: Path, collected: Collected, beyond: Beyond = HERE) -> tuple[str, ...]:
    """Write the workbook, atomically; gives the sheets whose rows are too many to stand in it.

    The same collection gives the same content. `beyond`: what of its data lies in other files.
    """
    title = f"{SUMMARY} {collected.definition.form.fiscal_year} – {collected.office.name}"
    with Book(path, collected.definition.style, title) as book:
        tables = {table.key: table for table in stack(collected, partial(drawn, book))}
        long = {key: table.sheet for key, table in tables.items() if beyond.too_many(len(table.rows))}
        sheet = book.sheet(SUMMARY)
        quarters = [(book.sheet(quarter_sheet(m)), m) for m in begun_quarters(collected)]
        for key, table in tables.items():
            noted = beyond.noted(table, len(table.rows))
            shown = replace(noted, rows=HeldRows()) if key in long else noted
            draw_data(book, shown, SUMMARY, collected.sample, collected.office.name)
        draw_summary(book, sheet, collected, tables, long)
        for page, module in quarters:
            draw_quarter(book, page, collected, tables, module, long)
    return tuple(long.values())
