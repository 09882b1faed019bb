"""`make bench BENCH_N=1000`: measure every way on offices of up to that many returns, and write the page."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks import big_table, consolidating, generating, imports, reading
from benchmarks.clock import Table
from benchmarks.goals import goals_of, verdicts
from benchmarks.libreoffice import opener
from benchmarks.machine import facts, load
from benchmarks.office import projects, returns
from benchmarks.page import by_hand, page, summary
from emenscr_xl.jobs.reading import processes

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
SIZES = (200, 1_000, 5_000)
#: A larger office is measured once: its jobs take minutes.
OFTEN = 1_000


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: offices by size, single files, turns of whole jobs, rows of the big tables.

    `whole`: also what takes a while and is alike in every run.
    """

    sizes: tuple[int, ...]
    files: int
    turns: int
    big: tuple[int, int]
    whole: bool


def scale_of(count: int, *, quick: bool = False) -> Scale:
    """The scale of a run whose largest office has so many returns; `quick`: only to see that it works."""
    sizes = tuple(sorted({min(size, count) for size in SIZES}))
    if quick:
        return Scale(sizes, files=1, turns=1, big=(10, 20), whole=False)
    rows = min(5_000, 25 * count)
    return Scale(sizes, files=min(48, count), turns=2, big=(rows, 30 * rows), whole=True)


def main() -> None:
    """Measure, write the page, and print what it says of the goals."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("count", type=int, help="returns of the largest office")
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("--quick", action="store_true", help="a few items: the figures mean nothing")
    asked = parser.parse_args()
    scale = scale_of(asked.count, quick=asked.quick)
    known, busy = [*facts(datetime.now())], load()
    known.append(("offices", " · ".join(f"{size:,}" for size in scale.sizes) + " returns"))
    tables: list[Table] = []
    with tempfile.TemporaryDirectory() as folder:
        for table in measured(Path(folder), scale):
            tables.append(table)
            print(f"{table.title}: measured", flush=True)
            found = verdicts({t.key: t for t in tables}, goals_of(scale.sizes))
            said = [*known, ("load before and after", f"{busy} – {load()}")]
            kept = by_hand(asked.page.read_text(encoding="utf-8")) if asked.page.exists() else ""
            asked.page.write_text(page(said, found, tables, kept), encoding="utf-8")
    print(f"bench: {summary(found)}")


def measured(folder: Path, scale: Scale) -> Iterator[Table]:
    """Every table, the short pieces of work first."""
    few = [*projects(scale.files)]
    paths = returns(folder / "returned", few)
    with opener(wanted=scale.whole) as office:
        yield generating.issued(folder / "issued", few, office)
        with processes() if scale.whole else ThreadPoolExecutor(1) as executor:
            yield from reading.read(paths, office, executor)
    if scale.whole:
        yield generating.answered(folder / "answered", few)
        yield imports.measured(paths[0])
    offices = []
    for size in scale.sizes:
        turns = scale.turns if size <= OFTEN else 1
        offices.append(consolidating.office_of(folder / f"office-{size}", size, turns))
        yield consolidating.consolidated(offices[-1])
    yield consolidating.grown(offices)
    yield big_table.measured(folder, *scale.big, scale.turns)


if __name__ == "__main__":
    main()
