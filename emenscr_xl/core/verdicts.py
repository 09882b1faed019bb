"""What a workbook's status says of each place: one finding at most, the same that the checks report."""

from __future__ import annotations

from collections.abc import Mapping

from emenscr_xl.core.check import blanks, unreadable
from emenscr_xl.core.context import Context
from emenscr_xl.core.rules import broken
from emenscr_xl.core.submission import Finding, Submission, Where
from emenscr_xl.form.messages import SEVERITIES, Message


def verdicts(submission: Submission, messages: Mapping[str, Message]) -> dict[Where, Finding]:
    """By place: what is wanted, else what is wrong with the answer itself, else the first rule it breaks.

    Errors come before warnings. Findings whose message has no sentence for a cell are left out.
    """
    found = {f.where: f for f in blanks(submission)}
    context = Context(submission.form, submission)
    doubts = [f for rule in submission.form.rules for f in broken(rule, context)]
    doubts.sort(key=lambda f: SEVERITIES.index(messages[f.message].severity))
    for finding in (*unreadable(context), *doubts):
        if messages[finding.message].cell:
            found.setdefault(finding.where, finding)
    return found
