"""The add-in's log: however a job fails, it holds nothing that people typed, and names nobody."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from emenscr_xl import consolidate, correct, forms, notices, report
from emenscr_xl.addin import click, dialogs, log
from emenscr_xl.jobs import workspace as workspaces_of
from typed.office import SECRET
from workspaces import FIRST, NOW, workspace

JOBS = {"consolidate": consolidate, "correct": correct, "forms": forms, "notices": notices, "report": report}


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the person is told; the log lies in the test's folder."""
    said: list[str] = []
    monkeypatch.setattr(log, "log_folder", lambda: tmp_path / "log")
    monkeypatch.setattr(dialogs, "tell", lambda app, text, wrong=False: said.append(text))
    return said


@pytest.mark.parametrize("name", JOBS)
def test_a_job_that_fails_with_answers_in_its_errors_notes_none_of_them(
    tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = workspace(tmp_path / SECRET, FIRST)

    def broken(*_: object) -> None:
        try:
            raise KeyError(f"{SECRET} 081-000-0000")
        except KeyError as error:
            raise type(f"Odd{SECRET.encode().hex()}", (ValueError,), {})(f"ผู้ประสานงาน {SECRET}") from error

    monkeypatch.setattr(workspaces_of, "read_form", broken)
    app = SimpleNamespace(screen_updating=True, display_alerts=True)
    click.outcome(app, name, lambda: str(JOBS[name](folder, now=NOW)))
    noted = (tmp_path / "log" / "addin.log").read_text(encoding="utf-8")
    assert f"{name}: " in noted
    assert "from: KeyError" in noted
    assert "emenscr_xl/jobs/workspace.py:" in noted or "jobs/workspace.py:" in noted
    assert SECRET not in noted
    assert "081-000" not in noted
    assert str(Path(log.__file__).parents[2]) not in noted
    assert len(told) == 1


def test_places_in_the_code_do_not_tell_whose_computer_it_is() -> None:
    home = Path("/home/somchai")
    within = {
        "work/emenscr_xl/addin/click.py": "emenscr_xl/addin/click.py",
        "venv/Lib/site-packages/xlwings/main.py": "xlwings/main.py",
        "own.py": "own.py",
    }
    assert {path: log._within(home / path) for path in within} == within
