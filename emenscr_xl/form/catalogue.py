"""Catalogues: lists of codes and official names, each row with its source, confidence and validity."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from emenscr_xl.form.headings import NO_HEADINGS, Headings

#: Shown with every entry that no official list confirms.
UNCONFIRMED = "รอยืนยันกับบัญชีทางการ"
FIRST_YEAR, LAST_YEAR = 0, 9999
_DIGITS = re.compile(r"\\d\{(\d+)\}|\d")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a catalogue. Fiscal years are BE, inclusive; `confirmed` is False for unofficial wording."""

    code: str
    name: str
    parent: str = ""
    first_year: int = FIRST_YEAR
    last_year: int = LAST_YEAR
    confirmed: bool = True
    alias: str = ""  # another name that people type
    row: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What a person picks: `code – name`."""
        return f"{self.code} – {self.name}"

    @property
    def dated(self) -> bool:
        """True when the list says from or until which fiscal year the entry is in force."""
        return (self.first_year, self.last_year) != (FIRST_YEAR, LAST_YEAR)

    def covers(self, fiscal_year: int) -> bool:
        """True when the entry's edition is in force in that fiscal year."""
        return self.first_year <= fiscal_year <= self.last_year


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A list of entries by code. An empty one (the office has not loaded it) accepts typed codes.

    `version` 0 is the list that ships; later ones the office has loaded. `gone` holds the entries of former
    versions that the present one does not list: they are shown by name, and no rule takes them for listed.
    """

    key: str
    label: str
    entries: Mapping[str, Entry]
    shape: str = ""  # regular expression of a code, for lists that are not loaded
    parent: str = ""  # the catalogue that the parents belong to
    parent_digits: int = 0  # a code's first digits name its parent
    complete: bool = True  # False: official codes exist beyond those listed
    example: str = ""  # what a code looks like
    other_examples: tuple[str, ...] = ()  # codes of the other shapes that are accepted
    file: str = ""  # the file that it ships in: lists of one file stand together in an official one, too
    headings: Headings = NO_HEADINGS  # what the columns of an official list are called
    most_dropped: int = 100  # percent of the entries on offer that a whole list may leave out
    version: int = 0
    gone: Mapping[str, Entry] = field(default_factory=dict)

    @property
    def digits(self) -> int:
        """How many digits every code has; 0 where codes are of other shapes."""
        shape = self.shape.removesuffix("$")
        tokens = list(_DIGITS.finditer(shape))
        if "".join(t[0] for t in tokens) != shape:
            return 0
        return sum(int(t[1] or 1) for t in tokens)

    def get(self, code: str) -> Entry | None:
        """The entry of that code, or None."""
        return self.entries.get(code)

    def known(self, code: str) -> Entry | None:
        """The entry of that code in this version or, gone since, in a former one: for showing its name."""
        return self.entries.get(code) or self.gone.get(code)

    def named(self, name: str) -> Entry | None:
        """The one entry of that name or alias, or None when none or several bear it."""
        found = [e for e in self.entries.values() if name and name in (e.name, e.alias)]
        return found[0] if len(found) == 1 else None

    def numbered(self, digits: str) -> Entry | None:
        """The one entry whose code is that number with leading zeros; None when none or several are."""
        found = [e for e in self.entries.values() if e.code.isdecimal() and e.code.lstrip("0") == digits]
        return found[0] if len(found) == 1 and digits else None

    def parent_of(self, code: str) -> str | None:
        """The parent's code: read from the code's shape, else from the entry; None when unknown."""
        if self.parent_digits and re.match(self.shape or r"\d+$", code, re.ASCII):
            return code[: self.parent_digits]
        entry = self.get(code)
        return entry.parent if entry else None

    def offered(self, fiscal_year: int) -> tuple[Entry, ...]:
        """The entries a person may pick in that fiscal year, in catalogue order."""
        return tuple(e for e in self.entries.values() if e.covers(fiscal_year))


def versions(catalogues: Mapping[str, Catalogue]) -> str:
    """The versions of the catalogues that an office has loaded, as a stamp notes them; "" for none."""
    return " ".join(f"{key}={c.version}" for key, c in catalogues.items() if c.version)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a UTF-8 CSV file, every value as text. ValueError when it is not one."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for number, row in enumerate(rows, start=1):
        if None in row:
            raise ValueError(f"row {number} has more values than there are columns")
    return [{k: (v or "").strip() for k, v in row.items()} for row in rows]
