"""How long a click takes from a cold Python to the first painted cell, in a live application: `make click`.

Excel is not at hand, so a running LibreOffice stands for it. Starting Python and importing xlwings are
nobody's to change; what follows is ours: importing, reading the book, checking, listing, painting.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from benchmarks.child import TESTS, environment

RUNS = 9
STEPS = (
    "import xlwings",
    "import ours",
    "to the first painted cell",
    "of it in the application",
    "to the end",
)


def main(office: Path | None) -> None:
    """Click again and again on the largest return that has findings, of the demonstration or of an office."""
    import support  # the clicked process does not need it here
    from emenscr_xl import demo

    with TemporaryDirectory() as name, support.libreoffice_app() as app:
        largest = _largest(office or demo(Path(name) / "demo").folder)
        times = [_clicked(app, Path(copy(largest, name))) for _ in range(RUNS)]
        size = largest.stat().st_size
    print(f"{largest.name}, {size:,} bytes, median of {RUNS}, milliseconds (least, most)")
    for step in STEPS:
        _say(step, [t[step] for t in times])
    _say("all but importing xlwings", [t[STEPS[1]] + t[STEPS[2]] for t in times])
    _say("our own part of it", [t[STEPS[1]] + t[STEPS[2]] - t[STEPS[3]] for t in times])


def _say(step: str, seconds: list[float]) -> None:
    middle, least, most = (s * 1000 for s in (statistics.median(seconds), min(seconds), max(seconds)))
    print(f"  {step:40} {middle:6.0f} ({least:.0f}, {most:.0f})")


def _largest(office: Path) -> Path:
    from emenscr_xl import check

    checked = check(sorted((office / "returns").rglob("[!~]*.xlsx")))
    return max((Path(c.path) for c in checked if c.status == "findings"), key=lambda p: p.stat().st_size)


def _clicked(app: object, path: Path) -> dict[str, float]:
    """A click in a Python of its own; the book is as it was afterwards."""
    book = app.books.open(str(path))  # type: ignore[attr-defined]
    command = [sys.executable, "-m", "benchmarks.click", "--pipe", app.impl.pipe]  # type: ignore[attr-defined]
    said = subprocess.run(
        command, cwd=TESTS, env=environment(), capture_output=True, text=True, check=True
    ).stdout
    book.close()
    found: dict[str, float] = json.loads(said.splitlines()[-1])
    return found


def click(pipe: str) -> None:
    """What the clicked Python does, timed."""
    begun = time.perf_counter()
    import xlwings  # noqa: F401 - it is timed

    imported = time.perf_counter()
    import support
    from support.errors import at_work

    with support.attach(pipe) as app:
        app.books.active.set_mock_caller()
        painted: list[tuple[float, float]] = []
        functions = app.impl.macros.functions
        paint = functions["Fills.Paint"]

        def timed(*given: object) -> object:
            done = paint(*given)
            painted.append((time.perf_counter(), at_work.seconds))
            return done

        functions["Fills.Paint"] = timed
        ready = time.perf_counter()
        from emenscr_xl.addin import click as ours

        loaded, before = time.perf_counter(), at_work.seconds
        ours.run("check_completeness")
        first, asked = painted[0]
        end = time.perf_counter() - first
        times = (imported - begun, loaded - ready, first - loaded, asked - before, end)
    print(json.dumps(dict(zip(STEPS, times, strict=True))))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--pipe"]:
        click(sys.argv[2])
    else:
        main(Path(sys.argv[1]) if sys.argv[1:] else None)
