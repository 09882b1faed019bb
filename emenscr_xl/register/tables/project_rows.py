"""The rows of the sheet of projects: one for each must-enter project, returned or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from emenscr_xl.core.completeness import completeness
from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.form.messages import SEVERITIES
from emenscr_xl.form.model import Module
from emenscr_xl.register.collected import Counted
from emenscr_xl.register.follow_up.punctuality import Punctuality, punctuality, received_on
from emenscr_xl.register.tables import project_table as columns
from emenscr_xl.register.tables.answered import Showing, number, showing
from emenscr_xl.register.tables.data_table import DataTable
from emenscr_xl.register.tables.gathered import Gathered, Project
from emenscr_xl.register.tables.making import Making
from emenscr_xl.register.tables.round_table import OPEN_COUNT, ROUND_COUNT, round_counts

Cells = dict[str, object]


@dataclass  # no slots: what is worked out once for all projects is kept
class ProjectSheet:
    """The sheet of projects. What it says of the project at hand, the sheet of budgets asks, too."""

    gather: Gathered
    _at_hand: tuple[str, Cells] = field(default=("", {}), init=False)

    def making(self) -> Making:
        """A row for each must-enter project."""
        asked = tuple(columns.project_columns(self.gather))
        title, keys = self.gather.title("โครงการที่ต้องนำเข้า eMENSCR"), [c.key for c in asked]
        table = DataTable(columns.PROJECTS, "โครงการ", title, asked, columns.STATUS)
        return Making(table, lambda project: [[*map(self.cells(project).get, keys)]])

    def cells(self, project: Project) -> Cells:
        """The cells of one project by column; of the last one they are kept."""
        if self._at_hand[0] != project.id:
            self._at_hand = project.id, self._cells(project)
        return self._at_hand[1]

    def _cells(self, project: Project) -> Cells:
        row, of_register = project.row, columns.REGISTER
        cells: Cells = {key: row.get(name) for key, name in of_register.items()}
        cells[columns.UNIT] = row.get("unit") or columns.UNKNOWN
        cells[ROUND_COUNT], cells[OPEN_COUNT] = self._rounds.get(project.id, (0, 0))
        cells[columns.KEYED_IN] = columns.KEYED if row.get("emenscr_code") else columns.NOT_KEYED
        cells |= self._followed(project.id) | _found(self.gather.collected.found(project.id))
        if project.counted and project.answers:
            submission = project.answers.submission
            cells |= self._answers(submission) | _state(project.counted, submission)
            moment = received_on(project.counted.file)
            receipt = {"issue": project.counted.file.issue, "received": moment.date(), "file": project.copy}
            return cells | receipt | {columns.STATUS: columns.RETURNED}
        words: Cells = {columns.word_column(m.key): columns.NOT_BEGUN for m in self.gather.form.modules}
        codes: Cells = {f"code:{address}": columns.UNKNOWN for address in columns.CODES}
        state = {columns.STATUS: columns.NOT_RETURNED, columns.COMPLETE: columns.NOT_WHOLE}
        return cells | words | codes | state

    def _followed(self, project: str) -> Cells:
        """How far approval is, and whether each quarter was reported in time."""
        cells: Cells = {}
        for scope in columns.scopes(self.gather):
            cells[columns.passed_column(scope)] = self._punctual.passed(project, scope)
            cells[f"approval:{scope}"] = self._punctual.approval(project, scope)
        for module in self.gather.quarters:
            scope = columns.scope_of(module)
            cells[f"due:{scope}"] = self._punctual.word(project, scope, module.quarter)
        return cells

    def _answers(self, submission: Submission) -> Cells:
        """Every question asked once in the year, the codes alone, and what was spent last."""
        cells: Cells = {address: shown(submission, 0) for address, shown in self._showing.items()}
        for address in columns.CODES:
            answer = submission.answer(Where.at(address))
            known = answer and answer.value is not None
            cells[f"code:{address}"] = str(answer.value) if answer and known else columns.UNKNOWN
        spent = (number(shown(submission, 0)) for shown in self._spent)
        cells[columns.SPENT] = next((s for s in spent if s is not None), None)
        return cells

    @cached_property
    def _punctual(self) -> Punctuality:
        collected = self.gather.collected
        return punctuality(collected.office, self.gather.projects, collected.received, collected.today)

    @cached_property
    def _rounds(self) -> Mapping[str, tuple[int, int]]:
        """By project: rounds of correction, open requests."""
        return round_counts(self.gather)

    @cached_property
    def _showing(self) -> Mapping[str, Showing]:
        """The questions asked once in the year."""
        addresses = (f"{m.key}.{f.key}" for m in self.gather.yearly for f in m.fields)
        return {address: showing(self.gather.form, address) for address in addresses}

    @cached_property
    def _spent(self) -> tuple[Showing, ...]:
        """What was spent by the end of each quarter, the last one first."""
        reports = [m for m in self.gather.quarters if any(f.key == columns.SPENT_FIELD for f in m.fields)]
        return tuple(showing(self.gather.form, f"{m.key}.{columns.SPENT_FIELD}") for m in reversed(reports))


def _found(findings: Iterable[Said]) -> Cells:
    """How many findings stand, by severity, and how many are waived."""
    found = Counter("waived" if said.waived else said.severity for said in findings)
    return {f"found:{key}": found[key] for key in (*SEVERITIES, "waived")}


def _state(counted: Counted, submission: Submission) -> Cells:
    """Completeness by module and altogether: what is late in the office's year leaves a return complete."""
    done = completeness(submission, {said.code for said in counted.waived})
    cells: Cells = {}
    for module in submission.form.modules:
        answered, needed = done[module.key]
        cells[f"{module.key}:answered"] = answered
        cells[f"{module.key}:needed"] = needed
        cells[columns.word_column(module.key)] = _word(answered, needed, module)
    errors = any(said.severity == "E" for said in counted.standing)
    whole = not errors and all(answered == needed for answered, needed in done.values())
    return cells | {columns.COMPLETE: columns.WHOLE if whole else columns.NOT_WHOLE}


def _word(answered: int, needed: int, module: Module) -> str:
    """How far a module is. A quarter that is not due yet is not begun; elsewhere nothing may be needed."""
    if not needed:
        return columns.NOT_BEGUN if module.quarter else columns.NOTHING
    if answered == needed:
        return columns.DONE
    return columns.PARTLY if answered else columns.NOT_BEGUN
