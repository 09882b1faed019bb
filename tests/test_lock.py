"""One job at a time in a workspace: whom one must wait for, and whom one need not."""

import json
import os
import platform
import signal
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from emenscr_xl import align, consolidate, correct, forms, import_catalogue, notices, report
from emenscr_xl.cli.main import app
from emenscr_xl.jobs.lock import NOTE, WORDS, Job, locked
from emenscr_xl.jobs.workspace import JobError
from kills.children import forked
from workspaces import FIRST, workspace

ELSEWHERE = "เครื่องของเพื่อน"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return workspace(tmp_path, FIRST)


@pytest.fixture
def busy(office: Path) -> Iterator[Path]:
    """A workspace in which another process runs a job."""

    def work() -> None:
        with locked(office, "forms"):
            time.sleep(60)

    child = forked(work)
    while not (office / NOTE).exists():
        time.sleep(0.01)
    yield office
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def note(office: Path, machine: str, age: timedelta) -> Path:
    since = (datetime.now(UTC) - age).isoformat(timespec="seconds")
    said = {"who": "สมศรี", "machine": machine, "job": "consolidate", "since": since}
    (office / NOTE).write_text(json.dumps(said), encoding="utf-8")
    return office / NOTE


def test_every_job_that_writes_waits_for_another(busy: Path) -> None:
    before = {p: p.read_bytes() for p in busy.rglob("*") if p.is_file()}
    jobs: list[Callable[[Path], object]] = [consolidate, forms, align, correct, report, notices]
    for job in (*jobs, lambda folder: import_catalogue(folder / "x.csv", folder)):
        with pytest.raises(JobError) as refused:
            job(busy)
        assert f"กำลังออกแบบเก็บข้อมูลอยู่ที่เครื่อง {platform.node()} ตั้งแต่ " in refused.value.th
        assert refused.value.th.endswith("— รอให้เสร็จแล้วสั่งอีกครั้ง")
    done = CliRunner().invoke(app, ["consolidate", str(busy), "--lang", "en"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is issuing workbooks on" in done.stderr
    assert {p: p.read_bytes() for p in busy.rglob("*") if p.is_file()} == before


def test_a_job_leaves_no_note_when_it_ends_or_fails(office: Path) -> None:
    with locked(office, "forms"):
        assert json.loads((office / NOTE).read_text("utf-8"))["job"] == "forms"
    assert not (office / NOTE).exists()
    with pytest.raises(KeyError), locked(office, "forms"):
        raise KeyError
    assert not (office / NOTE).exists()


def test_while_another_works_nothing_of_its_is_cleared(busy: Path) -> None:
    left = busy / "forms" / f".{FIRST}_issue-1.xlsx.123.tmp"
    left.write_bytes(b"PK half")
    with pytest.raises(JobError):
        forms(busy)
    assert left.exists()


def test_a_note_of_a_dead_job_is_replaced_and_its_half_files_are_cleared(office: Path) -> None:
    note(office, platform.node(), timedelta(0))
    left = [office / d / ".x.xlsx.123.tmp" for d in ("forms", "reports", "received", "corrections", ".")]
    theirs = office / "forms" / ".ของฉัน.tmp"
    for path in (*left, theirs):
        path.write_bytes(b"PK half")
    assert len(forms(office).issued) == 1
    assert not any(p.exists() for p in left)
    assert theirs.exists()
    assert not (office / NOTE).exists()


def test_a_fresh_note_of_another_computer_refuses_and_an_old_one_does_not(office: Path) -> None:
    """A folder that OneDrive keeps the same on two computers: the lock itself stays behind."""
    kept = note(office, ELSEWHERE, timedelta(minutes=14))
    with pytest.raises(JobError) as refused:
        forms(office)
    assert f"สมศรี กำลังรวมข้อมูลอยู่ที่เครื่อง {ELSEWHERE}" in refused.value.th
    assert str(kept) in refused.value.th
    for age in (timedelta(minutes=16), timedelta(minutes=-16)):  # a clock may be ahead, too
        note(office, ELSEWHERE, age)
        with locked(office, "forms"):
            assert json.loads(kept.read_text("utf-8"))["machine"] == platform.node()


def test_a_note_that_says_nothing_stops_nobody(office: Path) -> None:
    for content in ("", "{", "[]", '{"who": 1}', '{"who": "", "machine": "", "job": "", "since": "x"}'):
        (office / NOTE).write_text(content, encoding="utf-8")
        with locked(office, "forms"):
            pass


def test_a_folder_that_is_no_workspace_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(JobError, match="emenscr-xl new"):
        consolidate(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_every_job_has_words_for_those_who_wait() -> None:
    assert set(get_args(Job)) == set(WORDS)
