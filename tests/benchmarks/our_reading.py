"""Our way from files to what their owners have answered; the processes that read import no peers."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path

from emenscr_xl.form.load import shipped
from emenscr_xl.sheets.read import Returned, read_form
from emenscr_xl.sheets.source import ClosedWorkbook

YEAR = 2570
#: Files that a process is handed at a time.
PER_TASK = 2


def submission(path: Path) -> Returned:
    """What one file holds, guarded as every file is, and unchecked."""
    definition = shipped(YEAR)
    beside = [definition.texts[key] for key in ("checks_sheet", "lists_sheet")]
    return read_form(ClosedWorkbook(path.read_bytes(), beside), definition.form, beside)


def submissions(paths: Sequence[Path], executor: Executor) -> int:
    """How many answers there are in many files, read by an executor's processes."""
    return sum(executor.map(answers_in, paths, chunksize=PER_TASK))


def answers_in(path: Path) -> int:
    """How many answers there are in a file: what was read is let go where it was read."""
    return len(submission(path).submission.answers)
