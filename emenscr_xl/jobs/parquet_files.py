"""The data of a workbook as Parquet files beside it: asked for, or because a sheet cannot hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from emenscr_xl.jobs.workspace import JobError, writing
from emenscr_xl.register.files.whole_file import beside, put_in_place
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.sheets.beyond import MOST_ROWS, Beyond, data_folder
from emenscr_xl.sheets.parquet import available, write_parquet

SUFFIX = ".parquet"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one data sheet, wherever they are kept. `table` says everything but the rows."""

    table: DataTable
    count: int
    all: Callable[[], Iterable[Sequence[object]]]


def rows_of(table: DataTable) -> Rows:
    """The rows of a table that is held in memory."""
    return Rows(table, len(table.rows), table.all)


def planned(workbook: Path, *, asked: bool, most_rows: int = MOST_ROWS) -> Beyond:
    """What of a workbook's data will lie in Parquet files.

    Raises JobError when they are asked for and cannot be written here.
    """
    if asked and not available():
        raise JobError(
            'ยังเขียน Parquet ไม่ได้ — ติดตั้งส่วนเสริมด้วยคำสั่ง pip install "emenscr-xl[parquet]" แล้วสั่งอีกครั้ง',
            'Parquet cannot be written yet. Install it with: pip install "emenscr-xl[parquet]"',
        )
    return Beyond(data_folder(workbook).name if available() else "", asked, most_rows)


def parquet_files(workbook: Path, tables: Iterable[Rows], beyond: Beyond) -> tuple[Path, ...]:
    """Write what lies outside a workbook, clear away what an earlier run left there, and give the files.

    Raises JobError when a file cannot be written.
    """
    written = []
    for rows in tables:
        if file := beyond.file(rows.table, rows.count):
            written.append(workbook.parent / file)
            _write(written[-1], rows)
    for path in _earlier(data_folder(workbook)):
        if path not in written:
            with writing(path):
                path.unlink()
    return tuple(written)


def _write(path: Path, rows: Rows) -> None:
    with writing(path):
        temporary = beside(path)
        try:
            write_parquet(temporary, rows.table, rows.all())
            put_in_place(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)


def _earlier(folder: Path) -> Iterator[Path]:
    """The files of an earlier run."""
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.suffix == SUFFIX and path.is_file())
