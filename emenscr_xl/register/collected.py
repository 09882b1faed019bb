"""Everything a consolidation knows: the office, what was received, and what counts for each project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Submission
from emenscr_xl.form.load import Definition
from emenscr_xl.register.ledger import Received
from emenscr_xl.register.office import Office


@dataclass(frozen=True, slots=True)
class Counted:
    """The file that counts for a project, with its answers and what was found in them."""

    file: Received
    submission: Submission
    findings: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Collected:
    """One workspace at one moment. `counted` is by project id, in the order of the action plan."""

    definition: Definition
    office: Office
    received: tuple[Received, ...]  # every file ever taken in, with today's decision and reason
    counted: Mapping[str, Counted]
    sample: bool = False  # an invented office: said on every sheet
