"""The office's projects against the plans: what the register and the returns know, and what staff decided."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default

from emenscr_xl.core.submission import Finding, Submission, Where, record_name
from emenscr_xl.core.suggest import suggestions
from emenscr_xl.core.values import read_answer
from emenscr_xl.form.model import Field, Form, Table
from emenscr_xl.register.office import NEED_NOT_ENTER, Office, Row, project_id
from emenscr_xl.register.plans.assessment import judged

MATRIX, ASSESSMENT, SERVED = "matrix", "assessment", "served"
#: By project and question: what stands there.
Choices = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Noted:
    """What the stamp of a workbook keeps, by sheet: what was known at issue, and what staff had decided."""

    known: Mapping[str, Choices] = default(default_factory=dict)
    decided: Mapping[str, Choices] = default(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decided:
    """What staff decided, by sheet and project: what they typed, "" where they cleared a cell.

    A cell that still holds what was known when the workbook was issued is no decision, unless it was one
    before. `served`: the lines of that list.
    """

    choices: Mapping[str, Choices] = default(default_factory=dict)
    served: tuple[Mapping[str, str], ...] = ()

    def of(self, sheet: str, project: str) -> Mapping[str, str]:
        """The decisions about one project on one of the sheets."""
        return self.choices.get(sheet, {}).get(project, {})

    @property
    def projects(self) -> frozenset[str]:
        """The projects that something is decided about."""
        return frozenset(project for sheet in self.choices.values() for project in sheet)

    def count_of(self, projects: Collection[str]) -> int:
        """How many cells are decided about these projects."""
        return sum(len(c) for sheet in self.choices.values() for p, c in sheet.items() if p in projects)

    def answers(self, project: str, form: Form, main: Form) -> dict[Where, str]:
        """The answers of the form that the decisions about a project come to; "" where one is cleared."""
        decisions = self.of(MATRIX, project)
        repeated = (q for q in asked(form, MATRIX) if q.like and q.key in decisions)
        return {original(main, q): decisions[q.key] for q in repeated}


def table_of(form: Form, sheet: str) -> Table:
    """The one table of a sheet."""
    (table,) = form.module(sheet).tables
    return table


def cell_of(form: Form, sheet: str, key: str, record: int) -> Where:
    """The place of a question in one line of a sheet."""
    return Where(sheet, f"{table_of(form, sheet).key}.{key}", record)


def original(main: Form, question: Field) -> Where:
    """The place in the form of what a question of the matrix repeats; of a table, its first record."""
    return Where.at(question.like, 1 if main.question(question.like)[1] else 0)


def asked(form: Form, sheet: str) -> Iterator[Field]:
    """The questions of a sheet that staff answer."""
    return (f for f in table_of(form, sheet).answerable if not f.locked)


def known_choices(form: Form, main: Form, project: Row, returned: Submission | None) -> dict[str, str]:
    """What the counted return says of each choice; without one, what the register says."""
    found = {}
    for question in asked(form, MATRIX):
        if question.like:
            where = original(main, question)
            if returned is not None:
                said = returned.typed(where.address, where.record)
            else:
                source, _, name = main.question(question.like)[2].prefill.partition(".")
                said = str(project.get(name, "")) if source == "project" else ""
            if said:
                found[question.key] = said
    return found


def suggested(
    main: Form, project: Row, returned: Submission | None, chosen: str, codes: Collection[str]
) -> str:
    """The Y1 that the project's words speak for, where none is chosen or its choice is doubted; else "".

    Its words are what A-08 compares; while nothing is returned, its name alone.
    """
    if chosen and not {"A-03", "A-08", "A-12"} & set(codes):
        return ""
    (rule,) = (r for r in main.rules if r.kind == "unlike")
    texts = [str(project.get("name", ""))]
    if returned is not None:
        texts = [a.typed for t in rule.fields["texts"] for _, a in returned.places(t)] or texts
    return "\n".join(f"{n}. {s.text}" for n, s in enumerate(suggestions(main, texts), start=1))


def known_bands(form: Form, returned: Submission | None, codes: frozenset[str]) -> tuple[dict[str, str], str]:
    """The bands that the machine can judge of a return, by criterion, and all that it says of them."""
    if returned is None:
        return {}, ""
    found, labels = judged(returned, codes), {f.key: f.label for f in asked(form, ASSESSMENT)}
    said = "\n".join(f"{labels[j.criterion]}: {j.why}" for j in found)
    return {j.criterion: j.band for j in found if j.band}, said


def decided(submission: Submission, columns: Collection[str], noted: Noted) -> Decided:
    """What staff decided in a workbook, and before it about projects that stand in it no longer.

    `columns`: the addresses that the workbook still has; a column that is gone says nothing.
    """
    choices = {}
    for sheet in (MATRIX, ASSESSMENT):
        here = {project for project, _ in _lines(submission, sheet)}
        gone = {p: cells for p, cells in noted.decided.get(sheet, {}).items() if p not in here}
        choices[sheet] = {**gone, **_decisions(submission, sheet, columns, noted)}
    return Decided(choices, tuple(_served(submission)))


def _lines(submission: Submission, sheet: str) -> Iterator[tuple[str, int]]:
    """The project of each line; a line that names none is called by its place."""
    table = table_of(submission.form, sheet)
    begun = submission.records(submission.form.module(sheet), table)
    for record in range(1, table.rows + 1):
        project = project_id(submission.text(f"{sheet}.{table.key}.project", record))
        if project or record in begun:
            yield project or record_name(table, record), record


def _decisions(
    submission: Submission, sheet: str, columns: Collection[str], noted: Noted
) -> dict[str, dict[str, str]]:
    """The decisions on one sheet. Of two lines about one project, what the lower one says goes before."""
    key, found = table_of(submission.form, sheet).key, dict[str, dict[str, str]]()
    for project, record in _lines(submission, sheet):
        known, before = (n.get(sheet, {}).get(project, {}) for n in (noted.known, noted.decided))
        for question in asked(submission.form, sheet):
            address = f"{sheet}.{key}.{question.key}"
            typed, value = submission.typed(address, record), submission.text(address, record)
            given = known.get(question.key, "")
            kept = value == given and value != before.get(question.key, given if not value else "")
            if address in columns and (typed or given) and not kept:
                cells = found.setdefault(project, {})
                if typed or question.key not in cells:
                    cells[question.key] = typed
    return found


def _served(submission: Submission) -> Iterator[Mapping[str, str]]:
    module, table = submission.form.module(SERVED), table_of(submission.form, SERVED)
    for record in submission.records(module, table):
        line = {f.key: submission.typed(f"{SERVED}.{table.key}.{f.key}", record) for f in table.fields}
        yield {key: text for key, text in line.items() if text}


def disagreements(form: Form, decisions: Mapping[str, str], returned: Submission) -> Iterator[Finding]:
    """Where staff decided otherwise than the return (ALN-02): once, at the highest level that differs."""
    differing: list[tuple[Where, str, str, str]] = []
    for question in asked(form, MATRIX):
        chosen = decisions.get(question.key)
        if not question.like or not chosen:
            continue
        where, field = original(returned.form, question), returned.form.question(question.like)[2]
        answer, decision = returned.answer(where), read_answer(field, chosen, returned.form.catalogues)
        if answer and decision and answer.value not in (None, decision.value):
            differing.append((where, field.label, answer.typed, chosen))
    if differing:
        (where, label, value, chosen), *others = differing
        more = "".join(f" · {name}" for _, name, _, _ in others)
        yield Finding("ALN-02", where, {"label": label, "value": value, "chosen": chosen, "more": more})


def lines_of(office: Office) -> tuple[Row, ...]:
    """The projects that the workbook analyses: those that must be entered, or may have to be."""
    named = (p for p in office.projects if p.get("id") and p.get("name"))
    return tuple(p for p in named if p.get("must_enter") != NEED_NOT_ENTER)
