"""`python -m fuzz N [SEED] [--case K]`: damage N returns, and say how many were read wrongly."""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser
from os import cpu_count
from pathlib import Path

from fuzz.report import run


def main(arguments: list[str]) -> int:
    """Judge the cases on every core. Exit 1 when one fails."""
    parser = ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int, nargs="?", default=2570)
    parser.add_argument("--case", type=int, help="this one alone, as it is numbered in a report")
    parser.add_argument("--processes", type=int, default=cpu_count() or 1)
    asked = parser.parse_args(arguments)
    numbers = range(asked.count) if asked.case is None else [asked.case]
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    return min(1, run(numbers, asked.seed, folder, asked.processes))


sys.exit(main(sys.argv[1:]))
