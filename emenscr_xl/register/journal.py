"""Append-only CSV files that Excel opens as UTF-8. What stands in one is never changed.

Excel may save one in another way: in the Thai code page, without the mark of UTF-8, with its own dates.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path

_ENCODINGS = ("utf-8-sig", "cp874")
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
        if not text.isdecimal():
            raise self.error(column)
        return int(text)


def read_lines(path: Path) -> list[JournalLine]:
    """The lines of a journal, oldest first; none when there is no journal yet. Raises JournalError."""
    return list(_lines(path, _text(path))) if path.exists() else []


def append_lines(path: Path, columns: Sequence[str], lines: Iterable[Mapping[str, object]]) -> None:
    """Add lines at the end, after a heading when the journal has none of these columns yet.

    A journal that another program saved is first written anew as UTF-8, word for word.
    """
    text = _text(path) if path.exists() else ""
    if text and (not path.read_bytes().startswith(codecs.BOM_UTF8) or not text.endswith("\n")):
        text = text if text.endswith("\n") else f"{text}\r\n"
        temporary = path.with_suffix(".tmp")
        temporary.write_bytes(codecs.BOM_UTF8 + text.encode())
        temporary.replace(path)
    heading = _headings(path, text)[-1:] or [[]]
    known = heading[0] if set(columns) <= set(heading[0]) else list(columns)
    with path.open("a", encoding="utf-8" if text else "utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, known, restval="", delimiter=_delimiter(text))
        if known is not heading[0]:
            writer.writeheader()
        writer.writerows(lines)


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
    content = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise JournalError(path, 1, "encoding")


def _delimiter(text: str) -> str:
    return max(",;\t", key=text.partition("\n")[0].count)


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, with their line numbers."""
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
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
            yield JournalLine(path, number, dict(zip(heading, row, strict=False)))
