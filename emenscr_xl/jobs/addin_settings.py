"""The settings that an add-in carries in its hidden sheet: what is written there, and what is read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from emenscr_xl.jobs.addin_faults import Trouble, refused, trouble
from emenscr_xl.jobs.addin_places import System
from emenscr_xl.sheets.source import ClosedWorkbook
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

SHEET = "emenscr.conf"
WINDOWS_PYTHON, MACOS_PYTHON = "INTERPRETER_WIN", "INTERPRETER_MAC"
#: xlwings' OPTIMIZED_CONNECTION, as its VBA asks for it: one warm Python process, on Windows only.
WARM = "USE UDF SERVER"
PACKAGE, VERSION, XLWINGS = "PACKAGE", "VERSION", "XLWINGS"
#: The shell of macOS gets the interpreter's path as it is; these would break it.
_UNSAFE = frozenset(" \t\"'`$&|;<>()*?[]{}!#~\\")


def settings(system: System, *, installed: bool, warm: bool = False) -> dict[str, str]:
    """What the add-in is told. One that is not installed here names no Python, and its buttons say so."""
    python = str(system.interpreter)
    return {
        WINDOWS_PYTHON: python if installed and system.windows else "",
        MACOS_PYTHON: python if installed and system.macos else "",
        "PYTHONPATH": "",
        "ADD_WORKBOOK_TO_PYTHONPATH": "false",
        WARM: str(warm),
        PACKAGE: str(system.click) if installed else "",
        VERSION: system.version,
        XLWINGS: system.xlwings_version,
    }


def read_settings(content: bytes) -> Mapping[str, str] | None:
    """The settings of an add-in, by a reader that knows nothing of how it was written; None when not ours."""
    try:
        book = ClosedWorkbook(content)
    except UnreadableWorkbook:
        return None
    if SHEET not in book.sheet_names:
        return None
    rows = (row for row in book.grid(SHEET) if len(row) > 1 and row[0])
    return {str(key): "" if value is None else str(value) for key, value, *_ in rows}


def must_be_callable(system: System) -> None:
    """Raise JobError when Excel could not call this Python."""
    for found in uncallable(system, system.interpreter, system.base, system.package):
        raise refused(found.key, **dict(found.details))
    if system.xlwings is None:
        raise refused("no_xlwings")


def uncallable(system: System, python: Path, *others: Path) -> Iterator[Trouble]:
    """Why Excel cannot call a Python, or read a path that it is given."""
    paths = (python, *others)
    if system.windows and any(part.lower() == "windowsapps" for p in paths for part in p.parts):
        yield trouble("store_python")
    if system.windows:
        yield from (trouble("path_letters", place=p) for p in paths if not _spelled(p, system.code_page))
    if system.macos and _UNSAFE & set(str(python)):
        yield trouble("path_spaces", place=python)


def dll_missing(system: System, python: Path, version: str) -> str:
    """The name of xlwings' library that is neither beside a Python nor in the folder above; "" when both are.

    Excel loads the one of its own word size, and either Excel may be there.
    """
    names = (f"xlwings{bits}-{version}.dll" for bits in (64, 32))
    folders = (python.parent, python.parent.parent)
    lost = (name for name in names if not any((folder / name).is_file() for folder in folders))
    return next(lost, "") if system.windows else ""


def _spelled(path: Path, code_page: str) -> bool:
    try:
        str(path).encode(code_page)
    except UnicodeEncodeError:
        return False
    return True
