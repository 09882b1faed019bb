"""Running a function in a process of its own that may die alone: of time, of memory, or by a crash.

The process is a fresh interpreter: it needs no `__main__` guard, and starts from a thread or from a worker of
any pool alike. What crosses is pickled: a function of a module, plain arguments, a plain result.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

#: Why there is no result. `died`: the process ended by itself; `slow`, `large`: a limit ended it.
End = Literal["died", "slow", "large"]
#: What Rust, C++ and glibc say before they abort for want of memory.
_WANT_OF_MEMORY = (b"memory allocation of", b"bad_alloc", b"out of memory", b"Cannot allocate memory")
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0) or None
WAITS = 6  # times as long as it may work: other work can hold the processor
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows: no console flashes up


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may take: seconds of work, bytes of address space."""

    seconds: int
    memory: int


class Ended(Exception):  # noqa: N818 - it names what became of the process, not an error of ours
    """The process ended without a result. `said`: what it wrote last, for developers."""

    def __init__(self, how: End, said: str = "") -> None:
        self.how = how
        self.said = said
        super().__init__(f"{how}: {said}")


def alone(limits: Limits, function: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
    """What a function of a module gives, worked out in a process that may die alone.

    Raises the exception that the function raised, and Ended when there is no result: the process crashed,
    worked longer than its time, or wanted more memory than its limit. POSIX systems limit the work
    (RLIMIT_CPU); Windows only the waiting, six times as long. Memory is RLIMIT_AS: Linux holds to it, macOS
    does not, Windows has none.
    """
    asked = pickle.dumps((limits, function, arguments, named))
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        done = subprocess.run(
            [sys.executable, "-c", f"from {__name__} import _answer; _answer()"],
            input=asked, capture_output=True, timeout=limits.seconds * WAITS, check=False,
            env={**os.environ, "PYTHONPATH": paths}, creationflags=_NO_WINDOW,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise Ended("slow", f"{late.timeout} s") from late
    except OSError as error:  # no process could be started
        raise Ended("died", str(error)) from error
    return cast(R, _result(done))


def _result(done: subprocess.CompletedProcess[bytes]) -> object:
    """What the process sent back. Raises Ended when it sent nothing whole."""
    said = done.stderr[-2_000:].decode("utf-8", "replace").strip()
    if done.returncode:
        raise Ended(_how(done), said or f"exit status {done.returncode}")
    outcome, value = pickle.loads(done.stdout)
    if outcome == "raised":
        raise value
    if outcome == "large":
        raise Ended("large", said)
    return value


def _how(done: subprocess.CompletedProcess[bytes]) -> End:
    if done.returncode == _OUT_OF_TIME:
        return "slow"
    return "large" if any(sign in done.stderr for sign in _WANT_OF_MEMORY) else "died"


def _answer() -> None:
    """The work of the process: one function called, and its result sent back."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no result
    limits, function, arguments, named = pickle.load(sys.stdin.buffer)
    _limit(limits)
    out.write(_outcome(lambda: function(*arguments, **named)))
    out.close()


def _outcome(called: Callable[[], Any]) -> bytes:
    try:
        return pickle.dumps(("gave", called()))
    except MemoryError:
        return pickle.dumps(("large", None))
    except BaseException as error:
        return pickle.dumps(("raised", error))


def _limit(limits: Limits) -> None:
    """Bind this process, so far as the system can; it ends too when whoever asked has died."""
    try:
        import resource  # noqa: PLC0415 - POSIX alone has it
    except ImportError:
        return
    most = {
        resource.RLIMIT_AS: (limits.memory, limits.memory),
        resource.RLIMIT_CPU: (limits.seconds, limits.seconds + 5),
        resource.RLIMIT_CORE: (0, 0),
    }
    for kind, pair in most.items():
        with suppress(OSError, ValueError):  # a system that refuses one keeps the others
            resource.setrlimit(kind, pair)
