"""The consolidated workbook: the annual summary, the quarters' summaries, and the data that they count."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from emenscr_xl.register.collected import Collected
from emenscr_xl.register.summaries.of_quarter import begun_quarters, quarter_sheet
from emenscr_xl.register.tables.stack import SUMMARY, stack
from emenscr_xl.sheets.beyond import HERE, Beyond
from emenscr_xl.sheets.book import Book
from emenscr_xl.sheets.data_sheet import draw_data, drawn
from emenscr_xl.sheets.summary.sheet import draw_quarter, draw_summary


def write_consolidated(path: Path, collected: Collected, beyond: Beyond = HERE) -> None:
    """Write the workbook, atomically. The same collection gives the same content.

    `beyond`: what of its data lies in other files, as the sheets say.
    """
    title = f"{SUMMARY} {collected.definition.form.fiscal_year} – {collected.office.name}"
    with Book(path, collected.definition.style, title) as book:
        tables = {table.key: table for table in stack(collected, partial(drawn, book))}
        sheet = book.sheet(SUMMARY)
        quarters = [(book.sheet(quarter_sheet(m)), m) for m in begun_quarters(collected)]
        for table in tables.values():
            draw_data(
                book, beyond.noted(table, len(table.rows)), SUMMARY, collected.sample, collected.office.name
            )
        draw_summary(book, sheet, collected, tables)
        for page, module in quarters:
            draw_quarter(book, page, collected, tables, module)
