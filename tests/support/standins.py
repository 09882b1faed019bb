"""What the add-in's VBA does for Python, done here by Python. As in VBA, what fails is an answer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from support import fills
from support.errors import ComError

if TYPE_CHECKING:
    from support.books import Book
    from support.engine import App
    from support.sheets import Sheet

ADDIN = "'emenscr.xlam'!"
LOCKED = "locked"
#: Stands for protection options. LibreOffice keeps them while the protection is off, and does not show them.
KEPT = "options of {}"


class StandIns:
    """By their names in VBA; a test may put its own into `functions`.

    picked   what the pickers give
    typed    what Ask gives; None: the text that it proposes, False: cancelled
    asked    the arguments of every such question, in order
    clouded  names of books whose changes Excel saves at once
    strange  cells as (sheet, "E5") whose fills cannot be described, such as gradients
    """

    def __init__(self, app: "App") -> None:
        self._app = app
        self.picked = ""
        self.typed: str | bool | None = None
        self.asked: list[tuple[str, ...]] = []
        self.clouded: set[str] = set()
        self.strange: set[tuple[str, str]] = set()
        self.functions: dict[str, Callable[..., Any]] = {
            "Dialogs.PickFolder": self._pick,
            "Dialogs.PickFile": self._pick,
            "Dialogs.Ask": self._ask,
            "Books.IsSaved": self._is_saved,
            "Books.MarkSaved": self._mark_saved,
            "Books.Show": self._show,
            "Books.ShowSheet": self._show_sheet,
            "Books.StopAutoSave": self._stop_auto_save,
            "Fills.Describe": self._describe,
            "Fills.Paint": self._paint,
            "Fills.Restore": self._restore_fills,
            "Protection.Lift": self._lift,
            "Protection.Restore": self._restore,
            "Protection.LiftBook": self._lift_book,
            "Protection.RestoreBook": self._restore_book,
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

    def _ask(self, prompt: str, title: str, default: str) -> str | bool:
        self.asked.append((prompt, title, default))
        return default if self.typed is None else self.typed

    def _book(self, name: str) -> "Book | None":
        return next((book for book in self._app.books if book.name == name), None)

    def _is_saved(self, name: str) -> bool:
        book = self._book(name)
        return book is not None and not book.uno.isModified()

    def _mark_saved(self, name: str) -> None:
        if book := self._book(name):
            book.uno.setModified(False)

    def _show(self, name: str) -> None:
        if book := self._book(name):
            book.to_front()

    def _show_sheet(self, name: str, sheet: str) -> None:
        self._show(name)
        if (found := self._sheet(name, sheet)) and found.uno.IsVisible:
            found.book.uno.CurrentController.setActiveSheet(found.uno)

    def _stop_auto_save(self, name: str) -> bool:
        was_on = name in self.clouded
        self.clouded.discard(name)
        return was_on

    def _sheet(self, book: str, name: str) -> "Sheet | None":
        found = self._book(book)
        return found.sheet(name) if found and name in found.sheet_names else None

    def _describe(self, book: str, sheet: str, cells: str) -> str:
        found = self._sheet(book, sheet)
        if found is None:
            return "," * cells.count(",")
        texts = fills.described(self._app.pipe, found.uno, cells)
        places = ((sheet, cell) for cell in cells.split(","))
        return ",".join("" if p in self.strange else t for p, t in zip(places, texts, strict=True))

    def _paint(self, book: str, sheet: str, cells: str, red: int, green: int, blue: int) -> bool:
        colour = fills.plain(red, green, blue)
        return self._restore_fills(book, sheet, cells, ",".join([colour] * (cells.count(",") + 1)))

    def _restore_fills(self, book: str, sheet: str, cells: str, texts: str) -> bool:
        found = self._sheet(book, sheet)
        if found is None or found.uno.isProtected() or cells.count(",") != texts.count(","):
            return False
        return fills.filled(self._app.pipe, found.uno, cells, texts.split(","))

    def _lift(self, book: str, sheet: str) -> str:
        found = self._app.books(book).sheets(sheet).uno
        if not found.isProtected():
            return ""
        try:
            found.unprotect("")
        except Exception:  # IllegalArgumentException is a UNO type: another password
            return LOCKED
        return KEPT.format(sheet)

    def _restore(self, book: str, sheet: str, options: str) -> bool:
        _refuse_other(sheet, options)
        self._app.books(book).sheets(sheet).uno.protect("")
        return True

    def _lift_book(self, name: str) -> str:
        facts = self._app.books(name).facts
        if not facts.structure:
            return ""
        if facts.password:
            return LOCKED
        facts.structure = False
        return KEPT.format(name)

    def _restore_book(self, name: str, options: str) -> bool:
        _refuse_other(name, options)
        self._app.books(name).facts.structure = True
        return True


def _refuse_other(name: str, options: str) -> None:
    """Only what Lift gave is worth restoring: anything else is a mistake of the caller's."""
    if options != KEPT.format(name):
        raise ValueError(f"{options!r} is not what was kept of the protection of {name!r}")
