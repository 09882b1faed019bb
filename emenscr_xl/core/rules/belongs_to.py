"""A code hangs on its parent: goals on a strategy, Y1 on a sub-plan, a target on a milestone (A-02, A-03)."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding
from emenscr_xl.form.model import Rule


def belongs_to(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding for each child whose parent is not the chosen one. Unknown codes are left to A-12."""
    (parent,) = rule.fields["parent"]
    in_table = context.form.question(parent)[1] is not None
    for child in rule.fields["child"]:
        catalogue = context.form.catalogues[context.form.question(child)[2].catalogue]
        for where, code in context.codes(child):
            chosen = context.submission.text(parent, where.record if in_table else 0)
            actual = catalogue.parent_of(code)
            if chosen and actual is not None and actual != chosen:
                yield context.finding(
                    rule.code,
                    where,
                    child=context.shown(child, code),
                    parent=context.shown(parent, chosen),
                    parent_label=context.label(parent),
                )
