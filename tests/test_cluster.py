"""Returns checked on a Dask cluster: a real scheduler and two workers on loopback, one of which dies."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest

from builders import at, complete, submitted, written
from emenscr_xl.jobs import cluster, reading
from emenscr_xl.jobs.check import check_content
from emenscr_xl.jobs.cluster import on_cluster
from emenscr_xl.jobs.consolidate import consolidate
from emenscr_xl.jobs.workspace import JobError
from workspaces import FIRST, NOW, SECOND, THIRD, send, workspace

pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's and tornado's own
LOOPBACK = ("--host", "127.0.0.1", "--no-dashboard")
FILES = 9
AREA = at("M2.area")


@dataclass(slots=True)
class Running:
    """A scheduler's address, and the processes of its workers."""

    address: str
    workers: list[subprocess.Popen[str]]


def started(module: str, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *words, *LOOPBACK]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    processes = [started("dask_scheduler", "--port", "0", "--no-show")]
    try:
        lines = iter(processes[0].stderr or ())
        (address,) = next(
            filter(None, (re.search(r"Scheduler at:\s+(tcp://\S+)", line) for line in lines))
        ).groups()
        with pytest.raises(JobError, match="ไม่มี worker"), on_cluster(address, to_answer=0.5):
            pass
        processes += [started("dask_worker", address, "--nthreads", "1", "--no-nanny") for _ in range(2)]
        yield Running(address, processes[1:])
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def office(folder: Path) -> Path:
    """A workspace with returns of every sort: some with faults, one blank, one no workbook."""
    workspace(folder, FIRST, SECOND, THIRD)
    for issue in range(1, FILES + 1):
        send(
            folder,
            f"{issue}.xlsx",
            (FIRST, SECOND, THIRD)[issue % 3],
            issue=issue,
            changes={AREA: f"เขต {issue}"},
        )
    (folder / "returns" / "broken.xlsx").write_bytes(b"not a workbook")
    return folder


def test_a_worker_that_dies_changes_nothing(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = office(tmp_path / "alone" / "w")
    together = copytree(alone, tmp_path / "together" / "w")
    own = consolidate(alone, NOW)
    monkeypatch.setattr(reading, "FEW", 2)
    monkeypatch.setattr(reading, "BATCH", 1)
    seen: list[str] = []

    def one_dies(done: int, total: int, name: str) -> None:
        if len(seen) == 2:
            os.kill(running.workers[0].pid, signal.SIGKILL)
        seen.append(name)

    with on_cluster(running.address) as executor:
        theirs = consolidate(together, NOW, one_dies, executor=executor)
    assert running.workers[0].poll() is not None
    assert len(seen) > FILES
    assert theirs.workbook.read_bytes() == own.workbook.read_bytes()
    assert (together / "received.csv").read_bytes() == (alone / "received.csv").read_bytes()


def test_when_all_workers_die_it_is_said_and_the_wait_ends(running: Running, tmp_path: Path) -> None:
    path = written(tmp_path / "one.xlsx", submitted(complete()))
    with pytest.raises(JobError, match="หยุดทำงานกลางคัน"):
        checked_while_all_die(running, ("one", path.read_bytes()))


def checked_while_all_die(running: Running, file: tuple[str, bytes]) -> None:
    with on_cluster(running.address, without_workers=1) as executor:
        assert executor is not None
        futures = [executor.submit(check_content, *file) for _ in range(FILES)]
        os.kill(running.workers[1].pid, signal.SIGKILL)
        for future in futures:
            future.result()


def test_workers_of_another_version_are_refused(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = started("dask_worker", running.address, "--nthreads", "1", "--no-nanny")
    running.workers.append(worker)
    monkeypatch.setattr(cluster, "_programs", lambda client: {"tcp://10.0.0.7:1": "Python 3.9 · 0"})
    try:
        with pytest.raises(JobError, match=r"tcp://10\.0\.0\.7:1 .*รุ่นเดียวกัน"), on_cluster(running.address):
            pass
    finally:
        worker.kill()
        worker.communicate()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "http://127.0.0.1:1"])
def test_an_address_where_nobody_answers_is_refused_in_time(address: str) -> None:
    with pytest.raises(JobError, match="ไม่มี Dask scheduler ตอบที่"), on_cluster(address, to_answer=0.5):
        pass


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with pytest.raises(JobError, match=r"emenscr-xl\[cluster\]"), on_cluster("tcp://127.0.0.1:1"):
        pass


def test_without_an_address_there_is_no_cluster() -> None:
    with on_cluster("") as executor:
        assert executor is None
