"""The message catalogue: what is said of each finding, in Thai and English."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from emenscr_xl.form.faults import Faults

Severity = Literal["E", "W", "I"]
Language = Literal["th", "en"]
SEVERITIES: tuple[Severity, ...] = ("E", "W", "I")
SEVERITY_WORDS: Mapping[Language, Mapping[Severity, str]] = {
    "th": {"E": "ต้องแก้", "W": "ควรตรวจ", "I": "แจ้งให้ทราบ"},
    "en": {"E": "must fix", "W": "look at", "I": "note"},
}


@dataclass(frozen=True, slots=True)
class Message:
    """One code's texts. A sentence says what is wrong, then what to do; the renderer adds where.

    In the file a severity may also be a table by fiscal year; loading settles it (`in_force`).
    A code may say the same rule in several ways: `A-04.shape` is a variant of `A-04`, whose rule,
    severity and basis it shares. Only damage is graver in one way than in another (`STR-12.look`), and a mere
    suggestion milder than a doubt (`A-08.suggest`).
    """

    severity: Severity
    rule_th: str
    rule_en: str
    th: str
    en: str
    basis: str
    cell: str = ""  # what the status beside the answer says, in Thai; "" when the sheet says nothing of it

    @property
    def placeholders(self) -> frozenset[str]:
        """The named details that the sentences need."""
        return placeholders(self.th)

    def text(self, language: Language, details: Mapping[str, str]) -> str:
        """The sentence with its details; KeyError when one is missing.

        A detail that is a sentence itself is given in both languages: `what`, and `what_en` for English.
        """
        own = {n: details[f"{n}_{language}"] for n in self.placeholders if f"{n}_{language}" in details}
        return (self.th if language == "th" else self.en).format_map({**details, **own})


def in_force(said: Mapping[str, Any], fiscal_year: int, path: str, faults: Faults) -> Mapping[str, Any]:
    """A message's table with the one severity that counts in a fiscal year (BE).

    `severity = { 2570 = "I", 2571 = "W", 2572 = "E" }`: each holds from its year on, so that a new rule is a
    note for a cycle, then a warning, then an error.
    """
    stated = said.get("severity")
    if not isinstance(stated, Mapping):
        return said
    sound = {int(y): s for y, s in stated.items() if re.fullmatch("25[0-9]{2}", y) and s in SEVERITIES}
    begun = [year for year in sound if year <= fiscal_year]
    if len(sound) < len(stated):
        faults.add(f"{path}.severity", f"{dict(stated)} names no fiscal years, each with E, W or I")
    elif not begun:
        faults.add(f"{path}.severity", f"says nothing of fiscal year {fiscal_year}")
    return {**said, "severity": sound[max(begun)] if begun else SEVERITIES[0]}


@lru_cache(maxsize=1_000)  # a message is put into words again and again
def placeholders(template: str) -> frozenset[str]:
    """The names between braces in a template."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)
