"""The list of projects that eMENSCR exports: its columns, and the questions of the form that they repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from emenscr_xl.form.faults import Faults, build, tables
from emenscr_xl.form.model import Field, Form

#: The columns that the matching of lines with projects speaks of.
CODE, NAME, YEAR, OFFICE = "code", "name", "fiscal_year", "org_l3"


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column: what it may be called, and the question of the form (`like`) that it repeats."""

    key: str
    like: str
    headings: tuple[str, ...]
    compared: bool = True
    planned: bool = False  # also compared between the action plan and the return
    agrees: str = ""  # a question of the form that a return must answer alike
    lead: tuple[str, ...] = ()  # words that may stand before an answer or not

    @property
    def label(self) -> str:
        """What the column is called in eMENSCR's own list."""
        return self.headings[0]

    def question(self, form: Form) -> Field:
        """The question that the column repeats, as a cell of a list answers it."""
        field = form.question(self.like)[2]
        return replace(field, type="money") if field.type == "sum" else field


@dataclass(frozen=True, slots=True)
class ExportList:
    """The columns of the exported list; how like (percent) a near name is; what totals are called."""

    columns: tuple[ExportColumn, ...] = ()
    near: int = 100
    totals: tuple[str, ...] = ()

    def column(self, key: str) -> ExportColumn:
        """The column of that key. KeyError when there is none."""
        return {c.key: c for c in self.columns}[key]


def export_list(said: Mapping[str, Any] | None, faults: Faults) -> ExportList:
    """The list that `export.toml` declares. None: the file could not be read."""
    if said is None:
        return ExportList()
    listed = tables(said.get("columns", []), "export.toml: columns", faults)
    built = (build(ExportColumn, t, f"export.toml: columns[{n}]", faults) for n, t in enumerate(listed))
    head = {k: v for k, v in said.items() if k != "columns"}
    columns = tuple(c for c in built if c)
    return build(ExportList, head, "export.toml", faults, columns=columns) or ExportList()


def verify_export(found: ExportList, form: Form, faults: Faults) -> None:
    """Every address is a question of the form, and the columns that lines are matched by are there."""
    questions = {f"{m.key}.{t.key}.{f.key}" if t else f"{m.key}.{f.key}" for m, t, f in form.questions()}
    for column in found.columns:
        for address in filter(None, (column.like, column.agrees)):
            if address not in questions:
                faults.add(f"export.toml: {column.key}", f"the form has no question {address}")
        if not column.headings:
            faults.add(f"export.toml: {column.key}.headings", "none is given")
    for key in (CODE, NAME, YEAR, OFFICE):
        if key not in [c.key for c in found.columns]:
            faults.add("export.toml: columns", f"there is no column {key}")
