"""The consolidated workbook: the annual summary, then every data sheet that it counts."""

from __future__ import annotations

from pathlib import Path

from emenscr_xl.register.collected import Collected
from emenscr_xl.register.stack import stack
from emenscr_xl.sheets.book import Book
from emenscr_xl.sheets.data_sheet import draw_data
from emenscr_xl.sheets.summary_sheet import SUMMARY, draw_summary


def write_consolidated(path: Path, collected: Collected) -> None:
    """Write the workbook, atomically. The same collection gives the same content."""
    tables = {table.key: table for table in stack(collected)}
    title = f"{SUMMARY} {collected.definition.form.fiscal_year} – {collected.office.name}"
    with Book(path, collected.definition.style, title) as book:
        sheet = book.sheet(SUMMARY)
        for table in tables.values():
            draw_data(book, table, SUMMARY, collected.sample)
        draw_summary(book, sheet, collected, tables)
