"""The action plan, the returns and the list from eMENSCR reconciled: a state for each of their projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from emenscr_xl.core.lists.export import ExportLine, comparable, of_office
from emenscr_xl.form.export import CODE, NAME, OFFICE, YEAR
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.office import MUST_ENTER, NEED_NOT_ENTER, Row
from emenscr_xl.register.reconciling import standing
from emenscr_xl.register.reconciling.compared import Difference, Sources
from emenscr_xl.register.reconciling.matching import Matched, matched, of_year
from emenscr_xl.register.reconciling.standing import Remark, Standing


def _plan(collected: Collected) -> tuple[Row, ...]:
    """The projects of the plan that have an id or a name; of rows with the same id, the first speaks."""
    rows: dict[tuple[str, int], Row] = {}
    for number, row in enumerate(collected.office.projects):
        if row.get("id") or row.get("name"):
            project = str(row.get("id", ""))
            rows.setdefault((project, 0 if project else number), row)
    return tuple(rows.values())


def _newest(received: Sequence[Received]) -> list[Received]:
    """The newest file of each project that is not in the plan; each file where it names no project."""
    files: dict[str, Received] = {}
    for line in received:
        if line.decision == "unknown_project":
            files[line.project or line.sha256] = line
    return list(files.values())


def _named(collected: Collected, rest: Sequence[ExportLine]) -> dict[str, tuple[ExportLine, ...]]:
    """By name, the lines of the office and of the year that are no project of the plan."""
    office, named = collected.office, defaultdict[str, list[ExportLine]](list)
    for line in rest:
        if of_office(line, office.name) and of_year(line, office.fiscal_year):
            named[_key(collected, line.typed(NAME))].append(line)
    return {name: tuple(lines) for name, lines in named.items()}


def _key(collected: Collected, name: str) -> str:
    """A project's name as it is compared."""
    return comparable(name, collected.definition.export.column(NAME).lead)


def _typed(line: ExportLine) -> list[tuple[str, str]]:
    return sorted((key, answer.typed) for key, answer in line.answers.items())


@dataclass(frozen=True, slots=True)
class Reconciling:
    """What the states are read from: each project is seen while its return is open, then all are told."""

    collected: Collected
    plan: Sequence[Row]
    match: Matched
    named: Mapping[str, tuple[ExportLine, ...]]  # the lines of no project of the plan, by name
    numbers: Mapping[str, int]  # the places in the plan, by project
    seen: dict[int, tuple[Difference, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, collected: Collected) -> Reconciling:
        """What a consolidation reconciles."""
        plan = _plan(collected)
        lines = collected.beside.exported.read.lines
        match = matched(plan, lines, collected.office, collected.definition.export)
        numbers = {str(row["id"]): number for number, row in enumerate(plan) if row.get("id")}
        return cls(collected, plan, match, _named(collected, match.rest), numbers)

    def see(self, project: str) -> None:
        """Compare what a project of the plan has returned with the plan and with eMENSCR."""
        self._see(self.numbers[project])

    def sure(self, project: str) -> ExportLine | None:
        """The line of eMENSCR that is a project of the plan without doubt."""
        return self._sure(self.numbers[project])

    def standings(self) -> tuple[Standing, ...]:
        """Every project of the plan, those returned outside it, then what else eMENSCR has."""
        planned = [self._planned(number) for number in range(len(self.plan))]
        outside = [self._outside(line) for line in _newest(self.collected.received)]
        taken = {line.row for each in outside for line in each.lines}
        rest = [self._unplanned(line) for line in self.match.rest if line.row not in taken]
        order = (standing.NOT_PLANNED, standing.OTHER_YEAR, standing.NOT_OURS)
        rest.sort(key=lambda s: (order.index(s.overall), s.name, *_typed(s.lines[0])))
        return (*planned, *outside, *rest)

    def _see(self, number: int) -> None:
        row = self.plan[number]
        counted = self.collected.counted.get(str(row.get("id", "")))
        self.seen[number] = tuple(Sources(self.collected, row, counted, self._sure(number)).differences())

    def _sure(self, number: int) -> ExportLine | None:
        lines = self.match.lines.get(number, ())
        return lines[0] if len(lines) == 1 and number not in self.match.rivals else None

    def _planned(self, number: int) -> Standing:
        """A project of the plan."""
        row, lines = self.plan[number], self.match.lines.get(number, ())
        project = str(row.get("id", ""))
        if number not in self.seen:
            self._see(number)
        counted, differences = self.collected.counted.get(project), self.seen[number]
        remarks = (*self._needless(row, counted is not None, bool(lines)), *self._doubts(number))
        different = bool(differences) or any(not r.hint for r in remarks)
        entered = self._entered(lines)
        return Standing(
            project,
            str(row.get("name", "")),
            _overall(row, counted is not None, entered, different),
            entered,
            row,
            counted,
            lines=lines,
            sure=self._sure(number),
            remarks=remarks,
            differences=differences,
        )

    def _entered(self, lines: Sequence[ExportLine]) -> str:
        if not self.collected.beside.exported.usable:
            return standing.UNKNOWN
        return standing.NO if not lines else standing.YES if len(lines) == 1 else standing.SEVERAL

    def _needless(self, row: Row, returned: bool, entered: bool) -> Iterator[Remark]:
        """What is there although the plan does not ask for it."""
        word = str(row.get("must_enter", standing.UNDECIDED))
        if word != MUST_ENTER and returned:
            yield standing.needlessly_returned(word)
        if word != MUST_ENTER and entered:
            yield standing.needlessly_entered(word)

    def _doubts(self, number: int) -> Iterator[Remark]:
        """Why a project is not compared with eMENSCR, and which lines may be it."""
        lines = self.match.lines.get(number, ())
        if len(lines) > 1:
            yield standing.twice(lines)
        if number in self.match.rivals:
            yield standing.RIVAL
        code, usable = str(self.plan[number].get("emenscr_code", "")), self.collected.beside.exported.usable
        if code and usable and not lines and self.plan[number].get("must_enter") == MUST_ENTER:
            yield standing.unlisted(code)
        if near := self.match.near.get(number):
            yield standing.perhaps(map(_said, near), "ใน eMENSCR ")

    def _outside(self, line: Received) -> Standing:
        """A project that was returned and is not in the plan: eMENSCR's line of that name, if one is."""
        name = self.collected.beside.outside.get(line.sha256, "")
        key = _key(self.collected, name)
        lines = self.named.get(key, ()) if name else ()
        remarks = [standing.OUTSIDE, *([standing.twice(lines)] if len(lines) > 1 else [])]
        alike = (r for r in self.plan if name and _key(self.collected, str(r.get("name", ""))) == key)
        if known := [str(r.get("id", "")) for r in alike]:
            remarks.append(standing.same_name(known))
        return Standing(
            line.project,
            name,
            standing.NOT_PLANNED,
            self._entered(lines),
            received=line,
            lines=lines,
            remarks=tuple(remarks),
        )

    def _unplanned(self, line: ExportLine) -> Standing:
        """A line of eMENSCR that is no project of the plan."""
        remarks: list[Remark] = []
        if not of_office(line, self.collected.office.name):
            overall = standing.NOT_OURS
            remarks.append(standing.of_other(line.typed(OFFICE)))
        elif not of_year(line, self.collected.office.fiscal_year):
            overall = standing.OTHER_YEAR
            remarks.append(standing.of_other_year(line.typed(YEAR)))
        else:
            overall = standing.NOT_PLANNED
            same = self.named[_key(self.collected, line.typed(NAME))]
            if len(same) > 1:
                remarks.append(standing.twice(same))
            if likely := self.match.likely.get(line.row):
                names = (f"{self.plan[n].get('id', '')} {self.plan[n].get('name', '')}" for n in likely)
                remarks.append(standing.perhaps(names, "ในแผนปฏิบัติการ"))
        name = line.typed(NAME).replace("\n", " ")
        return Standing("", name, overall, standing.YES, lines=(line,), remarks=tuple(remarks))


def _said(line: ExportLine) -> str:
    return " ".join(filter(None, (line.typed(CODE), line.typed(NAME).replace("\n", " "))))


def _overall(row: Row, returned: bool, entered: str, different: bool) -> str:
    """The state in a word: what is asked first, then what came, then whether it agrees."""
    word = row.get("must_enter")
    if word != MUST_ENTER and not different:
        return standing.NEEDLESS if word == NEED_NOT_ENTER else standing.UNDECIDED
    if word == MUST_ENTER and not returned:
        return standing.NOT_RETURNED
    if word == MUST_ENTER and entered == standing.NO:
        return standing.NOT_ENTERED
    return standing.DIFFERENT if different else standing.AGREED
