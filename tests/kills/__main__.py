"""`make kills N=200`: kill each job at random moments, and say how often anything was harmed."""

import random
import sys
import tempfile
from pathlib import Path

from kills.trials import TRIALS, Killing, office


def main(times: int, seed: int) -> int:
    """Kill jobs in turn that many times. Exit 1 when a workspace was harmed."""
    chance, failures = random.Random(seed), 0
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        ready = office(scratch / "office")
        jobs = [Killing(trial, ready, scratch) for trial in TRIALS]
        for number in range(times):
            job = jobs[number % len(jobs)]
            if harm := job.once(chance):
                failures += 1
                print(f"kill {number + 1}, {job.trial.name}: {harm}", flush=True)
    print(f"kills: {failures} failures in {times}")
    return min(failures, 1)


sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
