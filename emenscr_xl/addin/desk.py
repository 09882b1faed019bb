"""What a ribbon function may do with the application: ask, find, open, protect, show progress."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlwings as xw

from emenscr_xl.addin import dialogs
from emenscr_xl.addin.dialogs import MACROS
from emenscr_xl.addin.stopping import escape_pressed
from emenscr_xl.jobs.addin_faults import refused
from emenscr_xl.jobs.workspace import JobError, Workspace, workspace_of
from emenscr_xl.xlam.sentences import both, sentence

#: What the add-in's VBA says of a protection that asks for a password.
LOCKED = "locked"
#: More sentences than these would push the button of a message off the screen.
MOST_TOLD = 8


class Quiet(JobError):  # noqa: N818 - no error: the user wanted it
    """The user ended it: said in the status bar alone."""


def quiet(key: str) -> Quiet:
    """One of the add-in's sentences as the end that the user wanted."""
    return Quiet(*both(key))


def file_of(book: xw.Book) -> Path | None:
    """The file that a book was opened from; None when it has none that this computer can name."""
    try:
        path = Path(book.fullname)
    except Exception:  # xlwings raises what it likes for a cloud address that it cannot place
        return None
    return path if path.is_file() else None


@dataclass(frozen=True, slots=True)
class Desk:
    """The application with the book in front; None when no workbook is open for editing."""

    app: xw.App
    book: xw.Book | None

    @classmethod
    def of(cls, book: xw.Book | None) -> Desk:
        """The desk on which a book lies, or an empty one."""
        app = book.app if book else xw.apps.active
        if app is None:
            raise refused("no_workbook")
        return cls(app, book)

    def front(self) -> xw.Book:
        """The book in front. JobError when there is none."""
        if self.book is None:
            raise refused("no_workbook")
        return self.book

    # --- asking ---

    def call(self, macro: str, *arguments: object) -> Any:
        """What a function of the add-in's VBA gives."""
        return self.app.macro(f"{MACROS}{macro}")(*arguments)

    def yes(self, key: str, **details: object) -> bool:
        """True when the user answers a question with yes."""
        return dialogs.yes(self.app, sentence(key, **details))

    def tell(self, said: str, *more: str) -> str:
        """Say how a job ended, with all that should be known of it; the first sentence."""
        rest = [sentence("and_more", count=len(more) - MOST_TOLD)] if len(more) > MOST_TOLD else []
        dialogs.tell(self.app, "\n\n".join((said, *more[:MOST_TOLD], *rest)))
        return said

    def ask(self, key: str, default: str, pattern: str) -> str:
        """What the user types. Quiet when cancelled, JobError when it is no answer of the pattern."""
        asked = sentence(key)
        answer = dialogs.ask(self.app, asked, default)
        if answer is None:
            raise quiet("cancelled")
        typed = answer.strip()
        if not re.fullmatch(pattern, typed):
            raise refused("not_an_answer", typed=typed, asked=asked)
        return typed

    def folder(self, key: str) -> Path:
        """The folder that the user picks. Quiet when cancelled."""
        start = file_of(self.book) if self.book else None
        picked = dialogs.folder(self.app, sentence(key), str(start.parent) if start else "")
        if not picked:
            raise quiet("cancelled")
        return Path(picked)

    # --- the office's files ---

    def office(self) -> Workspace:
        """The workspace of the book in front, else one that the user picks; its register saved."""
        path = file_of(self.book) if self.book else None
        home = workspace_of(path) if path else None
        if home is None:
            folder = self.folder("pick_workspace")
            home = Workspace(folder)
            if not home.register.is_file():
                raise refused("no_workspace", folder=folder)
        self.save(home.register)
        return home

    def open_book(self, path: Path) -> xw.Book | None:
        """The open book of a file; None when it is not open."""
        books = ((book, file_of(book)) for book in self.app.books)
        return next((book for book, file in books if file and path.is_file() and file.samefile(path)), None)

    def save(self, path: Path) -> None:
        """Save a file that is open with changes, when the user wants it. JobError when not."""
        book = self.open_book(path)
        if book is None or self.call("Books.IsSaved", book.name):
            return
        if not self.yes("save_first", book=book.name):
            raise refused("not_saved", book=book.name)
        book.save()

    def open(self, path: Path) -> xw.Book:
        """Open a file, or bring it to the front. JobError when another one of its name is open."""
        book = self.open_book(path)
        if book is None:
            self._refuse_namesake(path)
            book = self.app.books.open(str(path))
            self.call("Books.MarkSaved", book.name)
        self.call("Books.Show", book.name)
        return book

    def _refuse_namesake(self, path: Path) -> None:
        """JobError when another workbook of a file's name is open: Excel opens only one."""
        if path.name.lower() in [book.name.lower() for book in self.app.books]:
            raise refused("same_name", book=path.name)

    @contextmanager
    def rewritten(self, path: Path) -> Iterator[None]:
        """A file of ours is closed while it is written anew; when that fails, it is opened again."""
        book = self.open_book(path)
        if book is None:
            self._refuse_namesake(path)
        else:
            if not self.call("Books.IsSaved", book.name) and not self.yes("result_open", book=book.name):
                raise refused("result_kept", book=book.name)
            book.close()
        try:
            yield
        except BaseException:
            if book is not None:
                self.open(path)
            raise

    # --- while it works ---

    def progress(self, done: int, total: int, name: str) -> None:
        """Show how far a job is. Quiet when the user holds Esc."""
        if escape_pressed():
            raise quiet("stopped")
        self.app.status_bar = sentence("working", done=done, total=total, name=name)

    @contextmanager
    def unlocked(self, book: xw.Book, sheets: Iterable[str]) -> Iterator[None]:
        """Sheets and structure without protection meanwhile; afterwards protected as they were.

        JobError, with nothing changed, when a password is needed.
        """
        saved = self.call("Books.IsSaved", book.name)
        with ExitStack() as later:
            if saved:  # what is painted is no change of the owner's
                later.callback(self.call, "Books.MarkSaved", book.name)
            self._lift(later, "structure_locked", "Book", book.name)
            for sheet in sheets:
                self._lift(later, "locked_with_password", "", book.name, sheet)
            yield

    def _lift(self, later: ExitStack, key: str, what: str, *names: str) -> None:
        """Take one protection off, to be restored later."""
        options = self.call(f"Protection.Lift{what}", *names)
        if options == LOCKED:
            raise refused(key, sheet=names[-1])
        if options:
            later.callback(self._restore, f"Protection.Restore{what}", *names, options)

    def _restore(self, macro: str, *arguments: str) -> None:
        """Protect again. JobError when Excel refuses."""
        if self.call(macro, *arguments) is False:
            raise refused("not_protected_again", what=arguments[-2])
