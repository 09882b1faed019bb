"""Small workspaces for tests: an office of a few projects, made with the real jobs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from builders import complete, sample, stamp, written
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.submission import Cell, Where
from emenscr_xl.form.load import shipped
from emenscr_xl.jobs.new import Lists, new
from emenscr_xl.jobs.workspace import FOLDERS

FIRST, SECOND, THIRD = "2570-001", "2570-004", "2570-007"
NO_LISTS: Lists = {}
NOW = datetime(2026, 12, 9, 16, 30)
#: The registers already drawn, by what their lists hold: the same lists give the same bytes.
_REGISTERS: dict[str, bytes] = {}


def workspace(folder: Path, *projects: str, lists: Lists = NO_LISTS) -> Path:
    """A workspace whose action plan holds these projects of the sample office, with other lists."""
    whole = {"action_plan": [plan_row(p) for p in projects or (FIRST, SECOND, THIRD)], **lists}
    if register := _REGISTERS.get(repr(whole)):
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "register.xlsx").write_bytes(register)
    else:
        made = new(folder, 2570, sample().office, whole)
        _REGISTERS[repr(whole)] = made.register.read_bytes()
    return folder


def plan_row(project: str) -> dict[str, Cell]:
    """The line of the action plan of a project of the sample office."""
    row = next(p for p in sample().projects if p["id"] == project)
    return {k: v for k, v in row.items() if v and k not in ("theme", "scale")}


def send(
    folder: Path,
    name: str,
    project: str,
    *,
    issue: int = 1,
    quarters: tuple[int, ...] = (),
    changes: dict[Where, Cell] | None = None,
) -> Path:
    """Put a complete return of a project, with changes, into `returns/` under a name."""
    cells = {**complete(project, quarters, issue), **(changes or {})}
    submission = submission_of(shipped(2570).form, stamp(project, issue), cells)
    return written(folder / "returns" / name, submission)
