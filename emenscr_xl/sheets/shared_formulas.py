"""Formulas that a file holds once: those alike in rows that follow each other, as when a cell is filled down.

The first cell of such a run holds the formula and the run's range, the others only the run's number; every
reader moves the references along. What Excel does not share is left alone: a formula with a reference to
another sheet or with a constant array (MS-XLSB 2.5.98.98); defined names are shared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

#: A text, or a cell's address: its column, the mark of a fixed row, its row.
_PARTS = re.compile(r'"[^"]*"|(?<![\w.$])(\$?[A-Z]{1,3})(\$?)([1-9]\d*)(?![\w(.])')
_TEXT = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Shared:
    """What a cell of a run holds: the formula in its first cell, "" in the others, and the marks of both."""

    formula: str
    marks: tuple[tuple[str, str], ...]


def shared(formulas: Mapping[tuple[int, int], str]) -> dict[str, Shared]:
    """By address: the cells whose formula another one shares. `formulas`: by row and column, from 0."""
    found: dict[str, Shared] = {}
    for number, run in enumerate(_runs(formulas)):
        (top, column), (bottom, _) = run[0], run[-1]
        marks, area = (("t", "shared"), ("si", str(number))), xl_range(top, column, bottom, column)
        for at in run:
            found[xl_rowcol_to_cell(*at)] = Shared("", marks)
        first = (marks[0], ("ref", area), marks[1])
        found[xl_rowcol_to_cell(top, column)] = Shared(formulas[top, column], first)
    return found


def _runs(formulas: Mapping[tuple[int, int], str]) -> Iterator[list[tuple[int, int]]]:
    """The cells below each other, at least two, whose formulas are alike and may be shared."""
    alike = {at: found for at, formula in formulas.items() if (found := _moved(formula, at[0]))}
    downwards = sorted(alike, key=lambda at: (at[1], at[0]))
    numbered = enumerate(downwards)  # a row's distance from its number is the same in an unbroken run
    for _, run in groupby(numbered, lambda item: (item[1][1], item[1][0] - item[0], alike[item[1]])):
        cells = [at for _, at in run]
        if len(cells) > 1:
            yield cells


@lru_cache(maxsize=10_000)  # the templates of a run share nearly all formulas
def _moved(formula: str, row: int) -> str:
    """The formula with how far away each row is, where references move along; "" for one not to be shared.

    `row` counts from 0.
    """
    if not {"!", "{"}.isdisjoint(_TEXT.sub("", formula)):
        return ""

    def apart(part: re.Match[str]) -> str:
        return part[0] if part[1] is None or part[2] else f"{part[1]}[{int(part[3]) - row}]"

    return _PARTS.sub(apart, formula)
