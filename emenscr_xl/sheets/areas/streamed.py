"""A workbook whose big sheets go to disk row by row: memory does not grow with their rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from xlsxwriter.worksheet import Worksheet

from emenscr_xl.register.files.whole_file import beside, put_in_place
from emenscr_xl.sheets.book import Book
from emenscr_xl.sheets.plain_sheet import PlainSheet


class StreamedSheet(PlainSheet):
    """A sheet written from top to bottom: of what is written, nothing is kept."""

    def _write_single_row(self, current_row_num: int = 0) -> None:
        written = self.previous_row
        super()._write_single_row(current_row_num)
        self.row_info.pop(written, None)


class StreamedBook(Book):
    """A workbook that is gathered on disk beside its place, and put there whole or not at all."""

    def __init__(self, path: Path, style: Mapping[str, Any], title: str) -> None:
        super().__init__(path, style, title)
        self._parts = TemporaryDirectory(ignore_cleanup_errors=True)
        self._unfinished = beside(path)
        self.workbook.filename = str(self._unfinished)
        self.workbook.in_memory, self.workbook.tmpdir = False, self._parts.name
        self.workbook.use_zip64()

    def __enter__(self) -> Self:
        super().__enter__()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self.workbook.close()
                put_in_place(self._unfinished, self.path)
            else:
                for sheet in self.workbook.worksheets():
                    if sheet.constant_memory:
                        sheet._opt_close()
        finally:
            self._unfinished.unlink(missing_ok=True)
            self._parts.cleanup()

    def streamed(self, name: str) -> Worksheet:
        """A new sheet whose rows are written from top to bottom, each once."""
        self.workbook.constant_memory = True
        try:
            return self.sheet(name, of=StreamedSheet)
        finally:
            self.workbook.constant_memory = False
