"""Findings on the cells of an open workbook, listed on a sheet of their own; and everything as it was again.

The sheet keeps, in hidden columns, each painted cell and the fill that it had. The cells are kept as
formulas that point to them, so that they are found again after rows were inserted or sheets renamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import xlwings as xw

from emenscr_xl.addin.desk import Desk
from emenscr_xl.addin.fills import Fills
from emenscr_xl.addin.findings_sheet import Listing, begin_sheet, find_sheet, kept_rows, write_sheet
from emenscr_xl.core.places import Place, quoted
from emenscr_xl.core.said import Said
from emenscr_xl.form.messages import SEVERITIES, Severity

_REFERENCE = re.compile(r"='?(?P<sheet>.+?)'?!\$?(?P<column>[A-Z]+)\$?(?P<row>[0-9]+)")


def show(desk: Desk, book: xw.Book, listing: Listing) -> bool:
    """Paint the cells of the findings and list them all. What was painted before is cleared first.

    True when Excel would have saved the paint at once, and was stopped from saving by itself.
    """
    clear(desk, book)
    stopped = bool(desk.call("Books.StopAutoSave", book.name))
    worst, fills = _worst(listing.findings), Fills(desk, book.name)
    with desk.unlocked(book, dict.fromkeys(sheet for sheet, _ in worst)):
        kept = fills.read(worst)
        with _taken_back(fills, kept):
            fills.paint({place: listing.fill(worst[place]) for place in kept})
            sheet = begin_sheet(book, [(_pointer(place), fill) for place, fill in kept.items()])
        write_sheet(sheet, listing)
        desk.call("Books.ShowSheet", book.name, sheet.name)
    return stopped


@contextmanager
def _taken_back(fills: Fills, kept: Mapping[Place, str]) -> Iterator[None]:
    """When what is painted cannot be noted on a sheet, it is taken back at once."""
    try:
        yield
    except BaseException:
        fills.write(kept)
        raise


def clear(desk: Desk, book: xw.Book) -> int | None:
    """Give every painted cell its fill back and remove the sheet; how many. None: nothing was shown."""
    sheet = find_sheet(book)
    if sheet is None:
        return None
    kept = dict(_kept(sheet))
    with desk.unlocked(book, dict.fromkeys(sheet for sheet, _ in kept)):
        Fills(desk, book.name).write(kept)
        sheet.delete()
    return len(kept)


def _worst(findings: Iterable[Said]) -> dict[Place, Severity]:
    """Each cell with the gravest of its findings."""
    found: dict[Place, Severity] = {}
    for finding in findings:
        if finding.cell:
            place = finding.sheet, finding.cell
            found[place] = min(found.get(place, "I"), finding.severity, key=SEVERITIES.index)
    return found


def _pointer(place: Place) -> str:
    sheet, cell = place
    return f"={quoted(sheet)}!{cell}"


def _kept(sheet: xw.Sheet) -> Iterator[tuple[Place, str]]:
    """The painted cells where they lie now. One that was deleted meanwhile needs nothing."""
    for pointer, fill in kept_rows(sheet):
        found = _REFERENCE.fullmatch(pointer)
        if found:
            yield (found["sheet"].replace("''", "'"), f"{found['column']}{found['row']}"), fill
