"""From cells to a submission: every cell read as its field asks."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from emenscr_xl.core.submission import Answer, Cell, Stamp, Submission, Where
from emenscr_xl.core.values import read_answer
from emenscr_xl.form.model import Form


def submission_of(
    form: Form,
    stamp: Stamp,
    cells: Mapping[Where, Cell],
    shown: Mapping[Where, Decimal | str] | None = None,
    unreadable: Mapping[Where, Answer] | None = None,
    lost: frozenset[Where] = frozenset(),
) -> Submission:
    """The submission that the cells hold. Blank cells are no answers; computed fields are ignored."""
    answers = dict(unreadable or {})
    for where, cell in cells.items():
        field = form.question(where.address)[2]
        answer = None if field.computed else read_answer(field, cell, form.catalogues)
        if answer is not None:
            answers[where] = answer
    return Submission(form, stamp, answers, shown or {}, lost)


def issued_cells(
    form: Form, stamp: Stamp, project: Mapping[str, Cell], settings: Mapping[str, Cell]
) -> dict[Where, Cell]:
    """The cells that a newly issued workbook already holds: prefilled from the register, and defaults."""
    known: Mapping[str, Mapping[str, Cell]] = {
        "project": project,
        "settings": settings,
        "stamp": {
            "fiscal_year": stamp.fiscal_year,
            "project": stamp.project,
            "issue": stamp.issue,
            "quarter": stamp.quarter,
        },
    }
    cells: dict[Where, Cell] = {}
    for module in form.modules:
        for field in module.fields:
            source, _, name = field.prefill.partition(".")
            value = known[source].get(name) if source else None
            if value is None and field.default:
                value = field.default
            if value is not None:
                cells[Where(module.key, field.key)] = value
        for table in module.tables:
            for record, default in enumerate(table.defaults, start=1):
                cells[Where(module.key, f"{table.key}.{table.fields[0].key}", record)] = default
    return cells
