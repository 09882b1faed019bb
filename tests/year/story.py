"""What happens in the year, as data: who sends what on which day, and what staff write in the register.

Sixty invented projects; the last twenty are the first twenty again, under other names and ids.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from builders import press, sample
from emenscr_xl.core.answers import issued_cells, submission_of
from emenscr_xl.core.submission import Cell, Stamp, Where
from emenscr_xl.form.load import shipped, templates
from emenscr_xl.jobs.sample import answers_of
from emenscr_xl.sheets.start_plan import Cover

PROJECTS = 60
SETTINGS: dict[str, Cell] = {
    "office": sample().office, "org_l1": "กระทรวงศึกษาธิการ",
    "org_l2": "สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน",
}  # fmt: skip
Cells = Mapping[Where, Cell]
Rows = list[dict[str, Cell]]


@dataclass(frozen=True, slots=True)
class Sent:
    """A workbook that an owner sends back. `minute`: when it was saved, on its day."""

    project: int
    issue: int
    quarter: int = 0  # the quarter that the workbook was issued for
    reports: tuple[int, ...] = ()  # the quarters that it reports
    faults: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()  # the rules that `changes` content in spite of the faults
    unchanged: bool = False  # sent back as it was issued
    name: str = ""
    minute: int = 0
    changes: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where it is dropped, below `returns/`."""
        return self.name or f"{identity(self.project)}_{self.issue}.xlsx"


@dataclass(frozen=True, slots=True)
class Step:
    """One day: what is written in the register, what is issued before, what comes in."""

    day: date
    sent: tuple[Sent, ...] = ()
    stray: Mapping[str, bytes | int] = field(
        default_factory=dict
    )  # name -> content, or the project it copies
    register: Mapping[str, Rows] = field(default_factory=dict)  # lines added to lists
    forms: tuple[int, date] | None = None  # a quarter's workbooks, issued on a day before
    correct: bool = False  # correction workbooks are issued after the consolidation

    @property
    def moment(self) -> datetime:
        """When the day's consolidation runs."""
        return datetime(self.day.year, self.day.month, self.day.day, 16, 30)


def identity(project: int) -> str:
    """`2570-001`."""
    return f"2570-{project:03d}"


@cache
def row(project: int) -> Mapping[str, str]:
    """The project as the action plan has it, with its theme."""
    rows = sample().projects
    given = dict(rows[(project - 1) % len(rows)])
    if project > len(rows):
        given["name"] += " ระยะที่สอง"
    return {**given, "id": identity(project), "must_enter": "ต้องนำเข้า", "reason": "", "emenscr_code": ""}


def plan_row(project: int) -> dict[str, Cell]:
    """The project's line of the action plan."""
    columns = {k: v for k, v in row(project).items() if v and k not in ("theme", "scale")}
    return {**columns, "budget": int(row(project)["budget"])}


@cache
def _faults() -> Mapping[str, Mapping[str, Any]]:
    path = templates() / "2570" / "sample" / "faults.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def expected_codes(sent: Sent) -> set[str]:
    """The rules that the planted faults must raise."""
    return {code for name in sent.faults for code in _faults()[name]["expect"]} - set(sent.mended)


@cache
def _clean(project: int, reports: tuple[int, ...], issue: int, quarter: int) -> Cells:
    form = shipped(2570).form
    stamp = Stamp(form.id, form.version, form.fiscal_year, identity(project), issue, quarter)
    theme = sample().answers({**row(project), "id": sample().projects[(project - 1) % 40]["id"]})
    told = tuple(q for q in reports if q <= 2)  # the sample tells of two quarters
    found = {
        **issued_cells(form, stamp, plan_row(project), SETTINGS),
        **answers_of(form, row(project), theme, told),
    }
    for later in (q for q in reports if q > 2):
        found |= _later(found, later)
    return found


def _later(known: Cells, quarter: int) -> dict[Where, Cell]:
    """A report of the third or fourth quarter: what is planned to end is done, the rest is under way."""
    module, before = f"M6Q{quarter}", "M6Q2"
    activities = {w.record: c for w, c in known.items() if w.address == "M4.activities.name"}
    uses = [n for n in activities if known[Where("M4", "activities.uses_budget", n)] == "ใช้"]
    total = planned(known, quarter)
    spent = {n: int(str(known.get(Where(before, "activity_results.spending", n), 0))) for n in activities}
    if uses:
        spent[uses[-1]] += total - sum(spent.values())
    found: dict[Where, Cell] = {Where(module, "budget_actual"): total}
    for n, name in activities.items():
        done = _month(known, n) <= 3 * quarter
        told = {
            "status": "แล้วเสร็จ" if done else "อยู่ระหว่างดำเนินการ",
            "result": f"{name} ดำเนินการแล้ว {100 + n} คน ใน {quarter + n} โรง ตามแผนของไตรมาส {quarter}",
            "percent": 100 if done else 98,
            "spending": spent[n],
        }
        found |= {Where(module, f"activity_results.{key}", n): cell for key, cell in told.items()}
    results = {w: c for w, c in known.items() if w.address == f"{before}.indicator_results.actual"}
    return found | {Where(module, w.field, w.record): c for w, c in results.items()}


def _month(known: Cells, activity: int) -> int:
    """The place in the fiscal year of the month in which an activity is planned to end."""
    return (int(str(known[Where("M4", "activities.end", activity)])[:2]) - 10) % 12 + 1


def planned(known: Cells, quarter: int) -> int:
    """What the spending plan has until a quarter's end."""
    months = [f"budget_lines.month_{m:02d}" for m in (10, 11, 12, *range(1, 10))][: 3 * quarter]
    return sum(int(str(c)) for w, c in known.items() if w.module == "M5" and w.field in months)


def cells(sent: Sent) -> Cells:
    """Every cell that the owner filled or found filled."""
    found = dict(_clean(sent.project, sent.reports, sent.issue, sent.quarter))
    for name in sent.faults:
        fault = _faults()[name]
        blank = tuple(f"{a}." for a in fault.get("blank", ()))
        found = {w: c for w, c in found.items() if not (blank and f"{w.address}.".startswith(blank))}
        found |= {place(a): c for a, c in fault.get("set", {}).items()}
    return found | {place(a): c for a, c in sent.changes.items()}


def place(address: str) -> Where:
    """`M3.outputs.target[1]` as a place."""
    name, _, record = address.rstrip("]").partition("[")
    return Where.at(name, int(record or 0))


def deliver(returns: Path, step: Step) -> None:
    """Put the day's files into `returns/`, saved at their minutes."""
    form = shipped(2570).form
    for sent in step.sent:
        path = returns / sent.path
        path.parent.mkdir(parents=True, exist_ok=True)
        stamp = Stamp(
            form.id, form.version, form.fiscal_year, identity(sent.project), sent.issue, sent.quarter
        )
        press().write(path, submission_of(form, stamp, cells(sent)), Cover((("project", "ตัวอย่าง"),)))
        _saved(path, step, sent.minute)
    for name, content in step.stray.items():
        path = returns / name
        copied = (
            (returns / f"{identity(content)}_1.xlsx").read_bytes() if isinstance(content, int) else content
        )
        path.write_bytes(copied)
        _saved(path, step, 0)


def _saved(path: Path, step: Step, minute: int) -> None:
    at = (step.moment - timedelta(hours=2) + timedelta(minutes=minute)).timestamp()
    os.utime(path, (at, at))


def first(projects: Iterable[int], *faults: str) -> tuple[Sent, ...]:
    """First issues with these faults."""
    return tuple(Sent(p, 1, faults=faults) for p in projects)
