"""How a catalogue is read out of its CSV file: which columns hold code, name, parent and validity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from emenscr_xl.form.catalogue import FIRST_YEAR, LAST_YEAR, Catalogue, Entry, read_rows
from emenscr_xl.form.faults import Faults, build
from emenscr_xl.form.headings import headings

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CatalogueSpec:
    """One `[catalogues.KEY]` table of form.toml. `code` and `name` are templates over the CSV columns."""

    label: str
    file: str
    code: str
    name: str
    alias: str = ""  # template of another name that people type
    where: Mapping[str, str] = field(default_factory=dict)  # only rows whose columns have these values
    parent: str = ""  # the parents' catalogue
    parent_column: str = ""
    parent_digits: int = 0
    shape: str = ""
    first_year: str = ""  # column holding the first fiscal year (BE)
    last_year: str = ""  # column holding the last one
    years: str = ""  # column holding "2566-2570" or "2563"
    since: str = ""  # column holding the BE date from which a set is in force, until the next set's
    complete: bool = True
    example: str = ""  # what a code looks like
    other_examples: tuple[str, ...] = ()  # codes of the other shapes that are accepted
    headings: Mapping[str, Any] = field(default_factory=dict)  # of an official list; see `form.headings`


def load_catalogues(folder: Path, head: Mapping[str, Any], faults: Faults, name: str) -> dict[str, Catalogue]:
    """Every catalogue that the head of a form declares, by key."""
    loaded = {}
    for key, table in head.get("catalogues", {}).items():
        path = f"{name}: catalogues.{key}"
        spec = build(CatalogueSpec, table, path, faults)
        if spec:
            found = load_catalogue(key, spec, folder / "catalogues", faults)
            own = headings(spec.headings, head.get("headings", {}), path, faults)
            loaded[key] = replace(found, headings=own, most_dropped=head.get("most_dropped", 100))
    return loaded


def load_catalogue(key: str, spec: CatalogueSpec, folder: Path, faults: Faults) -> Catalogue:
    """The catalogue that a specification describes; a missing file, column or code is a fault.

    Rows that say the same of a code are one entry: a component stands beside each of its factors.
    """
    path = f"catalogues.{key}"
    file = folder / spec.file
    if not file.is_file():
        faults.add(path, f"the file {spec.file} does not exist")
        return Catalogue(key, spec.label, {})
    rows = _rows(spec, file, path, faults)
    entries: dict[str, Entry] = {}
    for number, row in enumerate(rows, start=1):
        try:
            entry = _entry(spec, row, rows)
        except (KeyError, ValueError) as error:
            faults.add(f"{path}, row {number}", f"cannot be read ({error!r})")
            continue
        known = entries.setdefault(entry.code, entry)
        if not entry.code or (known.name, known.parent) != (entry.name, entry.parent):
            faults.add(f"{path}, row {number}", f"code {entry.code!r} is blank or stands twice")
    return Catalogue(
        key, spec.label, entries, spec.shape, spec.parent, spec.parent_digits, spec.complete,
        example=spec.example, other_examples=spec.other_examples, file=spec.file,
    )  # fmt: skip


def _rows(spec: CatalogueSpec, file: Path, path: str, faults: Faults) -> list[dict[str, str]]:
    """The rows of the file that the specification wants."""
    try:
        rows = read_rows(file)
    except ValueError as error:
        faults.add(path, f"the file {spec.file} cannot be read: {error}")
        return []
    for column in spec.where:
        if rows and column not in rows[0]:
            faults.add(path, f"the file {spec.file} has no column {column}")
    return [r for r in rows if all(r.get(c) == v for c, v in spec.where.items())]


def _entry(spec: CatalogueSpec, row: Row, rows: Iterable[Row]) -> Entry:
    first, last = _validity(spec, row, rows)
    return Entry(
        code=spec.code.format_map(row),
        name=spec.name.format_map(row),
        parent=row[spec.parent_column] if spec.parent_column else "",
        first_year=first,
        last_year=last,
        confirmed="unconfirmed" not in row.get("source", ""),
        alias=spec.alias.format_map(row),
        row=row,
    )


def _validity(spec: CatalogueSpec, row: Row, rows: Iterable[Row]) -> tuple[int, int]:
    """The first and last fiscal year (BE) in which the entry is in force."""
    if spec.years:
        years = [int(y) for y in re.findall(r"\d{4}", row[spec.years])]
        return min(years), max(years)
    if spec.since:
        start = row[spec.since]
        later = sorted(r[spec.since] for r in rows if r[spec.since] > start)
        return _fiscal_year(start), _fiscal_year(later[0]) if later else LAST_YEAR
    first = int(row[spec.first_year][:4]) if spec.first_year else FIRST_YEAR
    last = int(row[spec.last_year][:4]) if spec.last_year else LAST_YEAR
    return first, last


def _fiscal_year(be_date: str) -> int:
    """The fiscal year (BE) of a BE date `2568-09-29`: from October on it is the next year's."""
    year, month = int(be_date[:4]), int(be_date[5:7])
    return year + 1 if month >= 10 else year
