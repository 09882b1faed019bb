"""Books: the spreadsheet documents that are open in LibreOffice."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from oracles import live
from support.errors import ComError, Gone, as_excel
from support.formats import Formats
from support.package import Facts, facts
from support.sheets import Sheet, Sheets

if TYPE_CHECKING:
    from support.engine import App

XLSX = "Calc MS Excel 2007 XML"


@as_excel
class Books:
    """Books of an app. An add-in is none of them, as in Excel."""

    __slots__ = ("app",)

    def __init__(self, app: "App") -> None:
        self.app = app

    @property
    def active(self) -> "Book":
        """The active book; without any, one without a document, whose every member is an AttributeError."""
        current = self.app.desktop.CurrentComponent
        books = self._all()
        if current is not None and hasattr(current, "RuntimeUID"):
            books.sort(key=lambda book: book.uid != current.RuntimeUID)
        return books[0] if books else Book(self.app, None)

    def __call__(self, name_or_index: str | int) -> "Book":
        books = self._all()
        if isinstance(name_or_index, str):
            books = [book for book in books if book.name.lower() == name_or_index.lower()]
            name_or_index = 1
        if not 1 <= name_or_index <= len(books):
            raise KeyError(name_or_index)
        return books[name_or_index - 1]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator["Book"]:
        return iter(self._all())

    def open(self, fullname: str, *others: Any) -> "Book":
        if any(other is not None for other in others):
            raise TypeError("books are opened by their full name alone")
        url = Path(fullname).resolve().as_uri()
        found = self.app.desktop.loadComponentFromURL(url, "_blank", 0, live.properties(Hidden=True))
        if found is None:
            raise ComError(f"LibreOffice does not open {url}: is it open elsewhere?")
        book = self.app.book(found)
        book.to_front()
        return book

    def _all(self) -> list["Book"]:
        """In the order in which they were opened."""
        documents = [one for one in self.app.desktop.Components if hasattr(one, "Sheets")]
        books = sorted(map(self.app.book, documents), key=lambda book: int(book.uid))
        return [book for book in books if book.name not in self.app.addins]


@as_excel
class Book:
    """An open document."""

    __slots__ = ("_facts", "_sheets", "app", "formats", "uid", "uno")

    def __init__(self, app: "App", uno: Any) -> None:
        self.app, self.uno = app, uno
        self.uid = uno and str(uno.RuntimeUID)
        self.formats = Formats(uno)
        self._sheets: dict[str, Sheet] = {}
        self._facts: Facts | None = None

    @property
    def name(self) -> str:
        if url := self.uno.URL:
            return unquote(url.rpartition("/")[2])
        return f"Book{self.uno.Title.rpartition(' ')[2]}"  # "Untitled 1"

    @property
    def fullname(self) -> str:
        return live.uno().fileUrlToSystemPath(self.uno.URL) if self.uno.URL else self.name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    def to_front(self) -> None:
        self.uno.CurrentController.Frame.activate()

    def close(self) -> None:
        self.app.forget(self)
        self.uno.close(True)
        self.uno = Gone()

    def save(self, path: None = None, password: None = None) -> None:
        """Save where it is; a new book in the current folder, under its name, as the Windows engine does."""
        if path or password:
            raise NotImplementedError("books are saved where they are")
        if self.uno.URL:
            self.uno.store()
        else:
            self.uno.storeAsURL((Path.cwd() / f"{self.name}.xlsx").as_uri(), live.properties(FilterName=XLSX))

    @property
    def sheet_names(self) -> tuple[str, ...]:
        found: tuple[str, ...] = self.uno.Sheets.ElementNames
        return found

    def sheet(self, name: str) -> Sheet:
        """The sheet of exactly this name; made once, as long as it keeps the name."""
        known = self.known_sheet(name)
        if known is None:
            known = self._sheets[name] = Sheet(self, self.uno.Sheets.getByName(name))
        return known

    def known_sheet(self, name: str) -> Sheet | None:
        """The sheet of this name, when it was made before: one call instead of five."""
        known = self._sheets.get(name)
        return known if known and _still(known, name) else None

    @property
    def day_0(self) -> datetime:
        """The day that a date's number counts from."""
        null = self.uno.NullDate
        return datetime(null.Year, null.Month, null.Day, tzinfo=UTC)

    @property
    def facts(self) -> Facts:
        """What LibreOffice does not know; changes are kept here, and not saved."""
        if self._facts is None:
            self._facts = facts(Path(self.fullname))
        return self._facts

    def refuse_structure(self) -> None:
        if self.facts.structure:
            raise ComError("The workbook is protected: its structure cannot be changed.")

    def refuse_last_visible(self, sheet: Sheet) -> None:
        if not any(other.uno.IsVisible for other in self.sheets if other.name != sheet.name):
            raise ComError("A workbook must contain at least one visible worksheet.")


def _still(sheet: Sheet, name: str) -> bool:
    try:
        return sheet.name == name
    except ComError:  # deleted
        return False
