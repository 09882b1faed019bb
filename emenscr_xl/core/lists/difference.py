"""What a list changes against the catalogue in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from emenscr_xl.core.text import squeezed
from emenscr_xl.form.catalogue import Catalogue, Entry


@dataclass(frozen=True, slots=True)
class Change:
    """An entry as it was and as it is."""

    before: Entry
    after: Entry


@dataclass(frozen=True, slots=True)
class Difference:
    """Entries added, removed and changed, in list order, and how many stay alike in everything.

    An entry that changes in several ways stands in each of them. `redated`: in force in other fiscal years,
    where both lists name some; `reassured`: official now and not before, or the other way round.
    """

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    renamed: tuple[Change, ...]
    moved: tuple[Change, ...]
    redated: tuple[Change, ...]
    reassured: tuple[Change, ...]
    unchanged: int


def difference(now: Catalogue, entries: Mapping[str, Entry]) -> Difference:
    """What these entries change against a catalogue."""
    both = [Change(now.entries[code], entry) for code, entry in entries.items() if code in now.entries]
    renamed = tuple(c for c in both if squeezed(c.before.name) != squeezed(c.after.name))
    moved = tuple(c for c in both if (now.parent_of(c.before.code) or "") != c.after.parent)
    redated = tuple(c for c in both if c.before.dated and _years(c.before) != _years(c.after))
    reassured = tuple(c for c in both if c.before.confirmed != c.after.confirmed)
    changed = {c.after.code for c in (*renamed, *moved, *redated, *reassured)}
    return Difference(
        added=tuple(e for code, e in entries.items() if code not in now.entries),
        removed=tuple(e for code, e in now.entries.items() if code not in entries),
        renamed=renamed,
        moved=moved,
        redated=redated,
        reassured=reassured,
        unchanged=len(both) - len(changed),
    )


def _years(entry: Entry) -> tuple[int, int]:
    return entry.first_year, entry.last_year
