"""Drop-downs that follow the answer they hang on: only the chosen parent's children are offered.

A list holds the children of one parent side by side. A block beside the lists says for each parent, as
`#code`, at which entry its children begin (counted from 0) and how many they are. The mark keeps every code a
text: "01" is not "1". A parent that is blank or not in the block leaves the whole list on offer.

The source is one OFFSET with numbers inside: where a reference is wanted, Excel refuses ranges joined by `:`
and is not known to take what IFERROR gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from emenscr_xl.core.submission import Where
from emenscr_xl.form.catalogue import Catalogue, Entry
from emenscr_xl.form.kinds import KINDS
from emenscr_xl.form.model import Form
from emenscr_xl.sheets.formulas import reference
from emenscr_xl.sheets.layout import Layout

#: Excel takes no longer formula in an input rule.
LONGEST = 255
CODE_MARK = "#"


@dataclass(frozen=True, slots=True)
class Family:
    """A parent's children in a list: the entry they begin at, counted from 0, and how many they are."""

    parent: str
    first: int
    count: int


def in_families(catalogue: Catalogue, fiscal_year: int) -> tuple[Entry, ...]:
    """The entries on offer, those of one parent side by side; otherwise in catalogue order."""
    return tuple(e for entries in _by_parent(catalogue, fiscal_year).values() for e in entries)


def families(catalogue: Catalogue, fiscal_year: int) -> tuple[Family, ...]:
    """The families of a list, in its order. Entries without a parent make none."""
    found, first = [], 0
    for parent, entries in _by_parent(catalogue, fiscal_year).items():
        if parent:
            found.append(Family(parent, first, len(entries)))
        first += len(entries)
    return tuple(found)


def _by_parent(catalogue: Catalogue, fiscal_year: int) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in catalogue.offered(fiscal_year):
        found.setdefault(catalogue.parent_of(entry.code) or "", []).append(entry)
    return found


def parents(form: Form) -> dict[str, str]:
    """The address that each address hangs on, out of the form's rules."""
    return {
        child: rule.fields[parent][0]
        for rule in form.rules
        for name, parent in KINDS[rule.kind].hangs.items()
        for child in rule.fields[name]
    }


def dependent_sources(form: Form, layout: Layout, names: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """By address: the source of each drop-down that follows another answer.

    `names` holds, by catalogue, the defined names of its list and of its families. A source that Excel would
    refuse for its length is left out: the whole list stays on offer.
    """
    found = {}
    for child, parent in parents(form).items():
        _, table, field = form.question(child)
        each = form.question(parent)[1] is not None  # the parent is asked once for each record
        if field.catalogue not in names or (each and table is None):
            continue
        home = layout.cells[Where.at(child, 1 if table else 0)].sheet
        above = layout.cells[Where.at(parent, 1 if each else 0)]
        formula = _source(*names[field.catalogue], reference(above, home, fixed=not each))
        if len(formula) <= LONGEST:
            found[child] = formula
    return found


def _source(listed: str, family: str, parent: str) -> str:
    """The source of a drop-down: the part of the list that belongs to the code in the parent's cell."""
    key = f'"{CODE_MARK}"&LEFT({parent},FIND(" ",{parent}&" ")-1)'
    first, count = (f"VLOOKUP({key},{family},{column},0)" for column in (2, 3))
    return f"=OFFSET({listed},IFERROR({first},0),0,IFERROR({count},ROWS({listed})))"
