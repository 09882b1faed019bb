"""What was answered: places in meaning, the stamp, answers, submissions and findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from emenscr_xl.form.model import Form, Module, Table

Value = str | int | Decimal | date
#: What a cell may hold when it is read.
Cell = str | int | float | Decimal | bool | date | time | timedelta | None


class Where(NamedTuple):
    """A place in meaning: `M4`, `activities.name`, third record. Record 0 is a question asked once.

    A tuple, for places are looked up by the million.
    """

    module: str
    field: str
    record: int = 0

    @classmethod
    def at(cls, address: str, record: int = 0) -> Where:
        """The place of a full address `MODULE.field` or `MODULE.table.field`."""
        module, _, name = address.partition(".")
        return cls(module, name, record)

    @property
    def address(self) -> str:
        """`MODULE.field` or `MODULE.table.field`."""
        return f"{self.module}.{self.field}"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a workbook says of itself. `quarter` 0: issued for the whole year, no quarter due."""

    form: str
    version: str
    fiscal_year: int
    project: str
    issue: int = 1
    quarter: int = 0
    catalogues: str = ""  # the versions of the office's own catalogues that it offers


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the text as typed, its value if it could be read, else the message that says why not."""

    typed: str
    value: Value | None = None
    fault: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    other_era: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place. `message` is a code of the catalogue or one of its variants."""

    message: str
    where: Where
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The rule's code, without the variant."""
        return self.message.partition(".")[0]


@dataclass(frozen=True)  # no slots: what is asked again and again is kept
class Submission:
    """The answers of one workbook.

    `shown` holds sums that were typed over, with a figure or text; `lost` the places whose cells are gone
    from the file: a blank there says nothing.
    """

    form: Form
    stamp: Stamp
    answers: Mapping[Where, Answer]
    shown: Mapping[Where, Decimal | str] = field(default_factory=dict)
    lost: frozenset[Where] = frozenset()
    #: By address and record: the places that an amount adds up, once somebody has asked (`core.sums`).
    parts: dict[tuple[str, int], tuple[Where, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def _begun(self) -> Mapping[tuple[str, str], list[int]]:
        """By module and table: the records that a person has begun."""
        begun: dict[tuple[str, str], set[int]] = {}
        for address, places in self._places.items():
            module, table, field = self.form.question(address)
            if table and not field.locked:
                begun.setdefault((module.key, table.key), set()).update(w.record for w in places)
        return {key: sorted(records) for key, records in begun.items()}

    @cached_property
    def _touched(self) -> frozenset[str]:
        """The modules that a person has begun."""
        asked = map(self.form.question, self._places)
        return frozenset(module.key for module, _, field in asked if not field.locked)

    @cached_property
    def _places(self) -> Mapping[str, list[Where]]:
        """By address: where it is answered, in record order."""
        places: dict[str, list[Where]] = {}
        for where in self.answers:
            places.setdefault(where.address, []).append(where)
        return {address: sorted(wheres) for address, wheres in places.items()}

    def answer(self, where: Where) -> Answer | None:
        """The answer at a place; None when it is blank."""
        return self.answers.get(where)

    def blank(self, where: Where) -> bool:
        """True when a place is there in the file and nothing is answered in it."""
        return where not in self.answers and where not in self.lost

    def sound(self, address: str, record: int = 0) -> bool:
        """True when an address is answered and nothing is wrong with the answer itself."""
        answer = self.answers.get(Where.at(address, record))
        return answer is not None and not answer.fault

    def value(self, address: str, record: int = 0) -> Value | None:
        """The value at an address; None when blank or unreadable."""
        answer = self.answers.get(Where.at(address, record))
        return answer.value if answer else None

    def typed(self, address: str, record: int = 0) -> str:
        """The text as it was typed at an address, "" when blank."""
        answer = self.answers.get(Where.at(address, record))
        return answer.typed if answer else ""

    def text(self, address: str, record: int = 0) -> str:
        """The value at an address as text, "" when blank."""
        value = self.value(address, record)
        return "" if value is None else str(value)

    def number(self, address: str, record: int = 0) -> Decimal | None:
        """The number at an address; None when blank or not a number."""
        value = self.value(address, record)
        return Decimal(value) if isinstance(value, Decimal | int) else None

    def records(self, module: Module, table: Table) -> list[int]:
        """The numbers of the records that hold at least one answer, in order."""
        return self._begun.get((module.key, table.key), [])

    def begun(self, module: Module, table: Table, record: int) -> bool:
        """True when a person has answered anything in that record."""
        return record in self.records(module, table)

    def reported(self, module: Module) -> bool:
        """True when a module's answers are due: always but for a quarter neither begun nor stamped."""
        return not module.quarter or module.quarter == self.stamp.quarter or self.touched(module)

    def touched(self, module: Module) -> bool:
        """True when a person has answered anything in the module."""
        return module.key in self._touched

    def places(self, address: str) -> Iterator[tuple[Where, Answer]]:
        """The answered places of an address, in record order."""
        for where in self._places.get(address, ()):
            yield where, self.answers[where]


def record_name(table: Table | None, record: int) -> str:
    """`กิจกรรมที่ 3`, or "" for a question asked once."""
    return table.record.format(n=record) if table else ""
