"""What is asked and not answered. Each blank is said once."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding, Submission, Where
from emenscr_xl.form.model import Field, Module, Table


def missing(context: Context) -> Iterator[Finding]:
    """A finding for each required answer that is blank, in modules that are due."""
    for module in context.form.modules:
        if not context.submission.reported(module):
            continue
        for item in module.items:
            if isinstance(item, Field):
                yield from _blank(context, module, None, item, 0)
            else:
                yield from _blank_records(context, module, item)


def needed(submission: Submission, module: Module, field: Field) -> bool:
    """True when the field must be answered, given the answers so far."""
    if not field.required_when:
        return field.required
    condition = field.required_when
    return submission.text(f"{module.key}.{condition['field']}") == condition["equals"]


def _blank(
    context: Context, module: Module, table: Table | None, field: Field, record: int
) -> Iterator[Finding]:
    name = f"{table.key}.{field.key}" if table else field.key
    where = Where(module.key, name, record)
    if needed(context.submission, module, field) and context.submission.blank(where):
        yield context.finding(field.missing, where)


def _blank_records(context: Context, module: Module, table: Table) -> Iterator[Finding]:
    begun = context.submission.records(module, table)
    here = f"{module.key}.{table.key}."
    whole = not any(w.address.startswith(here) for w in context.submission.lost)
    if len(begun) < table.min_rows and whole:
        free = next(n for n in range(1, table.rows + 1) if n not in begun)
        where = Where(module.key, f"{table.key}.{table.answerable[0].key}", free)
        yield context.finding(table.missing, where, label=table.label)
    for record in begun:
        for field in table.answerable:
            yield from _blank(context, module, table, field, record)
