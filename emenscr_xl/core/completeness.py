"""How far a submission is: of what is asked, how much is answered, module by module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache

from emenscr_xl.core.check import blanks
from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.form.model import Form


def completeness(submission: Submission, waived: Collection[str] = ()) -> Mapping[str, tuple[int, int]]:
    """Answered and needed, by module key in the form's order: `{"M1": (18, 20)}`.

    One unit is one row of the sheet: a question asked once, or one record of a table. A row counts when
    something is answered in it or wanted of it; it is answered when nothing more is wanted. Locked questions
    do not count: nobody can answer them. What is wanted by a waived rule alone is not wanted. A quarter
    neither begun nor due gives (0, 0).
    """
    locked = _locked(submission.form)
    rows = {_row(w): True for w in submission.answers if (w.module, w.field) not in locked}
    for finding in blanks(submission):
        if finding.code not in waived and (finding.where.module, finding.where.field) not in locked:
            rows[_row(finding.where)] = False
    needed = Counter(module for module, _, _ in rows)
    answered = Counter(module for (module, _, _), done in rows.items() if done)
    return {m.key: (answered[m.key], needed[m.key]) for m in submission.form.modules}


@lru_cache(maxsize=8)
def _locked(form: Form) -> frozenset[tuple[str, str]]:
    """The questions that nobody can answer, by module and field."""
    return frozenset((m.key, f.key) for m in form.modules for f in m.fields if f.locked)


def _row(where: Where) -> tuple[str, str, int]:
    """The row that a place lies in: its module, its question or table, and its record."""
    return where.module, where.field.partition(".")[0], where.record
