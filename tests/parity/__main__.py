"""`python -m parity N [SEED]`: how many statuses the workbook and the core do not say alike."""

import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from os import cpu_count
from pathlib import Path

from oracles import live
from parity.judges import Disagreement, disagreements

SHOWN = 20


def run(count: int, seed: int) -> list[Disagreement]:
    """Judge so many submissions in a LibreOffice of one's own."""
    with tempfile.TemporaryDirectory() as folder, live.office() as office:
        return disagreements(office, Path(folder), count, seed)


def main(count: int, seed: int) -> int:
    """Judge on every core; the n-th share has the seed `seed + n`."""
    shares = min(cpu_count() or 1, max(1, count // 100))
    counts = [count // shares + (n < count % shares) for n in range(shares)]
    with ProcessPoolExecutor(shares) as pool:
        found = [d for part in pool.map(run, counts, range(seed, seed + shares)) for d in part]
    for one in found[:SHOWN]:
        print(f"{one.where}: sheet {one.sheet!r}, core {one.core!r}, typed {one.typed}")
    print(f"parity: {len(found)} disagreements in {count} submissions (seed {seed})")
    return min(len(found), 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2570))
