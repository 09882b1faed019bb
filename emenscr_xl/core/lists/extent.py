"""Does a list cover the year that it is to serve, and is it whole?"""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.core.lists.entries import Listed
from emenscr_xl.core.lists.sheet import Fault


def out_of_force(found: Listed, year: int) -> Iterator[Fault]:
    """A fault when no entry is in force in that fiscal year: nothing of the list could be chosen."""
    entries = found.entries.values()
    unread = any(fault.message == "CAT-09" for fault in found.faults)
    if entries and not unread and not any(e.covers(year) for e in entries):
        first, last = min(e.first_year for e in entries), max(e.last_year for e in entries)
        details = {"label": found.catalogue.label, "year": str(year), "first": str(first), "last": str(last)}
        yield Fault("CAT-09.year", details)
