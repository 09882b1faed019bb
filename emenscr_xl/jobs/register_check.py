"""What is found in the register, and where its answers lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from emenscr_xl.core.places import Place
from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Finding, Where
from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.check import place_in, sayings
from emenscr_xl.register.follow_up.tracker_checks import tracker_findings
from emenscr_xl.register.office import register_findings
from emenscr_xl.register.waivers import waiver_findings
from emenscr_xl.sheets.read import Returned


def places_of(returned: Returned) -> dict[Where, Place]:
    """The cell of every question of a workbook, answered or blank."""
    return {where: place_in(returned, where) for where in returned.cells}


def register_sayings(
    definition: Definition, register: Returned, today: date, others: Iterable[Finding] = ()
) -> tuple[Said, ...]:
    """Every finding of the register in words: its own checks, and what only a register can get wrong.

    `others`: what is wrong with it in the light of the files received.
    """
    submission = register.submission
    waivers = waiver_findings(submission, definition.messages, today)
    tracker = tracker_findings(submission)
    doubts = (*register.damage, *register_findings(submission), *waivers, *tracker, *others)
    return sayings(replace(register, damage=doubts), definition)
