"""The form: modules, fields, tables and rules. Immutable, loaded once for a fiscal year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from emenscr_xl.form.catalogue import Catalogue
from emenscr_xl.form.relation import Relation

FieldType = Literal[
    "text", "long_text", "integer", "number", "money", "date", "choice", "code", "seq", "sum", "mirror",
    "active", "verdict", "reason", "score",
]  # fmt: skip
#: Types that a person answers with a number.
NUMERIC_TYPES: tuple[FieldType, ...] = ("integer", "number", "money")
#: Types whose cell the workbook fills by formula; nobody answers them.
COMPUTED_TYPES: tuple[FieldType, ...] = ("seq", "sum", "mirror", "active", "verdict", "reason", "score")


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `key` is unique in its module; a table's field is addressed `table.key`."""

    key: str
    label: str
    type: FieldType
    hint: str = ""
    example: str = ""
    required: bool = False
    missing: str = "C-01"  # message code when a required answer is blank
    invalid: str = ""  # message code when the answer has the wrong type or range; "" = by kind
    choices: tuple[str, ...] = ()
    catalogue: str = ""
    open: bool = False  # a code field that also takes text outside its catalogue
    minimum: Decimal | None = None
    exclusive_minimum: Decimal | None = None
    maximum: Decimal | None = None
    min_length: int = 0
    max_length: int = 0
    pattern: str = ""
    default: str = ""
    prefill: str = ""  # where the answer is taken from: "project.name", "settings.office", "stamp.quarter"
    locked: bool = False
    of: tuple[str, ...] = ()  # sum: the fields added up; mirror: the one shown; active: first and last month
    word: str = ""  # active: what is shown when the record is planned to be active in the module's quarter
    required_when: Mapping[str, str] = field(
        default_factory=dict
    )  # {field = ..., equals = ...}: required only then
    width: int = 0
    lines: int = 0
    like: str = ""  # the question of the form that this one repeats: its label, type, catalogue and rules
    explained: str = ""  # the question of the form whose answer explains this choice
    short: str = ""  # its name where space is short
    group: str = ""  # neighbours of one group stand under one band
    personal: bool = False  # the answer is personal data: it names a person, or says how to reach one
    source: tuple[str, ...] = ()
    confidence: str = ""

    @property
    def computed(self) -> bool:
        """True when the workbook itself fills the cell."""
        return self.type in COMPUTED_TYPES


@dataclass(frozen=True, slots=True)
class Table:
    """A question asked many times: `rows` records of the same fields."""

    key: str
    label: str
    record: str  # the name of one record, "กิจกรรมที่ {n}"
    rows: int
    fields: tuple[Field, ...]
    hint: str = ""
    explained: str = ""  # the question of the form whose answer explains this choice
    short: str = ""  # its name where space is short, as on a sheet's tab
    min_rows: int = 0
    missing: str = "C-01"
    defaults: tuple[str, ...] = ()  # the first field of the first records, as issued
    rows_of: str = ""  # another table ("M4.activities"): record n here speaks of record n there

    @property
    def answerable(self) -> tuple[Field, ...]:
        """The fields a person fills."""
        return tuple(f for f in self.fields if not f.computed)

    @property
    def placed(self) -> tuple[Field, ...]:
        """The fields that have a column of their own; a running number is the record's number itself."""
        return tuple(f for f in self.fields if f.type != "seq")


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """One sheet of questions. M6 is asked once a quarter: four modules, M6Q1 to M6Q4, of one `base`.

    A module equals only itself, so that what follows from it can be kept; so does a form.
    """

    key: str
    base: str
    label: str
    sheet: str
    items: tuple[Field | Table, ...]
    layout: Literal["form", "list"] = "form"
    intro: str = ""
    quarter: int = 0
    judged: bool = False  # a list whose lines are judged in the workbook itself
    ordered: bool = False  # a list whose lines are the program's: they may be sorted, not taken away

    @property
    def fields(self) -> tuple[Field, ...]:
        """The questions asked once."""
        return tuple(i for i in self.items if isinstance(i, Field))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The questions asked many times."""
        return tuple(i for i in self.items if isinstance(i, Table))

    def table(self, key: str) -> Table:
        """The table of that key; KeyError when there is none."""
        return next(t for t in self.tables if t.key == key)


Question = tuple[Module, Table | None, Field]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule across fields: its message code, its kind and the kind's parameters."""

    code: str
    kind: str
    fields: Mapping[str, tuple[str, ...]]  # parameter -> references "MODULE.field" or "MODULE.table.field"
    options: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # options that are lists of texts


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """What is asked in one fiscal year (BE)."""

    id: str
    version: str
    title: str
    fiscal_year: int
    modules: tuple[Module, ...]
    rules: tuple[Rule, ...]
    catalogues: Mapping[str, Catalogue]
    sources: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    _index: Mapping[str, Question] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = {
            ".".join(filter(None, (m.key, t.key if t else "", f.key))): (m, t, f)
            for m, t, f in self.questions()
        }
        object.__setattr__(self, "_index", index)

    def with_rows(self, rows: Callable[[Module, Table], int]) -> Form:
        """The form whose tables have so many rows."""
        modules = tuple(
            replace(
                m, items=tuple(i if isinstance(i, Field) else replace(i, rows=rows(m, i)) for i in m.items)
            )
            for m in self.modules
        )
        return replace(self, modules=modules)

    def question(self, address: str) -> Question:
        """The module, table (if any) and field of `MODULE.field` or `MODULE.table.field`; else KeyError."""
        return self._index[address]

    def asks(self, address: str) -> bool:
        """True when there is a question of that address."""
        return address in self._index

    def module(self, key: str) -> Module:
        """The module of that key; KeyError when there is none."""
        for module in self.modules:
            if module.key == key:
                return module
        raise KeyError(key)

    def questions(self) -> Iterator[Question]:
        """Every field in reading order, with its module and its table if any."""
        for module in self.modules:
            for item in module.items:
                if isinstance(item, Field):
                    yield module, None, item
                else:
                    for column in item.fields:
                        yield module, item, column
