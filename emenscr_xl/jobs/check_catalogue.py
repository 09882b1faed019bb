"""`catalogue check`: what an official list holds, what it changes, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from emenscr_xl.core.lists.difference import Difference, difference
from emenscr_xl.core.lists.entries import Listed, is_year
from emenscr_xl.core.lists.reading import ReadLists, Wanted, read_lists
from emenscr_xl.core.lists.sheet import Fault, ListSheet
from emenscr_xl.core.said import Said, said
from emenscr_xl.core.submission import Finding, Where
from emenscr_xl.form.catalogue import Catalogue, Entry
from emenscr_xl.form.headings import ROLES
from emenscr_xl.form.load import Definition, fiscal_years, shipped
from emenscr_xl.jobs.file_content import bounded
from emenscr_xl.jobs.workspace import JobError, Workspace, journals
from emenscr_xl.register.catalogue_versions import Version, read_versions, version_of
from emenscr_xl.sheets.list_file import list_sheets
from emenscr_xl.sheets.unreadable import UnreadableWorkbook


@dataclass(frozen=True, slots=True)
class ListOptions:
    """How a list is taken: the catalogues that it is of (none: its headings tell), and its years (BE).

    Years that neither the list nor the options name are the workspace's. `confirmed` is False for a list
    that is not the official one.
    """

    catalogues: Collection[str] = ()
    from_year: int | None = None
    to_year: int | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class CheckedList:
    """One catalogue of the file: the column of each role, its entries, and what they change."""

    catalogue: Catalogue
    columns: Mapping[str, tuple[str, str]]  # by role: the column's letters and its heading
    entries: tuple[Entry, ...]
    difference: Difference

    def as_json(self) -> dict[str, Any]:
        """The list as the published JSON says it."""
        changes = self.difference
        return {
            "catalogue": self.catalogue.key,
            "in_use": self.catalogue.version,
            "columns": {role: {"column": c, "heading": h} for role, (c, h) in self.columns.items()},
            "entries": len(self.entries),
            "added": [_entry(e) for e in changes.added],
            "removed": [_entry(e) for e in changes.removed],
            "renamed": [{**_entry(c.after), "before": c.before.name} for c in changes.renamed],
            "moved": [{**_entry(c.after), "before": c.before.parent} for c in changes.moved],
            "redated": [{**_entry(c.after), "before": _years(c.before)} for c in changes.redated],
            "reassured": [{**_entry(c.after), "before": c.before.confirmed} for c in changes.reassured],
            "unchanged": changes.unchanged,
        }


@dataclass(frozen=True, slots=True)
class CheckedCatalogue:
    """A file of lists: what it holds and what was found. `sheet` is "" when none holds a list."""

    path: Path
    sheet: str
    lists: tuple[CheckedList, ...]
    findings: tuple[Said, ...]

    @property
    def refused(self) -> bool:
        """True when the list cannot be imported as it is."""
        return any(f.severity == "E" for f in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The file as the published JSON says it."""
        return {
            "path": str(self.path),
            "sheet": self.sheet,
            "refused": self.refused,
            "lists": [each.as_json() for each in self.lists],
            "findings": [f.as_json() for f in self.findings],
        }


def check_catalogue(
    path: Path, workspace: Path | None = None, options: ListOptions | None = None
) -> CheckedCatalogue:
    """Check a list against the catalogues of a workspace, or those that ship. Nothing is written.

    Raises JobError when a catalogue of that name cannot be loaded, the years make no sense or the workspace
    cannot be read; OSError when the file cannot be read.
    """
    definition = Workspace(workspace).open_register()[0] if workspace else shipped(fiscal_years()[-1])
    versions = versions_of(workspace) if workspace else []
    return checked(path, bounded(path), definition, versions, options or ListOptions())


def versions_of(workspace: Path) -> list[Version]:
    """Every version that the workspace keeps, oldest first. Raises JobError."""
    with journals():
        return read_versions(workspace)


def checked(
    path: Path, content: bytes, definition: Definition, versions: Sequence[Version], options: ListOptions
) -> CheckedCatalogue:
    """Check a list's content against a definition's catalogues.

    The file of a former version is taken as what it was: of that catalogue, and as official as then.
    """
    former = version_of(content, versions, options.catalogues)
    if former:
        confirmed = former.confirmed and options.confirmed
        options = replace(options, catalogues=(former.catalogue,), confirmed=confirmed)
    wanted = _wanted(definition, options)
    try:
        read = read_lists(list_sheets(content, path.name), wanted)
    except UnreadableWorkbook as refusal:
        read = ReadLists(None, (), (Fault(refusal.message, refusal.details),))
    sheet = read.sheet
    lists = tuple(_checked(sheet, each) for each in read.lists) if sheet else ()
    findings = tuple(_said(fault, definition, sheet.name if sheet else "") for fault in read.faults)
    return CheckedCatalogue(path, sheet.name if sheet else "", lists, findings)


def _wanted(definition: Definition, options: ListOptions) -> Wanted:
    catalogues, year = definition.form.catalogues, definition.form.fiscal_year
    loadable = [key for key, c in catalogues.items() if c.headings.own.code]
    unknown = ", ".join(key for key in options.catalogues if key not in loadable)
    if unknown:
        raise JobError(
            f"ไม่มีบัญชี {unknown} ที่นำเข้าได้ — ระบุบัญชีใดบัญชีหนึ่ง: {', '.join(loadable)}",
            f"There is no catalogue {unknown} to be loaded. Name one of: {', '.join(loadable)}.",
        )
    for option, named in (("--from-year", options.from_year), ("--to-year", options.to_year)):
        if named is not None and not is_year(named):
            raise JobError(
                f"{option} {named} ไม่ใช่ปี พ.ศ. — พิมพ์ปีงบประมาณ พ.ศ. 4 หลัก เช่น {year}",
                f"{option} {named} is no year of the Buddhist era. Type a fiscal year like {year} (BE).",
            )
    first, last = options.from_year or year, options.to_year or max(year, options.from_year or year)
    if first > last:
        raise JobError(
            f"ปีงบประมาณ {first} อยู่หลัง {last} — ตรวจ --from-year และ --to-year",
            f"Fiscal year {first} is after {last}. Check --from-year and --to-year.",
        )
    return Wanted(catalogues, options.catalogues, year, (first, last), options.confirmed)


def _checked(sheet: ListSheet, found: Listed) -> CheckedList:
    row, taken = found.columns.heading_row, found.columns.taken
    columns = {
        role: (xl_col_to_name(c), sheet.text(row, c)) for role in ROLES if (c := taken.get(role)) is not None
    }
    entries = tuple(found.entries.values())
    return CheckedList(found.catalogue, columns, entries, difference(found.catalogue, found.entries))


def _said(fault: Fault, definition: Definition, sheet: str) -> Said:
    cell = xl_rowcol_to_cell(fault.row, max(0, fault.column)) if fault.row >= 0 else ""
    finding = Finding(fault.message, Where("", ""), fault.details)
    return said(finding, definition.messages, sheet if cell else "", cell)


def _entry(entry: Entry) -> dict[str, Any]:
    said = {"code": entry.code, "name": entry.name, "parent": entry.parent, "confirmed": entry.confirmed}
    return {**said, "years": _years(entry)}


def _years(entry: Entry) -> list[int] | None:
    """The first and the last fiscal year (BE); None for a list that names none."""
    return [entry.first_year, entry.last_year] if entry.dated else None
