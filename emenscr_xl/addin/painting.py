"""Findings on the cells of an open workbook, listed on a sheet of their own; and everything as it was again.

The sheet keeps, in hidden columns, each painted cell and the colour that it had. The cells are kept as
formulas that point to them, so that they are found again after rows were inserted or sheets renamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import xlwings as xw

from emenscr_xl.addin.desk import Desk
from emenscr_xl.addin.findings_sheet import (
    NO_COLOUR,
    Listing,
    begin_sheet,
    find_sheet,
    kept_rows,
    rgb,
    write_sheet,
)
from emenscr_xl.core.places import Place, quoted
from emenscr_xl.core.said import Said
from emenscr_xl.form.messages import SEVERITIES, Severity

_REFERENCE = re.compile(r"='?(?P<sheet>.+?)'?!\$?(?P<column>[A-Z]+)\$?(?P<row>[0-9]+)")
Colour = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A painted cell and the colour that it had before; None: no fill."""

    place: Place
    colour: Colour


def show(desk: Desk, book: xw.Book, listing: Listing) -> None:
    """Paint the cells of the findings and list them all. What was painted before is cleared first."""
    clear(desk, book)
    worst = _worst(listing.findings)
    with desk.unlocked(book, dict.fromkeys(sheet for sheet, _ in worst)):
        kept = [(_pointer(place), _written(_cell(book, place).color)) for place in worst]
        sheet = begin_sheet(book, kept)
        for place, severity in worst.items():
            _cell(book, place).color = listing.fill(severity)
        write_sheet(sheet, listing)


def clear(desk: Desk, book: xw.Book) -> int | None:
    """Give every painted cell its colour back and remove the sheet; how many. None: nothing was shown."""
    sheet = find_sheet(book)
    if sheet is None:
        return None
    kept = list(_kept(sheet))
    with desk.unlocked(book, dict.fromkeys(k.place[0] for k in kept)):
        for each in kept:
            _cell(book, each.place).color = each.colour
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


def _cell(book: xw.Book, place: Place) -> xw.Range:
    sheet, cell = place
    return book.sheets[sheet].range(cell)


def _pointer(place: Place) -> str:
    sheet, cell = place
    return f"={quoted(sheet)}!{cell}"


def _written(colour: Colour) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour) if colour else NO_COLOUR


def _kept(sheet: xw.Sheet) -> Iterator[Kept]:
    """The painted cells where they lie now. One that was deleted meanwhile needs nothing."""
    for pointer, colour in kept_rows(sheet):
        found = _REFERENCE.fullmatch(pointer)
        if found:
            place = found["sheet"].replace("''", "'"), f"{found['column']}{found['row']}"
            yield Kept(place, None if colour == NO_COLOUR else rgb(colour))
