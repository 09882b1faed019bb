"""What must follow from the story, worked out from the story alone: nothing here reads a workbook."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from emenscr_xl.core.submission import Cell, Where
from year.story import PROJECTS, SETTINGS, Cells, Sent, Step, cells, expected_codes, identity

OWNERS_DUE = {"M1-M5": date(2026, 12, 10), "M6 Q1": date(2027, 1, 10), "M6 Q2": date(2027, 4, 10),
              "M6 Q3": date(2027, 7, 10), "M6 Q4": date(2027, 10, 10)}  # fmt: skip
EXTENDED = {(56, "M1-M5"): date(2026, 12, 20), (46, "M6 Q1"): date(2027, 1, 25)}
EXCUSED = {(57, "M1-M5")}


@dataclass(frozen=True, slots=True)
class Came:
    """A return with the day on which it came."""

    day: date
    sent: Sent

    @property
    def answers(self) -> Cells:
        """What it says."""
        return cells(self.sent)


@dataclass(frozen=True, slots=True)
class Expected:
    """What must hold on a day, after some steps of the story."""

    steps: Sequence[Step]
    set_aside: frozenset[str] = frozenset()
    preferred: frozenset[str] = frozenset()

    @property
    def today(self) -> date:
        """The day of the last step."""
        return self.steps[-1].day

    @property
    def came(self) -> list[Came]:
        """Every return of the story so far."""
        return [Came(step.day, sent) for step in self.steps for sent in step.sent]

    def of(self, project: int) -> list[Came]:
        """A project's returns that may count, from the least to the best."""
        mine = [c for c in self.came if c.sent.project == project and c.sent.path not in self.set_aside]
        return sorted(mine, key=lambda c: (c.sent.path in self.preferred, c.sent.issue, c.day, c.sent.minute))

    def counted(self) -> dict[int, Came]:
        """The return that counts, by project."""
        return {p: mine[-1] for p in range(1, PROJECTS + 1) if (mine := self.of(p))}

    def decision(self, came: Came) -> str:
        """Why a return counts or not, in the words of the list of received files."""
        if came.sent.path in self.set_aside:
            return "ไม่นับตามคำตัดสิน"
        best = self.of(came.sent.project)[-1]
        if came == best:
            return "นับ"
        if came.sent.issue < best.sent.issue:
            return "ฉบับเก่ากว่า"
        return "ขัดแย้งกัน" if came.day == best.day else "มีไฟล์ใหม่กว่า"

    def first_report(self, project: int, quarter: int) -> date | None:
        """When a quarter's report first came; quarter 0: anything."""
        days = [c.day for c in self.came if c.sent.project == project and (quarter in c.sent.reports or not quarter)]
        return min(days, default=None)

    def due(self, project: int, scope: str) -> date:
        """The day on which a project's owner must send a scope."""
        return EXTENDED.get((project, scope), OWNERS_DUE[scope])

    def punctual(self, project: int, quarter: int) -> str:
        """Whether a quarter was reported in time, in a word."""
        scope = f"M6 Q{quarter}"
        day = self.first_report(project, quarter)
        if (project, scope) in EXCUSED:
            return "ยกเว้น"
        if day is None:
            return "ยังไม่ได้รับ"
        return "ตรงเวลา" if day <= self.due(project, scope) else "ล่าช้า"

    def tracker(self) -> Mapping[tuple[str, str], Mapping[str, Cell]]:
        """The last line of the tracker by project and scope."""
        lines = [line for step in self.steps for line in step.register.get("approvals", ())]
        return {(str(l["project"]), str(l["approval_scope"])): l for l in lines}

    def approval(self, project: int, scope: str) -> str:
        """The status of approval in a word: only the last step's approval is one."""
        line = self.tracker().get((identity(project), scope))
        if line is None:
            return "ยังไม่ส่ง"
        early = line["approval_status"] == "อนุมัติ" and line["approval_step"] != "ปลัด ศธ."
        return "รออนุมัติ" if early else str(line["approval_status"])

    def errors(self, project: int) -> set[str]:
        """The rules of severity E that must speak of the return that counts."""
        counted = self.counted().get(project)
        return expected_codes(counted.sent) if counted else set()


def text(answers: Cells, address: str, record: int = 0) -> str:
    """An answer as text."""
    cell = answers.get(Where.at(address, record))
    return "" if cell is None else str(cell)


def records(answers: Cells, table: str) -> list[int]:
    """The numbers of a table's begun records."""
    return sorted({w.record for w, c in answers.items() if w.address.startswith(f"{table}.") and c is not None})


def money(answers: Cells, address: str) -> float:
    """The sum of a column or the value of a question."""
    return float(sum(float(str(c)) for w, c in answers.items() if w.address == address and c is not None))


def spent(answers: Cells, quarter: int) -> float | None:
    """What a report says was spent since the year began."""
    cell = answers.get(Where(f"M6Q{quarter}", "budget_actual"))
    return None if cell is None else float(str(cell))
