"""Invented lists as an office might receive them, every name marked ตัวอย่าง, in the files that people save."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import xlsxwriter

from builders import definition
from emenscr_xl.jobs.check_catalogue import CheckedCatalogue, ListOptions, check_catalogue

Row = Sequence[Any]
VALUE_CHAIN = ("รหัสเป้าหมาย", "รหัสองค์ประกอบ", "องค์ประกอบ", "รหัสปัจจัย", "ปัจจัย")
TARGETS = ("รหัสเป้าหมาย", "เป้าหมาย")
#: One Y1 with two components and three factors.
SMALL: Sequence[Row] = (
    ("120101", "120101V01", "ตัวอย่าง ผู้เรียน", "120101V01F01", "ตัวอย่าง ทักษะ"),
    ("120101", "120101V01", "ตัวอย่าง ผู้เรียน", "120101V01F02", "ตัวอย่าง สุขภาวะ"),
    ("120101", "120101V02", "ตัวอย่าง ครู", "120101V02F01", "ตัวอย่าง สมรรถนะ"),
)


def many_factors(rows: int) -> list[Row]:
    """So many factors, five to a component and four components to a Y1 of the shipped list."""
    found = []
    targets = list(definition().form.catalogues["targets_y1"].entries)
    for n in range(rows):
        y1, v, f = targets[n // 20 % len(targets)], n // 5 % 4 + 1 + n // (20 * len(targets)) * 4, n % 5 + 1
        component = f"{y1}V{v:02}"
        names = f"ตัวอย่าง องค์ประกอบ {component}", f"ตัวอย่าง ปัจจัย {component}F{f:02}"
        found.append((y1, component, names[0], f"{component}F{f:02}", names[1]))
    return found


def csv_text(rows: Iterable[Row], delimiter: str = ",") -> str:
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


def csv_file(path: Path, rows: Iterable[Row], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    path.write_bytes(csv_text(rows, delimiter).encode(encoding))
    return path


def xlsx_file(path: Path, rows: Iterable[Row], merged: Iterable[str] = ()) -> Path:
    """A workbook whose texts stay texts and whose numbers are numbers; formulas begin with `=`."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("บัญชี")
        for n, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str) and not value.startswith("="):
                    sheet.write_string(n, column, value)
                elif value is not None:
                    sheet.write(n, column, value)
        for area in merged:
            sheet.merge_range(area, None)
            first = area.partition(":")[0]
            value = next(iter(_at(rows, first)), None)
            if value is not None:
                sheet.write_string(first, str(value))
    return path


def _at(rows: Iterable[Row], cell: str) -> Iterable[Any]:
    row, column = xlsxwriter.utility.xl_cell_to_rowcol(cell)
    yield from list(list(rows)[row])[column : column + 1]


def checked(path: Path, *catalogues: str) -> CheckedCatalogue:
    return check_catalogue(path, options=ListOptions(catalogues))


def codes(found: CheckedCatalogue) -> dict[str, list[str]]:
    """The codes of each list of a file, by catalogue."""
    return {each.catalogue.key: [e.code for e in each.entries] for each in found.lists}


def said(found: CheckedCatalogue) -> list[tuple[str, str]]:
    """What is said of a file, as the message's own id and its cell; not that a sample is no whole list."""
    return [(_id(f.message_th), f.cell) for f in found.findings if f.code != "CAT-12"]


def _id(text: str) -> str:
    messages = definition().messages
    patterns = {code: re.sub(r"\\{\w+\\}", ".+", re.escape(m.th)) for code, m in messages.items()}
    return next(code for code, pattern in patterns.items() if re.fullmatch(pattern, text))
