"""A run of many cases, and what is said of it: each cause once, by the fewest steps that lead to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from fuzz.offices import office
from fuzz.returns import excerpts, whole
from fuzz.trial import MOST, Failure, evidence, failure_of, of_an_office
from fuzz.workers import failures

SHOWN = 40


def run(numbers: Sequence[int], seed: int, folder: Path, processes: int) -> int:
    """Judge the cases, say what failed and why; gives their number. What failed stays in the folder."""
    excerpts(), whole()  # made once, before the processes part
    if any(map(of_an_office, numbers)):
        office()
    found = failures(numbers, partial(failure_of, seed), processes)
    by_cause: dict[str, list[Failure]] = {}
    for failure in found:
        by_cause.setdefault(failure.cause, []).append(failure)
    for cause, alike in list(by_cause.items())[:SHOWN]:
        print(described(cause, alike, seed, folder), flush=True)
    print(f"fuzz: {len(found)} failures in {len(numbers)} cases (seed {seed})", flush=True)
    return len(found)


def described(cause: str, alike: Sequence[Failure], seed: int, folder: Path) -> str:
    """A cause, how many cases have it, and how the first of them comes about."""
    first = alike[0]
    left_out = needless(first, seed)
    file, words = evidence(seed, first.number, left_out, folder)
    steps = "".join(f"\n    - {step}" for step in words)
    return (
        f"{cause}: {len(alike)} cases, such as {first.number} of seed {seed}"
        f" (python -m fuzz 1 {seed} --case {first.number}; kept as {file})\n  {first.details}{steps}"
    )


def needless(failure: Failure, seed: int) -> list[int]:
    """The steps without which a case fails just as well."""
    left_out: list[int] = []
    for step in range(MOST):
        without = [*left_out, step]
        judged = failures([failure.number], partial(failure_of, seed, left_out=without), 1)
        if judged and judged[0].cause == failure.cause:
            left_out = without
    return left_out
