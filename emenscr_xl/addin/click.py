"""One click: the button's function runs, and however it ends the person reads one sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import xlwings as xw

from emenscr_xl.addin import dialogs, ribbon
from emenscr_xl.addin.desk import Quiet, quiet
from emenscr_xl.addin.leaving import let_go
from emenscr_xl.jobs.addin_faults import refused
from emenscr_xl.jobs.system_words import in_thai
from emenscr_xl.jobs.workspace import JobError


def run(name: str, *, scratch: bool = False) -> None:
    """Run a button's function on the book in front; a scratch book stands for none, and is closed.

    Raises what keeps Python from reaching Excel at all: VBA tells of that.
    """
    try:
        book = xw.Book.caller()
        app = book.app
        said = outcome(app, name, lambda: getattr(ribbon, name)(None if scratch else book))
        try:
            if scratch:
                book.close()
            app.status_bar = said.replace("\n", " ")
        except Exception as error:  # the person has been told all the same
            _noted(name, error)
    finally:
        let_go()


def outcome(app: xw.App, name: str, job: Callable[[], str]) -> str:
    """What a job gives; what stopped it is said in a message, and never raised."""
    app.screen_updating = app.display_alerts = False  # Excel would ask why its partner takes so long
    try:
        said, wrong = _ended(name, job)
        if wrong:
            dialogs.tell(app, said, wrong=True)
        return said
    finally:
        app.screen_updating = app.display_alerts = True


def _ended(name: str, job: Callable[[], str]) -> tuple[str, bool]:
    """The sentence that a job ends with, and whether it is one that the person must read."""
    try:
        with _alone():
            return job(), False
    except Quiet as ended:
        return ended.th, False
    except JobError as error:
        return error.th, True
    except OSError as error:
        return refused("cannot_use", place=error.filename or "", reason=in_thai(error)).th, True
    except Exception as error:
        return _noted(name, error), True


def _noted(name: str, error: Exception) -> str:
    from emenscr_xl.addin.log import note

    return refused("unexpected", log=note(name, error)).th


@contextmanager
def _alone() -> Iterator[None]:
    """On macOS a click does not keep the person from the next one: only one works at a time."""
    if sys.platform != "darwin":
        yield
        return
    from filelock import FileLock, Timeout

    from emenscr_xl.addin.log import log_file

    lock = FileLock(log_file().with_name("click.lock"), timeout=0)
    try:
        held = lock.acquire()
    except Timeout:
        raise quiet("busy") from None
    with held:
        yield
