"""The topics of the rules: how the catalogue of rules groups them, and which of them an office may waive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from emenscr_xl.form.catalogue import Catalogue, Entry
from emenscr_xl.form.faults import Faults, build
from emenscr_xl.form.messages import Message

#: The register's catalogue of the rules that may be waived.
WAIVABLE = "waivable_rules"


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. `speaks_of`: what its rules look at where they name no question of the form."""

    key: str
    th: str
    en: str
    speaks_of_th: str
    speaks_of_en: str
    waivable: bool = False
    never: tuple[str, ...] = ()  # codes that are not waived, though their topic is waivable
    for_staff: tuple[str, ...] = ()  # codes that staff look into: no owner is asked to correct anything

    def waives(self, code: str) -> bool:
        """True for a code of this topic that an office may waive."""
        return self.waivable and topic_of(code) == self.key and code not in self.never


def topic_of(code: str) -> str:
    """What a code begins with: `C` of `C-01` and of `C-04.number`."""
    return code.partition("-")[0]


def topics(said: Mapping[str, Any] | None, faults: Faults) -> tuple[Topic, ...]:
    """The topics of `topics.toml`, in its order. None: the file could not be read."""
    tables = (said or {}).items()
    built = (build(Topic, table, f"topics.toml: {key}", faults, key=key) for key, table in tables)
    return tuple(topic for topic in built if topic)


def verify_topics(topics: tuple[Topic, ...], messages: Mapping[str, Message], faults: Faults) -> None:
    """Every code has a topic, and what a topic says of a code is said of one of its own."""
    for key in dict.fromkeys(map(topic_of, messages)):
        if key not in {topic.key for topic in topics}:
            faults.add(f"messages.toml: {key}", "there is no such topic in topics.toml")
    for topic in topics:
        for name in ("never", "for_staff"):
            for code in getattr(topic, name):
                if code not in messages or topic_of(code) != topic.key:
                    faults.add(f"topics.toml: {topic.key}.{name}", f"the topic has no code {code}")


def waivable_rules(topics: tuple[Topic, ...], messages: Mapping[str, Message]) -> Catalogue:
    """The rules that an office may waive, as a list to choose from: code and rule, by topic."""
    codes = [c for topic in topics for c in messages if "." not in c and topic.waives(c)]
    return Catalogue(WAIVABLE, "ข้อตรวจที่ยกเว้นได้", {c: Entry(c, messages[c].rule_th) for c in codes})
