"""A finding as it is said to a person: with its severity, its sentences and its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from emenscr_xl.core.submission import Finding
from emenscr_xl.form.messages import Language, Message, Severity


@dataclass(frozen=True, slots=True)
class Worded:
    """A sentence in both languages."""

    th: str
    en: str

    def text(self, language: Language) -> str:
        """It, in a language."""
        return self.th if language == "th" else self.en


@dataclass(frozen=True, slots=True)
class Phrased:
    """A message with its details, put into words when somebody asks: many findings share theirs."""

    message: Message
    details: Mapping[str, str]

    def text(self, language: Language) -> str:
        """The sentence in a language."""
        return self.message.text(language, self.details)


@dataclass(frozen=True, slots=True)
class Said:
    """One finding in words. `record` 0: a question asked once; sheet and cell are "" for a whole file.

    `waived`: until when and why the office waives it, in Thai; such a finding is shown and not counted.
    """

    code: str
    severity: Severity
    module: str
    field: str
    record: int
    sheet: str
    cell: str
    sentence: Worded | Phrased
    waived: str = ""

    @property
    def message_th(self) -> str:
        """The sentence in Thai."""
        return self.sentence.text("th")

    @property
    def message_en(self) -> str:
        """The sentence in English."""
        return self.sentence.text("en")

    def text(self, language: Language) -> str:
        """The sentence in a language."""
        return self.sentence.text(language)

    @property
    def facts(self) -> tuple[Any, ...]:
        """What is known but for the sentence: code, severity, module, field, record, sheet, cell."""
        return tuple(getattr(self, name) for name in FACTS)

    def as_json(self) -> dict[str, Any]:
        """The finding as the published JSON says it; `waived` stands in waived findings only."""
        known = dict(zip(FACTS, self.facts, strict=True))
        words = {"message_th": self.message_th, "message_en": self.message_en}
        return known | words | ({"waived": self.waived} if self.waived else {})


FACTS = tuple(field.name for field in fields(Said) if field.name not in ("sentence", "waived"))


def said(finding: Finding, messages: Mapping[str, Message], sheet: str = "", cell: str = "") -> Said:
    """The finding with its sentence from the catalogue. KeyError when code and catalogue disagree."""
    message = messages[finding.message]
    message.text("th", finding.details)  # a detail that is missing is missed now
    return Said(
        code=finding.code,
        severity=message.severity,
        module=finding.where.module,
        field=finding.where.field,
        record=max(0, finding.where.record),
        sheet=sheet,
        cell=cell,
        sentence=Phrased(message, finding.details),
    )
