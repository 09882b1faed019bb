"""Reading returns, up to what their owners have answered: a file at a time, and many on all processors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path

from benchmarks.clock import Table, Way, interleaved
from benchmarks.libreoffice import Opener
from benchmarks.our_reading import submission, submissions
from benchmarks.peers import calamine_reads, inflates, openpyxl_reads, pandas_reads_all, pandas_with_calamine
from builders import definition

PANDAS, OPENPYXL = "pandas: all sheets", "openpyxl read-only: needed sheets"
PANDAS_CALAMINE, CALAMINE = "pandas with calamine: needed sheets", "calamine alone: needed sheets"
OURS, INFLATED = "ours: guarded, read, every answer found", "the needed members inflated"
LIBREOFFICE = "LibreOffice: open"
SAID = (
    "Ours refuses what is dangerous, reads the needed sheets, finds every answer by its anchor and reads it"
    " as its question asks; the others only hand over cells."
)
#: Files in one turn of the second table.
BATCH = 16
Read = Callable[[Path], object]


def read(paths: Sequence[Path], opener: Opener | None, executor: Executor) -> Iterator[Table]:
    """What one file takes on one processor, and what each of many takes on those of the executor."""
    ways = [Way(name, way) for name, way in _ways().items()]
    if opener:
        ways.append(Way(LIBREOFFICE, opener.opened, most=3, elsewhere=True))
    figures = interleaved(ways, paths)
    yield Table("read one", "One return read, on one processor", SAID, figures)
    size = min(BATCH, len(paths))
    batches = [paths[start : start + size] for start in range(0, len(paths) - size + 1, size)]
    together = [Way(name, _one_by_one(way)) for name, way in _ways().items() if name != OURS]
    together.append(Way(OURS, lambda batch: submissions(batch, executor)))
    yield Table(
        "read",
        f"One return of many, {size} files at a time",
        "As users have it: a script reads one file after the other, ours uses every processor. " + SAID,
        interleaved(together, batches, per=size),
    )


def needed() -> list[str]:
    """The sheets that hold answers, and the stamp."""
    sheets = [module.sheet for module in definition().form.modules]
    return [*sheets, definition().texts["stamp_sheet"]]


def _ways() -> dict[str, Read]:
    sheets = needed()
    return {
        PANDAS: pandas_reads_all,
        OPENPYXL: lambda path: openpyxl_reads(path, sheets),
        PANDAS_CALAMINE: lambda path: pandas_with_calamine(path, sheets),
        CALAMINE: lambda path: calamine_reads(path, sheets),
        OURS: submission,
        INFLATED: lambda path: inflates(path, sheets),
    }


def _one_by_one(way: Read) -> Callable[[Sequence[Path]], None]:
    def all_of(paths: Sequence[Path]) -> None:
        for path in paths:
            way(path)

    return all_of
