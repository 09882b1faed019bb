"""The catalogue of rules: of each code its texts, what it compares and where it is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from emenscr_xl.core.check import ASKING
from emenscr_xl.form.load import Definition
from emenscr_xl.form.messages import Message
from emenscr_xl.form.model import Field, Form, Module, Table
from emenscr_xl.form.topics import Topic, topic_of

#: A question: where it stands, `M1` or `M3 ผลผลิต:` (M6 for every quarter), and its label.
Named = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """One way in which a rule looks at the form: the questions on each side of the comparison.

    `kind` is the rule's kind (`form.kinds`); "" when it asks for an answer.
    """

    kind: str
    sides: tuple[tuple[Named, ...], ...]

    def words(self, most: int = 0) -> str:
        """The sides in words, of each side `most` questions by name (0: all)."""
        return " ↔ ".join(_named(side, most) for side in self.sides)


@dataclass(frozen=True, slots=True)
class Listed:
    """One rule: its sentences by message, what it compares, what the sheet's status says of it already."""

    code: str
    topic: Topic
    messages: Mapping[str, Message]
    looks: tuple[Look, ...]
    status: tuple[str, ...]  # none: it is said on return only

    @property
    def rule(self) -> Message:
        """The code's own message: its rule, severity and basis."""
        return self.messages[self.code]

    @property
    def waivable(self) -> bool:
        """True when an office may waive it for a project."""
        return self.topic.waives(self.code)

    def compared(self, most: int = 0) -> tuple[str, ...]:
        """What it compares in words, a line for each look; of each side `most` questions by name (0: all).

        A rule that names no question compares what its topic speaks of.
        """
        return tuple(dict.fromkeys(look.words(most) for look in self.looks)) or (self.topic.speaks_of_th,)


def rulebook(definition: Definition) -> tuple[Listed, ...]:
    """Every rule of a definition, by topic in the order of the topics."""
    messages = definition.messages
    return tuple(
        _listed(definition, topic, code)
        for topic in definition.topics
        for code in messages
        if topic_of(code) == topic.key and "." not in code
    )


def _listed(definition: Definition, topic: Topic, code: str) -> Listed:
    messages = {c: m for c, m in definition.messages.items() if c.partition(".")[0] == code}
    looks = tuple(_looks(definition.form, code))
    status = dict.fromkeys(_status(definition, messages.values(), looks))
    return Listed(code, topic, messages, looks, tuple(status))


def _looks(form: Form, code: str) -> Iterator[Look]:
    """How a code looks at the form. The quarters' modules ask the same, and are named once."""
    asked = tuple(dict.fromkeys(_asked(form, code)))
    sides: dict[str, tuple[Named, ...]] = {"": asked} if asked else {}
    several = []
    for rule in (r for r in form.rules if r.code.partition(".")[0] == code):
        look = tuple(tuple(_name(*form.question(a)) for a in addresses) for addresses in rule.fields.values())
        if len(look) == 1:
            sides[rule.kind] = tuple(dict.fromkeys((*sides.get(rule.kind, ()), *look[0])))
        else:
            several.append(Look(rule.kind, look))
    yield from (Look(kind, (side,)) for kind, side in sides.items())
    yield from dict.fromkeys(several)


def _asked(form: Form, code: str) -> Iterator[Named]:
    """The tables that a code asks a row of, and the questions that it asks an answer of, in reading order."""
    for module, table, field in form.questions():
        if table and table.min_rows and table.missing == code and field is table.fields[0]:
            yield module.base, table.label
        if (field.required or field.required_when) and field.missing == code:
            yield _name(module, table, field)


def _name(module: Module, table: Table | None, field: Field) -> Named:
    """A question of a table of several stands under the table's label."""
    if table is None or table.label == field.label:
        return module.base, field.label
    return f"{module.base} {table.label}:", field.label


def _status(definition: Definition, messages: Iterable[Message], looks: Iterable[Look]) -> Iterator[str]:
    """What the status beside an answer says: that it is wanted, or what is wrong with it."""
    texts = definition.texts
    if any(look.kind in ("", *ASKING) for look in looks):
        yield texts["required"]
    for message in messages:
        if message.cell:
            yield f"{texts['wrong' if message.severity == 'E' else 'doubtful']}: {message.cell}"


def _named(side: Sequence[Named], most: int) -> str:
    """`M1 ชื่อ, ชื่อ · M3 ผลผลิต: ชื่อ, ชื่อ`; beyond `most` names, how many more there are."""
    shown = side[:most] if most else side
    groups = (
        f"{place} {', '.join(label for _, label in names)}"
        for place, names in groupby(shown, key=lambda name: name[0])
    )
    more = len(side) - len(shown)
    return " · ".join(groups) + (f" และอีก {more} รายการ" if more else "")
