"""The office's projects against the plans: what the register and the returns know, and what staff decided."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from emenscr_xl.core.submission import Cell, Finding, Submission, Where
from emenscr_xl.core.suggest import suggestions
from emenscr_xl.core.values import read_answer
from emenscr_xl.form.model import Field, Form, Table
from emenscr_xl.register.assessment import judged
from emenscr_xl.register.office import Office, Row

MATRIX, ASSESSMENT, SERVED = "matrix", "assessment", "served"
#: By project and question: what stands there.
Choices = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Decided:
    """What staff typed into an alignment workbook, by sheet and project; `served`: lines of that list.

    A cell that still holds what was known when the workbook was issued is no decision.
    """

    choices: Mapping[str, Choices] = field(default_factory=dict)  # by sheet
    served: tuple[Mapping[str, str], ...] = ()

    def of(self, sheet: str, project: str) -> Mapping[str, str]:
        """The decisions about one project on one of the sheets."""
        return self.choices.get(sheet, {}).get(project, {})


def table_of(form: Form, sheet: str) -> Table:
    """The one table of a sheet."""
    (table,) = form.module(sheet).tables
    return table


def asked(form: Form, sheet: str) -> Iterator[Field]:
    """The questions of a sheet that staff answer."""
    return (f for f in table_of(form, sheet).answerable if not f.locked)


def known_choices(form: Form, main: Form, project: Row, returned: Submission | None) -> dict[str, str]:
    """What the counted return says of each choice; without one, what the register says."""
    found = {}
    for question in asked(form, MATRIX):
        if question.like:
            _, table, original = main.question(question.like)
            if returned is not None:
                said = returned.typed(question.like, 1 if table else 0)
            else:
                source, _, name = original.prefill.partition(".")
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


def decided(submission: Submission, known: Mapping[str, Choices]) -> Decided:
    """What staff typed beyond what was known at issue. Lines without a project's id are left out."""
    choices = {
        sheet: dict(_changed(submission, sheet, known.get(sheet, {}))) for sheet in (MATRIX, ASSESSMENT)
    }
    return Decided(choices, tuple(_served(submission)))


def _changed(submission: Submission, sheet: str, known: Choices) -> Iterator[tuple[str, Mapping[str, str]]]:
    module, table = submission.form.module(sheet), table_of(submission.form, sheet)
    for record in submission.records(module, table):
        project = submission.text(f"{sheet}.{table.key}.project", record)
        before, found = known.get(project, {}), {}
        for question in asked(submission.form, sheet):
            address = f"{sheet}.{table.key}.{question.key}"
            typed = submission.typed(address, record)
            if typed and submission.text(address, record) != before.get(question.key, ""):
                found[question.key] = typed
        if project and found:
            yield project, found


def chosen(submission: Submission, main: Form) -> dict[str, dict[Where, Cell]]:
    """By project: the answers of the form that the matrix holds, decided or known."""
    module, table = submission.form.module(MATRIX), table_of(submission.form, MATRIX)
    found: dict[str, dict[Where, Cell]] = {}
    for record in submission.records(module, table):
        cells: dict[Where, Cell] = {}
        for question in asked(submission.form, MATRIX):
            typed = submission.typed(f"{MATRIX}.{table.key}.{question.key}", record)
            if question.like and typed:
                cells[Where.at(question.like, 1 if main.question(question.like)[1] else 0)] = typed
        found[submission.text(f"{MATRIX}.{table.key}.project", record)] = cells
    return found


def _served(submission: Submission) -> Iterator[Mapping[str, str]]:
    module, table = submission.form.module(SERVED), table_of(submission.form, SERVED)
    for record in submission.records(module, table):
        line = {f.key: submission.typed(f"{SERVED}.{table.key}.{f.key}", record) for f in table.fields}
        yield {key: text for key, text in line.items() if text}


def disagreements(form: Form, decisions: Mapping[str, str], returned: Submission) -> Iterator[Finding]:
    """Where staff decided otherwise than the owner's return (ALN-02), said at the owner's answer."""
    for question in asked(form, MATRIX):
        chosen = decisions.get(question.key)
        if not question.like or not chosen:
            continue
        _, table, original = returned.form.question(question.like)
        where = Where.at(question.like, 1 if table else 0)
        answer, decision = returned.answer(where), read_answer(original, chosen, returned.form.catalogues)
        if answer and decision and answer.value not in (None, decision.value):
            said = {"label": original.label, "value": answer.typed, "chosen": chosen}
            yield Finding("ALN-02", where, said)


def lines_of(office: Office) -> tuple[Row, ...]:
    """The projects that the workbook analyses: those that must be entered, or may have to be."""
    return tuple(
        p for p in office.projects if p.get("id") and p.get("name") and p.get("must_enter") != "ไม่ต้อง"
    )
