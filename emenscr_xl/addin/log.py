"""The add-in's log: what went wrong, for whoever looks after the program. It holds no answers."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from emenscr_xl.jobs.addin_places import log_folder

_MOST_BYTES, _OLDER = 200_000, 1
_PACKAGE = "emenscr_xl"
_ROOTS = ("site-packages", _PACKAGE)


def log_file() -> Path:
    """Where the log lies; its folder exists."""
    folder = log_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "addin.log"


def note(job: str, error: BaseException) -> Path:
    """Note how a job failed, with the code's own lines; where it is noted.

    The error's text may quote what people typed, and a whole path names the computer's user: the error's kind
    and the places in the code are kept, nothing else.
    """
    path = log_file()
    handler = RotatingFileHandler(path, maxBytes=_MOST_BYTES, backupCount=_OLDER, encoding="utf-8")
    record = logging.LogRecord("addin", logging.ERROR, "", 0, _story(job, error), None, None)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    handler.emit(record)
    handler.close()
    return path


def _story(job: str, error: BaseException) -> str:
    lines, trace = [f"{job}: {type(error).__qualname__}"], error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        lines.append(f"  {_within(Path(code.co_filename))}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    cause = error.__cause__ or error.__context__
    return "\n".join((*lines, _story("from", cause)) if cause else lines)


def _within(file: Path) -> str:
    """A file of code by its place in its package; of any other only the name."""
    for root in _ROOTS:
        if root in file.parts:
            last = len(file.parts) - file.parts[::-1].index(root)
            return "/".join(file.parts[last - (root == _PACKAGE) :])
    return file.name
