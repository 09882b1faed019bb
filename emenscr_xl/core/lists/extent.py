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


def dropping(found: Listed, year: int) -> Iterator[Fault]:
    """A word when a list takes away so much of what is on offer that it may be only a part of one."""
    offered = found.catalogue.offered(year)
    entries = found.entries
    gone = [e for e in offered if e.code not in entries or not entries[e.code].covers(year)]
    if found.entries and 100 * len(gone) > found.catalogue.most_dropped * len(offered):
        details = {"label": found.catalogue.label, "gone": str(len(gone)), "count": str(len(offered))}
        yield Fault("CAT-12", details)
