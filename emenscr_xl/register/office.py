"""The office's year as its register tells it: settings, projects, calendar, extensions, approvals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from emenscr_xl.core.submission import Finding, Submission, Value, Where
from emenscr_xl.form.load import Definition
from emenscr_xl.form.thai import month_year

Row = Mapping[str, Value]
MUST_ENTER = "ต้องนำเข้า"
WAIVED = "ยกเว้น"
_FILE_NAME = re.compile(r"[\w\-.]{1,40}")


@dataclass(frozen=True, slots=True)
class Office:
    """The register's tables as rows: column key to value, blanks left out."""

    fiscal_year: int
    settings: Row
    projects: tuple[Row, ...]
    calendar: tuple[Row, ...]
    extensions: tuple[Row, ...]
    approvals: tuple[Row, ...]

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

    def due(self, scope: str, project_id: str = "") -> date | None:
        """When owners must send a scope (`M1-M5`, `M6 Q1`): an extension goes before the calendar."""
        for row in reversed(self.extensions):
            until = row.get("until")
            if row.get("project") == project_id and row.get("scope") == scope and isinstance(until, date):
                return until
        for row in self.calendar:
            day = row.get("owners_due")
            if row.get("scope") == scope and isinstance(day, date):
                return day
        return None

    def waived(self, scope: str, project_id: str) -> bool:
        """True when the project need not report that scope."""
        return any(
            r.get("project") == project_id and r.get("scope") == scope and r.get("kind") == WAIVED
            for r in self.extensions
        )

    def approval(self, project_id: str, scope: str) -> Row | None:
        """The latest line of the tracker for a project and scope: the lowest one on the sheet."""
        lines = [r for r in self.approvals if r.get("project") == project_id]
        return next((r for r in reversed(lines) if r.get("approval_scope") == scope), None)


def office_of(register: Submission) -> Office:
    """The office that a register's answers describe."""
    settings = register.form.module("settings")
    return Office(
        fiscal_year=register.stamp.fiscal_year,
        settings=_present({f.key: register.value(f"settings.{f.key}") for f in settings.fields}),
        projects=_rows(register, "action_plan"),
        calendar=_rows(register, "calendar"),
        extensions=_rows(register, "extensions"),
        approvals=_rows(register, "approvals"),
    )


def register_findings(register: Submission) -> list[Finding]:
    """What only a register can get wrong: project ids that repeat or cannot name a file."""
    places = list(register.places("action_plan.action_plan.id"))
    count = Counter(str(answer.value) for _, answer in places)
    found = []
    for where, answer in places:
        project = str(answer.value)
        if count[project] > 1:
            found.append(Finding("REG-01", where, {"project": project}))
        if not _FILE_NAME.fullmatch(project):
            found.append(Finding("REG-02", where, {"project": project}))
    return found


def default_calendar(definition: Definition) -> list[Row]:
    """The calendar's default lines, computed for the definition's fiscal year."""
    lines: list[Row] = []
    for default in definition.calendar:
        year = month_year(default.month, definition.form.fiscal_year) + default.after_year_end
        days = {column: date(year, default.month, getattr(default, column)) for column in DATE_COLUMNS}
        lines.append({"scope": default.scope, **days})
    return lines


DATE_COLUMNS = ("owners_due", "screened_by", "keyed_in_by", "submitted_by", "sent_by")


def _rows(register: Submission, key: str) -> tuple[Row, ...]:
    """The begun records of a list: readable values by column, and the text as typed where unreadable."""
    module = register.form.module(key)
    (table,) = module.tables
    rows = []
    for record in register.records(module, table):
        row = {}
        for field in table.fields:
            answer = register.answer(Where(key, f"{table.key}.{field.key}", record))
            row[field.key] = answer.value if answer and not answer.fault else None
        rows.append(_present(row))
    return tuple(rows)


def _present(row: Mapping[str, Value | None]) -> dict[str, Value]:
    return {k: v for k, v in row.items() if v is not None}
