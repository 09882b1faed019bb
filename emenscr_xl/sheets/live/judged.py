"""A submission as the sheet of checks sees it: every verdict, and the value of every formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.sheets.live.formulas import Live
from emenscr_xl.sheets.live.rows import FIRST_ROW, GREATEST, SAYS, TO_DO, RowVerdict, StatusRow, row_verdicts
from emenscr_xl.sheets.live.values import Shown, numbers_of, values_of


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict of every place and of every row with a status, and the values of the formulas by cell."""

    numbers: Mapping[Where, int]
    rows: tuple[RowVerdict, ...]
    values: Mapping[tuple[int, int], Shown]
    wanted: int

    @property
    def answered(self) -> int:
        """How many rows are answered, rightly or not."""
        return answered(self.rows, self.wanted)


def answered(rows: Sequence[RowVerdict], wanted: int) -> int:
    """How many of some rows are answered, rightly or not: nothing more is wanted in them."""
    return sum(row.greatest not in (0, wanted) for row in rows)


def judge(live: Live, rows: Sequence[StatusRow], submission: Submission) -> Judged:
    """Everything that the formulas give for a submission."""
    numbers = numbers_of(live, submission)
    found = row_verdicts(live, rows, numbers)
    values = values_of(live, submission, numbers)
    to_do = 0
    for n, row in enumerate(found):
        to_do += row.greatest >= live.reasons.wanted
        values |= {
            (FIRST_ROW + n, GREATEST): row.greatest,
            (FIRST_ROW + n, SAYS): row.says,
            (FIRST_ROW + n, TO_DO): to_do,
        }
    return Judged(numbers, found, values, live.reasons.wanted)
