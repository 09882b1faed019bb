"""What is imported before anything can be checked, in fresh processes: `python -X importtime`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from benchmarks.child import TESTS, environment
from benchmarks.clock import Table, figure

CHECK, CLICK = "ours: a check by command", "ours: a click on the ribbon, beside xlwings"
PEER, XLWINGS = "pandas and openpyxl", "xlwings alone, nobody's to change"
TIMES = 9
_LINE = re.compile(r"import time:\s+(\d+) \|")
#: After this mark the imports count.
_MARK = "-- counted from here"
_BEGIN = f"import sys; print({_MARK!r}, file=sys.stderr, flush=True)"


def measured(path: Path) -> Table:
    """The imports of a check, with all that is imported while a file is checked; of a click what it adds."""
    checked = f"from pathlib import Path; from emenscr_xl import check; check([Path({str(path)!r})])"
    clicked = f"from emenscr_xl.addin import click, ribbon; {checked}"
    programs = {
        PEER: f"{_BEGIN}; import pandas, openpyxl",
        CHECK: f"{_BEGIN}; {checked}",
        CLICK: f"import xlwings; {_BEGIN}; {clicked}",
        XLWINGS: f"{_BEGIN}; import xlwings",
    }
    taken: dict[str, list[tuple[float, float]]] = {way: [] for way in programs}
    for turn in range(TIMES + 1):
        for way, program in programs.items():
            seconds = _imported(program)
            taken[way] += [(seconds, seconds)] if turn else []  # the first time compiles
    said = "The interpreter measures each import itself; modules are compiled, as pip leaves them."
    figures = tuple(figure(way, each, elsewhere=True) for way, each in taken.items())
    return Table("imports", "Cold imports", said, figures)


def _imported(program: str) -> float:
    """Seconds of all imports after the mark."""
    command = [sys.executable, "-X", "importtime", "-c", program]
    done = subprocess.run(command, cwd=TESTS, env=environment(), capture_output=True, text=True, check=True)
    counted = done.stderr.partition(_MARK)[2]
    return sum(int(found[1]) for found in _LINE.finditer(counted)) / 1e6
