"""Cells by their address: how a place of a workbook is written for a person and for a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

#: A sheet's name and a cell, `("M3 รายละเอียด", "E12")`.
Place = tuple[str, str]
#: Stands for a value that comes from no cell.
NO_CELL = "–"
_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def quoted(sheet: str) -> str:
    """A sheet's name as a formula wants it."""
    return "'" + sheet.replace("'", "''") + "'"


@lru_cache(maxsize=100_000)  # returns of one form share their layout: so they share the places, too
def place(sheet: str, row: int, column: int) -> Place:
    """The place of a row and a column, both from 0. Equal places are one object."""
    return sheet, f"{letters(column)}{row + 1}"


def address(row: int, column: int, *, fixed: bool = False) -> str:
    """A cell's address with its column fixed, `$E12`; its row too, `$E$12`."""
    return f"${letters(column)}{'$' if fixed else ''}{row + 1}"


@lru_cache(maxsize=20_000)
def letters(column: int) -> str:
    """The letters of a column, counted from 0."""
    name, number = "", column + 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def listed(places: Sequence[Place | None], *, named: bool = False) -> str:
    """The cells in their order, neighbours as one range: `E6 E8:E9 –`.

    Each sheet is named, `'M1'!E6 E8 · 'M2'!E5`, when there are several or when `named`.
    """
    sheets = dict.fromkeys(p[0] for p in places if p)
    if not sheets or (len(sheets) == 1 and not named):
        return " ".join(_ranges([p and p[1] for p in places]))
    lies, sheet = [], next(iter(sheets))
    for each in places:
        sheet = each[0] if each else sheet  # a value without a cell stands with those before it
        lies.append(sheet)
    groups = groupby(zip(lies, places, strict=True), key=lambda pair: pair[0])
    return " · ".join(f"{quoted(s)}!{' '.join(_ranges([p and p[1] for _, p in of]))}" for s, of in groups)


def _ranges(cells: Sequence[str | None]) -> Iterator[str]:
    """Runs of neighbours, rightwards or downwards, as ranges."""
    run: list[tuple[int, int]] = []
    step: tuple[int, int] | None = None
    for cell in cells:
        at = _position(cell) if cell else None
        taken = (at[0] - run[-1][0], at[1] - run[-1][1]) if at and run else None
        if at and taken in ((0, 1), (1, 0)) and step in (None, taken):
            step = taken
            run.append(at)
            continue
        yield from _said(run)
        run, step = [at] if at else [], None
        if at is None:
            yield NO_CELL
    yield from _said(run)


def _said(run: Sequence[tuple[int, int]]) -> Iterator[str]:
    if run:
        first, last = (place("", *end)[1] for end in (run[0], run[-1]))
        yield first if first == last else f"{first}:{last}"


@lru_cache(maxsize=100_000)
def _position(cell: str) -> tuple[int, int]:
    """Row and column of a cell, from 0."""
    found = _CELL.fullmatch(cell)
    if found is None:
        raise ValueError(f"{cell} is no cell")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1
