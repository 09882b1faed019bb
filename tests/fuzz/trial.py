"""One case: a return, a few kinds of damage, and what comes of it. The same numbers give the same case."""

from __future__ import annotations

import re
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from fuzz import books, cells, dialects, markup, octets, zips
from fuzz.apart import forked_readers
from fuzz.case import Case, Mutation
from fuzz.offices import judge_job, judge_reading, spoiled, write
from fuzz.oracle import Wrong, judge
from fuzz.printed import printed
from fuzz.returns import pick

#: The levels of damage from within to without, and how often each is chosen.
LEVELS: tuple[tuple[Sequence[Mutation], float], ...] = (
    ((cells.typed,), 0.35),
    (cells.MUTATIONS, 0.3),
    (books.MUTATIONS, 0.15),
    (dialects.MUTATIONS, 0.3),
    (markup.MUTATIONS, 0.15),
    (zips.MUTATIONS, 0.12),
    (octets.MUTATIONS, 0.08),
)
MOST = 4
#: One in so many is read twice, and by openpyxl too.
TWICE, SECOND = 50, 200
#: One in so many has a fresh interpreter for a reader that may die, as users have; the others fork.
FRESH = 200
#: One in so many is a workspace whose files are read, or in which a job is run.
READING, JOB = 250, 500
OURS = ("emenscr_xl", "fuzz")


@dataclass(frozen=True)
class Failure:
    """A case that failed: why, at which of our lines, and what had been done to the file."""

    number: int
    cause: str
    details: str
    words: tuple[str, ...]
    file: str = ""


def made(seed: int, number: int, left_out: Sequence[int] = ()) -> Case:
    """The case of that number. Steps may be left out: each has chances of its own."""
    chance = Random(f"{seed}:{number}")
    base = pick(chance)
    case = Case(base, base.package, (base.name,))
    for step, mutate in enumerate(_steps(chance)):
        own = Random(f"{seed}:{number}:{step}")
        if step not in left_out:
            case = mutate(own, case)
    return case


def _steps(chance: Random) -> list[Mutation]:
    steps: list[Mutation] = []
    while not steps:
        for mutations, often in LEVELS:
            if chance.random() < often:
                steps += chance.choices(mutations, k=chance.choice((1, 1, 1, 2)))
    return steps[:MOST]


def failure_of(seed: int, number: int, left_out: Sequence[int] = ()) -> Failure | None:
    """Why a case fails; None when all is well."""
    judged = _office if of_an_office(number) else _return
    return judged(seed, number, left_out)


def _return(seed: int, number: int, left_out: Sequence[int]) -> Failure | None:
    case = made(seed, number, left_out)
    try:
        forked_readers(number % FRESH != 0)
        judge(case, case.packed(), number % TWICE == 0, number % SECOND == 0)
        _silent()
    except BaseException as error:  # the point of it all: none may come
        return Failure(number, *said(error), case.words)
    return None


def _office(seed: int, number: int, _: Sequence[int]) -> Failure | None:
    job = number % JOB == JOB - 1
    try:
        (judge_job if job else judge_reading)(Random(f"{seed}:{number}"))
        _silent()
    except BaseException as error:
        return Failure(number, *said(error), spoiled(Random(f"{seed}:{number}"))[1])
    return None


def evidence(seed: int, number: int, left_out: Sequence[int], folder: Path) -> tuple[Path, tuple[str, ...]]:
    """Keeps what a case damages in a folder; gives where, and what was done to it."""
    if not of_an_office(number):
        case, file = made(seed, number, left_out), folder / f"case-{number}.xlsx"
        file.write_bytes(case.packed())
        return file, case.words
    files, words = spoiled(Random(f"{seed}:{number}"))
    place = folder / f"case-{number}"
    write(files, place)
    return place, words


def of_an_office(number: int) -> bool:
    """True for the numbers of cases that are a whole workspace."""
    return number % READING == READING - 1


def _silent() -> None:
    """Raises Wrong when a library has printed anything."""
    if text := printed():
        raise Wrong(f"printed: {re.sub(r'[(][0-9]+[)]', '', ' '.join(text.split()))[:160]}", text[:600])


def said(error: BaseException) -> tuple[str, str]:
    """An exception's type and the last of our lines that it came through, and its text."""
    if isinstance(error, Wrong):
        return error.cause, error.details
    frames = [f for f in traceback.extract_tb(error.__traceback__) if any(o in f.filename for o in OURS)]
    last = frames[-1] if frames else None
    place = f"{Path(last.filename).name}:{last.lineno} {last.name}" if last else "nowhere of ours"
    return f"{type(error).__name__} at {place}", str(error)[:300]
