"""All returns of an office into one workbook, again after some have changed, and offices of any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import child
from benchmarks.clock import Figure, Table, figure
from benchmarks.office import afresh, changed, returned_office

PANDAS = "pandas: a loop over all files"
FIRST, AGAIN = "ours: the first time", "ours: again, some files changed"
#: How many files have changed when it is done again.
CHANGED = 10
#: The largest office whose files the loop is given; a larger one takes so much longer.
MOST_BY_PANDAS = 200
ISSUE, READ, CONSOLIDATE = "issue", "read", "consolidate"
JOBS = {ISSUE: "whole_jobs:issues", READ: "whole_jobs:reads", CONSOLIDATE: "whole_jobs:consolidates"}


@dataclass(frozen=True, slots=True)
class Measured:
    """The runs of each job on an office of one size."""

    size: int
    runs: dict[str, list[child.Run]]


def office_of(folder: Path, size: int, turns: int) -> Measured:
    """Every job on an office of a size, in turn; the loop once, between two of ours."""
    place = str(returned_office(folder, size))
    runs: dict[str, list[child.Run]] = {way: [] for way in (*JOBS, PANDAS, AGAIN)}
    for turn in range(turns):
        afresh(Path(place))
        runs[CONSOLIDATE].append(child.run(JOBS[CONSOLIDATE], place))
        if turn == 0:
            runs[PANDAS].append(child.run("whole_jobs:consolidates_by_pandas", place, MOST_BY_PANDAS))
        changed(Path(place), min(CHANGED, size), weight=6 + turn)
        runs[AGAIN].append(child.run(JOBS[CONSOLIDATE], place))
        for job in (ISSUE, READ):
            runs[job].append(child.run(JOBS[job], place))
    return Measured(size, runs)


def consolidated(measured: Measured) -> Table:
    """What an office of one size takes."""
    size, runs = measured.size, measured.runs
    figures = [_figure(way, runs[key]) for way, key in ((FIRST, CONSOLIDATE), (AGAIN, AGAIN))]
    loop = _figure(PANDAS, runs[PANDAS])
    if size > MOST_BY_PANDAS:
        loop = _longer(loop, size / MOST_BY_PANDAS)
    title = f"{size:,} returns into the consolidated workbook"
    said = (
        "Ours checks every answer and writes summaries and charts; again after"
        f" {min(CHANGED, size)} files have changed. The loop reads all sheets of every file, puts them one"
        " below the other and writes them. Processes of their own, imports included."
    )
    return Table(f"consolidate {size}", title, said, (loop, *figures))


def grown(offices: Sequence[Measured]) -> Table:
    """What each return takes, by the size of the office."""
    figures = []
    for job in JOBS:
        for office in offices:
            runs = office.runs[job]
            each = figure("", [run.taken for run in runs], per=office.size, memory=_most(runs))
            figures.append(replace(each, way=sized(job, office.size)))
    said = "ms for each return; peak memory of the whole process, and of those that it starts."
    return Table("growth", "Growth", said, tuple(figures), compared=False)


def sized(job: str, size: int) -> str:
    """The name of a job's figure for an office of a size."""
    return f"{job}: {size:,} returns"


def _figure(way: str, runs: Sequence[child.Run]) -> Figure:
    return figure(way, [run.taken for run in runs], memory=_most(runs))


def _most(runs: Sequence[child.Run]) -> float:
    return max(run.memory or 0 for run in runs)


def _longer(loop: Figure, times: float) -> Figure:
    """The figure of the loop over more files than it was given: in proportion, its memory as measured."""
    cpu = None if loop.cpu is None else loop.cpu * times
    note = f"{MOST_BY_PANDAS} files measured, and multiplied by {times:g}"
    return replace(
        loop, ms=loop.ms * times, least=loop.least * times, most=loop.most * times, cpu=cpu, note=note
    )
