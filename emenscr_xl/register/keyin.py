"""What staff key into eMENSCR for one project: every answer as plain text, in the order of its screens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from emenscr_xl.core.check import blanks
from emenscr_xl.core.submission import Submission, Where, record_name
from emenscr_xl.core.sums import amount
from emenscr_xl.core.text import shortened
from emenscr_xl.core.values import typed_text
from emenscr_xl.form.model import Field, Form, Module, Table
from emenscr_xl.form.thai import be_date_digits
from emenscr_xl.register.collected import Places
from emenscr_xl.register.office import scope

#: What a row is: a value to key in, a sum to compare with eMENSCR's, nothing answered, nothing but wanted.
Kind = Literal["value", "sum", "blank", "wanted"]
#: Characters of the name that stands beside a record that speaks of another table's.
MOST_NAME = 60


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the key-in sheet. `value` is exactly what is copied into eMENSCR."""

    where: Where
    module: str  # as people call it: `M4`, `M6 Q1`
    label: str
    record: str  # `กิจกรรมที่ 2`; "" for a question asked once
    value: str = ""
    source: str = ""  # sheet and cell in the owner's workbook
    kind: Kind = "value"


def items_of(submission: Submission, places: Places, quarter: int) -> tuple[Item, ...]:
    """Every line of a project, in the form's order, with the reports of the quarters up to one."""
    wanted = frozenset(f.where for f in blanks(submission))
    asker = _Asker(submission, places, wanted)
    return tuple(item for module in submission.form.modules for item in asker.module(module, quarter))


def in_scope(module: Module, quarter: int) -> bool:
    """True for the yearly modules, and for the reports of the quarters up to one."""
    return module.quarter <= quarter


def module_name(module: Module) -> str:
    """`M4`; `M6 Q1`."""
    return scope(module.quarter) if module.quarter else module.key


def named(form: Form, where: Where) -> tuple[str, str, str]:
    """What the module, the question and the record of a place are called."""
    module, table, field = form.question(where.address)
    return module_name(module), _label(table, field), record_name(table, where.record)


@dataclass(frozen=True, slots=True)
class _Asker:
    """What turns a submission's places into lines."""

    submission: Submission
    places: Places
    wanted: frozenset[Where]

    def module(self, module: Module, quarter: int) -> Iterator[Item]:
        """The lines of a module; none of a quarter that is not asked for, or not reported yet."""
        if not in_scope(module, quarter) or (module.quarter and not self.submission.touched(module)):
            return
        for item in module.items:
            if isinstance(item, Table):
                yield from self._table(module, item)
            else:
                yield self._item(Where(module.key, item.key), item)

    def _table(self, module: Module, table: Table) -> Iterator[Item]:
        """The lines of the records that are begun; of a blank table, one."""
        fields = [f for f in table.fields if f.type == "sum" or not f.computed]
        records = self.submission.records(module, table)
        for record in records:
            for field in fields:
                yield self._item(Where(module.key, f"{table.key}.{field.key}", record), field)
        if not records:
            where = Where(module.key, f"{table.key}.{table.answerable[0].key}", 1)
            kind: Kind = "wanted" if where in self.wanted else "blank"
            yield Item(where, module_name(module), table.label, "", kind=kind)

    def _item(self, where: Where, field: Field) -> Item:
        module, label, record = named(self.submission.form, where)
        lies = self.places.get(where)
        source = f"{lies[0]}!{lies[1]}" if lies else ""
        item = Item(where, module, label, self._record(where, record), source=source)
        if field.type == "sum":
            return _with(item, f"{amount(self.submission, where.address, where.record):.2f}", "sum")
        if where in self.submission.answers:
            return _with(item, keyed_text(self.submission, where), "value")
        return _with(item, "", "wanted" if where in self.wanted else "blank")

    def _record(self, where: Where, name: str) -> str:
        """The record's name; where it speaks of another table's record, what that is called beside it."""
        _, table, _ = self.submission.form.question(where.address)
        mirror = next((f for f in table.fields if f.type == "mirror"), None) if table else None
        if mirror is None:
            return name
        of = shortened(self.submission.typed(mirror.of[0], where.record), MOST_NAME)
        return f"{name} · {of}" if of else name


def _with(item: Item, value: str, kind: Kind) -> Item:
    return Item(item.where, item.module, item.label, item.record, value, item.source, kind)


def _label(table: Table | None, field: Field) -> str:
    """The question's label; in a table whose columns need it, after the table's name."""
    if table is None or table.label == field.label:
        return field.label
    return f"{table.short or table.label}: {field.label}"


def keyed_text(submission: Submission, where: Where) -> str:
    """An answer as it is typed into eMENSCR: `125000.00`, `1/10/2569`, `code – name`, or its own text."""
    answer = submission.answers[where]
    field, value = submission.form.question(where.address)[2], answer.value
    if field.type == "code":
        entry = submission.form.catalogues[field.catalogue].known(str(value))
        return entry.text if entry else answer.typed
    if isinstance(value, date):
        return be_date_digits(value)
    if isinstance(value, Decimal):
        cents = value.quantize(Decimal("0.01")) if field.type == "money" and abs(value) < 10**15 else value
        return f"{cents:.2f}" if field.type == "money" and cents == value else typed_text(value)
    return answer.typed if value is None else str(value)


Answered = Mapping[Where, str]


def answered(items: tuple[Item, ...]) -> Answered:
    """What is to be keyed in, by place."""
    return {item.where: item.value for item in items if item.kind == "value"}
