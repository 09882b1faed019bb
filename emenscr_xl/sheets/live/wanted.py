"""What asks for an answer: the reasons for which a blank is missing, as expressions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from emenscr_xl.core.submission import Where
from emenscr_xl.core.sums import first_part
from emenscr_xl.form.model import Field, Module, Rule
from emenscr_xl.sheets.live.pieces import quoted_text
from emenscr_xl.sheets.live.terms import Terms
from emenscr_xl.sheets.live.value_rules import unplanned


def wanted(terms: Terms, where: Where) -> Iterator[str]:
    """The reasons for which a blank at a place is missing, each an expression."""
    module, table, field = terms.form.question(where.address)
    due = f"{terms.places.due(module)}>0"
    if table is None:
        yield from _wanted_once(terms, module, field, due)
        return
    if field.required:
        yield f"{terms.begun(where)}>0"
    if table.min_rows and where.record == 1 and field == table.answerable[0]:
        yield f"AND({due},SUM({terms.all_begun(where)})=0)"
    for rule in terms.form.rules:
        if where.address in rule.fields.get("reported", ()):
            yield f"AND({due},{_asked(terms, rule, where)})"
        elif rule.kind == "equals" and where == first_part(terms.form, rule.fields["parts"][0]):
            yield unplanned(rule, terms)


def _wanted_once(terms: Terms, module: Module, field: Field, due: str) -> Iterator[str]:
    if field.required_when:
        other = Where(module.key, field.required_when["field"])
        chosen = f"EXACT({terms.text(other)},{quoted_text(field.required_when['equals'])})"
        yield f"AND({due},{chosen})"
    elif field.required:
        yield due


def _asked(terms: Terms, rule: Rule, where: Where) -> str:
    """True when a quarter's report must speak of the record: it is active, or it exists."""
    if rule.kind == "each_reported":
        (of,) = rule.fields["of"]
        return f'{terms.text(Where.at(of, where.record))}<>""'
    quarter = terms.form.question(where.address)[0].quarter
    months = (rule.fields["start"][0], rule.fields["end"][0])
    return active(terms, months, where.record, quarter)


def active(terms: Terms, months: Sequence[str], record: int, quarter: int, sheet: str = "") -> str:
    """True when a record's months overlap a quarter. `sheet`: what a reference needs before it."""
    start, end = (f"{sheet}{terms.order(Where.at(month, record))}" for month in months)
    return f"AND({start}>0,{end}>0,{start}<={3 * quarter},{end}>={3 * quarter - 2})"
