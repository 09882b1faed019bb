"""Returns damaged at random are read rightly or refused kindly; `make fuzz N=200000` damages more."""

import os
import signal
from dataclasses import replace
from pathlib import Path
from random import SystemRandom

import pytest

from emenscr_xl.jobs.check import Checked, Choose, check_content
from fuzz import oracle
from fuzz.report import run
from fuzz.trial import Failure, made
from fuzz.workers import SECONDS, failures

CASES, SEED = 100, 2570


def test_the_same_cases_as_ever(tmp_path: Path) -> None:
    assert run(range(CASES), SEED, tmp_path, 1) == 0


def test_cases_that_nobody_has_seen(tmp_path: Path) -> None:
    """What fails is printed with its seed."""
    assert run(range(CASES), SystemRandom().randrange(10**9), tmp_path, 1) == 0


def test_a_case_is_the_same_whenever_it_is_made() -> None:
    assert made(SEED, 7).words == made(SEED, 7).words
    assert made(SEED, 7).packed() == made(SEED, 7).packed()
    assert made(SEED, 7).packed() != made(SEED, 8).packed()


def test_a_death_is_a_failure_of_its_case_and_the_others_go_on() -> None:
    found = failures(range(5), _dying, 1)
    assert [(f.number, f.cause) for f in found] == [
        (1, "the process died of SIGKILL"),
        (3, f"more than {SECONDS} s of processor time, or 120 s in all"),
        (4, "told"),
    ]


def _dying(number: int) -> Failure | None:
    if number in (1, 3):
        os.kill(os.getpid(), signal.SIGKILL if number == 1 else signal.SIGPROF)
    return Failure(number, "told", "", ()) if number == 4 else None


def test_what_fails_is_said_once_by_the_steps_that_it_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that loses an answer of a file that was cut, packed or written otherwise is found out."""
    monkeypatch.setattr(oracle, "check_content", _forgetful)
    count = run(range(30), SEED, tmp_path, 1)
    said = capsys.readouterr().out
    assert count > 3
    assert said.count("another answer was changed without a word") == 1
    assert said.endswith(f"fuzz: {count} failures in 30 cases (seed {SEED})\n")


def _forgetful(name: str, content: bytes, choose: Choose) -> Checked:
    checked = check_content(name, content, choose)
    if checked.submission is None:
        return checked
    kept = dict(list(checked.submission.answers.items())[1:])
    return replace(checked, submission=replace(checked.submission, answers=kept))
