"""Every formula of the sheet of checks, place by place: reading, fault, verdict, and what is wanted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from emenscr_xl.core.submission import Where
from emenscr_xl.form.messages import Message
from emenscr_xl.form.model import Form, Module
from emenscr_xl.sheets.layout import Layout
from emenscr_xl.sheets.lists import Lists
from emenscr_xl.sheets.live import reading
from emenscr_xl.sheets.live.faults import faults
from emenscr_xl.sheets.live.places import BEGUN, DETAIL, FAULT, PLAIN, ROW, TEXT, VALUE, VERDICT, places_of
from emenscr_xl.sheets.live.reasons import COMPLETE, Reasons, reasons_of
from emenscr_xl.sheets.live.rules import conditions
from emenscr_xl.sheets.live.terms import Condition, Terms
from emenscr_xl.sheets.live.wanted import wanted


@dataclass(frozen=True, slots=True)
class Live:
    """The compiled checks of a form: its terms, its verdicts, and the formulas by row and column."""

    terms: Terms
    reasons: Reasons
    formulas: Mapping[tuple[int, int], str]
    months: frozenset[str]  # the addresses whose answers are months of the fiscal year
    counting: Mapping[
        tuple[int, int], int
    ]  # what a formula gives for a blank, if it is a number where others give no text

    def due(self, module: Module, stamped_quarter: int) -> str:
        """The formula that says whether a quarter's module is due: stamped, or begun by the owner."""
        places = self.terms.places
        open_places = [w for w in places.rows if w.module == module.key and _open(self.terms.form, w)]
        begun = _length(places.over(open_places, TEXT))
        return f"=({int(module.quarter == stamped_quarter)}+{begun}>0)*1"

    def blank(self, row: int, column: int) -> str | int:
        """What a formula gives while nothing is answered: a number where it counts, else no text."""
        return self.counting.get((row, column), 0 if column in (FAULT, VERDICT, BEGUN) else "")


def live_checks(
    form: Form,
    layout: Layout,
    lists: Lists,
    messages: Mapping[str, Message],
    texts: Mapping[str, str],
) -> Live:
    """Compile the checks of a form's sheets of questions."""
    terms = Terms(form, places_of(form, layout, texts["checks_sheet"]), lists)
    own: dict[Where, list[Condition]] = {}
    for where in terms.places.rows:
        field = form.question(where.address)[2]
        own[where] = [] if field.computed else _sayable(faults(terms, where), messages)
    across = {where: _sayable(found, messages) for where, found in conditions(terms).items()}
    said = [c for found in (*own.values(), *across.values()) for c in found]
    reasons = reasons_of(said, messages, texts)
    months = reading.months_of(form)
    formulas: dict[tuple[int, int], str] = {}
    for where, row in terms.places.rows.items():
        ranked = sorted(across.get(where, ()), key=lambda c: messages[c.message].severity != "E")
        for column, formula in _row(terms, where, months, own[where], ranked, reasons):
            formulas[row, column] = f"={formula}"
    return Live(terms, reasons, formulas, months, dict(_counting(terms, months)))


def _counting(terms: Terms, months: Collection[str]) -> Iterator[tuple[tuple[int, int], int]]:
    """What else is a number even for a blank: sums, places of months, and the rows of anchors."""
    for where, row in terms.places.rows.items():
        if where == terms.places.record(where)[0]:
            yield (row, ROW), terms.places.layout.cells[where].row + 1
        if terms.form.question(where.address)[2].type == "sum":
            yield (row, VALUE), 0
        elif where.address in months:
            yield (row, DETAIL), 0


def _sayable(found: Iterable[Condition], messages: Mapping[str, Message]) -> list[Condition]:
    """The conditions whose message has a sentence for the cell."""
    return [c for c in found if messages[c.message].cell]


def _row(
    terms: Terms,
    where: Where,
    months: frozenset[str],
    own: list[Condition],
    across: list[Condition],
    reasons: Reasons,
) -> Iterator[tuple[int, str]]:
    field = terms.form.question(where.address)[2]
    if where == terms.places.record(where)[0]:
        yield ROW, terms.places.anchor_row(where)
    if field.type == "sum":
        yield from _sum_row(terms, where, across, reasons)
        return
    read = {
        TEXT: reading.text(terms, where),
        PLAIN: reading.plain(terms, where),
        VALUE: reading.value(terms, where),
        DETAIL: reading.detail(terms, where, months),
    }
    yield from ((column, formula) for column, formula in read.items() if formula)
    cell, fault = terms.text(where), terms.places.at(where, FAULT)
    yield FAULT, f'IF({cell}="",0,{_first(own, reasons, 0)})'
    blank = f"IF({_any(wanted(terms, where))},{reasons.wanted},0)"
    rules = _first(across, reasons, 0 if field.locked else COMPLETE)
    yield VERDICT, f'IF({cell}="",{blank},IF({fault}>0,{fault},{rules}))'
    yield from _begun(terms, where)


def _sum_row(
    terms: Terms, where: Where, across: list[Condition], reasons: Reasons
) -> Iterator[tuple[int, str]]:
    """A sum adds up what was read, not what is shown; it is faulty when one of its parts is."""
    _, table, field = terms.form.question(where.address)
    parts = [w for part in field.of for w in _parts(terms, part, where)]
    yield VALUE, f"SUM({terms.places.over(parts, VALUE)})"
    yield FAULT, f"(SUM({terms.places.over(parts, FAULT)})>0)*1"
    yield VERDICT, _first(across, reasons, 0)
    if table:
        yield from _begun(terms, where)


def _parts(terms: Terms, part: str, where: Where) -> list[Where]:
    """The places that a sum adds: of its own record, or of all records when it stands alone."""
    table = terms.form.question(part)[1]
    return [Where.at(part, where.record)] if table and where.record else list(terms.each(part))


def _first(found: list[Condition], reasons: Reasons, otherwise: int) -> str:
    """The number of the first condition that holds. One that cannot be computed does not hold."""
    formula = str(otherwise)
    for condition in reversed(found):
        formula = f"IF(IFERROR({condition.formula},FALSE),{reasons.number(condition)},{formula})"
    return formula


def _any(found: Iterable[str]) -> str:
    terms = list(found)
    return terms[0] if len(terms) == 1 else f"OR({','.join(terms)})" if terms else "FALSE"


def _begun(terms: Terms, where: Where) -> Iterator[tuple[int, str]]:
    """On a record's first row: is anything written in the record by its owner?"""
    record = terms.places.record(where)
    if where.record and where == record[0]:
        answers = [w for w in record if _open(terms.form, w)]
        yield BEGUN, f"({_length(terms.places.over(answers, TEXT))}>0)*1"


def _open(form: Form, where: Where) -> bool:
    field = form.question(where.address)[2]
    return not field.computed and not field.locked


def _length(ranges: str) -> str:
    """How much is written in ranges parted by commas."""
    return "+".join(f"SUMPRODUCT(LEN({r}))" for r in ranges.split(",") if r) or "0"
