"""The catalogues that an office has loaded into its workspace: every version kept, none written over.

`catalogues/catalogues.csv` is an append-only journal; each of its lines names one version's file.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from errno import EEXIST
from functools import partial
from io import StringIO
from os import strerror
from pathlib import Path

from emenscr_xl.core.shielded import bared, shielded
from emenscr_xl.form.catalogue import Catalogue, Entry
from emenscr_xl.register.files.journal import append_lines, read_lines
from emenscr_xl.register.files.ledger import sha256_of
from emenscr_xl.register.files.whole_file import all_or_none

FOLDER = "catalogues"
JOURNAL = f"{FOLDER}/catalogues.csv"
COLUMNS = ("code", "name", "parent", "first_year", "last_year")
_YES, _NO = "1", "0"
_FILE = re.compile(r"(.+)-[1-9]\d*\.csv")


class LostVersion(ValueError):  # noqa: N818 - it names what happened to a file
    """The file of a version is gone, or no longer what was imported."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is missing or was changed")


class UnknownVersion(ValueError):  # noqa: N818 - it names what happened to the journal
    """A version's file is there that the journal does not name: the journal was lost, or cut short."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is not in the journal")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one catalogue. `file` is relative to the workspace; `source`: the file imported."""

    imported_at: str
    catalogue: str
    version: int
    file: str
    sha256: str
    source: str
    source_sha256: str
    first_year: int
    last_year: int
    entries: int
    confirmed: bool = True

    def same_source(self, other: Version) -> bool:
        """True when both say the same: one file, for the same years, with the same confidence."""
        return all(
            getattr(self, name) == getattr(other, name)
            for name in ("sha256", "source_sha256", "first_year", "last_year", "confirmed")
        )


def read_versions(workspace: Path) -> list[Version]:
    """Every version ever imported, oldest first. Raises JournalError."""
    return [
        Version(
            r["imported_at"], r["catalogue"], r.integer("version"), r["file"], r["sha256"],
            r["source"], r["source_sha256"], r.integer("first_year"), r.integer("last_year"),
            r.integer("entries"), confirmed=r["confirmed"] != _NO,
        )
        for r in read_lines(workspace / JOURNAL)
    ]  # fmt: skip


def version_of(content: bytes, versions: Sequence[Version], keys: Collection[str] = ()) -> Version | None:
    """The version, of one of these catalogues if any are named, whose own file has this content; or None."""
    sha256 = sha256_of(content)
    same = (v for v in reversed(versions) if v.sha256 == sha256 and (not keys or v.catalogue in keys))
    return next(same, None)


def content_of(entries: Iterable[Entry]) -> bytes:
    """A version's file: UTF-8 that Excel opens, one line for each entry."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([shielded(str(getattr(e, column))) for column in COLUMNS] for e in entries)
    return stream.getvalue().encode("utf-8-sig")


def keep_versions(workspace: Path, versions: Sequence[tuple[Version, bytes]]) -> None:
    """Write the versions' files and note them, all or none. A file that is there is never written over.

    Raises FileExistsError for such a file, OSError when one cannot be written.
    """
    (workspace / FOLDER).mkdir(exist_ok=True)
    files = []
    for version, content in versions:
        path = workspace / version.file
        if path.exists():
            raise FileExistsError(EEXIST, strerror(EEXIST), str(path))
        files.append((path, partial(_write, content=content)))
    lines = ({**asdict(v), "confirmed": _YES if v.confirmed else _NO} for v, _ in versions)
    with all_or_none(files):
        append_lines(workspace / JOURNAL, [f.name for f in fields(Version)], lines)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def in_use(workspace: Path, shipped: Mapping[str, Catalogue]) -> dict[str, Catalogue]:
    """The catalogues that the office has loaded, in their last version, with what former ones listed.

    Raises LostVersion when a version's file is gone or changed, UnknownVersion when one is not in the
    journal, JournalError when the journal makes no sense.
    """
    found: dict[str, Catalogue] = {}
    noted = read_versions(workspace)
    _all_noted(workspace, noted, shipped)
    for version in noted:
        before = found.get(version.catalogue) or shipped.get(version.catalogue)
        if before:
            entries = {e.code: _carried(e, before) for e in _entries(workspace, version)}
            former = {**before.gone, **before.entries}
            gone = {code: e for code, e in former.items() if code not in entries}
            found[version.catalogue] = replace(before, entries=entries, version=version.version, gone=gone)
    return found


def _all_noted(workspace: Path, noted: Iterable[Version], shipped: Mapping[str, Catalogue]) -> None:
    """Without its lines in the journal a version would silently give way to the list before it."""
    known = {Path(version.file).name for version in noted}
    for path in sorted((workspace / FOLDER).glob("*.csv")):
        name = _FILE.fullmatch(path.name)
        if name and name[1] in shipped and path.name not in known:
            raise UnknownVersion(path)


def _carried(entry: Entry, before: Catalogue) -> Entry:
    """The entry with what only the shipped list says of its code: no list as received has such columns."""
    former = before.known(entry.code)
    return replace(entry, alias=former.alias, row=former.row) if former else entry


def _entries(workspace: Path, version: Version) -> Iterator[Entry]:
    path = workspace / version.file
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise LostVersion(path) from error
    if sha256_of(content) != version.sha256:
        raise LostVersion(path)
    for row in csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")):
        years = int(row["first_year"]), int(row["last_year"])
        code, name, parent = (bared(row[column]) for column in COLUMNS[:3])
        yield Entry(code, name, parent, *years, confirmed=version.confirmed)
