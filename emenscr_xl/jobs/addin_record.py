"""What an installation made, noted so that it can be undone: its files by their hash, and its folders."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from emenscr_xl.jobs.addin_faults import refused
from emenscr_xl.jobs.workspace import writing
from emenscr_xl.register.files.ledger import sha256_of
from emenscr_xl.register.files.whole_file import beside, leftovers, put_in_place, write_whole


@dataclass(frozen=True, slots=True)
class Record:
    """Files with every SHA-256 that we ever wrote there, and the folders we made, outermost first."""

    files: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()

    def wrote(self, path: Path) -> bool:
        """True when a file is there and is as we wrote it."""
        return path in self.files and path.is_file() and sha256_of(path.read_bytes()) in self.files[path]

    def changed(self, path: Path) -> bool:
        """True when somebody else wrote over a file of ours."""
        return path in self.files and path.is_file() and not self.wrote(path)

    def without(self, paths: Iterable[Path]) -> Record:
        """The record when some files are no longer ours to look after."""
        gone = set(paths)
        return Record({p: h for p, h in self.files.items() if p not in gone}, self.folders)


def read_record(path: Path) -> Record:
    """The record of an installation; an empty one when nothing is installed. JobError when it is damaged."""
    try:
        noted = json.loads(path.read_text(encoding="utf-8"))
        files = {Path(file): tuple(map(str, hashes)) for file, hashes in noted["files"].items()}
        return Record(files, tuple(map(Path, noted["folders"])))
    except FileNotFoundError:
        return Record()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise refused("record_damaged", place=path) from error


def place(files: Mapping[Path, bytes], at: Path) -> None:
    """Write files, the last one deciding, and note them in the record `at`.

    Files of an earlier installation that are no longer wanted go. JobError when something cannot be written;
    then all is as it was.
    """
    former = read_record(at)
    folders = tuple(_absent(*(path.parent for path in (at, *files))))
    kept = {p: hashes for p, hashes in former.files.items() if p not in files}
    hashes = {p: {*former.files.get(p, ()), sha256_of(content)} for p, content in files.items()}
    record = Record(
        {**kept, **{p: tuple(sorted(h)) for p, h in hashes.items()}},
        tuple(dict.fromkeys((*former.folders, *folders))),
    )
    _clear((at, *files))
    with _taken_back_on_failure(folders) as later:
        _write(at, record, former, later)
        drafts = [(path, _draft(path, content, later)) for path, content in files.items()]
        for path, draft in drafts:
            if not path.exists():
                later.callback(partial(path.unlink, missing_ok=True))
            with held_open(path):
                put_in_place(draft, path)
    old = [p for p in kept if former.wrote(p) or not p.exists()]
    for path in old:
        path.unlink(missing_ok=True)
    if old:
        _write(at, record.without(old), record, None)


def take_back(at: Path) -> tuple[Path, ...]:
    """Undo what the record `at` tells of; gives the files and folders that are no longer as we made them.

    Those stay. JobError when Excel holds the add-in open; then nothing was removed.
    """
    record = read_record(at)
    left: list[Path] = []
    for path in tuple(record.files)[::-1]:  # the add-in first: when it cannot go, all stays
        if record.changed(path):
            left.append(path)
        elif path.exists():
            with held_open(path):
                path.unlink()
    _clear((at, *record.files))
    with writing(at):
        at.unlink(missing_ok=True)
    for folder in reversed(record.folders):
        if folder.is_dir() and any(folder.iterdir()):
            left += [folder] if not any(folder in kept.parents for kept in left) else []
        elif folder.is_dir():
            with writing(folder):
                folder.rmdir()
    return tuple(left)


@contextmanager
def held_open(path: Path) -> Iterator[None]:
    """Say that Excel holds a file open, which Windows answers as a lack of permission."""
    try:
        yield
    except PermissionError as error:
        raise refused("addin_held", place=path) from error


def _write(at: Path, record: Record, former: Record, later: ExitStack | None) -> None:
    noted = {
        "files": {str(path): list(hashes) for path, hashes in record.files.items()},
        "folders": list(map(str, record.folders)),
    }
    if later and not former.files:
        later.callback(partial(at.unlink, missing_ok=True))
    with writing(at):
        write_whole(at, json.dumps(noted, ensure_ascii=False, indent=2).encode())


def _draft(path: Path, content: bytes, later: ExitStack) -> Path:
    """The content on the disk, beside the place that it is for."""
    with writing(path):
        draft = beside(path)
        later.callback(partial(draft.unlink, missing_ok=True))
        draft.write_bytes(content)
    return draft


@contextmanager
def _taken_back_on_failure(folders: Iterable[Path]) -> Iterator[ExitStack]:
    """Undo what was registered, in reverse, then remove the folders that were made: only when it fails."""
    with ExitStack() as later:
        for folder in folders:
            later.callback(partial(_remove, folder))
        yield later
        later.pop_all()


def _remove(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _absent(*folders: Path) -> Iterator[Path]:
    """The folders that must be made, outermost first."""
    found = {f: None for folder in folders for f in (*reversed(folder.parents), folder) if not f.exists()}
    yield from found


def _clear(paths: Iterable[Path]) -> None:
    """Remove what an installation that was killed left half-written: Excel would open it."""
    for path in paths:
        for half in leftovers(path.parent):
            if half.name.startswith(f".{path.name}."):
                with suppress(OSError):
                    half.unlink()
