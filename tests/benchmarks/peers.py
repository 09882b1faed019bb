"""What users would otherwise do with the same workbooks."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from emenscr_xl.core.submission import Submission
from emenscr_xl.sheets.blueprint import Blueprint
from emenscr_xl.sheets.written import written

#: Extensions that openpyxl does not know, and loses.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")


def openpyxl_fills(blank: Path, path: Path, plan: Blueprint, submission: Submission) -> None:
    """The blank workbook loaded, its answers filled in and saved: formulas keep the results of the blank."""
    book = load_workbook(blank)
    for where in submission.answers:
        cell = plan.layout.cells[where]
        book[cell.sheet].cell(cell.row + 1, cell.column + 1).value = written(submission, where)
    book.save(path)


def pandas_reads_all(path: Path) -> Mapping[str, pd.DataFrame]:
    """Every sheet as a frame, which is what most scripts do, by the engine that pandas takes by itself."""
    return pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")


def pandas_with_calamine(path: Path, sheets: Sequence[str]) -> Mapping[str, pd.DataFrame]:
    """The needed sheets as frames, by the faster engine."""
    return pd.read_excel(path, sheet_name=list(sheets), header=None, engine="calamine")


def openpyxl_reads(path: Path, sheets: Sequence[str]) -> list[list[object]]:
    """The needed sheets, row by row."""
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        return [list(book[name].iter_rows(values_only=True)) for name in sheets]
    finally:
        book.close()


def calamine_reads(path: Path, sheets: Sequence[str]) -> list[list[list[object]]]:
    """The needed sheets, without asking what is in them."""
    book = CalamineWorkbook.from_path(path)
    return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in sheets]


def inflates(path: Path, sheets: Sequence[str]) -> int:
    """The physical limit: the needed members inflated, and not looked at."""
    with ZipFile(path) as package:
        return sum(len(package.read(member)) for member in members(path, tuple(sheets)))


_MEMBERS: dict[tuple[str, ...], tuple[str, ...]] = {}


def members(path: Path, sheets: tuple[str, ...]) -> tuple[str, ...]:
    """The package's members that hold these sheets; alike in all workbooks of a form."""
    if sheets not in _MEMBERS:
        names = CalamineWorkbook.from_path(path).sheet_names
        parts = (f"xl/worksheets/sheet{names.index(sheet) + 1}.xml" for sheet in sheets)
        _MEMBERS[sheets] = ("xl/workbook.xml", "xl/sharedStrings.xml", *parts)
    return _MEMBERS[sheets]


def pandas_consolidates(folder: Path, most: int) -> None:
    """The script that offices share: all sheets of every file, one below the other, into one workbook.

    The hidden sheets are read, and not written: those of 600 files together are more rows than Excel takes.
    Nothing is checked, counted or summed.
    """
    stacked: dict[str, list[pd.DataFrame]] = {}
    for path in sorted((folder / "returns").glob("*.xlsx"))[:most]:
        for name, frame in pandas_reads_all(path).items():
            if not name.startswith("_"):
                stacked.setdefault(name, []).append(frame.assign(file=path.name))
    out = folder / "reports" / "by-pandas.xlsx"
    out.unlink(missing_ok=True)
    with pd.ExcelWriter(out) as writer:
        for name, frames in stacked.items():
            pd.concat(frames).to_excel(writer, sheet_name=name, index=False)
