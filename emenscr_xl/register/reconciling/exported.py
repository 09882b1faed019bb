"""What lies beside the returns when they are reconciled: the list from eMENSCR above all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from emenscr_xl.core.lists.export import ExportLine, ReadExport
from emenscr_xl.core.said import Said
from emenscr_xl.form.export import NAME
from emenscr_xl.register.link import Link, cell_link

#: Files whose cells a link can name; a CSV is opened as a whole.
_WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Exported:
    """The list from eMENSCR that is in use, and what is said of it. `file` "": the office has given none.

    `file` is relative to the workspace; `others` are files of the folder that are not used.
    """

    file: str = ""
    modified: str = ""  # ISO 8601 to the second
    others: tuple[str, ...] = ()
    read: ReadExport = field(default_factory=ReadExport)
    letters: Mapping[str, str] = field(default_factory=dict)  # the sheet's column of each key: "A"
    findings: tuple[Said, ...] = ()

    @property
    def usable(self) -> bool:
        """True when the list could be read: what does not stand in it is not in eMENSCR."""
        return bool(self.read.lines)

    def as_json(self) -> dict[str, Any]:
        """The list as the published JSON says it; the file is "" when there is none."""
        findings = [f.as_json() for f in self.findings]
        return {"file": self.file, "lines": len(self.read.lines), "findings": findings}

    def cell(self, line: ExportLine, key: str) -> Link:
        """The link to a cell of a line, named by sheet and cell."""
        return self._link(f"{self.letters[key]}{line.row + 1}")

    def row(self, lines: Sequence[ExportLine]) -> Link | None:
        """The link to the names of some lines; None for none."""
        cells = [f"{self.letters[NAME]}{line.row + 1}" for line in lines]
        if not cells:
            return None
        link = self._link(cells[0])
        return replace(link, text=", ".join([link.text, *cells[1:]]))

    def _link(self, cell: str) -> Link:
        link = cell_link(f"../{self.file}", (self.read.sheet, cell))
        return link if self.file.lower().endswith(_WORKBOOKS) else replace(link, at=None)


@dataclass(frozen=True, slots=True)
class Beside:
    """The list from eMENSCR; the names that files of no planned project give, by SHA-256; the register."""

    exported: Exported = field(default_factory=Exported)
    outside: Mapping[str, str] = field(default_factory=dict)
    register: str = ""  # relative to the folder of the consolidated workbook
