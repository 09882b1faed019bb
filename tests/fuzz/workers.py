"""Cases in processes that may die: a death is a failure of the case that was being read."""

from __future__ import annotations

import gc
import json
import mmap
import os
import resource
import signal
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from fuzz.printed import catch
from fuzz.trial import Failure
from kills.children import forked

#: What one case may take: seconds of processor time, seconds in all, and bytes of address space beyond ours.
SECONDS, PATIENCE, MEMORY = 10, 120, 1_500_000_000
_NOW = struct.Struct("q")
Judge = Callable[[int], Failure | None]


def failures(numbers: Sequence[int], judge: Judge, processes: int) -> list[Failure]:
    """Judge cases in some processes; gives the failures in the order of their numbers."""
    with TemporaryDirectory() as folder:
        files = (Path(folder) / f"{n}.jsonl" for n in range(processes))
        shares = [Share(numbers[n::processes], judge, file) for n, file in enumerate(files)]
        _worked_off([share for share in shares if share.left])
        return sorted((f for share in shares for f in share.failures()), key=lambda f: f.number)


def _worked_off(shares: Sequence[Share]) -> None:
    """Let each share have a process, and another when it dies."""
    working = {share.begin(): share for share in shares}
    while working:
        time.sleep(0.01)
        for child, share in list(working.items()):
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                del working[child]
                share.end(status)
                if share.left:
                    working[share.begin()] = share


class Share:
    """The cases of one process, and of its successors when it dies."""

    def __init__(self, numbers: Sequence[int], judge: Judge, file: Path) -> None:
        self.left, self._judge, self._file = list(numbers), judge, file
        self._now = mmap.mmap(-1, _NOW.size)  # which of the cases is being read, for whoever is left
        self._file.touch()

    def begin(self) -> int:
        """Begin, or go on after a death; gives the process id."""
        return forked(self._work)

    def end(self, status: int) -> None:
        """What is left when the process has ended with a status."""
        (at,) = _NOW.unpack(self._now[:])
        if status:
            self._note(Failure(self.left[at], death(status), "", ()))
        self.left = self.left[at + 1 :] if status else []

    def failures(self) -> Iterator[Failure]:
        """Those noted."""
        for line in self._file.read_text(encoding="utf-8").splitlines():
            noted = json.loads(line)
            yield Failure(**{**noted, "words": tuple(noted["words"])})

    def _work(self) -> None:
        limited()
        catch()
        gc.freeze()  # what is here stays: forks need not look at it
        for at, number in enumerate(self.left):
            self._now[:] = _NOW.pack(at)
            timed()
            if failure := self._judge(number):
                self._note(failure)

    def _note(self, failure: Failure) -> None:
        with self._file.open("a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(json.dumps(asdict(failure)) + "\n")


def limited() -> None:
    """Let this process have no more memory than one case may take; too much time kills it."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ["RUST_BACKTRACE"] = "0"  # a panic is one line
    for sign in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(sign, signal.SIG_DFL)


def timed() -> None:
    """Let the time of a case begin."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)


def death(status: int) -> str:
    """How a process ended that should not have."""
    if not os.WIFSIGNALED(status):
        return f"the process ended with {os.waitstatus_to_exitcode(status)}"
    sign = os.WTERMSIG(status)
    if sign in (signal.SIGPROF, signal.SIGALRM):
        return f"more than {SECONDS} s of processor time, or {PATIENCE} s in all"
    return f"the process died of {signal.Signals(sign).name}"
