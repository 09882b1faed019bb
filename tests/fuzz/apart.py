"""A reader's process of its own, forked from this warm one: a fresh interpreter takes longer to start."""

from __future__ import annotations

import os
import pickle
import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from emenscr_xl.sheets import alone, readers
from emenscr_xl.sheets.alone import Ended, Limits
from kills.children import forked

P = ParamSpec("P")
R = TypeVar("R")


def forked_readers(on: bool) -> None:
    """Let what is read apart be read in a fork from now on, or as users have it."""
    readers.alone = apart if on else alone.alone  # type: ignore[attr-defined]


def apart(limits: Limits, function: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
    """As `alone`: what the function gives, or Ended when its process dies of it."""
    reading, writing = os.pipe()

    def work() -> None:
        os.close(reading)
        _limited(limits)
        with os.fdopen(writing, "wb") as stream:
            stream.write(_outcome(lambda: function(*arguments, **named)))

    child = forked(work)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        answer = stream.read()
    _, status = os.waitpid(child, 0)
    if status:
        out_of_time = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
        raise Ended("slow" if out_of_time else "died")
    outcome, value = pickle.loads(answer)
    if outcome == "raised":
        raise value
    if outcome == "large":
        raise Ended("large")
    return cast(R, value)


def _limited(limits: Limits) -> None:
    """The limits of a fresh interpreter, beyond what this process has already."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + limits.memory
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))
    null = os.open(os.devnull, os.O_WRONLY)
    for shown in (1, 2):  # what it prints, nobody sees
        os.dup2(null, shown)


def _outcome(called: Callable[[], object]) -> bytes:
    try:
        return pickle.dumps(("gave", called()))
    except MemoryError:
        return pickle.dumps(("large", None))
    except BaseException as error:
        return pickle.dumps(("raised", error))
