"""The status column: what each row still needs, as a formula and as its value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsxwriter.utility import xl_rowcol_to_cell

from emenscr_xl.core.check import blanks
from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.form.model import Field, Form, Module, Rule, Table
from emenscr_xl.sheets.formulas import active_in, blank_count, filled, reference, spans
from emenscr_xl.sheets.layout import ANSWER, STATUS, FieldRow, Layout, SheetPlan, TableBlock

#: Above 0 when the module is due or begun; only modules asked by quarter need it.
DUE_CELL = xl_rowcol_to_cell(0, STATUS, row_abs=True, col_abs=True)


def due_formula(plan: SheetPlan, stamped_quarter: int) -> str:
    """The formula of the due cell of a quarter's sheet."""
    answers = [xl_rowcol_to_cell(b.row, ANSWER) for b in plan.rows if not b.field.locked]
    for block in plan.tables:
        answers += spans(block, _open(block.table), block.first_row, block.last_row)
    return f"={int(plan.module.quarter == stamped_quarter)}+{filled(answers)}"


def status_formulas(form: Form, layout: Layout, plan: SheetPlan, texts: Mapping[str, str]) -> dict[int, str]:
    """The status formula of each row that can need or hold an answer."""
    found = {}
    for block in plan.blocks:
        if isinstance(block, FieldRow):
            found[block.row] = _field_formula(layout, plan, block, texts)
        else:
            for record in range(1, block.table.rows + 1):
                found[block.row(record)] = _record_formula(form, layout, plan, block, record, texts)
    return {row: formula for row, formula in found.items() if formula}


def statuses(submission: Submission, layout: Layout, texts: Mapping[str, str]) -> dict[tuple[str, int], str]:
    """The status word of each (sheet, row), from the same blanks that the checks report."""
    locked = {Where(m.key, f.key) for m in submission.form.modules for f in m.fields if f.locked}
    answered = (layout.cells[w] for w in submission.answers if w not in locked)
    found = {(c.sheet, c.row): texts["complete"] for c in answered}
    for finding in blanks(submission):
        cell = layout.cells[finding.where]
        found[cell.sheet, cell.row] = texts["required"]
    return found


def _field_formula(layout: Layout, plan: SheetPlan, block: FieldRow, texts: Mapping[str, str]) -> str:
    if block.field.computed:
        return ""
    cell = xl_rowcol_to_cell(block.row, ANSWER)
    wanted = f'"{texts["required"]}"'
    if block.field.required_when:
        other = layout.cells[Where(plan.module.key, block.field.required_when["field"])]
        condition = f'TRIM({reference(other, plan.module.sheet)})="{block.field.required_when["equals"]}"'
        wanted = f'IF({condition},{wanted},"")'
    elif not block.field.required:
        wanted = '""'
    elif plan.module.quarter:
        wanted = f'IF({DUE_CELL}>0,{wanted},"")'
    filled_in = "" if block.field.locked else texts["complete"]
    return f'=IF(LEN(TRIM({cell}))=0,{wanted},"{filled_in}")'


def _record_formula(
    form: Form, layout: Layout, plan: SheetPlan, block: TableBlock, record: int, texts: Mapping[str, str]
) -> str:
    row = block.row(record)
    begun = filled(spans(block, _open(block.table), row, row))
    needs = list(_needs(form, layout, plan, block, record, begun))
    wanted = "+".join(needs) or "0"
    return f'=IF({wanted}>0,"{texts["required"]}",IF({begun}>0,"{texts["complete"]}",""))'


def _needs(
    form: Form, layout: Layout, plan: SheetPlan, block: TableBlock, record: int, begun: str
) -> Iterator[str]:
    """Terms that are above 0 while something is wanted of the record."""
    row, table = block.row(record), block.table
    if required := [f for f in _open(table) if f.required]:
        yield f"({begun}>0)*({blank_count(spans(block, required, row, row))})"
    if record <= table.min_rows:
        yield f"({filled(spans(block, _open(table), block.first_row, block.last_row))}=0)"
    for rule, fields in _quarter_rules(form, plan.module, table):
        blank = blank_count(spans(block, fields, row, row))
        yield f"({DUE_CELL}>0)*{_condition(layout, plan, rule, record)}*({blank})"


def _quarter_rules(form: Form, module: Module, table: Table) -> Iterator[tuple[Rule, list[Field]]]:
    """The rules that ask for answers in the quarter's report, with the table's fields they ask for."""
    for rule in form.rules:
        wanted = set(rule.fields.get("reported", ()))
        fields = [f for f in table.fields if f"{module.key}.{table.key}.{f.key}" in wanted]
        if fields:
            yield rule, fields


def _condition(layout: Layout, plan: SheetPlan, rule: Rule, record: int) -> str:
    home = plan.module.sheet
    if rule.kind == "active_reported":
        (start,), (end,) = rule.fields["start"], rule.fields["end"]
        return active_in(layout, start, end, record, plan.module.quarter, home)
    cell = reference(layout.cells[Where.at(rule.fields["of"][0], record)], home)
    return f"(LEN(TRIM({cell}))>0)"


def _open(table: Table) -> tuple[Field, ...]:
    """The fields of a table that a person fills."""
    return tuple(f for f in table.answerable if not f.locked)
