"""One submission's answers by item and record: many submissions stack in time linear in their answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from emenscr_xl.core.submission import Answer, Submission, Value
from emenscr_xl.form.model import Field, Form, Module, Table
from emenscr_xl.register.data_table import shown

#: Module, item and, in a table, column ("" for a question asked once).
Place = tuple[str, str, str]
Records = dict[int, dict[str, Answer]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What stacking needs to know of a form, worked out once for all submissions."""

    form: Form
    fields: Mapping[Place, Field]
    open: Mapping[tuple[str, str], frozenset[str]]  # the columns of each item that a person fills
    leaves: Mapping[Place, tuple[Place, ...]]  # the answered places that a sum adds up


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of one submission, by item, record and column."""

    asked: Asked
    items: Mapping[tuple[str, str], Records]

    def answer(self, place: Place, record: int = 0) -> Answer | None:
        """The answer at a place; None when it is blank."""
        return self.items.get(place[:2], {}).get(record, {}).get(place[2])

    def cell(self, place: Place, record: int = 0) -> Value | None:
        """What a data sheet shows at a place: answers, sums, and what a mirror shows."""
        field = self.asked.fields[place]
        if field.type == "sum":
            return self.amount(place, record)
        if field.type == "mirror":
            place = place_of(self.asked.form, field.of[0])
            field = self.asked.fields[place]
        return shown(field, self.answer(place, record), self.asked.form.catalogues)

    def number(self, place: Place, record: int = 0) -> Decimal | None:
        """The number at a place, as the sheet shows it; None when blank or no number."""
        value = self.cell(place, record)
        return Decimal(value) if isinstance(value, Decimal | int) else None

    def amount(self, place: Place, record: int = 0) -> Decimal:
        """A sum, in its record or over all records. Blank parts count as 0."""
        total = Decimal(0)
        for leaf in self.asked.leaves[place]:
            over = self.records(*leaf[:2]) if leaf[2] and not record else [record]
            total += sum((self.number(leaf, n) or Decimal(0) for n in over), Decimal(0))
        return total

    def records(self, module: str, item: str) -> list[int]:
        """The begun records of a table, in order."""
        columns = self.asked.open[module, item]
        return sorted(
            n for n, row in self.items.get((module, item), {}).items() if not columns.isdisjoint(row)
        )

    def touched(self, module: Module) -> bool:
        """True when a person has answered anything in the module."""
        return any(self.records(module.key, item.key) for item in module.items)


def asked(form: Form) -> Asked:
    """What stacking needs to know of a form."""
    blank = Submission(form, None, {})  # type: ignore[arg-type]
    fields: dict[Place, Field] = {}
    filled: dict[tuple[str, str], set[str]] = {}
    leaves: dict[Place, tuple[Place, ...]] = {}
    for module, table, field in form.questions():
        place = (module.key, table.key, field.key) if table else (module.key, field.key, "")
        fields[place] = field
        columns = filled.setdefault(place[:2], set())
        if not field.computed and not field.locked:
            columns.add(place[2])
        if field.type == "sum":
            leaves[place] = _leaves(blank, place)
    return Asked(form, fields, {k: frozenset(v) for k, v in filled.items()}, leaves)


def answered(known: Asked, submission: Submission) -> Answered:
    """The submission's answers, sorted out in one pass."""
    items: dict[tuple[str, str], Records] = {}
    for where, answer in submission.answers.items():
        item, _, column = where.field.partition(".")
        items.setdefault((where.module, item), {}).setdefault(where.record, {})[column] = answer
    return Answered(known, items)


def place_of(form: Form, address: str) -> Place:
    """The place of a full address `MODULE.field` or `MODULE.table.field`."""
    module, table, field = form.question(address)
    return (module.key, table.key, field.key) if table else (module.key, field.key, "")


def _leaves(blank: Submission, place: Place) -> tuple[Place, ...]:
    """The answered places below a sum: sums of sums are opened."""
    address = ".".join(filter(None, place))
    field = blank.form.question(address)[2]
    if field.type != "sum":
        return (place,)
    below = (place_of(blank.form, part) for part in field.of)
    return tuple(leaf for part in below for leaf in _leaves(blank, part))


def stacked_fields(table: Table) -> tuple[Field, ...]:
    """The fields of a table that become columns; a running number is the record's own number."""
    return tuple(f for f in table.fields if f.type != "seq")
