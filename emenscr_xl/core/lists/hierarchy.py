"""Does every entry of a list hang on a parent that there is, and on the one that its own code names?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from emenscr_xl.core.lists.entries import Listed
from emenscr_xl.core.lists.sheet import Fault
from emenscr_xl.core.rules.value_chain import carried, without_edition
from emenscr_xl.form.catalogue import Catalogue, Entry


def with_parents(found: Listed) -> Listed:
    """The list with the parents that codes name themselves, where no column does."""
    catalogue = found.catalogue
    if not catalogue.parent:
        return found
    entries = {
        code: entry if entry.parent else replace(entry, parent=_carried(catalogue, code))
        for code, entry in found.entries.items()
    }
    return replace(found, entries=entries)


def _carried(catalogue: Catalogue, code: str) -> str:
    """The parent that a code names by its own digits; "" when it names none."""
    return code[: catalogue.parent_digits] if catalogue.parent_digits else carried(code)


def broken(found: Listed, parents: Catalogue | None, listed: bool) -> Iterator[Fault]:
    """A fault for each entry that hangs on nothing, on another parent than its code says, or on no known one.

    `listed`: the parents come out of the same file. What an incomplete catalogue does not list may be right:
    it is said (CAT-08) and refuses nothing.
    """
    if parents is None:
        return
    for code, entry in found.entries.items():
        own = _carried(found.catalogue, code)
        if not entry.parent:
            yield _fault("CAT-07.blank", found, entry, parents)
        elif own and without_edition(own) != without_edition(entry.parent):
            yield _fault("CAT-07.other", found, entry, parents)
        elif entry.parent not in parents.entries:
            accepted = not listed and not parents.complete
            yield _fault("CAT-08" if accepted else "CAT-07", found, entry, parents)


def _fault(message: str, found: Listed, entry: Entry, parents: Catalogue) -> Fault:
    taken = found.columns.taken
    column = taken.get("parent", taken["code"])
    details = {"label": found.catalogue.label, "parent_label": parents.label}
    return Fault(message, details, found.rows[entry.code], column)


def orphans(found: Listed, catalogues: Mapping[str, Catalogue]) -> Iterator[Fault]:
    """A word about each catalogue in use some of whose entries hang on codes that the new list drops."""
    former = found.catalogue.entries
    for child in catalogues.values():
        if child.parent == found.catalogue.key:
            lost = [
                code
                for code in child.entries
                if (parent := child.parent_of(code)) in former and parent not in found.entries
            ]
            if lost:
                details = {"label": child.label, "parent_label": found.catalogue.label}
                yield Fault("CAT-11", {**details, "count": str(len(lost))})
