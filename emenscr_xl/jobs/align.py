"""`align`: issue the alignment-analysis workbook of the office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Cell, Stamp, Submission, Where
from emenscr_xl.core.suggest import TARGETS
from emenscr_xl.form.load import Definition
from emenscr_xl.form.model import Form, Table
from emenscr_xl.form.thai import be_date_long
from emenscr_xl.jobs.alignment_file import DECIDED, KNOWN, newest_alignment
from emenscr_xl.jobs.check import Checked, check_file, register_sayings
from emenscr_xl.jobs.forms import counted_returns
from emenscr_xl.jobs.workspace import JobError, Workspace, journals, writing
from emenscr_xl.register.alignment import (
    ASSESSMENT,
    MATRIX,
    SERVED,
    Decided,
    asked,
    known_bands,
    known_choices,
    lines_of,
    suggested,
    table_of,
)
from emenscr_xl.register.coverage import most_relevant, served_table, unknown_nodes
from emenscr_xl.register.office import Office, Row, office_of
from emenscr_xl.sheets.alignment.chain_sheet import texts_of
from emenscr_xl.sheets.alignment.workbook import Analysis, write_alignment
from emenscr_xl.sheets.blueprint import blueprint


@dataclass(frozen=True, slots=True)
class Aligned:
    """The workbook that `align` issued: its number, how many projects, how many with a return."""

    workbook: Path
    issue: int
    projects: int
    returned: int
    before: Path | None
    register_findings: tuple[Said, ...]
    decisions: int = 0  # cells that staff decided, carried over
    apart: tuple[str, ...] = ()  # projects with decisions and without a line: kept, not shown
    unknown_nodes: tuple[str, ...] = ()  # nodes to be served that no list holds
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """One project: its row in the register, its counted return, and what is known and decided of it."""

    project: Row
    checked: Checked | None
    form: Form
    main: Form
    decided: Decided

    @property
    def id(self) -> str:
        return str(self.project["id"])

    @property
    def returned(self) -> Submission | None:
        return self.checked.submission if self.checked else None

    def known(self) -> dict[str, Mapping[str, str]]:
        """By sheet: what the return or the register says, and what the machine can judge."""
        choices = known_choices(self.form, self.main, self.project, self.returned)
        return {MATRIX: choices, ASSESSMENT: self.judged()[0]}

    def suggested(self) -> str:
        """Which Y1 the project's words speak for, where that is in doubt."""
        (y1,) = (f for f in asked(self.form, MATRIX) if f.catalogue == TARGETS)
        found = self.checked.findings if self.checked else ()
        codes = {f.code for f in found if f"{f.module}.{f.field}" == y1.like}
        choice = self.decided.of(MATRIX, self.id).get(y1.key) or self.known()[MATRIX].get(y1.key, "")
        return suggested(self.main, self.project, self.returned, choice, codes)

    def found(self) -> str:
        """The codes of what was found in M1 of the return and the matrix does not judge itself."""
        findings = self.checked.findings if self.checked else ()
        own = {rule.code.partition(".")[0] for rule in self.form.rules}
        codes = [f.code for f in findings if f.module == "M1" and f.severity != "I"]
        counted = Counter(c for c in codes if c not in own and not c.startswith("C-0"))
        return ", ".join(f"{code} ({n})" if n > 1 else code for code, n in counted.items())

    def judged(self) -> tuple[dict[str, str], str]:
        """The bands that the machine judges, and what it says of them."""
        codes = frozenset(f.code for f in self.checked.findings) if self.checked else frozenset()
        return known_bands(self.form, self.returned, codes)


@journals()
def align(folder: Path, now: datetime | None = None) -> Aligned:
    """Issue the workbook, with all that is known and all that staff decided in the one before.

    An issued workbook is never written over: each time a new one. Raises JobError when the register or the
    workbook before cannot be read, or no project of the action plan can be analysed.
    """
    workspace = Workspace(folder)
    definition, register = workspace.open_register()
    office = office_of(register.submission)
    projects = lines_of(office)
    if not projects:
        raise JobError(
            "ทะเบียนคุมยังไม่มีโครงการที่ต้องวิเคราะห์ — กรอกแผ่นแผนปฏิบัติการก่อน",
            "The register has no project to analyse. Fill in the action plan first.",
        )
    before = newest_alignment(workspace, definition)
    issue = before.issue + 1 if before else 1
    form, decisions = sized(definition.alignment, len(projects)), before.decided if before else Decided()
    copies = counted_returns(folder, office).items()
    counted = {p: check_file(folder / line.copy, lambda _: definition) for p, line in copies}
    lines = [_Line(p, counted.get(str(p["id"])), form, definition.form, decisions) for p in projects]
    served = before.decided.served if before else _default_nodes(definition)
    today = (now or datetime.now()).date()
    identity = _identity(office, issue, today)
    path = workspace.alignment / f"alignment-{form.fiscal_year}_issue-{issue}.xlsx"
    if path.exists():
        raise JobError(
            f"มีไฟล์ {path} อยู่แล้ว — ย้ายไฟล์นั้นออกก่อน", f"The file {path} is there already. Move it away first."
        )
    with writing(path):
        path.parent.mkdir(exist_ok=True)
        analysis = _analysis(lines, served, issue, identity, workspace.sample)
        write_alignment(path, blueprint(definition, form), analysis)
    here = {line.id for line in lines}
    return Aligned(
        path,
        issue,
        projects=len(lines),
        returned=sum(line.returned is not None for line in lines),
        before=before.path if before else None,
        register_findings=register_sayings(definition, register, today),
        decisions=sum(len(c) for s in decisions.choices.values() for p, c in s.items() if p in here),
        apart=tuple(sorted(decisions.projects - here)),
        unknown_nodes=unknown_nodes(form, served_table(analysis.matrix)),
        doubts=before.doubts if before else (),
    )


def _analysis(
    lines: list[_Line],
    served: tuple[Mapping[str, str], ...],
    issue: int,
    identity: tuple[tuple[str, str], ...],
    sample: bool,
) -> Analysis:
    """All that goes into the workbook."""
    form = lines[0].form
    stamp = Stamp(form.id, form.version, form.fiscal_year, "", issue)
    known = submission_of(form, stamp, dict(_known_cells(lines)))
    texts = [texts_of(list(asked(form, MATRIX)), line.returned) for line in lines]
    matrix = submission_of(form, stamp, dict(_cells(lines, served)))
    return Analysis(matrix, tuple(_notes(lines, matrix, known)), texts, identity, sample)


def sized(form: Form, projects: int) -> Form:
    """The form with a line for each project."""

    def fitted(module_key: str, table: Table) -> Table:
        return replace(table, rows=projects) if module_key in (MATRIX, ASSESSMENT) else table

    modules = tuple(
        replace(m, items=tuple(fitted(m.key, i) if isinstance(i, Table) else i for i in m.items))
        for m in form.modules
    )
    return replace(form, modules=modules)


def _cells(lines: list[_Line], served: tuple[Mapping[str, str], ...]) -> Iterator[tuple[Where, Cell]]:
    """The cells of the workbook: what staff decided, else what is known."""
    for record, line in enumerate(lines, start=1):
        given = {"project": line.id, **{key: line.project.get(key) for key in ("name", "unit", "budget")}}
        given |= {"basis": line.judged()[1], "suggested": line.suggested(), "found": line.found()}
        for sheet, known in line.known().items():
            table = table_of(line.form, sheet)
            whole = {**given, **known, **line.decided.of(sheet, line.id)}
            yield from ((w, c) for w, c in _record(sheet, table, record, whole) if c not in (None, ""))
    table = table_of(lines[0].form, SERVED)
    for record, node in enumerate(served, start=1):
        yield from _record(SERVED, table, record, node)


def _known_cells(lines: list[_Line]) -> Iterator[tuple[Where, Cell]]:
    for record, line in enumerate(lines, start=1):
        for sheet, known in line.known().items():
            yield from _record(sheet, table_of(line.form, sheet), record, known)


def _record(
    sheet: str, table: Table, record: int, values: Mapping[str, Cell]
) -> Iterator[tuple[Where, Cell]]:
    for field in table.fields:
        if field.key in values:
            yield Where(sheet, f"{table.key}.{field.key}", record), values[field.key]


def _notes(lines: list[_Line], matrix: Submission, known: Submission) -> Iterator[tuple[str, str]]:
    """For the stamp: what was known at issue, and every decision, also about projects that have no line."""
    for where in sorted(known.answers):
        project, key = lines[where.record - 1].id, where.field.partition(".")[2]
        yield f"{KNOWN}:{where.module}:{project}:{key}", known.text(where.address, where.record)
    records = {line.id: n for n, line in enumerate(lines, start=1)}
    for sheet, projects in lines[0].decided.choices.items():
        table = table_of(lines[0].form, sheet).key
        for project, cells in projects.items():
            for key, typed in cells.items():
                said = (
                    matrix.text(f"{sheet}.{table}.{key}", records[project]) if project in records else typed
                )
                yield f"{DECIDED}:{sheet}:{project}:{key}", said


def _default_nodes(definition: Definition) -> tuple[Mapping[str, str], ...]:
    """What an education office serves before all others, until staff say otherwise."""
    reason = definition.texts["served_default"]
    return tuple(
        {"level": level, "code": code, "reason": reason}
        for level, code in most_relevant(definition.alignment)
    )


def _identity(office: Office, issue: int, today: date) -> tuple[tuple[str, str], ...]:
    return (("office", office.name), ("issue", f"{issue} ({be_date_long(today)})"))
