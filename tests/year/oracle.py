"""What must follow from the story, worked out from the story alone: nothing here reads a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from emenscr_xl.core.submission import Cell, Where
from emenscr_xl.form.thai import be_date
from year.steps import CAME_ON, MENDED_ON, ROUNDS, SENT_ON, UNCHANGED
from year.story import PROJECTS, Cells, Sent, Step, cells, expected_codes, identity, row

OWNERS_DUE = {"M1-M5": date(2026, 12, 10), "M6 Q1": date(2027, 1, 10), "M6 Q2": date(2027, 4, 10),
              "M6 Q3": date(2027, 7, 10), "M6 Q4": date(2027, 10, 10)}  # fmt: skip
SENT_BY = {"M1-M5": date(2026, 12, 31), "M6 Q1": date(2027, 1, 30), "M6 Q2": date(2027, 4, 30),
           "M6 Q3": date(2027, 7, 30), "M6 Q4": date(2027, 10, 30)}  # fmt: skip
KEYED_IN_BY, BACK_ON, RETURNED_DAYS = date(2026, 12, 25), date(2027, 1, 5), 7
DAYS = {
    be_date(date(2026, 10, 1) + timedelta(days=n)): date(2026, 10, 1) + timedelta(days=n) for n in range(500)
}
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


@dataclass(frozen=True)
class Expected:
    """What must hold on a day, after some steps of the story."""

    steps: Sequence[Step]
    set_aside: frozenset[str] = frozenset()
    preferred: frozenset[str] = frozenset()

    @property
    def today(self) -> date:
        """The day of the last step."""
        return self.steps[-1].day

    @cached_property
    def came(self) -> list[Came]:
        """Every return of the story so far."""
        return [Came(step.day, sent) for step in self.steps for sent in step.sent]

    @cached_property
    def _mine(self) -> dict[int, list[Came]]:
        """By project: the returns that may count, from the least to the best."""
        return {p: self._ranked(p) for p in range(1, PROJECTS + 1)}

    def of(self, project: int) -> list[Came]:
        """A project's returns that may count, from the least to the best."""
        return self._mine[project]

    def _ranked(self, project: int) -> list[Came]:
        mine = [c for c in self.came if c.sent.project == project and not c.sent.unchanged]
        mine = [c for c in mine if c.sent.path not in self.set_aside]
        return sorted(mine, key=lambda c: (c.sent.path in self.preferred, c.sent.issue, c.day, c.sent.minute))

    def counted(self) -> dict[int, Came]:
        """The return that counts, by project."""
        return {p: mine[-1] for p in range(1, PROJECTS + 1) if (mine := self.of(p))}

    def decision(self, came: Came) -> str:
        """Why a return counts or not, in the words of the list of received files."""
        if came.sent.path in self.set_aside:
            return "ไม่นับตามคำตัดสิน"
        if came.sent.unchanged:
            return "ยังไม่ได้กรอก"
        best = self.of(came.sent.project)[-1]
        if came == best:
            return "นับ"
        if came.sent.issue < best.sent.issue:
            return "ฉบับเก่ากว่า"
        return "ขัดกัน" if came.day == best.day else "มีฉบับใหม่กว่า"

    def first_report(self, project: int, quarter: int) -> date | None:
        """When a report first came of a quarter, or anything (0); what was set aside is no report."""
        days = [c.day for c in self.of(project) if quarter in c.sent.reports or not quarter]
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

    def state(self, project: int, quarter: int) -> tuple[str, int]:
        """How an owner's report stands (quarter 0: M1–M5), and how many days it is late."""
        scope = f"M6 Q{quarter}" if quarter else "M1-M5"
        day, due = self.first_report(project, quarter), self.due(project, scope)
        if (project, scope) in EXCUSED:
            return "ยกเว้น", 0
        late = ((day or self.today) - due).days
        if late > 0:
            return ("ส่งล่าช้า" if day else "เกินกำหนด"), late
        near = "ใกล้ครบกำหนด" if late >= -7 else "ยังไม่ถึงกำหนด"
        return ("ส่งแล้ว" if day else near), 0

    def office_findings(self) -> set[tuple[int, str]]:
        """What is found in the office's year: project and rule."""
        return {(p, code) for p in range(1, PROJECTS + 1) for code in self._office_codes(p)}

    def _office_codes(self, project: int) -> Iterator[str]:
        counted = self.counted().get(project)
        for scope, limit in SENT_BY.items():
            excused = (project, scope) in EXCUSED or limit >= self.today
            if not excused and (self.sent_on(project, scope) or self.today) > limit:
                yield "T-02" if scope == "M1-M5" else "T-03"
        reported = any(self.first_report(project, q) for q in (1, 2, 3, 4))
        if reported and self.approval(project, "M1-M5") != "อนุมัติ":
            yield "T-04"
        returned = [line for line in self.tracker().values() if line["project"] == identity(project)]
        if any(
            line["approval_status"] == "ส่งกลับแก้ไข" and (self.today - BACK_ON).days > RETURNED_DAYS
            for line in returned
        ):
            yield "T-05"
        if counted and money(counted.answers, "M2.budget_total") != float(row(project)["budget"]):
            yield "C-24"
        absent = not counted and (project, "M1-M5") not in EXCUSED and self.today > self.due(project, "M1-M5")
        if absent or (counted and self.today > KEYED_IN_BY):
            yield "C-40"

    def sent_on(self, project: int, scope: str) -> date | None:
        """The first day on which the tracker says that it was sent for approval."""
        lines = [line for step in self.steps for line in step.register.get("approvals", ())]
        mine = (x for x in lines if (x["project"], x["approval_scope"]) == (identity(project), scope))
        days = [DAYS[str(line["date"])] for line in mine]
        return min(days, default=None)

    def rounds(self) -> set[tuple[int, int, str, str]]:
        """What was asked in each round, and how each request stands today."""
        asked = [r for r in ROUNDS if SENT_ON[r[1]] < self.today]
        return {(p, n, code, self._answer(p, n, answer)) for p, n, code, answer in asked}

    def _answer(self, project: int, number: int, answer: str) -> str:
        if project == UNCHANGED:
            came = CAME_ON[number + 1]
            return "รอส่งคืน" if self.today < came else answer if self.today >= MENDED_ON else "ยังไม่แก้"
        return answer if self.today >= CAME_ON[number] else "รอส่งคืน"

    def tracker(self) -> Mapping[tuple[str, str], Mapping[str, Cell]]:
        """The last line of the tracker by project and scope."""
        lines = [line for step in self.steps for line in step.register.get("approvals", ())]
        return {(str(x["project"]), str(x["approval_scope"])): x for x in lines}

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
    return sorted(
        {w.record for w, c in answers.items() if w.address.startswith(f"{table}.") and c is not None}
    )


def money(answers: Cells, address: str) -> float:
    """The sum of a column or the value of a question."""
    return float(sum(float(str(c)) for w, c in answers.items() if w.address == address and c is not None))


def spent(answers: Cells, quarter: int) -> float | None:
    """What a report says was spent since the year began."""
    cell = answers.get(Where(f"M6Q{quarter}", "budget_actual"))
    return None if cell is None else float(str(cell))
