"""What is found in the office's year rather than in a file: late, out of order, not as the plan says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from emenscr_xl.core.said import said
from emenscr_xl.core.submission import Finding
from emenscr_xl.form.topics import WAIVABLE
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.follow_up.followed import Followed, followed
from emenscr_xl.register.follow_up.plan_checks import (
    Returns,
    budget_differs,
    not_returned,
    returns_of,
    same_name,
    without_code,
)
from emenscr_xl.register.follow_up.timing_checks import left_open, out_of_order, unsent
from emenscr_xl.register.waivers import waive

#: In the order in which they are said.
OF_THE_PLAN: tuple[Callable[[Followed, Returns], Iterator[Finding]], ...] = (
    budget_differs,
    same_name,
    not_returned,
    without_code,
)
OF_THE_TIME: tuple[Callable[[Followed], Iterator[Finding]], ...] = (unsent, out_of_order, left_open)


def with_doubts(collected: Collected) -> Collected:
    """The consolidation with what is found in the office's year, by must-enter project.

    A waived finding says so, as those of files do.
    """
    messages, office, places = collected.definition.messages, collected.office, collected.places
    counted = collected.counted
    answers = {p: c.brief.submission if c.brief else c.submission for p, c in counted.items()}
    returns = returns_of(office, answers)
    doubts = {}
    for project in followed(office, collected.received, collected.today).values():
        found = [f for judge in OF_THE_PLAN for f in judge(project, returns)]
        found += [f for judge in OF_THE_TIME for f in judge(project)]
        doubts[project.id] = tuple(said(f, messages, *places.get(f.where, ("", ""))) for f in found)
    rules = collected.definition.register.catalogues[WAIVABLE]
    counted = {project: replace(each, brief=None) for project, each in counted.items()}
    return replace(collected, counted=counted, doubts=waive(doubts, office, rules, collected.today))
