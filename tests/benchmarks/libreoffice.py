"""LibreOffice as a way of opening and saving a workbook, where it is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from oracles import live


class Opener:
    """A running LibreOffice."""

    def __init__(self, office: live.Office) -> None:
        self._office = office

    def opened(self, path: Path) -> None:
        """Open a workbook and close it."""
        with self._office.opened(path):
            pass

    def saved(self, path: Path, out: Callable[[], Path], _: object = None) -> None:
        """Open a workbook and save it as another one."""
        self._office.changed(path, lambda document: None, out())


@contextmanager
def opener(*, wanted: bool) -> Iterator[Opener | None]:
    """The LibreOffice of this machine; None when it is not wanted or none can be spoken with."""
    if not wanted or not live.available():
        yield None
        return
    with live.office() as office:
        yield Opener(office)
