"""`align`: issue the alignment-analysis workbook of the office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.packed import Packed
from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Cell, Stamp, Submission, Where
from emenscr_xl.core.suggest import TARGETS
from emenscr_xl.form.load import Definition
from emenscr_xl.form.model import Form
from emenscr_xl.form.thai import be_date_long
from emenscr_xl.jobs.alignment_file import DECIDED, KNOWN, newest_alignment
from emenscr_xl.jobs.decisions import counted_returns
from emenscr_xl.jobs.kept_copies import KeptCopies
from emenscr_xl.jobs.lock import locked
from emenscr_xl.jobs.progress import Progress, unseen
from emenscr_xl.jobs.register_check import register_sayings
from emenscr_xl.jobs.workspace import JobError, Workspace, journals, writing
from emenscr_xl.register.office import Office, Row, office_of
from emenscr_xl.register.plans.alignment import (
    ASSESSMENT,
    MATRIX,
    SERVED,
    Decided,
    asked,
    cell_of,
    known_bands,
    known_choices,
    lines_of,
    suggested,
    table_of,
)
from emenscr_xl.register.plans.coverage import most_relevant, served_table, unknown_nodes
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
    """One project: its id, its counted return, and what its lines hold.

    `given`: what staff do not answer; `known`: by sheet, what the return or the register says and what the
    machine can judge; `decided`: by sheet, what staff said.
    """

    id: str
    returned: Submission | None
    given: Mapping[str, Cell]
    known: Mapping[str, Mapping[str, str]]
    decided: Mapping[str, Mapping[str, str]]


def _line(project: Row, read: Packed | None, definition: Definition, decisions: Decided) -> _Line:
    form, main, id_ = definition.alignment, definition.form, str(project["id"])
    returned = read.answers.submission if read and read.readable else None
    findings = read.findings if read else ()
    choices = known_choices(form, main, project, returned)
    bands, basis = known_bands(form, returned, frozenset(f.code for f in findings))
    (y1,) = (f for f in asked(form, MATRIX) if f.catalogue == TARGETS)
    chosen = decisions.of(MATRIX, id_).get(y1.key) or choices.get(y1.key, "")
    doubts = {f.code for f in findings if f"{f.module}.{f.field}" == y1.like}
    given = {
        "project": id_,
        **{key: project.get(key) for key in ("name", "unit", "budget")},
        "basis": basis,
        "suggested": suggested(main, project, returned, chosen, doubts),
        "found": _found(form, findings),
    }
    decided = {sheet: decisions.of(sheet, id_) for sheet in (MATRIX, ASSESSMENT)}
    return _Line(id_, returned, given, {MATRIX: choices, ASSESSMENT: bands}, decided)


def _found(form: Form, findings: Iterable[Said]) -> str:
    """The codes of what was found in M1 of the return and the matrix does not judge itself."""
    own = {rule.code.partition(".")[0] for rule in form.rules}
    codes = [f.code for f in findings if f.module == "M1" and f.severity != "I"]
    counted = Counter(c for c in codes if c not in own and not c.startswith("C-0"))
    return ", ".join(f"{code} ({n})" if n > 1 else code for code, n in counted.items())


def align(folder: Path, now: datetime | None = None, progress: Progress = unseen) -> Aligned:
    """Issue the workbook, with all that is known and all that staff decided in the one before.

    An issued workbook is never written over: each time a new one. Raises JobError when the register or the
    workbook before cannot be read, no project of the action plan can be analysed, or another job runs in the
    workspace.
    """
    with locked(folder, "align"), journals():
        return _align(Workspace(folder), (now or datetime.now()).date(), progress)


def _align(workspace: Workspace, today: date, progress: Progress) -> Aligned:
    folder = workspace.folder
    definition, register = workspace.open_register()
    office = office_of(register.submission)
    projects = _projects(office)
    before = newest_alignment(workspace, definition)
    issue = before.issue + 1 if before else 1
    decisions = before.decided if before else Decided(served=_default_nodes(definition))
    rows = dict.fromkeys((MATRIX, ASSESSMENT), len(projects))
    form = definition.alignment.with_rows(lambda module, table: rows.get(module.key, table.rows))
    counted = counted_returns(folder, office)
    copies = KeptCopies.of_workspace(folder, definition, progress)
    copies.read(counted.values())
    read = {project: copies.of(line) for project, line in counted.items()}
    lines = [_line(p, read.get(str(p["id"])), definition, decisions) for p in projects]
    identity = _identity(office, issue, today)
    path = _free_path(workspace, form.fiscal_year, issue)
    with writing(path):
        path.parent.mkdir(exist_ok=True)
        analysis = _analysis(form, lines, decisions, issue, identity, workspace.sample)
        write_alignment(path, blueprint(definition, form), analysis)
    here = {line.id for line in lines}
    return Aligned(
        path,
        issue,
        projects=len(lines),
        returned=sum(line.returned is not None for line in lines),
        before=before.path if before else None,
        register_findings=register_sayings(definition, register, today),
        decisions=decisions.count_of(here),
        apart=tuple(sorted(decisions.projects - here)),
        unknown_nodes=unknown_nodes(form, served_table(analysis.matrix)),
        doubts=before.doubts if before else (),
    )


def _projects(office: Office) -> tuple[Row, ...]:
    """The projects to analyse. JobError when there is none."""
    projects = lines_of(office)
    if not projects:
        raise JobError(
            "ทะเบียนคุมยังไม่มีโครงการที่ต้องวิเคราะห์ — กรอกแผ่นแผนปฏิบัติการก่อน",
            "The register has no project to analyse. Fill in the action plan first.",
        )
    return projects


def _free_path(workspace: Workspace, fiscal_year: int, issue: int) -> Path:
    """Where the workbook goes. JobError when an unknown file is in the way."""
    path = workspace.alignment / f"alignment-{fiscal_year}_issue-{issue}.xlsx"
    if path.exists():
        raise JobError(
            f"มีไฟล์ {path} อยู่แล้ว — ย้ายไฟล์นั้นออกก่อน", f"The file {path} is there already. Move it away first."
        )
    return path


def _analysis(
    form: Form,
    lines: list[_Line],
    decisions: Decided,
    issue: int,
    identity: tuple[tuple[str, str], ...],
    sample: bool,
) -> Analysis:
    """All that goes into the workbook."""
    stamp = Stamp(form.id, form.version, form.fiscal_year, "", issue)
    matrix = submission_of(form, stamp, dict(_cells(form, lines, decisions.served)))
    known = submission_of(form, stamp, dict(_known_cells(form, lines)))
    texts = [texts_of(list(asked(form, MATRIX)), line.returned) for line in lines]
    return Analysis(matrix, tuple(_notes(lines, decisions, matrix, known)), texts, identity, sample)


def _cells(
    form: Form, lines: list[_Line], served: Iterable[Mapping[str, str]]
) -> Iterator[tuple[Where, Cell]]:
    """The cells of the workbook: what staff decided, else what is known."""
    for record, line in enumerate(lines, start=1):
        for sheet, known in line.known.items():
            whole = {**line.given, **known, **line.decided[sheet]}
            said = {key: cell for key, cell in whole.items() if cell not in (None, "")}
            yield from _record(form, sheet, record, said)
    for record, node in enumerate(served, start=1):
        yield from _record(form, SERVED, record, node)


def _known_cells(form: Form, lines: list[_Line]) -> Iterator[tuple[Where, Cell]]:
    for record, line in enumerate(lines, start=1):
        for sheet, known in line.known.items():
            yield from _record(form, sheet, record, known)


def _record(form: Form, sheet: str, record: int, values: Mapping[str, Cell]) -> Iterator[tuple[Where, Cell]]:
    for field in table_of(form, sheet).fields:
        if field.key in values:
            yield cell_of(form, sheet, field.key, record), values[field.key]


def _notes(
    lines: list[_Line], decisions: Decided, matrix: Submission, known: Submission
) -> Iterator[tuple[str, str]]:
    """For the stamp: what was known at issue, and every decision, also about projects that have no line."""
    for where in sorted(known.answers):
        project, key = lines[where.record - 1].id, where.field.partition(".")[2]
        yield f"{KNOWN}:{where.module}:{project}:{key}", known.text(where.address, where.record)
    records = {line.id: n for n, line in enumerate(lines, start=1)}
    for sheet, projects in decisions.choices.items():
        for project, cells in projects.items():
            for key, typed in cells.items():
                where = cell_of(matrix.form, sheet, key, records.get(project, 0))
                said = matrix.text(where.address, where.record) if project in records else typed
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
