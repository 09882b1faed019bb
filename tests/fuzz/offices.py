"""Whole workspaces, some of their files damaged: a job does its work, or says why it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from builders import at
from emenscr_files import BUDGET, CODE, NAME, OFFICE, YEAR, list_rows, xlsx
from emenscr_xl import align, consolidate, correct, forms, notices, report
from emenscr_xl.jobs.alignment_file import newest_alignment
from emenscr_xl.jobs.decisions import received_today
from emenscr_xl.jobs.emenscr_list import exported_list
from emenscr_xl.jobs.lock import LOCK
from emenscr_xl.jobs.register_check import register_sayings
from emenscr_xl.jobs.workspace import JobError, Workspace, journals
from emenscr_xl.register.corrections.requests import read_requests
from emenscr_xl.register.files.issued import read_issued
from emenscr_xl.register.office import office_of
from fuzz import books, cells, dialects, markup, octets, zips
from fuzz.case import Case, Mutation
from fuzz.journals import damaged
from fuzz.oracle import Wrong, sentence
from fuzz.package import Package
from fuzz.returns import Base, excerpts
from workspaces import FIRST, NOW, SECOND, send, workspace

_LEVELS: tuple[tuple[Mutation, ...], ...] = (
    *[(cells.anything,)] * 2, cells.MUTATIONS, books.MUTATIONS, dialects.MUTATIONS, markup.MUTATIONS,
    zips.MUTATIONS,
)  # fmt: skip
#: What people keep in a workspace: no job changes it.
_THEIRS = re.compile(r"register\.xlsx|(?:returns|alignment|emenscr|exports)/.*")
Files = Mapping[str, bytes]


@cache
def office() -> Files:
    """The files of an office with two projects, all of whose jobs have run once."""
    with TemporaryDirectory() as name:
        folder = workspace(Path(name) / "office", FIRST, SECOND)
        send(folder, "a.xlsx", FIRST, quarters=(1,), changes={at("M2.area"): None})
        send(folder, "b.xlsx", SECOND)
        line = {CODE: "70-1", NAME: "โครงการตัวอย่าง", YEAR: 2570, BUDGET: 1000, OFFICE: "สพป.ตัวอย่าง เขต 1"}
        xlsx(Workspace(folder).exports / "list.xlsx", list_rows([line]))
        consolidate(folder, NOW)
        align(folder, NOW)
        correct(folder, now=NOW)
        files = (p for p in folder.rglob("*") if p.is_file() and p.name != LOCK)
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def spoiled(chance: Random) -> tuple[Files, tuple[str, ...]]:
    """The office's files, one or two of them damaged, and what was done."""
    files, words = dict(office()), []
    kept = [name for name in files if not name.startswith(("received/", "reports/", "forms/"))]
    for name in dict.fromkeys(chance.choices((*kept, *["register.xlsx"] * 3), k=chance.choice((1, 1, 2)))):
        if name.endswith(".csv"):
            files[name] = damaged(chance, files[name])
            words.append(f"{name}: {files[name][:60]!r}")
        else:
            case = (_damaged if name.endswith(".xlsx") else _spoiled)(chance, files[name])
            files[name] = case.packed()
            words += [f"{name}: {step}" for step in case.words]
    return files, tuple(words)


def _damaged(chance: Random, content: bytes) -> Case:
    nobody = excerpts()[0]
    base = Base("", Package.of(content), nobody.definition, "", {}, {})
    case = Case(base, base.package)
    for _ in range(chance.choice((1, 2, 4))):
        case = chance.choice(chance.choice(_LEVELS))(chance, case)
    return octets.MUTATIONS[0](chance, case) if chance.random() < 0.05 else case


def _spoiled(chance: Random, content: bytes) -> Case:
    """What the program keeps for itself: some of its bytes are others."""
    nobody = excerpts()[0]
    return chance.choice(octets.MUTATIONS)(chance, Case(nobody, nobody.package, content=content))


def judge_job(chance: Random) -> tuple[str, ...]:
    """Run a job in a damaged workspace; gives what was done to it. Raises Wrong, or what the job raised."""
    files, words = spoiled(chance)
    name, job = chance.choice(_JOBS)
    with _folder(files) as folder:
        _run(lambda: job(Path(folder)))
        for file, content in files.items():
            if _THEIRS.fullmatch(file) and (Path(folder) / file).read_bytes() != content:
                raise Wrong(f"{name} changed {file}")
    return (*words, name)


def judge_reading(chance: Random) -> tuple[str, ...]:
    """Read all that an office keeps in a damaged workspace, without any job; gives what was done to it."""
    files, words = spoiled(chance)
    with _folder(files) as folder:
        _run(lambda: _read(Path(folder)))
    return words


def _folder(files: Files) -> TemporaryDirectory[str]:
    folder = TemporaryDirectory()
    write(files, Path(folder.name))
    return folder


def write(files: Files, folder: Path) -> None:
    """Write a workspace's files into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _run(work: Callable[[], object]) -> None:
    """Let some work succeed, or be refused in two sentences."""
    try:
        work()
    except JobError as refusal:
        sentence("a refusal", refusal.th, refusal.en)


def _read(folder: Path) -> None:
    """Everything that an office keeps is read, one thing after the other."""
    workspace = Workspace(folder)
    definition, register = workspace.open_register()
    office = office_of(register.submission)
    exported = exported_list(workspace, definition, office)
    for said in (*register_sayings(definition, register, NOW.date(), ()), *exported.findings):
        sentence(said.code, said.message_th, said.message_en)
    _run(lambda: newest_alignment(workspace, definition))
    with journals():
        read_issued(folder)
        read_requests(folder)
        received_today(folder, office)


_JOBS: tuple[tuple[str, Callable[[Path], object]], ...] = (
    ("consolidate", lambda folder: consolidate(folder, NOW)),
    ("consolidate", lambda folder: consolidate(folder, NOW)),
    ("consolidate", lambda folder: consolidate(folder, NOW)),
    ("forms", lambda folder: forms(folder, 1, now=NOW)),
    ("align", lambda folder: align(folder, NOW)),
    ("correct", lambda folder: correct(folder, now=NOW)),
    ("notices", lambda folder: notices(folder, NOW)),
    ("report", lambda folder: report(folder, now=NOW)),
)
