"""What staff key into eMENSCR for one project: every answer as plain text, in the order of its screens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
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


def items_of(submission: Submission, places: Places) -> tuple[Item, ...]:
    """Every line of a project, in the form's order: the year's modules, then the quarters reported."""
    wanted = frozenset(f.where for f in blanks(submission))
    asker = _Asker(submission, places, wanted)
    return tuple(item for module in submission.form.modules for item in asker.module(module))


def module_name(module: Module) -> str:
    """`M4`; `M6 Q1`."""
    return scope(module.quarter) if module.quarter else module.key


def named(form: Form, where: Where) -> tuple[str, str, str]:
    """What the module, the question and the record of a place are called."""
    module, table, field = form.question(where.address)
    return module_name(module), field.label, record_name(table, where.record)


@dataclass(frozen=True, slots=True)
class _Asker:
    """What turns a submission's places into lines."""

    submission: Submission
    places: Places
    wanted: frozenset[Where]

    def module(self, module: Module) -> Iterator[Item]:
        """The lines of a module; none of a quarter that is not reported yet."""
        if module.quarter and not self.submission.touched(module):
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
            for number, field in enumerate(fields):
                item = self._item(Where(module.key, f"{table.key}.{field.key}", record), field)
                yield item if number else replace(item, record=self._spoken_of(table, record, item.record))
        if not records:
            where = Where(module.key, f"{table.key}.{table.answerable[0].key}", 1)
            kind: Kind = "wanted" if where in self.wanted else "blank"
            yield Item(where, module_name(module), table.label, "", kind=kind)

    def _item(self, where: Where, field: Field) -> Item:
        module, label, record = named(self.submission.form, where)
        lies = self.places.get(where)
        source = f"{lies[0]}!{lies[1]}" if lies else ""
        item = Item(where, module, label, record, source=source)
        if field.type == "sum":
            total = amount(self.submission, where.address, where.record)
            return replace(item, value=f"{total:.2f}", kind="sum")
        if where in self.submission.answers:
            return replace(item, value=keyed_text(self.submission, where))
        return replace(item, kind="wanted" if where in self.wanted else "blank")

    def _spoken_of(self, table: Table, record: int, name: str) -> str:
        """The record's name; where it speaks of another table's record, what that is called beside it."""
        mirror = next((f for f in table.fields if f.type == "mirror"), None)
        of = shortened(self.submission.typed(mirror.of[0], record), MOST_NAME) if mirror else ""
        return f"{name} · {of}" if of else name


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
