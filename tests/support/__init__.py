"""xlwings over a running LibreOffice: code that is written for Excel works on real documents.

    with support.libreoffice_app() as app:      # an xw.App; xlwings' active engine is LibreOffice
        book = app.books.open(path)
        app.impl.answers.append("no")           # what the person will answer; see support.engine.App

    with support.attach(pipe) as app:           # the same LibreOffice, from another process: app.impl.pipe

Values, formulas and refusals are Excel's as xlwings' engine on Windows gives them. Members that the add-in
does not use are absent. Where LibreOffice cannot do as Excel does, the modules here say so.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import xlwings as xw

from oracles import live
from support.engine import Alert, App, Engine
from support.errors import ComError
from support.sheets import FORMATS

__all__ = ["Alert", "ComError", "attach", "available", "libreoffice_app"]

available = live.available


@contextmanager
def libreoffice_app() -> Iterator[xw.App]:
    """A LibreOffice of one's own as the active Excel; every document is closed at the end."""
    with live.office() as office, _registered(App(office.desktop, office.pipe, office.pid)) as app:
        try:
            yield app
        finally:
            for book in [*app.impl.books]:
                book.close()


@contextmanager
def attach(pipe: str) -> Iterator[xw.App]:
    """A LibreOffice that another process has started, by the name of its pipe."""
    with _registered(App(live.connected(pipe), pipe, zlib.crc32(pipe.encode()))) as app:
        yield app


@contextmanager
def _registered(app: App) -> Iterator[xw.App]:
    """The app's engine is xlwings' active one; afterwards xlwings is as it was."""
    engines = xw.engines
    before = engines.active, engines.engines, engines.engines_by_name
    caller = vars(xw.Book).get("_mock_caller")
    engines.engines, engines.engines_by_name = [*engines.engines], {**engines.engines_by_name}
    try:
        live.basic(app.pipe, *FORMATS)  # compiled now: Excel has nothing of the kind
        engine = xw.Engine(impl=Engine(app))
        engines.add(engine)
        engine.activate()
        yield xw.App(impl=app)
    finally:
        engines.active, engines.engines, engines.engines_by_name = before
        if caller is not None:
            caller.set_mock_caller()
        elif "_mock_caller" in vars(xw.Book):
            del xw.Book._mock_caller
