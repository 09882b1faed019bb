"""All submissions stacked: the data sheets of the consolidated workbook, generated from the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from emenscr_xl.core.submission import Where
from emenscr_xl.form.model import Field, Module, Table
from emenscr_xl.form.modules import QUARTERS as LEGAL_QUARTERS
from emenscr_xl.form.verify import FORBIDDEN_IN_SHEET, SHEET_NAME
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.reconciling.reconciled import reconciled
from emenscr_xl.register.summaries.last_year import last_year_table
from emenscr_xl.register.tables.answered import Answered
from emenscr_xl.register.tables.approval_tables import history_table, tracker_table
from emenscr_xl.register.tables.budget_tables import budget_table, budgets, total_table
from emenscr_xl.register.tables.data_table import Column, DataTable, data_table
from emenscr_xl.register.tables.deadline_table import deadline_table
from emenscr_xl.register.tables.file_tables import finding_table, missing_table, received_table
from emenscr_xl.register.tables.gathered import QUARTER, RECORD, Gathered, asked, gathered, project_columns
from emenscr_xl.register.tables.project_table import SPENT_FIELD, project_table
from emenscr_xl.register.tables.provenance import with_sources
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


def stack(collected: Collected) -> tuple[DataTable, ...]:
    """Every data sheet, in the workbook's order: what asks for work first, then what was answered."""
    gather = gathered(collected)
    projects = project_table(gather)
    own = (
        projects,
        finding_table(gather),
        missing_table(gather),
        deadline_table(gather),
        tracker_table(gather),
        history_table(gather),
        round_table(gather),
        received_table(gather),
        *_reconciled(gather, projects),
    )
    last = tuple(filter(None, [last_year_table(collected)]))
    taken = (*SUMMARIES, *(table.sheet for table in (*own, *last)))
    tables = (*own, *_named(_yearly_tables(gather), taken), *last)
    return tuple(with_sources(table, gather) for table in tables)


def _reconciled(gather: Gathered, projects: DataTable) -> Iterator[DataTable]:
    """The sheets that reconcile the plan, the returns and eMENSCR, and those of the money."""
    standings = reconciled(gather.collected)
    yield reconciled_table(gather, standings)
    yield difference_table(gather, standings)
    money = budgets(gather, projects, standings)
    yield budget_table(gather, money)
    yield total_table(gather, money)


def _yearly_tables(gather: Gathered) -> Iterator[DataTable]:
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


def _stacked(gather: Gathered, key: str, name: str, modules: list[Module], table: Table) -> DataTable:
    """A row for each begun record of a table, in every project and quarter."""
    fields = table.placed
    quarter = (QUARTER_COLUMN,) if modules[0].quarter else ()
    base = f"{modules[0].base}.{table.key}"
    columns = (*project_columns(), *quarter, RECORD_COLUMN, *(column(f, f"{base}.{f.key}") for f in fields))
    rows = (
        (project, title, *([m.quarter] if quarter else []), record, *cells)
        for project, title, answers in gather.returned()
        for m in modules
        for record, cells in _records(answers, m, table, fields)
    )
    return data_table(key, name, gather.title(f"{modules[0].base} {table.label}"), columns, rows, RECORD)


def _records(
    answers: Answered, module: Module, table: Table, fields: Iterable[Field]
) -> Iterator[tuple[int, list[object]]]:
    for record in answers.submission.records(module, table):
        yield record, [answers.cell(Where(module.key, f"{table.key}.{f.key}", record)) for f in fields]


def _quarter_table(gather: Gathered, base: str, modules: list[Module]) -> DataTable:
    """A row for each project and reported quarter; what was spent since the report before stands beside."""
    fields = [f for f in modules[0].fields if f.computed or not f.locked]
    columns = [*project_columns(), QUARTER_COLUMN]
    for field in fields:
        columns.append(column(field, f"{base}.{field.key}"))
        if field.key == SPENT_FIELD:
            columns.append(Column(SPENT_IN_QUARTER, "เบิกจ่ายในไตรมาส (บาท)", "money", 16))
    rows = (
        (project, name, quarter, *cells)
        for project, name, answers in gather.returned()
        for quarter, cells in _reports(answers, modules, fields)
    )
    title = gather.title(f"{base} รายงานความก้าวหน้า โครงการละไตรมาส")
    return data_table(f"{base}.{QUARTERS}", f"{base} รายไตรมาส", title, columns, rows, QUARTER)


def _reports(
    answers: Answered, modules: list[Module], fields: list[Field]
) -> Iterator[tuple[int, list[object]]]:
    before = Decimal(0)
    for module in modules:
        if not answers.submission.touched(module):
            continue
        cells: list[object] = []
        for field in fields:
            where = Where(module.key, field.key)
            cells.append(answers.cell(where))
            if field.key == SPENT_FIELD:
                spent = answers.number(where)
                cells.append(None if spent is None else spent - before)
                before = before if spent is None else spent
        yield module.quarter, cells


def column(field: Field, address: str) -> Column:
    """The column of a field, asked at an address."""
    kind = "unit" if field.key == "unit" and field.type == "text" else field.type
    width = field.width or (CODE_WIDTH if field.type == "code" else 0)
    return asked(Column(field.key, field.label, kind, width), field, address)


def _named(tables: Iterable[DataTable], taken: Iterable[str]) -> Iterator[DataTable]:
    """The tables with sheet names that Excel takes: legal, at most 31 characters, none twice."""
    used = {name.casefold() for name in taken}
    for table in tables:
        name = _free(sheet_name(table.sheet), used)
        used.add(name.casefold())
        yield replace(table, sheet=name)


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
