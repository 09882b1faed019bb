"""What is doubtful in the tracker's lines: a step that the chain lacks, no day, days out of order."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.core.submission import Finding, Submission
from emenscr_xl.core.text import squeezed
from emenscr_xl.form.thai import be_date
from emenscr_xl.register.follow_up.approval_item import SENT_STATUSES, day_of
from emenscr_xl.register.lines import Line, lines_of
from emenscr_xl.register.office import office_of


def tracker_findings(register: Submission) -> Iterator[Finding]:
    """Steps outside the chain (REG-10), lines without a day (REG-11) or before the line above (REG-12)."""
    office = office_of(register)
    chain = {squeezed(step) for step in office.approval_chain}
    above: dict[tuple[str, str], Line] = {}
    for line in lines_of(office, "approvals"):
        step, status = line.text("approval_step"), line.text("approval_status")
        if step and chain and squeezed(step) not in chain:
            details = {"step": step, "chain": " → ".join(office.approval_chain)}
            yield Finding("REG-10", line.at("approval_step"), details)
        day = day_of(line)
        if day is None:
            if status in SENT_STATUSES:
                yield Finding("REG-11", line.at("date"), {"status": status})
            continue
        item = line.text("project"), line.text("approval_scope")
        before = day_of(above[item]) if item in above else None
        if before and day < before:
            details = {"date": be_date(day), "before": be_date(before), "status": status}
            yield Finding("REG-12", line.at("date"), details)
        above[item] = line
