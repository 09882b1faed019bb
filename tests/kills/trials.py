"""Jobs killed at random moments, and what must hold after each kill."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from unittest import mock

from builders import at
from emenscr_xl import consolidate, correct, forms
from emenscr_xl.jobs.lock import LOCK, NOTE
from emenscr_xl.register.corrections.replies import rounds
from emenscr_xl.register.corrections.requests import read_requests
from emenscr_xl.register.files.issued import read_issued
from emenscr_xl.register.files.ledger import read_ledger, sha256_of
from emenscr_xl.register.files.whole_file import leftovers
from emenscr_xl.sheets.source import ClosedWorkbook
from kills.children import answer, forked
from workspaces import FIRST, NOW, SECOND, send, workspace

#: What a job leaves: the content of each file by its place, or what a journal says.
Outcome = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Trial:
    """A job in a workspace that is ready for it, and what it leaves when nobody disturbs it."""

    name: str
    run: Callable[[Path], object]
    prepare: Callable[[Path], object]
    outcome: Callable[[Path], Outcome]


def office(folder: Path) -> Path:
    """Two projects; their returns wait, each with a fault, one twice, and a broken file."""
    workspace(folder, FIRST, SECOND)
    sent = send(folder, "a.xlsx", FIRST, quarters=(1,), changes={at("M2.area"): None})
    send(folder, "b.xlsx", SECOND, changes={at("M2.area"): None})
    shutil.copy(sent, folder / "returns/สำเนา.xlsx")
    (folder / "returns/เสีย.xlsx").write_bytes(sent.read_bytes()[:5000])
    return folder


def _files(folder: Path) -> Iterator[Path]:
    """Every file under a real name."""
    passing = {p for d in (folder, *folder.rglob("*/")) for p in leftovers(d)}
    names = (folder / LOCK, folder / NOTE)
    yield from (p for p in sorted(folder.rglob("*")) if p.is_file() and p not in passing and p not in names)


def _everything(folder: Path) -> Outcome:
    return {str(p.relative_to(folder)): p.read_bytes() for p in _files(folder)}


def _issued(folder: Path, place: str) -> Outcome:
    """The workbooks, and who was given them: in which order they were noted, nobody asks."""
    noted = {(i.project, i.issue, i.quarter, i.file) for i in read_issued(folder)}
    return {**{p.name: p.read_bytes() for p in _files(folder / place)}, "noted": noted}


def _sent_back(folder: Path) -> Outcome:
    """The correction workbooks, who was given them, and what each is known to ask."""
    noted = {(i.project, i.issue, i.quarter, i.file) for i in read_issued(folder)}
    asked = rounds(read_requests(folder), {(project, issue) for project, issue, *_ in noted})
    return {
        **{p.name: p.read_bytes() for p in _files(folder / "corrections")},
        "noted": noted,
        "asked": asked,
    }


def _consolidate(folder: Path) -> None:
    consolidate(folder, NOW)


def _forms(folder: Path) -> None:
    """Issue workbooks: the press is warm, so that most of the time goes into writing files."""
    forms(folder, 1, now=NOW)


def _correct(folder: Path) -> None:
    correct(folder, now=NOW)


TRIALS = (
    Trial("consolidate", _consolidate, lambda folder: None, _everything),
    Trial("forms", _forms, _consolidate, lambda folder: _issued(folder, "forms")),
    Trial("correct", _correct, _consolidate, _sent_back),
)


class Killing:
    """One trial again and again, each time in a copy of the same workspace."""

    def __init__(self, trial: Trial, office: Path, scratch: Path) -> None:
        self.trial, self.folder = trial, scratch / trial.name
        self._ready = shutil.copytree(office, scratch / f"{trial.name}-ready")
        trial.prepare(self._ready)
        self._sent = {p.read_bytes() for p in (self._ready / "returns").iterdir()}
        self._fresh()
        trial.run(self.folder)  # this process is warm now, and so are its children
        self._fresh()
        begun = time.perf_counter()
        self.writes = int(answer(self._counted))
        self.seconds = time.perf_counter() - begun
        self._expected = trial.outcome(self.folder)

    def once(self, chance: random.Random) -> str:
        """Kill the job at some moment; gives what is wrong afterwards, or ""."""
        self._fresh()
        child = forked(lambda: self.trial.run(self.folder))
        time.sleep(chance.uniform(0, 1.1 * self.seconds))
        os.kill(child, signal.SIGKILL)
        return self._afterwards(child)

    def before(self, write: int) -> str:
        """Kill the job when it is about to give its n-th file to the disk; gives what is wrong afterwards."""
        self._fresh()
        return self._afterwards(forked(lambda: self._counted(write)))

    def _counted(self, last: int = 0) -> str:
        """Run the job and count what it gives to the disk; the last time there is, die."""
        count = 0

        def fsync(_: int) -> None:
            nonlocal count
            count += 1
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)

        with mock.patch("os.fsync", fsync):
            self.trial.run(self.folder)
        return str(count)

    def _afterwards(self, child: int) -> str:
        os.waitpid(child, 0)
        try:
            return "; ".join(self._harm())
        except Exception as error:
            return f"{type(error).__name__}: {error}"

    def _fresh(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._ready, self.folder)

    def _harm(self) -> Iterator[str]:
        yield from self._half_written()
        yield from self._lost()
        self.trial.run(self.folder)
        after = self.trial.outcome(self.folder)
        yield from (
            f"{n} differs" for n in {*after, *self._expected} if after.get(n) != self._expected.get(n)
        )
        yield from (f"{p.name} was left" for d in self.folder.rglob("*/") for p in leftovers(d))

    def _half_written(self) -> Iterator[str]:
        for path in _files(self.folder):
            content = path.read_bytes()
            if path.suffix != ".xlsx" or content in self._sent:
                continue
            with zipfile.ZipFile(BytesIO(content)) as package:
                if package.testzip() or not ClosedWorkbook(content).sheet_names:
                    yield f"{path.name} is half written"

    def _lost(self) -> Iterator[str]:
        there = {p.read_bytes() for place in ("returns", "received") for p in (self.folder / place).iterdir()}
        yield from ("a received file is lost" for content in self._sent - there if content)
        for line in read_ledger(self.folder):
            if sha256_of((self.folder / line.copy).read_bytes()) != line.sha256:
                yield f"{line.copy} is not what the ledger says"
        read_issued(self.folder)
