"""A submission as the sheet of checks sees it: the verdict of every place and of every row with a status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.sheets.live.formulas import Live
from emenscr_xl.sheets.live.rows import FIRST_ROW, GREATEST, SAYS, TO_DO, RowVerdict, StatusRow, row_verdict
from emenscr_xl.sheets.live.values import Shown, numbers_of

#: What a row says in which nothing is asked or answered.
_SILENT = RowVerdict(0, "")


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts above 0 by place, and that of every row. `wanted`: the number of a missing answer."""

    numbers: Mapping[Where, int]
    rows: tuple[RowVerdict, ...]
    wanted: int

    @property
    def answered(self) -> int:
        """How many rows are answered, rightly or not."""
        return answered(self.rows, self.wanted)

    def values(self, rows: Iterable[int]) -> Iterator[tuple[tuple[int, int], Shown]]:
        """What the formulas of some rows with a status give, by row and column of the sheet of checks."""
        for n in rows:
            verdict = self.rows[n]
            yield (FIRST_ROW + n, GREATEST), verdict.greatest
            yield (FIRST_ROW + n, SAYS), verdict.says
            yield (FIRST_ROW + n, TO_DO), n + 1 if verdict.greatest >= self.wanted else ""


def answered(rows: Sequence[RowVerdict], wanted: int) -> int:
    """How many of some rows are answered, rightly or not: nothing more is wanted in them."""
    return sum(row.greatest not in (0, wanted) for row in rows)


def judge(
    live: Live, rows: Sequence[StatusRow], row_of: Mapping[Where, int], submission: Submission
) -> Judged:
    """Every verdict of a submission. `row_of`: the row, by number, that speaks for a place."""
    numbers = numbers_of(live, submission)
    verdicts = [_SILENT] * len(rows)
    for n in {row_of[where] for where in numbers}:
        verdicts[n] = row_verdict(live, rows[n], numbers)
    return Judged(numbers, tuple(verdicts), live.reasons.wanted)
