"""`forms`: issue a data-collection workbook for each project that must be entered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from emenscr_xl.core.answers import issued_cells, submission_of
from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Stamp, Submission
from emenscr_xl.form.load import Definition
from emenscr_xl.form.thai import be_date_long
from emenscr_xl.jobs.check import check_file, register_sayings
from emenscr_xl.jobs.workspace import JobError, Workspace
from emenscr_xl.register.issued import Issued, append_issued, read_issued
from emenscr_xl.register.ledger import decided, read_ledger
from emenscr_xl.register.office import Office, Row, office_of
from emenscr_xl.sheets.drawing import Blueprint, blueprint
from emenscr_xl.sheets.form_workbook import write_form
from emenscr_xl.sheets.start_sheet import Cover


@dataclass(frozen=True, slots=True)
class FormsIssued:
    """What `forms` did: workbooks issued, projects that had theirs already, doubts in the register."""

    issued: tuple[Issued, ...]
    already: tuple[str, ...]
    register_findings: tuple[Said, ...]


def forms(
    folder: Path, quarter: int = 0, projects: Collection[str] = (), now: datetime | None = None
) -> FormsIssued:
    """Issue workbooks for a quarter (0: the whole year). Named projects are issued again, the others once.

    A re-issue holds all that the counted return holds. An issued file is never written over.
    Raises JobError when the register cannot be read, or a named project is not one that must be entered.
    """
    workspace = Workspace(folder)
    definition, register = workspace.open_register()
    office = office_of(register.submission)
    chosen = _chosen(office, projects)
    before = read_issued(folder)
    had = {i.project for i in before if i.quarter == quarter} - set(projects)
    known = counted_submissions(workspace, office)
    moment = (now or datetime.now()).isoformat(timespec="seconds")
    plan = blueprint(definition, definition.form)
    lines = []
    for project in chosen:
        if project["id"] not in had:
            issue = max((i.issue for i in before if i.project == project["id"]), default=0) + 1
            line = _line(moment, str(project["id"]), issue, quarter)
            _issue(folder / line.file, plan, office, project, line, known.get(line.project))
            append_issued(folder, [line])
            lines.append(line)
    already = tuple(str(p["id"]) for p in chosen if p["id"] in had)
    return FormsIssued(tuple(lines), already, register_sayings(definition, register))


def _chosen(office: Office, projects: Collection[str]) -> tuple[Row, ...]:
    must = office.must_enter
    unknown = sorted(set(projects) - {str(p["id"]) for p in must})
    if unknown:
        names = ", ".join(unknown)
        raise JobError(
            f"ไม่พบโครงการ {names} ที่ระบุว่าต้องนำเข้าในแผนปฏิบัติการ — ตรวจรหัสโครงการในทะเบียนคุม",
            f"The action plan has no must-enter project {names}. Check the project id in the register.",
        )
    return tuple(p for p in must if not projects or p["id"] in projects)


def _line(moment: str, project: str, issue: int, quarter: int) -> Issued:
    name = f"{project}_issue-{issue}" + (f"_Q{quarter}" if quarter else "")
    return Issued(moment, project, issue, quarter, f"forms/{name}.xlsx")


def _issue(
    path: Path, plan: Blueprint, office: Office, project: Row, line: Issued, known: Submission | None
) -> None:
    if path.exists():
        raise JobError(
            f"มีไฟล์ {path} อยู่แล้วแต่ไม่มีในบันทึก issued.csv — ย้ายไฟล์นั้นออกก่อน",
            f"The file {path} exists but issued.csv does not know it. Move it away first.",
        )
    form = plan.form
    stamp = Stamp(form.id, form.version, form.fiscal_year, line.project, line.issue, line.quarter)
    submission = submission_of(form, stamp, issued_cells(form, stamp, project, office.settings))
    if known:
        submission = with_answers(submission, known)
    cover = cover_of(plan.definition, office, project, line)
    write_form(path, plan, submission, cover)


def with_answers(issued: Submission, known: Submission) -> Submission:
    """The issued workbook with all that was answered before; locked cells stay as the register has them."""
    form = issued.form
    kept = {w: a for w, a in known.answers.items() if not form.question(w.address)[2].locked}
    return replace(issued, answers={**issued.answers, **kept})


def cover_of(definition: Definition, office: Office, project: Row, line: Issued) -> Cover:
    """What the Start sheet says of a project's workbook."""
    due = office.due(f"M6 Q{line.quarter}" if line.quarter else "M1-M5", line.project)
    return Cover(
        identity=(
            ("project", str(project.get("name", ""))),
            ("project_id", line.project),
            ("unit", str(project.get("unit", ""))),
            ("owner", str(project.get("owner_name", ""))),
            ("office", office.name),
            ("issue", str(line.issue)),
            ("deadline", be_date_long(due) if isinstance(due, date) else definition.texts["deadline_none"]),
            ("contact", str(office.settings.get("contact", ""))),
        )
    )


def counted_submissions(workspace: Workspace, office: Office) -> Mapping[str, Submission]:
    """The submission that counts for each project, read from the kept copies."""
    ids = {str(p["id"]) for p in office.projects if p.get("id")}
    found = {}
    for line in decided(read_ledger(workspace.folder), ids):
        if line.decision == "counted":
            checked = check_file(workspace.folder / line.copy)
            if checked.submission:
                found[line.project] = checked.submission
    return found
