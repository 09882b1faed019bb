"""The entries of a list, row by row, and everything that is wrong with its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from emenscr_xl.core.lists.columns import Columns
from emenscr_xl.core.lists.sheet import Fault, ListSheet
from emenscr_xl.core.text import digits
from emenscr_xl.form.catalogue import Catalogue, Entry
from emenscr_xl.form.headings import spellings

_THAI = re.compile("[ก-๎]")
_YEAR = re.compile(r"2[45]\d\d", re.ASCII)
#: The first and the last fiscal year (BE) of entries that name none themselves.
Span = tuple[int, int]


@dataclass(slots=True)
class Listed:
    """One catalogue as a sheet lists it: entries by code, the row of each, and what is wrong."""

    columns: Columns
    entries: dict[str, Entry] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    restored: int = 0  # codes whose leading zeros were put back

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that the list is of."""
        return self.columns.catalogue


def listed(
    sheet: ListSheet,
    columns: Columns,
    parents: Catalogue | None,
    span: Span,
    others: Sequence[Columns],
    confirmed: bool = True,
) -> Listed:
    """Read a catalogue's rows. `others`: the columns of every list of the sheet, this one's among them."""
    found, of_another = Listed(columns), elsewhere(columns, others)
    reader = _Reader(sheet, found, parents, span, confirmed, _examples(_sharing(columns, others)))
    for row in range(columns.heading_row + 1, len(sheet.rows)):
        if reader.written(row) and not of_another(reader.code(row)):
            reader.read(row)
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    sheet: ListSheet
    found: Listed
    parents: Catalogue | None
    span: Span
    confirmed: bool
    examples: tuple[str, ...]  # a code of each shape that the column may hold

    def text(self, row: int, role: str) -> str:
        column = self.found.columns.taken.get(role)
        return "" if column is None else self.sheet.text(row, column)

    def code(self, row: int) -> str:
        return padded(self.text(row, "code"), self.found.catalogue)

    def written(self, row: int) -> bool:
        """True for a row of the list: not blank, and not the heading again, as printed lists have it."""
        code, name = self.text(row, "code"), self.text(row, "name")
        if not code and not name and not self._broken(row, "code") and not self._broken(row, "name"):
            return False
        heading = self.text(self.found.columns.heading_row, "code")
        return not code or spellings(code) != spellings(heading)

    def read(self, row: int) -> None:
        if self._no_entry(row):
            self._add("CAT-04.row", row, "code", text=self.text(row, "code"))
            return
        faults = [*self._cells(row), *self._code(row), *self._name(row)]
        first, last = self._years(row, faults)
        self.found.faults += faults
        code = self.code(row)
        if not code or any(f.message == "CAT-04.value" for f in faults):
            return
        self.found.restored += code != digits(self.text(row, "code"))
        parent = padded(self.text(row, "parent"), self.parents) if self.parents else ""
        entry = Entry(code, self.text(row, "name"), parent, first, last, self.confirmed)
        known = self.found.entries.setdefault(code, entry)
        at = self.found.rows.setdefault(code, row)
        if (known.name, known.parent) != (entry.name, entry.parent):
            self._add("CAT-05", row, "code", code=code, first=str(at + 1))

    def _add(self, message: str, row: int, role: str, **details: str) -> None:
        self.found.faults.append(self._fault(message, row, role, **details))

    def _fault(self, message: str, row: int, role: str, **details: str) -> Fault:
        label = self.found.catalogue.label
        return Fault(message, {"label": label, **details}, row, self.found.columns.taken[role])

    def _broken(self, row: int, role: str) -> bool:
        """True for a cell in error, or one whose formula has no result in the file."""
        column = self.found.columns.taken.get(role, -1)
        place = (row, column)
        return place in self.sheet.errors or (
            place in self.sheet.formulas and not self.sheet.text(row, column)
        )

    def _no_entry(self, row: int) -> bool:
        """True for a row of totals or a note: words stand where its code should be."""
        if self._broken(row, "code") or not isinstance(
            self.sheet.cell(row, self.found.columns.taken["code"]), str
        ):
            return False
        code = digits(self.text(row, "code"))
        if _numbered(code):
            return _THAI.search(code) is not None and not self.text(row, "name")
        return bool(code) and all(map(_numbered, self.found.catalogue.entries))

    def _cells(self, row: int) -> Iterator[Fault]:
        for role in self.found.columns.taken:
            if self._broken(row, role):
                yield self._fault("CAT-03", row, role)

    def _code(self, row: int) -> Iterator[Fault]:
        catalogue, code = self.found.catalogue, self.code(row)
        column = self.found.columns.taken["code"]
        if isinstance(self.sheet.cell(row, column), bool | date | time | timedelta):
            yield self._fault("CAT-04.value", row, "code")
        elif not code:
            if not self._broken(row, "code"):
                yield self._fault("CAT-04.blank", row, "code")
        elif catalogue.shape and not re.match(catalogue.shape, code, re.ASCII):
            examples, examples_en = " หรือ ".join(self.examples), " or ".join(self.examples)
            yield self._fault("CAT-04", row, "code", code=code, examples=examples, examples_en=examples_en)
        elif " " in code:
            yield self._fault("CAT-04.value", row, "code")

    def _name(self, row: int) -> Iterator[Fault]:
        if not self.text(row, "name") and not self._broken(row, "name"):
            yield self._fault("CAT-06", row, "name")

    def _years(self, row: int, faults: list[Fault]) -> Span:
        """The entry's own years, else those of the whole list."""
        first, last = self.span
        for role in ("years", "first_year", "last_year"):
            said = digits(self.text(row, role))
            years = [int(y) for y in _YEAR.findall(said)]
            if said and not years:
                faults.append(self._fault("CAT-09", row, role))
            elif said:
                first = min(years) if role != "last_year" else first
                last = max(years) if role != "first_year" else last
        if first > last:
            faults.append(self._fault("CAT-09", row, next(r for r in _YEAR_ROLES if self.text(row, r))))
        return first, last


_YEAR_ROLES = ("last_year", "first_year", "years", "code")


def is_year(year: int) -> bool:
    """True for a year that can be one of the Buddhist era, and none of the Common Era."""
    return _YEAR.fullmatch(str(year)) is not None


def padded(code: str, catalogue: Catalogue) -> str:
    """A code with plain digits, and with the leading zero that a spreadsheet took from it.

    No code begins with two: what lacks more digits than one is another code, or none.
    """
    plain = digits(code)
    return f"0{plain}" if plain.isdecimal() and len(plain) == catalogue.digits - 1 else plain


def elsewhere(columns: Columns, others: Sequence[Columns]) -> Callable[[str], bool]:
    """Tells the codes that belong to another list in the same column: of the first whose shape they have."""
    same = _sharing(columns, others)

    def another(code: str) -> bool:
        owner = next((c for c in same if c.shape and re.match(c.shape, code, re.ASCII)), same[0])
        return owner.key != columns.catalogue.key

    return another


def _sharing(columns: Columns, others: Sequence[Columns]) -> list[Catalogue]:
    """The catalogues whose codes stand in the same column, this one among them."""
    return [c.catalogue for c in others if c.taken.get("code") == columns.taken["code"]]


def _examples(catalogues: Sequence[Catalogue]) -> tuple[str, ...]:
    return tuple(example for c in catalogues for example in (c.example, *c.other_examples))


def _numbered(code: str) -> bool:
    return any(map(str.isdecimal, code))
