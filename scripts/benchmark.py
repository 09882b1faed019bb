"""How long a workbook takes to make, in four ways, on this machine: `make benchmark`.

Every owner's workbook is made in each way before the next owner's: only the ratios inside one run count,
because machines get faster and slower from minute to minute. Every file is a new one: writing over an old
one takes ten times longer on some file systems.

Filling by openpyxl is given the cells; drawing and stamping find out what they hold, verdicts and all.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from openpyxl import load_workbook

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from builders import complete, definition, drawn, issued, sample, stamp, written  # noqa: E402 - in `tests`
from emenscr_xl.core.answers import submission_of  # noqa: E402
from emenscr_xl.core.submission import Cell, Submission, Where  # noqa: E402
from workbook_differences import Differences, Read, differences  # noqa: E402

Cells = Mapping[Where, Cell]
OPENPYXL, XLSXWRITER, STAMPING, BYTES = "openpyxl fills it", "xlsxwriter draws it", "stamping", "bytes alone"
#: In a run of `forms` one stamping follows the other; the slow ways are as slow the second time.
REPEATS = {OPENPYXL: 1, XLSXWRITER: 1, STAMPING: 5, BYTES: 5}
OWNERS = 15
LOADS: Mapping[str, Callable[[str], Cells]] = {
    "newly issued": issued,
    "with all answers": lambda project: complete(project, quarters=(1,)),
}
#: A row of the table: what, milliseconds, of xlsxwriter, of openpyxl, cells changed, kB.
LINE = "{:<18} {:<20} {:>9} {:>9} {:>9} {:>7} {:>6}"


def main() -> None:
    """Measure and print one table."""
    warnings.simplefilter("ignore", UserWarning)  # extensions that openpyxl loses
    projects = [str(p["id"]) for p in sample().projects][:OWNERS]
    print(LINE.format("workbook", "made by", "ms", "openpyxl", "drawing", "cells", "kB"))
    with TemporaryDirectory() as name:
        folder = Path(name)
        template = Read(drawn(folder / "template.xlsx", _submission("", issued(projects[0]))))
        for load, cells in LOADS.items():
            _measure(folder, load, template, {p: _submission(p, cells(p)) for p in projects})


def _submission(project: str, cells: Cells) -> Submission:
    return submission_of(definition().form, stamp(project), cells)


def _measure(folder: Path, load: str, template: Read, submissions: Mapping[str, Submission]) -> None:
    """Make every submission's workbook in every way, and print the medians."""
    seconds: dict[str, list[float]] = {}
    cells, sizes = [], []
    for project, submission in submissions.items():
        own = folder / load / project
        need = differences(template, Read(drawn(own / "first.xlsx", submission)))
        written(own / STAMPING, submission)  # its template is drawn once for a run
        for way, make in _ways(own, template.path, submission, need):
            for _ in range(REPEATS[way]):
                (own / way).unlink(missing_ok=True)
                before = perf_counter()
                make(own / way)
                seconds.setdefault(way, []).append(perf_counter() - before)
        cells.append(need.count)
        sizes.append((own / STAMPING).stat().st_size / 1000)
    taken = {way: median(times) * 1000 for way, times in seconds.items()}
    for way, each in taken.items():
        ratios = (f"{taken[of] / each:.1f}×" for of in (OPENPYXL, XLSXWRITER))
        print(LINE.format(load, way, f"{each:.2f}", *ratios, f"{median(cells):.0f}", f"{median(sizes):.0f}"))


def _ways(
    folder: Path, template: Path, submission: Submission, need: Differences
) -> Iterator[tuple[str, Callable[[Path], object]]]:
    """Each way's name, and what writes the workbook to a path."""
    yield OPENPYXL, lambda path: _filled(template, path, need)
    yield XLSXWRITER, lambda path: drawn(path, submission)
    yield STAMPING, lambda path: written(path, submission)
    content = (folder / STAMPING).read_bytes()
    yield BYTES, lambda path: path.write_bytes(content)


def _filled(blank: Path, path: Path, need: Differences) -> None:
    """The template filled by openpyxl, which cannot write what a formula gives."""
    book = load_workbook(blank)
    for name, cells in need.cells.items():
        sheet = book[name]
        for (row, column), value in cells.items():
            cell = sheet.cell(row + 1, column + 1)
            if cell.data_type != "f":
                cell.value = value
    book.save(path)


if __name__ == "__main__":
    main()
