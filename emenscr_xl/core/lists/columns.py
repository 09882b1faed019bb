"""Which catalogues a sheet lists, and which of its columns is what: found by the headings.

The heading may stand below titles, and may take two rows: groups above, their columns below.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from emenscr_xl.core.lists.sheet import ListSheet
from emenscr_xl.core.rules.value_chain import is_value_chain
from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.headings import ROLES, plain_heading, spellings

#: A heading that stands lower is none: titles and notes above a list are short.
MOST_ROWS_ABOVE = 30
Labels = Sequence[frozenset[str]]  # by column: every way to read its heading


@dataclass(slots=True)
class Columns:
    """The columns of one catalogue in a sheet: by role, and those that could not be told apart."""

    catalogue: Catalogue
    heading_row: int
    taken: dict[str, int] = field(default_factory=dict)
    twice: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """The roles that the list needs and no column has."""
        return tuple(r for r in needed(self.catalogue) if r not in self.taken and r not in self.twice)

    def take(self, labels: Labels, names: Mapping[str, Sequence[str]], barred: Collection[int] = ()) -> None:
        """Give each role that has no column yet the first one that bears one of its names."""
        for role in ROLES:
            if role in self.taken or role in self.twice:
                continue
            free = [c for c in range(len(labels)) if c not in self.taken.values() and c not in barred]
            for name in map(plain_heading, names[role]):
                found = tuple(c for c in free if name in labels[c])
                if len(found) == 1:
                    self.taken[role] = found[0]
                elif found:
                    self.twice[role] = found
                if found:
                    break


def needed(catalogue: Catalogue) -> tuple[str, ...]:
    """The roles without which a list cannot be read; a parent that codes name themselves needs no column."""
    hangs = catalogue.parent and not catalogue.parent_digits and not is_value_chain(catalogue.example)
    return ("code", "name", "parent") if hangs else ("code", "name")


def columns_of(
    sheet: ListSheet, catalogues: Mapping[str, Catalogue], named: Collection[str]
) -> tuple[Columns, ...]:
    """The columns of every catalogue that a sheet lists, or of those named; none where there is no heading.

    Of several rows that can be the heading, the one that names the most columns is.
    """
    candidates = [c for key, c in catalogues.items() if (key in named if named else c.headings.own.code)]
    best: tuple[Columns, ...] = ()
    for row in range(min(len(sheet.rows), MOST_ROWS_ABOVE)):
        labels = labels_of(sheet, row)
        if any(labels):
            best = max(best, _at(row, labels, candidates, bool(named)), key=_named)
    return best


def _named(columns: Sequence[Columns]) -> int:
    return len({c for each in columns for c in each.taken.values()})


def _at(row: int, labels: Labels, candidates: Sequence[Catalogue], named: bool) -> tuple[Columns, ...]:
    """What each candidate finds in a heading row: by its own names first, then by common ones."""
    found = [Columns(catalogue, row) for catalogue in candidates]
    for each in found:
        own = each.catalogue.headings.own
        each.take(labels, {role: getattr(own, role) for role in ROLES})
    if not named:
        found = _lists([c for c in found if "code" in c.taken or "code" in c.twice])
    used = {c for each in found for c in each.taken.values()}
    for each in found:
        each.take(labels, {role: each.catalogue.headings.of(role) for role in ROLES}, used)
    return tuple(c for c in found if "code" in c.taken or "code" in c.twice)


def _lists(found: Sequence[Columns]) -> list[Columns]:
    """Without the catalogues that only stand there as the parents of another list."""
    known = {c.catalogue.key: c.catalogue for c in found}
    parents = {c.parent: c for c in known.values() if c.parent in known}
    files = {known[key].file for key, child in parents.items() if known[key].file != child.file}
    return [
        c
        for c in found
        if c.catalogue.file not in files and ("name" in c.taken or c.catalogue.key not in parents)
    ]


def labels_of(sheet: ListSheet, row: int) -> list[frozenset[str]]:
    """By column: every way to read its heading in that row."""
    return [frozenset(_readings(sheet, row, column)) for column in range(len(sheet.rows[row]))]


def _readings(sheet: ListSheet, row: int, column: int) -> Iterator[str]:
    """Every way to read a column's heading: alone, with the group above it, or from a block of both rows."""
    own, group = sheet.text(row, column), _group(sheet, row - 1, column)
    said = (own, own + group, group + own) if own and group else (own,) if own else ()
    if not own and any(sheet.text(row, c) for c in range(len(sheet.rows[row]))):
        said = (sheet.text(row - 1, column),)
    yield from (spelling for text in said for spelling in spellings(text) if spelling)


def _group(sheet: ListSheet, row: int, column: int) -> str:
    """The heading above, or the nearest one to its left: a merged block shows its text in its first cell."""
    return next((text for c in range(column, -1, -1) if (text := sheet.text(row, c))), "")
