"""A Dask cluster to read and check returns on: reached, asked whether it runs this very program, let go.

Workers unpickle what they are sent and send pickles back: a cluster belongs to a network that is trusted.
"""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import Any, ParamSpec, TypeVar

import emenscr_xl
from emenscr_xl import workbook_templates
from emenscr_xl.jobs.workspace import JobError

P = ParamSpec("P")
T = TypeVar("T")
#: Seconds that a scheduler has to answer, and that a cluster may be without any worker.
TO_ANSWER, WITHOUT_WORKERS = 15.0, 60.0
#: What decides how a return is read and judged.
_SUFFIXES = (".py", ".toml", ".csv")


class _Cluster(Executor):
    """The workers of a scheduler. `cores`: how many tasks they do at the same time."""

    def __init__(self, client: Any) -> None:
        self._executor = client.get_executor(pure=False, retries=3)
        self.cores = sum(client.nthreads().values())

    def submit(self, function: Callable[P, T], /, *args: P.args, **named: P.kwargs) -> Future[T]:
        """Have a function called on a worker."""
        future: Future[T] = self._executor.submit(function, *args, **named)
        return future


@cache
def program() -> str:
    """What this program is: its Python, and the hash of its code and definitions."""
    digest = sha256()
    for root in (Path(emenscr_xl.__file__).parent, Path(*workbook_templates.__path__)):
        for path in sorted(p for p in root.rglob("*") if p.suffix in _SUFFIXES):
            digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return f"Python {'.'.join(platform.python_version_tuple()[:2])} · {digest.hexdigest()[:12]}"


@contextmanager
def on_cluster(
    address: str, to_answer: float = TO_ANSWER, without_workers: float = WITHOUT_WORKERS
) -> Iterator[Executor | None]:
    """An executor on the workers of a Dask scheduler; without an address none.

    Raises JobError when Dask is not installed, nobody answers at the address, the workers do not run this
    very program, or they are all gone.
    """
    if not address:
        yield None
        return
    if not find_spec("distributed"):
        raise JobError(
            'ยังใช้คลัสเตอร์ไม่ได้ — ติดตั้งส่วนเสริมด้วยคำสั่ง pip install "emenscr-xl[cluster]" แล้วสั่งอีกครั้ง',
            'No cluster can be used yet. Install it with: pip install "emenscr-xl[cluster]"',
        )
    with _quiet():
        client = _reached(address, to_answer)
        try:
            _must_be_alike(client, address, to_answer)
            with _watched(client, without_workers):
                yield _Cluster(client)
        except _gone() as error:
            raise JobError(
                f"คลัสเตอร์ {address} หยุดทำงานกลางคัน ข้อมูลยังไม่ถูกเปลี่ยน"
                " — เปิด worker แล้วสั่งอีกครั้ง หรือสั่งโดยไม่ใช้ --cluster",
                f"The cluster {address} broke off; nothing was changed. Start its workers and run again,"
                " or run without --cluster.",
            ) from error
        finally:
            with suppress(TimeoutError):
                client.close(timeout=to_answer)


def _reached(address: str, seconds: float) -> Any:
    """A client of the scheduler at an address."""
    from distributed import Client

    client: Any = Client.__new__(Client)  # one that is never reached must not be closed by and by, loudly
    try:
        client.__init__(address, timeout=seconds, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        client.status = "closed"
        raise JobError(
            f"ไม่มี Dask scheduler ตอบที่ {address} ภายใน {seconds:.0f} วินาที — ตรวจที่อยู่ (เช่น tcp://10.0.0.5:8786)"
            " ไฟร์วอลล์ และดูว่าเปิด dask scheduler แล้ว",
            f"No Dask scheduler answers at {address} within {seconds:.0f} seconds. Check the address"
            " (such as tcp://10.0.0.5:8786), the firewall, and that the scheduler runs.",
        ) from error
    return client


def _must_be_alike(client: Any, address: str, seconds: float) -> None:
    """Raise JobError unless there are workers and all of them run this very program."""
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError as error:
        raise JobError(
            f"คลัสเตอร์ {address} ไม่มี worker — เปิดด้วยคำสั่ง dask worker {address} แล้วสั่งอีกครั้ง",
            f"The cluster {address} has no worker. Start some with: dask worker {address}",
        ) from error
    ours, found = program(), _programs(client)
    if others := sorted(worker for worker, theirs in found.items() if theirs != ours):
        named = ", ".join(others[:3])
        raise JobError(
            f"worker {named} ไม่ได้ใช้ Python หรือ emenscr-xl รุ่นเดียวกับเครื่องนี้"
            " — ติดตั้งรุ่นเดียวกันทุกเครื่อง แล้วเปิด worker ใหม่",
            f"The workers {named} run another Python or emenscr-xl than this computer."
            " Install the same on all, then start the workers anew.",
        )


def _programs(client: Any) -> Mapping[str, str]:
    """What each worker runs; "" where it lacks this program."""
    found = client.run(program, on_error="return")
    return {worker: said if isinstance(said, str) else "" for worker, said in found.items()}


@contextmanager
def _watched(client: Any, seconds: float) -> Iterator[None]:
    """Give up waiting, by closing the client, when there has been no worker for so long."""
    done = Event()

    def watch() -> None:
        without, pause = 0.0, min(5.0, seconds / 4)
        while not done.wait(pause):
            without = 0 if client.scheduler_info(n_workers=-1)["workers"] else without + pause
            if without >= seconds:
                client.close(timeout=1)
                return

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


@contextmanager
def _quiet() -> Iterator[None]:
    """What Dask says of lost workers is for its own log, not for this terminal."""
    loggers = [logging.getLogger(name) for name in ("distributed", "tornado")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _gone() -> tuple[type[BaseException], ...]:
    """What is raised when a cluster is gone."""
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    return CancelledError, CommClosedError, KilledWorker
