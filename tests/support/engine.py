"""The engine and its app: what xlwings asks of Excel itself."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from support.books import Book, Books
from support.errors import as_excel
from support.standins import StandIns

#: As in xlwings' Windows engine.
ERROR_TEXTS = {
    -2146826281: "#DIV/0!",
    -2146826246: "#N/A",
    -2146826259: "#NAME?",
    -2146826288: "#NULL!",
    -2146826252: "#NUM!",
    -2146826265: "#REF!",
    -2146826273: "#VALUE!",
}
BUTTONS = {
    None: ("ok",),
    "ok": ("ok",),
    "ok_cancel": ("ok", "cancel"),
    "yes_no": ("yes", "no"),
    "yes_no_cancel": ("yes", "no", "cancel"),
}
MODES = (None, "info", "critical")


class Engine:
    """One application, which is running. It has the name that product code may ask for."""

    __slots__ = ("_app",)

    name, type = "excel", "desktop"

    def __init__(self, app: "App") -> None:
        self._app = app
        app.engine = self

    @property
    def apps(self) -> "list[App]":
        return [self._app]

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """A blank is sent as ""."""
        return "" if value is None or (isinstance(value, float) and math.isnan(value)) else value

    @staticmethod
    def clean_value_data(
        data: Any,
        moment: Callable[..., Any],
        empty: Any,
        number: Callable[..., Any] | None,
        error_texts: bool,
    ) -> list[list[Any]]:
        def cleaned(value: Any) -> Any:
            if isinstance(value, float):
                return value if number is None else number(value)
            if value in ("", None):
                return empty
            if isinstance(value, datetime):
                parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
                return moment(**{part: getattr(value, part) for part in parts}, tzinfo=None)
            if isinstance(value, int) and value in ERROR_TEXTS:
                return ERROR_TEXTS[value] if error_texts else None
            return value

        return [[cleaned(value) for value in row] for row in data]


@dataclass(frozen=True, slots=True)
class Alert:
    """A message box that was shown."""

    prompt: str
    title: str | None
    buttons: str | None
    mode: str | None


@as_excel
class App:
    """LibreOffice as Excel. For tests: what was shown, in order, and what the person answers.

    alerts     message boxes
    answers    answers to the next ones; "ok" or "yes" when there is none left
    statuses   every text, or False, that the status bar was given
    macros     what stands for the add-in's VBA
    addins     names of documents that are add-ins, and so no books
    """

    __slots__ = (
        "_books",
        "addins",
        "alerts",
        "answers",
        "desktop",
        "display_alerts",
        "engine",
        "macros",
        "pid",
        "pipe",
        "screen_updating",
        "statuses",
    )

    def __init__(self, desktop: Any, pipe: str, pid: int) -> None:
        self.desktop, self.pipe, self.pid = desktop, pipe, pid
        self.engine: Engine | None = None
        self.screen_updating = self.display_alerts = True
        self.alerts: list[Alert] = []
        self.answers: list[str] = []
        self.statuses: list[str | bool] = []
        self.addins: set[str] = set()
        self.macros = StandIns(self)
        self._books: dict[str, Book] = {}

    @property
    def books(self) -> Books:
        return Books(self)

    def book(self, document: Any) -> Book:
        """The book of a document; made once."""
        uid = str(document.RuntimeUID)
        if uid not in self._books:
            self._books[uid] = Book(self, document)
        return self._books[uid]

    def forget(self, book: Book) -> None:
        self._books.pop(book.uid, None)

    def run(self, macro: str, arguments: list[Any]) -> Any:
        return self.macros.run(macro, arguments)

    @property
    def status_bar(self) -> str | bool:
        return self.statuses[-1] if self.statuses else False

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self.statuses.append(value)

    def alert(
        self, prompt: str, title: str | None, buttons: str | None, mode: str | None, callback: None
    ) -> str:
        possible = BUTTONS[buttons]
        if mode not in MODES or callback is not None:
            raise KeyError(mode or callback)
        self.alerts.append(Alert(prompt, title, buttons, mode))
        answer = self.answers.pop(0) if self.answers else possible[0]
        if answer not in possible:
            raise ValueError(f"{answer!r} is no button of {buttons!r}")
        return answer
