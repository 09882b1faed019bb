"""Workspaces of several small offices, made with the real jobs: what an area or the ministry receives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from builders import at
from emenscr_xl.core.submission import Cell, Where
from emenscr_xl.jobs.consolidate import consolidate
from emenscr_xl.jobs.new import new
from workspaces import FIRST, SECOND, plan_row, send

CAME, DAY = datetime(2026, 12, 9, 16, 30), datetime(2027, 2, 15, 9)
ONE, TWO = "สพป.ตัวอย่าง เขต 1", "สพป.ตัวอย่าง เขต 2"
#: What only the second office has: its history of approvals is longer than that of others.
SENT = (
    {"project": FIRST, "approval_scope": "M1-M5", "approval_status": "ส่งกลับแก้ไข", "date": "2026-12-10"},
    {"project": FIRST, "approval_scope": "M1-M5", "approval_status": "รออนุมัติ", "date": "2026-12-20"},
)
NO_CHANGES: Mapping[Where, Cell] = {}


def office(
    folder: Path,
    name: str,
    *returned: str,
    changes: Mapping[Where, Cell] = NO_CHANGES,
    quarters: tuple[int, ...] = (),
    approvals: Sequence[Mapping[str, Cell]] = (),
) -> Path:
    """An office with two projects, of which some have come back and are taken in."""
    lists = {"action_plan": [plan_row(FIRST), plan_row(SECOND)], "approvals": list(approvals)}
    new(folder, 2570, name, lists)
    for project in returned:
        send(folder, f"{project}.xlsx", project, quarters=quarters, changes=dict(changes))
    consolidate(folder, CAME)
    return folder


def region(top: Path) -> Path:
    """Two offices with the same project ids in two folders, one of them late; and much that is no office."""
    office(top / "ภาค 1" / "เขต 1", ONE, FIRST, SECOND, quarters=(1,), changes={at("M2.area"): None})
    office(top / "ภาค 2" / "เขต 2", TWO, FIRST, changes={at("M2.budget_total"): 999_999}, approvals=SENT)
    (top / "ภาค 2" / "เขต 3").mkdir()
    (top / "ภาค 2" / "เขต 4.zip").write_bytes(b"PK")
    broken = top / "ภาค 2" / "เขต 5"
    (broken / "returns").mkdir(parents=True)
    (broken / "register.xlsx").write_bytes(b"not a workbook")
    return top
