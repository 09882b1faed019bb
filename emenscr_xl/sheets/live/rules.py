"""The rule kinds that a formula can say, by name. The others are checked when the workbook returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import Rule
from emenscr_xl.sheets.live.code_rules import (
    belongs_to,
    in_catalogue,
    in_edition,
    not_asked_since,
    repeats,
    value_chain,
)
from emenscr_xl.sheets.live.terms import Condition, Terms
from emenscr_xl.sheets.live.value_rules import (
    at_most,
    equals,
    in_order,
    not_falling,
    refers_to,
    sums_to,
    touches_year,
    within_period,
    zero_unless,
)

Compile = Callable[[Rule, Terms], Iterator[tuple[Where, Condition]]]

CONDITIONS: Mapping[str, Compile] = {
    compiled.__name__: compiled
    for compiled in (
        at_most,
        belongs_to,
        equals,
        in_catalogue,
        in_edition,
        in_order,
        not_asked_since,
        not_falling,
        refers_to,
        repeats,
        sums_to,
        touches_year,
        value_chain,
        within_period,
        zero_unless,
    )
}
#: Rules that the sheet leaves to the checks on return, and why.
UNSAID: Mapping[str, str] = {
    "one_primary": "several codes in one cell: the sheet says that the text is not in the catalogue",
    "era": "a note about how a date was read is no fault",
    "unlike": "likeness of wording is no formula",
    "copied": "other projects' workbooks are not at hand",
    "crowded": "other projects' workbooks are not at hand",
}


def conditions(terms: Terms) -> dict[Where, list[Condition]]:
    """By place: the conditions of every rule whose questions are all judged in the workbook, in order."""
    found: dict[Where, list[Condition]] = {}
    for rule in terms.form.rules:
        addresses = (a for named in rule.fields.values() for a in named)
        if rule.kind in CONDITIONS and all(terms.has(a) for a in addresses):
            for where, condition in CONDITIONS[rule.kind](rule, terms):
                found.setdefault(where, []).append(condition)
    return found
