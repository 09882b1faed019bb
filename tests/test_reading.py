"""Reading many files: the same wherever they are read, each once, and never trusted across versions."""

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builders import at, definition, stamp
from emenscr_xl import consolidate
from emenscr_xl.core.packed import packed
from emenscr_xl.form.load import Definition
from emenscr_xl.jobs import read_cache, reading
from emenscr_xl.jobs.read_cache import FOLDER, ReadCache, fingerprint
from emenscr_xl.jobs.reading import File, Reading
from emenscr_xl.register.files.ledger import sha256_of
from workspaces import FIRST, NOW, SECOND, THIRD, send, workspace

DAMAGED = b"PK\x03\x04 and no more"


class Dying(Executor):
    """An executor whose processes die of every second batch, as a killed worker's does; then it is broken."""

    def __init__(self) -> None:
        self.asked = 0

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        self.asked += 1
        if self.asked > 3:
            raise BrokenExecutor("broken already")
        future: Future[Any] = Future()
        if self.asked % 2:
            future.set_exception(BrokenExecutor("killed"))
        else:
            future.set_result(function(*pickle.loads(pickle.dumps(arguments)), **named))
        return future


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    _few(monkeypatch)


def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few files are many."""
    monkeypatch.setattr(reading, "FEW", 2)
    monkeypatch.setattr(reading, "BATCH", 2)
    monkeypatch.setattr(reading, "AHEAD", 1)


def office(folder: Path) -> Path:
    """A workspace with returns good and bad, one of them twice."""
    workspace(folder)
    for number, project in enumerate((FIRST, SECOND, THIRD)):
        send(folder, f"{project}.xlsx", project)
        send(folder, f"{project} แก้.xlsx", project, issue=2, changes={at("M2.area"): f"ที่ {number}"})
    (folder / "returns" / "สำเนา.xlsx").write_bytes((folder / "returns" / f"{FIRST}.xlsx").read_bytes())
    (folder / "returns" / "เสีย.xlsx").write_bytes(DAMAGED)
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    """Every file that a run leaves but what was read before, by name."""
    paths = (p for p in folder.rglob("*") if p.is_file() and FOLDER not in p.parts)
    return {str(p.relative_to(folder)): p.read_bytes() for p in paths}


@pytest.mark.parametrize("executor", [lambda: ThreadPoolExecutor(2), reading.processes, Dying])
def test_it_is_the_same_wherever_files_are_read(
    tmp_path: Path, executor: Callable[[], Executor], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = office(tmp_path / "a"), office(tmp_path / "b")
    for path in (here / "returns").iterdir():
        os.utime(there / "returns" / path.name, (path.stat().st_atime, path.stat().st_mtime))
    consolidate(here, NOW)
    _few(monkeypatch)
    with executor() as given:
        consolidate(there, NOW, executor=given)
    assert everything(here) == everything(there)


@pytest.fixture
def contents(tmp_path: Path) -> Sequence[bytes]:
    """Four contents: two returns, one of them twice, and a damaged file."""
    workspace(tmp_path)
    sent = [send(tmp_path, f"{project}.xlsx", project).read_bytes() for project in (FIRST, SECOND)]
    return [sent[0], DAMAGED, sent[0], sent[1]]


@pytest.mark.usefixtures("few")
def test_contents_come_in_order_each_read_once_and_are_let_go(
    tmp_path: Path, contents: Sequence[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []

    def noting(pickled: bytes, batch: Sequence[bytes]) -> list[bytes]:
        read.extend(batch)
        return read_batch(pickled, batch)

    read_batch = reading.read_batch
    monkeypatch.setattr(reading, "read_batch", noting)
    files = [File(sha256_of(c), c) for c in contents]
    with ThreadPoolExecutor(1) as executor:
        known = Reading(definition(), ReadCache.of(tmp_path, definition()), executor)
        out = list(known.ahead(iter(files)))
    assert out == [File(f.sha256, None) for f in files]
    assert sorted(read) == sorted(set(contents))
    assert [known.read(f).project for f in out] == [FIRST, "", FIRST, SECOND]


@pytest.mark.usefixtures("few")
def test_so_many_and_no_more_are_under_way(tmp_path: Path) -> None:
    """However many files there are, few contents are held at a time."""
    asked, given = 0, 0

    def files() -> Iterator[File]:
        nonlocal asked
        for number in range(200):
            asked += 1
            yield File(f"{number:064}", DAMAGED)

    with ThreadPoolExecutor(1) as executor:
        for _ in Reading(definition(), ReadCache.of(tmp_path, definition()), executor).ahead(files()):
            given += 1
            assert asked - given <= reading.FEW + reading.BATCH * (reading.AHEAD * (os.cpu_count() or 1) + 2)


def with_message(known: Definition) -> Definition:
    message = known.messages["C-01"]
    return replace(known, messages={**known.messages, "C-01": replace(message, th=message.th + "…")})


def with_entry(known: Definition) -> Definition:
    catalogue = known.form.catalogues["targets_y1"]
    entries = {code: replace(e, name=e.name + "…") for code, e in catalogue.entries.items()}
    return known.with_catalogues({"targets_y1": replace(catalogue, entries=entries)})


def with_version(known: Definition) -> Definition:
    return replace(known, form=replace(known.form, version="99"))


OTHERS = [with_message, with_entry, with_version]


@pytest.mark.parametrize("changed", OTHERS)
def test_what_another_definition_has_read_is_not_trusted(
    tmp_path: Path, changed: Callable[[Definition], Definition]
) -> None:
    known = definition()
    cache = ReadCache.of(tmp_path, known)
    cache.put("a", packed(known.form, FIRST, ()))
    assert ReadCache.of(tmp_path, known).get("a")
    assert ReadCache.of(tmp_path, changed(known)).get("a") is None
    assert ReadCache.of(tmp_path, known).get("a") is None, "it was deleted"


def test_what_another_program_has_read_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(definition())
    assert before == fingerprint(definition())
    monkeypatch.setattr(read_cache, "_program", lambda: b"another")
    assert fingerprint(definition()) != before


def test_every_module_of_the_program_and_every_definition_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    whole = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path.name) or whole(path))
    read_cache._program.__wrapped__()
    assert {"read.py", "check.py", "guard.py", "messages.toml", "form.toml"} <= {*read}


@pytest.mark.parametrize(
    "harm", [lambda data: data[:-1], lambda _: b"", lambda data: data + b"x", lambda _: b"x" * 99]
)
def test_a_damaged_entry_is_read_again(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    office(tmp_path)
    consolidate(tmp_path, NOW)
    before = everything(tmp_path)
    entries = [p for p in (tmp_path / FOLDER).rglob("*") if p.is_file()]
    for entry in entries:
        entry.write_bytes(harm(entry.read_bytes()))
    consolidate(tmp_path, NOW)
    assert len(entries) == 6
    assert everything(tmp_path) == before


def test_without_room_for_it_everything_is_the_same(tmp_path: Path) -> None:
    office(tmp_path)
    (tmp_path / FOLDER).write_bytes(b"a file where the folder would be")
    assert consolidate(tmp_path, NOW).counted == 3


def test_a_return_is_packed_for_its_stamp(tmp_path: Path) -> None:
    workspace(tmp_path)
    content = send(tmp_path, "a.xlsx", FIRST, issue=3).read_bytes()
    read = Reading(definition(), ReadCache.of(tmp_path, definition())).read(File(sha256_of(content), content))
    assert read.answers.submission.stamp == stamp(FIRST, 3)
