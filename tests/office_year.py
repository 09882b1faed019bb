"""An office's year in memory: a register of a few projects, what came back and when, on one day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from builders import definition, stamp
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.packed import packed
from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Cell, Where
from emenscr_xl.jobs.new import register_of
from emenscr_xl.register.collected import Collected, Counted
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.follow_up.year_checks import with_doubts
from emenscr_xl.register.office import office_of

P, Q = "P-1", "P-2"
BUDGET = 1000
Lists = Mapping[str, Sequence[Mapping[str, Cell]]]
NO_LISTS: Lists = {}
#: A must-enter project that nothing is doubtful of.
SOUND: Mapping[str, Cell] = {"must_enter": "ต้องนำเข้า", "emenscr_code": "70-1", "budget": BUDGET}


def project(identity: str = P, **changes: Cell) -> dict[str, Cell]:
    """A row of the action plan."""
    return {"id": identity, "name": f"โครงการ {identity}", **SOUND, **changes}


def came(day: date, identity: str = P, reports: str = "") -> Received:
    """A readable file of a project, received on a day, that reports some quarters."""
    name = f"returns/{identity}-{day}.xlsx"
    return Received(f"{day.isoformat()}T09:00:00", "a" * 64, name, project=identity, issue=1, reports=reports)


def year(
    today: date,
    lists: Lists = NO_LISTS,
    files: Iterable[Received] = (),
    plan: Sequence[Mapping[str, Cell]] = (),
    total: Cell = BUDGET,
) -> Collected:
    """The consolidation of that day. The last file of a project counts; `total`: the budget that it has."""
    listed = {"action_plan": plan or [project()], **lists}
    office, received = office_of(register_of(definition(), "สพป.ตัวอย่าง", listed)), tuple(files)
    form, cells = definition().form, {Where("M2", "budget_total"): total}
    counted = {
        f.project: Counted(f, packed(form, f.project, (), submission_of(form, stamp(f.project), cells)), ())
        for f in received
    }
    return with_doubts(Collected(definition(), office, received, counted, today))


def said(collected: Collected, *codes: str, of: str = P) -> list[tuple[str, str, int]]:
    """What is found of a project, by message, register field and line; of these codes alone when named."""
    found = (f for f in collected.doubts[of] if not codes or f.code in codes)
    return [(message_of(f), f.field, f.record) for f in found]


def message_of(found: Said) -> str:
    """The message that a finding was said with."""
    for key, message in definition().messages.items():
        pattern = re.sub(r"\\{\w+\\}", ".+", re.escape(message.th))
        if key.partition(".")[0] == found.code and re.fullmatch(pattern, found.message_th):
            return key
    raise AssertionError(found)


def tracked(scope: str, status: str, day: str = "", step: str = "", **more: Cell) -> dict[str, Cell]:
    """A line of the tracker."""
    line = {
        "project": P,
        "approval_scope": scope,
        "approval_status": status,
        "date": day,
        "approval_step": step,
    }
    return {key: cell for key, cell in (line | more).items() if cell}
