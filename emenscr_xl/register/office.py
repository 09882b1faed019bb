"""The office's year as its register tells it: settings, projects, calendar, extensions, approvals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from emenscr_xl.core.submission import Answer, Finding, Submission, Value, Where, record_name
from emenscr_xl.core.text import clean, digits, squeezed
from emenscr_xl.form.house import Deadline
from emenscr_xl.form.load import Definition
from emenscr_xl.form.model import Field
from emenscr_xl.form.thai import month_year
from emenscr_xl.register.deadlines import UNREADABLE, Deadlines

Row = Mapping[str, Value]
MUST_ENTER, NEED_NOT_ENTER = "ต้องนำเข้า", "ไม่ต้อง"
APPROVED, IN_PROCESS, SENT_BACK = "อนุมัติ", "รออนุมัติ", "ส่งกลับแก้ไข"
#: What the register calls the reports of the whole year.
PROJECT_SCOPE = "M1-M5"
ACTION_PLAN = "action_plan"
PROJECT_ID = f"{ACTION_PLAN}.{ACTION_PLAN}.id"
#: In a row: the number of its record in the register, where the row came from there.
RECORD = "#"
#: The other lists that name a project: the column of each.
NAMES_PROJECT = (
    "extensions.extensions.project",
    "rule_waivers.rule_waivers.project",
    "approvals.approvals.project",
    "returns.returns.project",
)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
#: Letters and digits, Thai vowels and tone marks, `_`, `-` and `.`, neither first nor last a `.`: a file that
#: begins with one is hidden, and Windows drops one at the end.
_FILE_NAME = re.compile(r"(?!\.)[\w\u0E31\u0E34-\u0E3A\u0E47-\u0E4E\-.]{1,40}(?<!\.)")
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[1-9])(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Office(Deadlines):
    """The register's tables as rows: column key to value, blanks left out."""

    fiscal_year: int
    settings: Row
    projects: tuple[Row, ...]
    calendar: tuple[Row, ...]
    extensions: tuple[Row, ...]
    approvals: tuple[Row, ...]
    approval_chain: tuple[str, ...] = ()  # the steps of approval, first to last
    rule_waivers: tuple[Row, ...] = ()
    returns: tuple[Row, ...] = ()  # the return log: what owners were asked to correct
    file_decisions: tuple[Row, ...] = ()  # files that a person counts or sets aside

    @property
    def name(self) -> str:
        """The office's name."""
        return str(self.settings.get("office", ""))

    @property
    def must_enter(self) -> tuple[Row, ...]:
        """The projects that must be entered in eMENSCR, each with an id."""
        return tuple(p for p in self.projects if p.get("must_enter") == MUST_ENTER and p.get("id"))

    def project(self, project_id: str) -> Row | None:
        """The project of that id, or None."""
        return next((p for p in self.projects if p.get("id") == project_id), None)

    def approval(self, project_id: str, scope: str) -> Row | None:
        """The latest line of the tracker for a project and scope: the lowest one on the sheet.

        Approved means approved by the last step of the chain (procedure 5.9): a line that says approved of
        an earlier step is given as still in process. A line that names no step stands as it is.
        """
        line = self.latest_line(project_id, scope)
        if line and self.status_of(line) != line.get("approval_status", ""):
            return {**line, "approval_status": self.status_of(line)}
        return line

    def latest_line(self, project_id: str, scope: str) -> Row | None:
        """The latest line of the tracker as it was typed."""
        lines = [r for r in self.approvals if r.get("project") == project_id]
        return next((r for r in reversed(lines) if r.get("approval_scope") == scope), None)

    def status_of(self, line: Row) -> str:
        """What a line of the tracker comes to: approved by a step before the last is in process."""
        status = str(line.get("approval_status", ""))
        return IN_PROCESS if status == APPROVED and self._before_last(line) else status

    def steps_passed(self, project_id: str, scope: str) -> int:
        """How many steps of the chain have approved: all when approval names no step, none once sent back."""
        line = self.latest_line(project_id, scope) or {}
        chain = [squeezed(step) for step in self.approval_chain]
        step, status = squeezed(str(line.get("approval_step", ""))), line.get("approval_status")
        if status == APPROVED:
            return chain.index(step) + 1 if step in chain else max(1, len(chain))
        return chain.index(step) if status == IN_PROCESS and step in chain else 0

    def approval_status(self, project_id: str, scope: str) -> str:
        """The status that the tracker gives a project and scope now; "" when it says nothing."""
        line = self.approval(project_id, scope)
        return str(line.get("approval_status", "")) if line else ""

    def days(self, setting: str) -> int:
        """A number of days of the settings."""
        return int(str(self.settings.get(setting, 0)))

    def _before_last(self, line: Row) -> bool:
        step = squeezed(str(line.get("approval_step", "")))
        return bool(step and self.approval_chain) and step != squeezed(self.approval_chain[-1])


def scope(quarter: int) -> str:
    """What the register calls the reports of a quarter, and those of the whole year (0)."""
    return f"M6 Q{quarter}" if quarter else PROJECT_SCOPE


def project_id(text: str) -> str:
    """A project id as it is compared and names files: cleaned, with plain digits and hyphens."""
    return _DASHES.sub("-", digits(clean(text)))


def names_file(project: str) -> bool:
    """True when a project id can begin a file's name, on Windows too."""
    return bool(_FILE_NAME.fullmatch(project) and not _RESERVED.fullmatch(project))


def office_of(register: Submission) -> Office:
    """The office that a register's answers describe."""
    settings = register.form.module("settings")
    return Office(
        fiscal_year=register.stamp.fiscal_year,
        settings=_present({f.key: _setting(register, f) for f in settings.fields}),
        projects=_rows(register, "action_plan"),
        calendar=_rows(register, "calendar"),
        extensions=_rows(register, "extensions"),
        approvals=_rows(register, "approvals"),
        approval_chain=tuple(str(a.value) for _, a in _readable(register, "settings.approval_chain.step")),
        rule_waivers=_rows(register, "rule_waivers"),
        returns=_rows(register, "returns"),
        file_decisions=_rows(register, "file_decisions"),
    )


def _setting(register: Submission, field: Field) -> Value | None:
    """A setting's answer; a number that is blank, unreadable or out of its range is its default."""
    address = f"settings.{field.key}"
    if field.type == "integer" and field.default and not register.sound(address):
        return int(field.default)
    return register.value(address)


def issuable(register: Submission) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The must-enter rows that can have a workbook, and what the others are called.

    A row can have none when its id is doubtful (REG-01, REG-02) or its id or name cannot be read.
    """
    (table,) = register.form.module("action_plan").tables
    doubtful = {f.where.record for f in _doubtful_ids(register)}
    rows, held = [], []
    for record, row in _records(register, "action_plan").items():
        if row.get("must_enter") != MUST_ENTER:
            continue
        if record in doubtful or "id" not in row or "name" not in row:
            held.append(project_id(register.text(PROJECT_ID, record)) or record_name(table, record))
        else:
            rows.append(row)
    return tuple(rows), tuple(dict.fromkeys(held))


def register_findings(register: Submission) -> list[Finding]:
    """What only a register can get wrong: doubtful project ids, and lines about no project of the plan."""
    return [*_doubtful_ids(register), *_strangers(register)]


def _doubtful_ids(register: Submission) -> Iterator[Finding]:
    """Ids that repeat, as Windows compares file names, and ids that cannot name a file."""
    ids = {where: project_id(str(a.value)) for where, a in _readable(register, PROJECT_ID)}
    count = Counter(project.casefold() for project in ids.values())
    for where, project in ids.items():
        if count[project.casefold()] > 1:
            yield Finding("REG-01", where, {"project": project})
        if not names_file(project):
            yield Finding("REG-02", where, {"project": project})


def _strangers(register: Submission) -> Iterator[Finding]:
    """Lines of the other lists whose project is not in the action plan."""
    known = {project_id(str(a.value)) for _, a in _readable(register, PROJECT_ID)}
    for address in NAMES_PROJECT:
        for where, answer in _readable(register, address):
            project = project_id(str(answer.value))
            if project not in known:
                yield Finding("REG-03", where, {"project": project})


def _readable(register: Submission, address: str) -> Iterator[tuple[Where, Answer]]:
    """The places of an address whose answer can be read; a cell error is no answer."""
    return ((where, answer) for where, answer in register.places(address) if answer.value is not None)


def default_calendar(definition: Definition) -> list[Row]:
    """The calendar's default lines, computed for the definition's fiscal year."""
    lines: list[Row] = []
    for default in definition.calendar:
        year = month_year(default.month, definition.form.fiscal_year) + default.after_year_end
        days = {column: date(year, default.month, getattr(default, column)) for column in DATE_COLUMNS}
        lines.append({"scope": default.scope, **days})
    return lines


ID_COLUMNS = ("id", "project")
#: The calendar's columns that the definition gives default days for.
DATE_COLUMNS = tuple(f.name for f in fields(Deadline) if f.name not in ("scope", "month", "after_year_end"))


def _rows(register: Submission, key: str) -> tuple[Row, ...]:
    """The begun records of a list."""
    return tuple(_records(register, key).values())


def _records(register: Submission, key: str) -> dict[int, Row]:
    """The begun records of a list by number: readable values by column, project ids as they are compared."""
    module = register.form.module(key)
    (table,) = module.tables
    records: dict[int, Row] = {}
    for record in register.records(module, table):
        row: dict[str, Value | None] = {}
        for field in table.fields:
            answer = register.answer(Where(key, f"{table.key}.{field.key}", record))
            if answer and answer.fault:
                row[UNREADABLE] = f"{row.get(UNREADABLE) or ''} {field.key}"
            value = answer.value if answer and not answer.fault else None
            row[field.key] = (
                project_id(value) if field.key in ID_COLUMNS and isinstance(value, str) else value
            )
        records[record] = {RECORD: record, **_present(row)}
    return records


def _present(row: Mapping[str, Value | None]) -> dict[str, Value]:
    return {k: v for k, v in row.items() if v is not None}
