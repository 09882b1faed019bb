"""Invented lists as eMENSCR might export them, in the files that people save, and as one run finds them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl

from builders import definition, sample
from emenscr_xl.jobs.emenscr_list import exported_list
from emenscr_xl.jobs.workspace import Workspace
from emenscr_xl.register.office import Office
from emenscr_xl.register.reconciling.exported import Exported

#: The columns of published lists (domain §5), and a code before them.
CODE, NAME, STRATEGY, YEAR, START, END, BUDGET, PLAN, OFFICE, DEPARTMENT, MINISTRY, TYPE, V, F = HEADINGS = (
    "รหัสโครงการ",
    "ชื่อโครงการ/การดำเนินงาน",
    "ยุทธศาสตร์ชาติที่เกี่ยวข้องโดยตรง",
    "ปีงบประมาณ",
    "วันที่เริ่มต้นโครงการ",
    "วันที่สิ้นสุดโครงการ",
    "รวมวงเงินงบประมาณทั้งหมด",
    "รวมงบประมาณจากแผนการใช้จ่ายทั้งหมด",
    "หน่วยงานระดับกองหรือเทียบเท่า",
    "หน่วยงานระดับกรมหรือเทียบเท่า",
    "หน่วยงานระดับกระทรวงหรือเทียบเท่า",
    "ประเภทโครงการ",
    "องค์ประกอบ",
    "ปัจจัย",
)
Line = Mapping[str, Any]
Row = Sequence[Any]
ENOUGH = (NAME, YEAR, OFFICE)


def list_rows(lines: Iterable[Line], headings: Sequence[str] = HEADINGS) -> list[Row]:
    """A heading row, and a row for each line."""
    return [headings, *([line.get(h) for h in headings] for line in lines)]


def xlsx(path: Path, rows: Iterable[Row], *others: Iterable[Row]) -> Path:
    """A workbook as openpyxl writes it, with further sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "รายการ"
    for row in rows:
        sheet.append(row)
    for n, more in enumerate(others, start=2):
        another = book.create_sheet(f"แผ่น {n}")
        for row in more:
            another.append(row)
    book.save(path)
    return path


def csv_text(rows: Iterable[Row], delimiter: str = ",") -> str:
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


def found(write: Callable[[Path], object], office: str = "") -> Exported:
    """What one run finds in a folder that `write` has filled."""
    with TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        workspace.exports.mkdir()
        write(workspace.exports)
        office = office or sample().office
        return exported_list(workspace, definition(), Office(2570, {"office": office}, (), (), (), ()))


def content(bytes_: bytes, name: str = "list.xlsx") -> Callable[[Path], object]:
    """A folder with one file of that content."""
    return lambda folder: (folder / name).write_bytes(bytes_)


def listing(*lines: Line, headings: Sequence[str] = HEADINGS) -> Callable[[Path], object]:
    """A folder with one workbook of these lines."""
    return lambda folder: xlsx(folder / "list.xlsx", list_rows(lines, headings))
