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
    related,
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
        related,
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
    "seldom_used": "a note for the planning group is nothing for the owner to mend",
    "own_words": "comparing long texts without their blanks and punctuation takes no short formula",
    "measurable": "dozens of words in every row of three tables would weigh more than they help",
    "evidenced": "figures, years and sources in one paragraph are no matter for a formula",
    "each_divided": "while the owner is at the activities, the sub-activities are still to come",
    "single_span": "while there is one activity, others may still be to come",
    "time_order": "the row above may be blank; the months stand beside each other for the eye",
    "adds_up_to": "weights do not add up until the last is typed",
    "share_in_band": "a share within a band is for the planning group to weigh",
    "plan_in_time": "a plan is all late until its early months are typed",
    "own_report": "comparing long texts without their blanks and punctuation takes no short formula",
    "within_plan": "the planned figure stands in the row above",
    "spent_as_done": "progress without spending may be right; the planning group asks",
    "delay_explained": "a blank that is wanted in some quarters only; the hint says when",
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
