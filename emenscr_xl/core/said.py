"""A finding as it is said to a person: with its severity, its sentences and its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from emenscr_xl.core.submission import Finding
from emenscr_xl.form.messages import Language, Message, Severity


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
    message_th: str
    message_en: str
    waived: str = ""

    def text(self, language: Language) -> str:
        """The sentence in a language."""
        return self.message_th if language == "th" else self.message_en

    def as_json(self) -> dict[str, Any]:
        """The finding as the published JSON says it; `waived` stands in waived findings only."""
        return {key: value for key, value in asdict(self).items() if key != "waived" or value}


def said(finding: Finding, messages: Mapping[str, Message], sheet: str = "", cell: str = "") -> Said:
    """The finding with its sentences from the catalogue. KeyError when code and catalogue disagree."""
    message = messages[finding.message]
    return Said(
        code=finding.code,
        severity=message.severity,
        module=finding.where.module,
        field=finding.where.field,
        record=max(0, finding.where.record),
        sheet=sheet,
        cell=cell,
        message_th=message.text("th", finding.details),
        message_en=message.text("en", finding.details),
    )
