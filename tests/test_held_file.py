"""A file that another program holds for a moment is replaced all the same, where that matters: on Windows."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from itertools import pairwise
from pathlib import Path
from unittest import mock

import pytest

from emenscr_xl.register.files import whole_file

HELD = PermissionError(13, "The process cannot access the file because it is being used by another process")
FULL = OSError(28, "No space left on device")
REPLACE = Path.replace


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "รวม.xlsx"
    path.write_bytes(b"old")
    return path


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, without waiting."""
    seconds: list[float] = []
    monkeypatch.setattr(whole_file, "sleep", seconds.append)
    return seconds


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        yield


def failing(*errors: OSError | None) -> AbstractContextManager[object]:
    """Replacing fails as told, try by try, then works."""
    coming = iter(errors)

    def replace(self: Path, target: Path) -> Path:
        if error := next(coming, None):
            raise error
        return REPLACE(self, target)

    return mock.patch.object(Path, "replace", replace)


def alone(file: Path) -> bool:
    return [p.name for p in file.parent.iterdir()] == [file.name]


@pytest.mark.usefixtures("windows")
def test_a_file_held_for_a_moment_is_replaced(file: Path, waited: list[float]) -> None:
    with failing(HELD, HELD, HELD):
        whole_file.write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert len(waited) == 3
    assert all(former < later for former, later in pairwise(waited))
    assert alone(file)


@pytest.mark.usefixtures("windows")
def test_a_file_that_nobody_holds_is_not_waited_for(file: Path, waited: list[float]) -> None:
    whole_file.write_whole(file, b"new")
    assert (file.read_bytes(), waited) == (b"new", [])


@pytest.mark.usefixtures("windows")
def test_a_file_that_stays_held_is_told_after_two_seconds_and_left_alone(
    file: Path, waited: list[float]
) -> None:
    with failing(*[HELD] * 99), pytest.raises(PermissionError):
        whole_file.write_whole(file, b"new")
    assert file.read_bytes() == b"old"
    assert sum(waited) == pytest.approx(2)
    assert alone(file)


@pytest.mark.usefixtures("windows")
def test_of_many_files_none_is_there_when_one_stays_held(tmp_path: Path, waited: list[float]) -> None:
    drafts = [(tmp_path / name, lambda path: path.write_bytes(b"new")) for name in ("ก", "ข")]
    with failing(None, *[HELD] * 99), pytest.raises(PermissionError), whole_file.all_or_none(drafts):
        pass
    assert waited
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("windows")
def test_other_faults_are_told_at_once(file: Path, waited: list[float]) -> None:
    with failing(FULL), pytest.raises(OSError, match="No space"):
        whole_file.write_whole(file, b"new")
    assert (file.read_bytes(), waited) == (b"old", [])


@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_elsewhere_a_refusal_is_told_at_once(
    file: Path, waited: list[float], monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    with failing(HELD), pytest.raises(PermissionError):
        whole_file.write_whole(file, b"new")
    assert (file.read_bytes(), waited) == (b"old", [])
