"""A reader's process of its own, forked from this warm one and used again for as long as it lives.

A fresh interpreter for each file, as users have it, takes longer than all the rest.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from emenscr_xl.sheets import alone, readers
from emenscr_xl.sheets.alone import Ended, Limits
from kills.children import forked

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class _Helper:
    """The process, and the way to it."""

    child: int
    way: Connection


_helpers: list[_Helper] = []


def forked_readers(on: bool) -> None:
    """Let what is read apart be read in a fork from now on, or as users have it."""
    readers.alone = apart if on else alone.alone  # type: ignore[attr-defined]


def apart(limits: Limits, function: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
    """As `alone`: what the function gives, or Ended when its process dies of it."""
    helper = _helpers[0] if _helpers else _begun()
    helper.way.send((limits, function, arguments, named))
    try:
        outcome, value = pickle.loads(helper.way.recv_bytes())
    except EOFError as end:
        _helpers.clear()
        _, status = os.waitpid(helper.child, 0)
        slow = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF
        raise Ended("slow" if slow else "died") from end
    if outcome == "raised":
        raise value
    if outcome == "large":
        raise Ended("large")
    return cast(R, value)


def _begun() -> _Helper:
    ours, theirs = Pipe()

    def work() -> None:
        ours.close()
        _muted()
        _served(theirs)

    helper = _Helper(forked(work), ours)
    theirs.close()
    _helpers.append(helper)
    return helper


def _served(way: Connection) -> None:
    """Work off what is asked, until nobody is there to ask."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    while True:
        try:
            limits, function, arguments, named = way.recv()
        except EOFError:
            return
        most = pages * resource.getpagesize() + limits.memory
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        signal.setitimer(signal.ITIMER_PROF, limits.seconds)
        answer = _outcome(lambda: function(*arguments, **named))  # noqa: B023 - called at once
        signal.setitimer(signal.ITIMER_PROF, 0)
        way.send_bytes(answer)


def _muted() -> None:
    """What it prints, nobody sees."""
    null = os.open(os.devnull, os.O_WRONLY)
    for shown in (1, 2):
        os.dup2(null, shown)


def _outcome(called: Callable[[], object]) -> bytes:
    try:
        return pickle.dumps(("gave", called()))
    except MemoryError:
        return pickle.dumps(("large", None))
    except BaseException as error:
        return pickle.dumps(("raised", error))
