"""A whole job in a fresh process: how long it takes with its imports, and the most memory it holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import perf_counter

TESTS = Path(__file__).parents[1]
PROC = Path("/proc")
#: Seconds between two looks at the memory.
EVERY = 0.02


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the clock and of all processors; most memory in MB, None where no system tells it."""

    seconds: float
    cpu: float
    memory: float | None

    @property
    def taken(self) -> tuple[float, float]:
        """Both times."""
        return self.seconds, self.cpu


def run(name: str, *arguments: str | int) -> Run:
    """Run `module:function` of this package with arguments in a Python of its own.

    Memory is that of the process and its children together, each counted whole. RuntimeError when it fails.
    """
    command = [sys.executable, "-m", "benchmarks.child", name, json.dumps(arguments)]
    with subprocess.Popen(
        command, cwd=TESTS, stdout=subprocess.PIPE, text=True, env=environment()
    ) as process:
        most = 0.0
        while process.poll() is None:
            most = max(most, sum(_held(pid) for pid in _family(process.pid)))
            try:
                process.wait(EVERY)
            except subprocess.TimeoutExpired:
                continue
        assert process.stdout is not None
        said = process.stdout.read()
    if process.returncode:
        raise RuntimeError(f"{name} ended with {process.returncode}")
    seconds, cpu, own = json.loads(said.splitlines()[-1])
    return Run(seconds, cpu, max(most, own) or None)


def environment() -> dict[str, str]:
    """The environment of a fresh Python that finds its modules compiled, as pip leaves them."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _family(pid: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield pid
    with suppress(OSError):  # it has ended
        for listed in (PROC / str(pid) / "task").glob("*/children"):
            for child in listed.read_text().split():
                yield from _family(int(child))


def _held(pid: int, line: str = "VmRSS:") -> float:
    """A line of a process's memory in MB; 0 when it has ended."""
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(text.split()[1]) / 1000 for text in lines if text.startswith(line)), 0.0)


def job(name: str) -> Callable[..., object]:
    """The function of a job's name."""
    module, _, function = name.partition(":")
    found: Callable[..., object] = getattr(import_module(f"benchmarks.{module}"), function)
    return found


def main(name: str, arguments: str) -> None:
    """What the fresh process does: import the job, do it, and print what it took."""
    clock = perf_counter()
    job(name)(*json.loads(arguments))
    print()
    print(json.dumps((perf_counter() - clock, sum(os.times()[:4]), _held(os.getpid(), "VmHWM:"))))


if __name__ == "__main__":
    main(*sys.argv[1:])
