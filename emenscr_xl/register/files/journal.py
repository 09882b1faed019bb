"""Append-only CSV files that Excel opens as UTF-8. What stands in one is never changed.

Excel may save one in another way: in the Thai code page, without the mark of UTF-8, with its own dates.
A power cut may tear the last line: it is not read, and gives way to the next one. No text in the file is a
formula to Excel.
"""

from __future__ import annotations

import codecs
import csv
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from io import StringIO
from pathlib import Path

from emenscr_xl.core.shielded import bared, shielded
from emenscr_xl.register.files.whole_file import write_whole

_ENCODINGS = ("utf-8-sig", "cp874")
_LONGEST_NUMBER = 9  # digits: no count of ours has more
_MOMENT = re.compile(
    r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2,4})(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AP])M)?)?", re.I
)


class JournalError(ValueError):
    """A journal that cannot be understood: where, and what is wrong there."""

    def __init__(self, path: Path, line: int, what: str) -> None:
        self.path, self.line, self.what = path, line, what
        super().__init__(f"{path}, line {line}: {what}")


class JournalLine(dict[str, str]):
    """One line by column. To ask for a column that it does not have is a JournalError."""

    def __init__(self, path: Path, number: int, cells: Mapping[str, str]) -> None:
        super().__init__(cells)
        self.path, self.number = path, number

    def __missing__(self, column: str) -> str:
        raise self.error(column)

    def error(self, column: str) -> JournalError:
        """What to raise when the cell of a column says nothing that can be used."""
        return JournalError(self.path, self.number, f"{column} {self.get(column, '')}".rstrip())

    def integer(self, column: str) -> int:
        """The whole number in a column; 0 when it is blank or the column is of a later version."""
        text = self.get(column, "").strip().removesuffix(".0") or "0"
        if not text.isdecimal() or len(text) > _LONGEST_NUMBER:
            raise self.error(column)
        return int(text)


def read_lines(path: Path) -> list[JournalLine]:
    """The lines of a journal, oldest first; none when there is no journal yet. Raises JournalError."""
    return list(_lines(path, _text(path)))


def append_lines(path: Path, columns: Sequence[str], lines: Iterable[Mapping[str, object]]) -> None:
    """Add lines at the end, all or none, after a heading when the journal has none of these columns yet.

    A journal that another program saved, or whose last line is torn, is written anew as UTF-8, word for word.
    """
    text = _text(path)
    kept = text if text.endswith("\n") or not text else text.removesuffix("\r") + "\r\n"
    added = _added(path, text, columns, lines)
    if path.exists() and path.read_bytes() != codecs.BOM_UTF8 + kept.encode():
        write_whole(path, codecs.BOM_UTF8 + _bytes(kept + added))
    else:
        _append(path, (b"" if path.exists() else codecs.BOM_UTF8) + _bytes(added))


@contextmanager
def appended(path: Path, columns: Sequence[str], lines: Iterable[Mapping[str, object]]) -> Iterator[None]:
    """Add lines for good when what is done meanwhile succeeds; else the journal is as it was."""
    before = path.read_bytes() if path.exists() else None
    append_lines(path, columns, lines)
    try:
        yield
    except BaseException:
        _restore(path, before)
        raise


def _restore(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    elif path.read_bytes().startswith(before):
        os.truncate(path, len(before))  # needs no room on a full disk
    else:
        write_whole(path, before)


def _added(path: Path, text: str, columns: Sequence[str], lines: Iterable[Mapping[str, object]]) -> str:
    """The lines as the file holds them, under its last heading or a new one."""
    heading = _headings(path, text)[-1:] or [[]]
    known = heading[0] if set(columns) <= set(heading[0]) else list(columns)
    stream = StringIO(newline="")
    writer = csv.DictWriter(stream, known, restval="", delimiter=_delimiter(text))
    if known is not heading[0]:
        writer.writeheader()
    writer.writerows({k: shielded(v) if isinstance(v, str) else v for k, v in line.items()} for line in lines)
    return stream.getvalue()


def _append(path: Path, content: bytes) -> None:
    """Add bytes in one write; what a full disk cuts off is taken back."""
    size = path.stat().st_size if path.exists() else None
    try:
        with path.open("ab", buffering=0) as stream:
            while content:
                content = content[stream.write(content) :]
            os.fsync(stream.fileno())
    except BaseException:
        with suppress(OSError):
            if size is not None:
                os.truncate(path, size)
            else:
                path.unlink(missing_ok=True)
        raise


def _bytes(text: str) -> bytes:
    """UTF-8; half a letter, which no file can hold, as an escape."""
    return text.encode("utf-8", "backslashreplace")


def moment_of(text: str) -> datetime | None:
    """The moment that a cell says, in ISO 8601 or as Excel shows it (day first, CE or BE); else None."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
        return moment.replace(year=_christian(moment.year))
    except ValueError:
        pass
    said = _MOMENT.fullmatch(text.strip())
    if not said:
        return None
    day, month, year, hour, minute, second = (int(part or 0) for part in said.groups()[:6])
    if said[7]:
        hour = hour % 12 + 12 * (said[7].upper() == "P")
    if month > 12:  # an Excel of the United States
        day, month = month, day
    try:
        return datetime(_christian(year), month, day, hour, minute, second)
    except ValueError:
        return None


def path_text(path: Path) -> str:
    """A path as a journal says it; bytes of a name that are no UTF-8 are escaped."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def modified_text(path: Path) -> str:
    """When a file was modified, as a journal says it; "" for a moment that no calendar has."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).isoformat(timespec="seconds")
    except (OverflowError, ValueError):
        return ""


def _christian(year: int) -> int:
    if year < 100:
        year += 2500 if year >= 50 else 2000
    return year - 543 if year > 2400 else year


def _text(path: Path) -> str:
    """What a journal holds, without a torn last line; "" when there is none yet."""
    content = path.read_bytes().rstrip(b"\0") if path.exists() else b""  # NUL: room that was never written
    if content.startswith(codecs.BOM_UTF8):  # as we write it: a letter may be torn too
        whole, end, last = content.rpartition(b"\n")
        content = whole + end + last.decode(errors="ignore").encode()
    for encoding in _ENCODINGS:
        try:
            return _without_torn(path, content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise JournalError(path, 1, "encoding")


def _without_torn(path: Path, text: str) -> str:
    """The text without a last line that has no end, and fewer cells than its heading asks.

    A whole last line without an end is another program's, and is kept.
    """
    if text.endswith(("\n", "\r")):
        return text
    heading: list[str] = []
    before = last = 0
    short = False
    for last_line, row in _rows(path, text):
        before, last = last, last_line
        if not heading or row[0] == heading[0]:
            heading, short = row, True  # a heading is nothing without its end
        else:
            short = len(row) < len(heading)
    return "".join(_physical(text)[:before]) if short else text


def _physical(text: str) -> list[str]:
    """The lines of the file; a quoted cell may hold several."""
    return list(StringIO(text, newline=""))


def _delimiter(text: str) -> str:
    return max(",;\t", key=text.partition("\n")[0].count)


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, with their line numbers."""
    rows = csv.reader(_physical(text), delimiter=_delimiter(text))
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield rows.line_num, row
    except csv.Error as error:
        raise JournalError(path, rows.line_num, str(error)) from error


def _headings(path: Path, text: str) -> list[list[str]]:
    """The first row, and every later one that begins as it does: a later version has more columns."""
    rows = [row for _, row in _rows(path, text)]
    return [row for row in rows if row[0] == rows[0][0]]


def _lines(path: Path, text: str) -> Iterator[JournalLine]:
    heading: list[str] = []
    for number, row in _rows(path, text):
        if not heading or row[0] == heading[0]:
            heading = row
        else:
            yield JournalLine(path, number, dict(zip(heading, map(bared, row), strict=False)))
