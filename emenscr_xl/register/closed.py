"""What a workbook for a quarter shows and does not let be changed: what is approved, what is reported."""

from __future__ import annotations

from emenscr_xl.core.submission import Submission
from emenscr_xl.form.model import Module
from emenscr_xl.register.office import APPROVED, SENT_BACK, Office, scope


def closed_modules(office: Office, project: str, quarter: int, known: Submission | None) -> frozenset[str]:
    """The modules that a project's workbook for a quarter closes as a whole, given the counted return.

    The yearly modules once they are approved; an earlier quarter that was reported, unless it was sent back.
    Nothing is closed without a return, nor in a workbook for the whole year (quarter 0).
    """
    if known is None or not quarter:
        return frozenset()

    def closed(module: Module) -> bool:
        status = office.approval_status(project, scope(module.quarter))
        if not module.quarter:
            return status == APPROVED
        return module.quarter < quarter and known.touched(module) and status != SENT_BACK

    return frozenset(m.key for m in known.form.modules if closed(m))
