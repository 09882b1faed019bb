"""`catalogue import`: load an official list into a workspace as a new version of its catalogues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from emenscr_xl.form.catalogue import Entry
from emenscr_xl.jobs.check_catalogue import CheckedCatalogue, CheckedList, ListOptions, checked, versions_of
from emenscr_xl.jobs.file_content import bounded
from emenscr_xl.jobs.lock import locked
from emenscr_xl.jobs.workspace import Workspace, writing
from emenscr_xl.register.catalogue_versions import (
    FOLDER,
    Version,
    content_of,
    keep_versions,
    version_of,
)
from emenscr_xl.register.files.ledger import sha256_of


@dataclass(frozen=True, slots=True)
class ImportedCatalogue:
    """What was found in the list, and the versions made of it: none when refused, or in use already."""

    checked: CheckedCatalogue
    versions: tuple[Version, ...]

    @property
    def already(self) -> bool:
        """True when every list of the file is in use as it is."""
        return not self.versions and not self.checked.refused

    def as_json(self) -> dict[str, Any]:
        """The import as the published JSON says it."""
        return {**self.checked.as_json(), "versions": [asdict(v) for v in self.versions]}


def import_catalogue(
    path: Path, workspace: Path, options: ListOptions | None = None, now: datetime | None = None
) -> ImportedCatalogue:
    """Check a list and, unless it is refused, keep it as the next version of each catalogue that it holds.

    Former versions stay as they are. Raises JobError when the workspace cannot be read or written, OSError
    when the file cannot be read.
    """
    with locked(workspace, "catalogue"):
        return _import(path, workspace, options, now or datetime.now())


def _import(path: Path, workspace: Path, options: ListOptions | None, now: datetime) -> ImportedCatalogue:
    definition, _ = Workspace(workspace).open_register()
    content = bounded(path)
    options, versions = options or ListOptions(), versions_of(workspace)
    found = checked(path, content, definition, versions, options)
    if found.refused:
        return ImportedCatalogue(found, ())
    last = {v.catalogue: v for v in versions}
    moment = now.isoformat(timespec="seconds")
    former = version_of(content, versions, options.catalogues)
    source = (former.source, former.source_sha256) if former else (path.name, sha256_of(content))
    made = [_version(each, source, moment, last) for each in found.lists]
    new = [(v, text) for v, text in made if not _in_use(v, last)]
    _keep(workspace, new)
    return ImportedCatalogue(found, tuple(v for v, _ in new))


def _version(
    each: CheckedList, source: tuple[str, str], moment: str, last: Mapping[str, Version]
) -> tuple[Version, bytes]:
    key, content = each.catalogue.key, content_of(each.entries)
    number = (last[key].version if key in last else 0) + 1
    first, final = _years(each.entries)
    version = Version(
        imported_at=moment,
        catalogue=key,
        version=number,
        file=f"{FOLDER}/{key}-{number}.csv",
        sha256=sha256_of(content),
        source=source[0],
        source_sha256=source[1],
        first_year=first,
        last_year=final,
        entries=len(each.entries),
        confirmed=all(e.confirmed for e in each.entries),
    )
    return version, content


def _years(entries: Iterable[Entry]) -> tuple[int, int]:
    years = [(e.first_year, e.last_year) for e in entries]
    return min(first for first, _ in years), max(last for _, last in years)


def _in_use(version: Version, last: Mapping[str, Version]) -> bool:
    return version.catalogue in last and version.same_source(last[version.catalogue])


def _keep(workspace: Path, new: list[tuple[Version, bytes]]) -> None:
    if not new:
        return
    with writing(workspace / FOLDER):
        keep_versions(workspace, new)
