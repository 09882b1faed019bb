"""What can have happened to a returned workbook, in words: a closed set of kinds, each one phrase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from emenscr_xl.form.faults import Faults, build
from emenscr_xl.form.messages import Language, Severity, placeholders

#: What triage tells apart, in the order in which it is said; each phrase names where.
KINDS = (
    "renamed", "hidden", "shown", "deleted", "copied", "added",
    "rows_inserted", "rows_deleted", "rows_moved", "records_sorted",
    "columns_inserted", "columns_deleted", "columns_moved", "columns_text", "anchors",
    "drop_downs", "protection", "colours", "names",
    "formulas", "mirrors", "answer_formulas", "blank_formulas", "merged",
)  # fmt: skip
#: Words of the sentence itself, and what each names.
WORDS: Mapping[str, str] = {"more": "count", "no_program": ""}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing that can have happened. W: a person should look; I: nothing was lost."""

    severity: Severity
    th: str
    en: str

    def text(self, language: Language, **details: str) -> str:
        """The phrase with its details."""
        return (self.th if language == "th" else self.en).format_map(details)


def phrases(said: Mapping[str, Any] | None, faults: Faults) -> dict[str, Phrase]:
    """The phrases of `damage.toml`: every kind has one, and names what it should. None: not readable."""
    if said is None:
        return {}
    known = {**dict.fromkeys(KINDS, "names"), **WORDS}
    for kind in said.keys() - known.keys():
        faults.add(f"damage.toml: {kind}", f"unknown kind; known are {', '.join(known)}")
    built = {}
    for kind, named in known.items():
        phrase = build(Phrase, said.get(kind, {}), f"damage.toml: {kind}", faults)
        if phrase:
            built[kind] = phrase
            if any(placeholders(text) != {named} - {""} for text in (phrase.th, phrase.en)):
                faults.add(f"damage.toml: {kind}", f"both texts name {{{named}}} and nothing else")
    return built
