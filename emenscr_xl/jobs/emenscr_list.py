"""The list that staff exported from eMENSCR: the newest file of its folder, read or refused in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name

from emenscr_xl.core.lists.export import ReadExport, of_office, read_export
from emenscr_xl.core.lists.sheet import Fault
from emenscr_xl.core.said import Said, said
from emenscr_xl.core.submission import Finding, Where
from emenscr_xl.form.export import OFFICE
from emenscr_xl.form.load import Definition
from emenscr_xl.jobs.file_content import bounded
from emenscr_xl.jobs.system_words import reasons
from emenscr_xl.jobs.workspace import Workspace
from emenscr_xl.register.files.journal import modified_text, path_text
from emenscr_xl.register.office import Office
from emenscr_xl.register.reconciling.exported import Exported
from emenscr_xl.sheets.list_file import list_sheets
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

#: What an exported list may be saved as; `.xls` is refused with a word on what to do.
SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".xls")
#: What programs leave beside an open file.
_LITTER = ("~$", ".")
#: Units of other offices named in one sentence; the rest are counted.
MOST_UNITS = 3


def exported_list(workspace: Workspace, definition: Definition, office: Office) -> Exported:
    """The list from eMENSCR that is in use: the file modified last, of equals the one whose name comes last.

    Nothing about a file stops the run.
    """
    files = sorted((modified_text(p), path_text(Path(p.name)), p) for p in _files(workspace.exports))
    if not files:
        return Exported()
    modified, name, path = files[-1]
    others = tuple(other for _, other, _ in files[:-1])
    read = _read(path, definition)
    faults = [*read.faults, *_strangers(read, office)]
    if others:
        details = {"file": name, "others": ", ".join(others)}
        faults.append(Fault("EXP-07", details))
    letters = {key: xl_col_to_name(column) for key, column in read.columns.items()}
    findings = tuple(_said(fault, definition) for fault in faults)
    file = path_text(path.relative_to(workspace.folder))
    return Exported(file, modified, others, read, letters, findings)


def _files(folder: Path) -> Iterator[Path]:
    """The files of the folder, at any depth, that may be lists."""
    for path in folder.rglob("*"):
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(_LITTER) and path.is_file():
            yield path


def _read(path: Path, definition: Definition) -> ReadExport:
    """The file's lines, or why it has none."""
    try:
        sheets = list_sheets(bounded(path), path.name)
    except UnreadableWorkbook as refusal:
        message = refusal.message.replace("CAT-01", "EXP-01")
        return ReadExport(faults=(Fault(message, refusal.details),))
    except OSError as error:
        return ReadExport(faults=(Fault("EXP-01.locked", reasons(error)),))
    return read_export(sheets, definition.export, definition.form)


def _strangers(read: ReadExport, office: Office) -> Iterator[Fault]:
    """A list none of whose lines is of the office: its name may be written in another way."""
    if read.lines and not any(of_office(line, office.name) for line in read.lines):
        units = sorted({line.typed(OFFICE) for line in read.lines})
        more = f", +{len(units) - MOST_UNITS}" if len(units) > MOST_UNITS else ""
        yield Fault("EXP-06", {"office": office.name, "units": _listed(units[:MOST_UNITS]) + more})


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _said(fault: Fault, definition: Definition) -> Said:
    return said(Finding(fault.message, Where("", ""), fault.details), definition.messages)
