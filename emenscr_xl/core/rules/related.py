"""Which codes go together and which are seldom chosen: A-01, A-09."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.core.context import Context
from emenscr_xl.core.submission import Finding
from emenscr_xl.form.model import Rule


def related(rule: Rule, context: Context) -> Iterator[Finding]:
    """A finding where the relation knows a code and does not pair it with the other. Said at the other.

    Codes that are not listed are left to A-12. Basis of A-01: the relation's file, which is unconfirmed.
    """
    (of,), (to,) = rule.fields["of"], rule.fields["to"]
    relation = context.form.relations[rule.options["relation"]]
    listed = context.form.catalogues[relation.to]
    for where, other in context.codes(to):
        chosen = context.submission.text(of, where.record)
        fitting = relation.pairs.get(chosen, ())
        if fitting and listed.get(other) is not None and other not in fitting:
            yield context.finding(
                rule.code,
                where,
                value=context.shown(to, other),
                other=context.shown(of, chosen),
                other_label=context.label(of),
                fitting=" / ".join(context.shown(to, code) for code in fitting),
                **relation.standing,
            )


def seldom_used(rule: Rule, context: Context) -> Iterator[Finding]:
    """A note for each chosen entry whose catalogue row says that it is seldom used (A-09, unconfirmed)."""
    column, says = rule.options["column"], rule.options["says"]
    for address in rule.fields["codes"]:
        catalogue = context.form.catalogues[context.form.question(address)[2].catalogue]
        for where, code in context.codes(address):
            entry = catalogue.get(code)
            if entry and entry.row.get(column) == says:
                yield context.finding(rule.code, where, code=entry.text)
