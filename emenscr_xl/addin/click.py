"""One click: the button's function runs, and however it ends the user reads one sentence."""

from __future__ import annotations

from collections.abc import Callable

import xlwings as xw

from emenscr_xl.addin import ribbon
from emenscr_xl.addin.desk import Quiet, refused
from emenscr_xl.jobs.system_words import in_thai
from emenscr_xl.jobs.workspace import JobError

TITLE = "eMENSCR"


def run(name: str, *, scratch: bool = False) -> None:
    """Run a button's function on the book in front; a scratch book stands for none, and is closed."""
    book = xw.Book.caller()
    app = book.app
    said = outcome(app, name, lambda: getattr(ribbon, name)(None if scratch else book))
    if scratch:
        book.close()
    app.status_bar = said.replace("\n", " ")


def outcome(app: xw.App, name: str, job: Callable[[], str]) -> str:
    """What a job gives; what stopped it is said in a message, and never raised."""
    try:
        app.screen_updating = app.display_alerts = False  # Excel would ask why its partner takes so long
        return job()
    except Quiet as ended:
        return ended.th
    except JobError as error:
        said = error.th
    except OSError as error:
        said = refused("cannot_use", place=error.filename or "", reason=in_thai(error)).th
    except Exception as error:
        from emenscr_xl.addin.log import note

        said = refused("unexpected", log=note(name, error)).th
    finally:
        app.screen_updating = app.display_alerts = True
    app.alert(said, TITLE, "ok", "critical")
    return said
