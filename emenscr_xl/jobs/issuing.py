"""Issuing workbooks so that a run may be killed at any moment: none is half there, and none is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from emenscr_xl.form.model import Form
from emenscr_xl.form.modules import QUARTERS
from emenscr_xl.jobs.file_content import bounded
from emenscr_xl.jobs.workspace import JobError, writing
from emenscr_xl.register.files.issued import ISSUED, Issued, append_issued
from emenscr_xl.register.files.whole_file import all_or_none
from emenscr_xl.register.office import project_id
from emenscr_xl.sheets.read import read_stamp
from emenscr_xl.sheets.source import ClosedWorkbook
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

FORMS, CORRECTIONS = "forms", "corrections"


@dataclass(frozen=True, slots=True)
class Draft:
    """A workbook that is about to be issued: its line, and what writes it to a path."""

    line: Issued
    write: Callable[[Path], None]


def file_of(project: str, issue: int, quarter: int, *, correction: bool = False) -> str:
    """Where a workbook lies in the workspace; quarter 0 is the whole year's."""
    name = f"{project}_issue-{issue}" + (f"_Q{quarter}" if quarter else "")
    return f"{CORRECTIONS}/{name}_correct.xlsx" if correction else f"{FORMS}/{name}.xlsx"


def bearing(line: Issued) -> Iterator[Issued]:
    """Every workbook that may bear the number of a line: a form or a correction, for any quarter."""
    for quarter in (0, *QUARTERS):
        for correction in (False, True):
            file = file_of(line.project, line.issue, quarter, correction=correction)
            yield replace(line, quarter=quarter, file=file)


def issue(folder: Path, drafts: Sequence[Draft], adopted: Sequence[Issued] = ()) -> None:
    """Write all the workbooks, then put them in their places and note them, after those that were adopted.

    When anything fails nothing is issued. A run that is killed leaves workbooks without a line at the worst:
    `left_unnoted` finds them.
    """
    lines = [*adopted, *(d.line for d in drafts)]
    files = [(folder / d.line.file, d.write) for d in drafts]
    if not lines:
        return
    with writing((folder / lines[-1].file).parent), all_or_none(files), writing(folder / ISSUED):
        append_issued(folder, lines)


def left_unnoted(folder: Path, form: Form, lines: Iterable[Issued]) -> Issued | None:
    """Of the workbooks that may be issued now, the one that a killed run has put in its place already.

    Raises JobError for any other file that bears one of their names.
    """
    for line in lines:
        path = folder / line.file
        if not path.exists():
            continue
        if _is_ours(path, form, line):
            return line
        raise JobError(
            f"มีไฟล์ {path} อยู่แล้วแต่ไม่มีในบันทึก {ISSUED} — ย้ายไฟล์นั้นออกก่อน",
            f"The file {path} exists but {ISSUED} does not know it. Move it away first.",
        )
    return None


def _is_ours(path: Path, form: Form, line: Issued) -> bool:
    """True when the stamp of a workbook says that it is the one of a line."""
    try:
        stamp = read_stamp(ClosedWorkbook(bounded(path)))
    except (OSError, UnreadableWorkbook):
        return False
    said = stamp.form, stamp.fiscal_year, project_id(stamp.project), stamp.issue, stamp.quarter
    return said == (form.id, form.fiscal_year, line.project, line.issue, line.quarter)
