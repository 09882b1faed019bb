"""All submissions stacked: the data sheets of the consolidated workbook, generated from the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from emenscr_xl.core.submission import Submission
from emenscr_xl.form.model import Field, Module, Table
from emenscr_xl.form.modules import QUARTERS as LEGAL_QUARTERS
from emenscr_xl.form.verify import FORBIDDEN_IN_SHEET, SHEET_NAME
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.reconciling.reconciled import Reconciling
from emenscr_xl.register.summaries.last_year import last_year_table
from emenscr_xl.register.tables.answered import Showing, number, showing
from emenscr_xl.register.tables.approval_tables import history_table, tracker_table
from emenscr_xl.register.tables.budget_tables import Budget, budget, budget_table, total_table
from emenscr_xl.register.tables.data_table import Column, DataTable, Holding, Row, held
from emenscr_xl.register.tables.deadline_table import deadline_table
from emenscr_xl.register.tables.file_tables import finding_table, missing_table, received_table
from emenscr_xl.register.tables.gathered import (
    QUARTER,
    RECORD,
    Gathered,
    Project,
    asked,
    gathered,
    project_columns,
)
from emenscr_xl.register.tables.making import Making
from emenscr_xl.register.tables.project_rows import ProjectSheet
from emenscr_xl.register.tables.project_table import SPENT_FIELD
from emenscr_xl.register.tables.provenance import Sources, with_sources
from emenscr_xl.register.tables.reconcile_tables import difference_table, reconciled_table
from emenscr_xl.register.tables.round_table import round_table

#: The names that people use for tables with long labels; any other table's sheet is named by its label.
#: A code stands here with its name, which is often a long sentence.
CODE_WIDTH = 60
QUARTERS, SPENT_IN_QUARTER = "quarters", "spent"
#: Where in the form a row stands; the cells themselves are named at its end.
QUARTER_COLUMN, RECORD_COLUMN = (
    Column(key, label, "integer", 11, "ตำแหน่ง", origin="")
    for key, label in ((QUARTER, "ไตรมาส"), (RECORD, "ลำดับที่"))
)
#: Names that the workbook gives to sheets of its own.
SUMMARY, QUARTER_SUMMARY = "สรุปประจำปี", "สรุปไตรมาส"
SUMMARIES = (SUMMARY, *(f"{QUARTER_SUMMARY} {quarter}" for quarter in LEGAL_QUARTERS))


def stack(collected: Collected, holding: Holding = held) -> tuple[DataTable, ...]:
    """Every data sheet, in the workbook's order: what asks for work first, then what was answered.

    Each return is opened once, and its rows go where `holding` says: to memory, unless it says otherwise.
    """
    gather = gathered(collected)
    own, last = [*_office_tables(gather)], [*filter(None, [last_year_table(collected)])]
    taken = (*SUMMARIES, *(making.table.sheet for making in own + last))
    makings = (*own, *_named(_yearly_tables(gather), taken), *last)
    made = [_Made.of(making, gather, holding) for making in makings]
    for project in gather.each():
        for each in made:
            each.add(each.making.of(project), project)
    for each in made:
        each.add(each.making.rest())
    return tuple(each.table for each in made)


@dataclass(frozen=True, slots=True)
class _Made:
    """A data sheet that is being made."""

    making: Making
    table: DataTable
    sources: Sources | None

    @classmethod
    def of(cls, making: Making, gather: Gathered, holding: Holding) -> _Made:
        """The sheet, with its sources at the end of each row, and its rows where they are to go."""
        making, sources = with_sources(making, gather)
        return cls(making, replace(making.table, rows=holding(making.table)), sources)

    def add(self, rows: Iterable[Row], project: Project | None = None) -> None:
        """More rows; `project`: whose answers they show."""
        append, sources = self.table.rows.append, self.sources
        for row in rows:
            append(sources.added(row, project) if sources else row)


def _office_tables(gather: Gathered) -> Iterator[Making]:
    """The sheets of the office's year: what was received and found, and how projects and money stand."""
    projects, reconciling = ProjectSheet(gather), Reconciling.of(gather.collected)
    known, money = cache(reconciling.standings), list[Budget]()

    def budget_of(project: Project) -> Budget:
        reconciling.see(project.id)
        money.append(budget(project, projects.cells(project), reconciling.sure(project.id)))
        return money[-1]

    yield projects.making()
    yield finding_table(gather)
    yield missing_table(gather)
    yield deadline_table(gather)
    yield tracker_table(gather)
    yield history_table(gather)
    yield round_table(gather)
    yield received_table(gather)
    yield reconciled_table(gather, known)
    yield difference_table(gather, known)
    yield budget_table(gather, budget_of)
    yield total_table(gather, money)


def _yearly_tables(gather: Gathered) -> Iterator[Making]:
    """One sheet for each table of the yearly modules, then the sheets of the quarters."""
    for module in gather.yearly:
        for table in module.tables:
            name = table.short or table.label
            yield _stacked(gather, f"{module.key}.{table.key}", name, [module], table)
    for base in dict.fromkeys(m.base for m in gather.quarters):
        modules = [m for m in gather.quarters if m.base == base]
        for table in modules[0].tables:
            name = f"{base} {table.short or table.label}"
            yield _stacked(gather, f"{base}.{table.key}", name, modules, table)
        yield _quarter_table(gather, base, modules)


def _stacked(gather: Gathered, key: str, name: str, modules: list[Module], table: Table) -> Making:
    """A row for each begun record of a table, in every project and quarter."""
    fields = table.placed
    quarter = (QUARTER_COLUMN,) if modules[0].quarter else ()
    base = f"{modules[0].base}.{table.key}"
    columns = (*project_columns(), *quarter, RECORD_COLUMN, *(column(f, f"{base}.{f.key}") for f in fields))
    title = gather.title(f"{modules[0].base} {table.label}")
    shown = [[showing(gather.form, f"{m.key}.{table.key}.{f.key}") for f in fields] for m in modules]

    def rows(project: Project) -> Iterator[Row]:
        if project.answers is None:
            return
        submission, name = project.answers.submission, project.name
        for module, cells in zip(modules, shown, strict=True):
            told = (project.id, name, module.quarter) if quarter else (project.id, name)
            for record in submission.records(module, table):
                yield *told, record, *(cell(submission, record) for cell in cells)

    return Making(DataTable(key, name, title, columns, RECORD), rows)


def _quarter_table(gather: Gathered, base: str, modules: list[Module]) -> Making:
    """A row for each project and reported quarter; what was spent since the report before stands beside."""
    fields = [f for f in modules[0].fields if f.computed or not f.locked]
    columns = [*project_columns(), QUARTER_COLUMN]
    for field in fields:
        columns.append(column(field, f"{base}.{field.key}"))
        if field.key == SPENT_FIELD:
            columns.append(Column(SPENT_IN_QUARTER, "เบิกจ่ายในไตรมาส (บาท)", "money", 16))
    title = gather.title(f"{base} รายงานความก้าวหน้า โครงการละไตรมาส")
    table = DataTable(f"{base}.{QUARTERS}", f"{base} รายไตรมาส", title, tuple(columns), QUARTER)
    shown = [[(f.key, showing(gather.form, f"{m.key}.{f.key}")) for f in fields] for m in modules]

    def rows(project: Project) -> Iterator[Row]:
        if project.answers is None:
            return
        before, submission = Decimal(0), project.answers.submission
        for module, cells in zip(modules, shown, strict=True):
            if submission.touched(module):
                row, before = _report(submission, cells, before)
                yield project.id, project.name, module.quarter, *row

    return Making(table, rows)


def _report(
    submission: Submission, shown: Iterable[tuple[str, Showing]], before: Decimal
) -> tuple[list[object], Decimal]:
    """The cells of one report, and what was spent by then."""
    cells: list[object] = []
    for key, cell in shown:
        cells.append(cell(submission, 0))
        if key == SPENT_FIELD:
            spent = number(cells[-1])
            cells.append(None if spent is None else spent - before)
            before = before if spent is None else spent
    return cells, before


def column(field: Field, address: str) -> Column:
    """The column of a field, asked at an address."""
    kind = "unit" if field.key == "unit" and field.type == "text" else field.type
    width = field.width or (CODE_WIDTH if field.type == "code" else 0)
    return asked(Column(field.key, field.label, kind, width), field, address)


def _named(makings: Iterable[Making], taken: Iterable[str]) -> Iterator[Making]:
    """The tables with sheet names that Excel takes: legal, at most 31 characters, none twice."""
    used = {name.casefold() for name in taken}
    for making in makings:
        name = _free(sheet_name(making.table.sheet), used)
        used.add(name.casefold())
        yield replace(making, table=replace(making.table, sheet=name))


def sheet_name(label: str) -> str:
    """The label without what a sheet name cannot hold."""
    return (
        re.sub(r"\s+", " ", FORBIDDEN_IN_SHEET.sub("-", label)).strip(" '")[:SHEET_NAME].strip(" '")
        or "ตาราง"
    )


def _free(name: str, used: set[str]) -> str:
    """The name, numbered when it is taken."""
    number, free = 2, name
    while free.casefold() in used:
        free = f"{name[: SHEET_NAME - 4]} ({number})"
        number += 1
    return free
