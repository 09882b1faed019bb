"""What the add-in's VBA does for Python, done here by Python."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from support.errors import ComError

if TYPE_CHECKING:
    from support.books import Book
    from support.engine import App

ADDIN = "'emenscr.xlam'!"
#: Stands for protection options. LibreOffice keeps them while the protection is off, and does not show them.
KEPT = "options of {}"


class StandIns:
    """By name, as VBA has them; a test may put its own into `functions`.

    `picked` is what the pickers give, `asked` what they were asked.
    """

    def __init__(self, app: "App") -> None:
        self._app = app
        self.picked = ""
        self.asked: list[tuple[str, str]] = []
        self.functions: dict[str, Callable[..., Any]] = {
            "Dialogs.PickFolder": self._pick,
            "Dialogs.PickFile": self._pick,
            "Books.IsSaved": lambda book: not self._document(book).isModified(),
            "Books.MarkSaved": lambda book: self._document(book).setModified(False),
            "Protection.Lift": lambda book, sheet: _lift(self._sheet(book, sheet), sheet),
            "Protection.Restore": lambda book, sheet, kept: _restore(self._sheet(book, sheet), sheet, kept),
            "Protection.LiftBook": lambda book: _lift_book(app.books(book)),
            "Protection.RestoreBook": lambda book, kept: _restore_book(app.books(book), kept),
        }

    def run(self, macro: str, arguments: list[Any]) -> Any:
        """Application.Run."""
        function = self.functions.get(macro.removeprefix(ADDIN))
        if function is None or not macro.startswith(ADDIN):
            raise ComError(f"Cannot run the macro '{macro}'.")
        return function(*arguments)

    def _pick(self, title: str, start: str) -> str:
        self.asked.append((title, start))
        return self.picked

    def _document(self, book: str) -> Any:
        return self._app.books(book).uno

    def _sheet(self, book: str, sheet: str) -> Any:
        return self._app.books(book).sheets(sheet).uno


def _lift(sheet: Any, name: str) -> str:
    if not sheet.isProtected():
        return ""
    try:
        sheet.unprotect("")
    except Exception as error:  # IllegalArgumentException is a UNO type
        raise ComError("The password you supplied is not correct.") from error
    return KEPT.format(name)


def _restore(sheet: Any, name: str, kept: str) -> None:
    _refuse_other(name, kept)
    sheet.protect("")


def _lift_book(book: "Book") -> str:
    if not book.facts.structure:
        return ""
    if book.facts.password:
        raise ComError("The password you supplied is not correct.")
    book.facts.structure = False
    return KEPT.format(book.name)


def _restore_book(book: "Book", kept: str) -> None:
    _refuse_other(book.name, kept)
    book.facts.structure = True


def _refuse_other(name: str, kept: str) -> None:
    if kept != KEPT.format(name):
        raise ComError(f"{kept!r} is not what was kept of the protection of {name!r}")
