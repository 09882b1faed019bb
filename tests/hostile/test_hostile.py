"""Every hostile kind beside forty good returns: what is said of each, and that it changes no figure."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from builders import definition, sample
from emenscr_xl import consolidate
from emenscr_xl.core.packed import Packed
from emenscr_xl.core.submission import Submission
from emenscr_xl.jobs.check import Checked, check_content
from emenscr_xl.jobs.consolidate import Consolidated
from emenscr_xl.jobs.read_cache import ReadCache
from emenscr_xl.register.files.ledger import Received, sha256_of
from hostile import CONTENTS, ON_DISK, Content, OnDisk
from hostile.good import good
from hostile.kinds import CHANGED, READ
from workspaces import NOW, send, workspace

MESSAGES = definition().messages
#: Hostile files that hold the answers of a good return came before it, so that the good one counts.
EARLIER = NOW.timestamp() - 86_400
#: Of the consolidated workbook, what tells of the files themselves: a sheet, and sections of the summary.
FILES, SUMMARY, OF_THE_FILES = "ไฟล์ที่ได้รับ", "สรุปประจำปี", "11. สิ่งที่ไม่ได้นับและเหตุผล"
ALL_FILES = "ไฟล์ที่ได้รับทั้งหมด"
#: Where the hostile files lie in the workspace.
HOSTILE = "returns/ร้าย/"


@dataclass(frozen=True)
class Both:
    """The forty alone, and the forty beside every kind."""

    alone: Consolidated
    beside: Consolidated

    @cached_property
    def lines(self) -> Mapping[str, Received]:
        """What was received of the hostile files, by number and name."""
        lines = self.beside.collected.received
        return {r.file.removeprefix(HOSTILE): r for r in lines if r.file.startswith(HOSTILE)}

    def read(self, name: str, kind: Content) -> tuple[Packed | None, str]:
        """What was read of a hostile file, or None and why it was not."""
        if why := self.beside.unread_because.get(HOSTILE + name):
            return None, why.message_th
        line = self.lines[name]
        if line.decision in ("attachment", "ignored"):  # the reason says so; what is in it has its sentence
            return None, check_content(kind.file, kind.make()).findings[0].message_th
        cache = ReadCache.of(self.beside.workbook.parents[1], definition())
        return cache.get(line.sha256), line.reason


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("law")
    alone, beside = folder / "alone" / "office", folder / "beside" / "office"
    projects = [p["id"] for p in sample().projects]
    for home in (alone, beside):
        workspace(home, *projects)
    for project in projects:
        path = send(alone, f"{project}.xlsx", project)
        copy = beside / "returns" / path.name
        copy.write_bytes(path.read_bytes())
        for one in (path, copy):
            os.utime(one, (NOW.timestamp(), NOW.timestamp()))
    put_all_kinds(beside / HOSTILE)

    return Both(consolidate(alone, NOW), consolidate(beside, NOW))


def put_all_kinds(folder: Path) -> None:
    """Each in a folder of its own: names may be the same."""
    makes: Mapping[str, Callable[[Path], object]] = {
        **{k.name: lambda path, k=k: path.write_bytes(k.make()) for k in CONTENTS.values()},
        **{k.name: k.make for k in ON_DISK.values()},
    }
    for number, kind in enumerate((*CONTENTS.values(), *ON_DISK.values())):
        path = folder / f"{number:03}" / kind.file
        path.parent.mkdir(parents=True)
        makes[kind.name](path)
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (EARLIER, EARLIER))


@cache
def unspoiled_return() -> Checked:
    return check_content("ดี.xlsx", good())


def answered(submission: Submission | None) -> dict[str, str]:
    """Every answer by its place: its value, or what was typed where there is none."""
    assert submission
    answers = submission.answers.items()
    return {str(where): str(a.typed if a.value is None else a.value) for where, a in answers}


def pattern(code: str) -> str:
    """The Thai sentence of a message with any details."""
    return re.sub(r"\\{\w+\\}", ".+", re.escape(MESSAGES[code].th))


def values(path: Path) -> dict[str, list[Any]]:
    book = load_workbook(path, data_only=True, read_only=True)
    return {s.title: [*s.iter_rows(values_only=True)] for s in book.worksheets}


def figures(path: Path) -> dict[str, list[Any]]:
    """Every cell of the workbook but those that tell of the files."""
    sheets = values(path)
    del sheets[FILES]
    rows = sheets[SUMMARY]
    end = next(n for n, row in enumerate(rows) if row[0] == OF_THE_FILES)
    sheets[SUMMARY] = [row for row in rows[:end] if ALL_FILES not in row]
    return sheets


def test_there_are_enough_kinds() -> None:
    assert len(CONTENTS) + len(ON_DISK) >= 65


@pytest.mark.parametrize("kind", CONTENTS.values(), ids=CONTENTS)
def test_each_is_refused_in_one_sentence_or_read_whole(kind: Content, both: Both) -> None:
    """Of a refused one the ledger has the sentence; of the others what was read is kept."""
    read, said = both.read(f"{[*CONTENTS].index(kind.name):03}/{kind.file}", kind)
    if kind.says not in (READ, CHANGED):
        assert read is None
        assert re.fullmatch(pattern(kind.says), said), said
        assert "{" not in said
        return
    unspoiled = unspoiled_return()
    assert read is not None, said
    if kind.says == CHANGED:
        assert answered(read.answers.submission) != answered(unspoiled.submission)
        assert set(read.findings) - set(unspoiled.findings)
        return
    assert answered(read.answers.submission) == answered(unspoiled.submission)
    added = [f.message_th for f in read.findings if f not in unspoiled.findings]
    assert len(added) == len(kind.notes), added
    for code, text in zip(kind.notes, added, strict=True):
        assert re.fullmatch(pattern(code), text), text


@pytest.mark.parametrize("kind", ON_DISK.values(), ids=ON_DISK)
def test_what_lies_on_the_disk_is_taken_in_or_named_with_its_reason(kind: OnDisk, both: Both) -> None:
    number = len(CONTENTS) + [*ON_DISK].index(kind.name)
    here = f"{HOSTILE}{number:03}/"
    lines = [r for r in both.beside.collected.received if r.file.startswith(here)]
    unread = [why for name, why in both.beside.unread_because.items() if name.startswith(here)]
    if kind.outcome == "unread":
        assert (lines, len(unread)) == ([], 1)
        assert "—" in unread[0].message_th  # what is wrong — what to do
    else:
        assert {line.decision for line in lines} == {kind.outcome}
        assert unread == []


def test_the_figures_and_the_data_are_those_of_the_forty_alone(both: Both) -> None:
    alone, beside = figures(both.alone.workbook), figures(both.beside.workbook)
    assert [*alone] == [*beside]
    for name, rows in alone.items():
        assert beside[name] == rows, name


def test_the_same_returns_count(both: Both) -> None:
    def counting(run: Consolidated) -> dict[str, Any]:
        counted = run.collected.counted.items()
        return {p: (c.file.file, answered(c.submission), c.findings) for p, c in counted}

    assert counting(both.alone) == counting(both.beside)
    assert len(counting(both.beside)) == len(sample().projects) == 40


def test_nothing_is_lost(both: Both) -> None:
    """Every file has a line and an exact copy, or is named as not read."""
    folder = both.beside.workbook.parents[1]
    for line in both.beside.collected.received:
        assert sha256_of((folder / line.copy).read_bytes()) == line.sha256
    files = sum(p.is_file() and p.stat().st_size < 30_000_000 for p in (folder / "returns").rglob("*"))
    assert len(both.beside.collected.received) == files
