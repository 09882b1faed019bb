"""Rules that the office waives for a project until a day, with a reason: what they do to its findings.

A waived finding is shown with the reason, and counted nowhere. A line of the register has effect when its
project, rule, last day and reason are given, the rule may be waived, and the day is not past.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Finding, Submission, Where
from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.thai import be_date
from emenscr_xl.form.topics import WAIVABLE
from emenscr_xl.register.collected import Counted
from emenscr_xl.register.office import Office, office_of, project_id

LIST = "rule_waivers"


def with_waivers(
    counted: Mapping[str, Counted], office: Office, rules: Catalogue, today: date
) -> dict[str, Counted]:
    """The counted files, each finding that is waived today saying so. Of two waivers the lower one speaks."""
    found = waive({project: each.findings for project, each in counted.items()}, office, rules, today)
    return {project: replace(each, findings=found[project]) for project, each in counted.items()}


def waive(
    found: Mapping[str, tuple[Said, ...]], office: Office, rules: Catalogue, today: date
) -> dict[str, tuple[Said, ...]]:
    """The findings by project, each that is waived today saying so."""
    waived = _in_force(office, rules, today)
    return {
        project: tuple(_said(f, waived.get((project, f.code), "")) for f in findings)
        for project, findings in found.items()
    }


def _said(found: Said, waived: str) -> Said:
    return found if found.waived == waived else replace(found, waived=waived)


def _in_force(office: Office, rules: Catalogue, today: date) -> dict[tuple[str, str], str]:
    """What each waiver that has effect today says, by project and rule."""
    return {
        (str(row["project"]), code): f"ยกเว้นถึง {be_date(until)}: {row['reason']}"
        for row in office.rule_waivers
        if {"project", "rule", "until", "reason"} <= row.keys()
        and (code := rule_code(row["rule"])) in rules.entries
        and isinstance(until := row["until"], date)
        and until >= today
    }


def waiver_findings(register: Submission, codes: Collection[str], today: date) -> Iterator[Finding]:
    """Waivers of what is no rule that may be waived (REG-04), and those that have expired (REG-05).

    `codes`: every rule that there is. An expired waiver is not spoken of while another line is in force for
    the same project and rule.
    """
    rules = register.form.catalogues[WAIVABLE]
    waived = _in_force(office_of(register), rules, today)
    for where, answer in register.places(f"{LIST}.{LIST}.rule"):
        code = rule_code(answer.value)
        last = register.value(f"{LIST}.{LIST}.until", where.record)
        if answer.value is not None and code not in rules.entries:
            message = "REG-04.never" if code in codes else "REG-04"
            yield Finding(message, where, {"value": code if code in codes else answer.typed})
        elif isinstance(last, date) and last < today:
            project = _project(register, where.record)
            if (project, code) in waived:
                continue
            details = {"rule": code, "project": project, "until": be_date(last)}
            yield Finding("REG-05", Where(LIST, f"{LIST}.until", where.record), details)


def rule_code(value: object) -> str:
    """A rule's code as it is compared: as project ids are, in capitals; a variant's is that of its rule."""
    return project_id(str(value)).upper().partition(".")[0]


def _project(register: Submission, record: int) -> str:
    return project_id(register.text(f"{LIST}.{LIST}.project", record))
