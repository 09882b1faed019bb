"""The verdicts by number, and how the status column says each: a word, and for a fault its sentence.

0 nothing asked or answered, 1 complete, then what a person should look at, then what is wanted, then what is
wrong. The greatest number of a row is the verdict of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from emenscr_xl.core.submission import Finding
from emenscr_xl.form.messages import Message, Severity
from emenscr_xl.sheets.live.terms import Condition

COMPLETE = 1


@dataclass(frozen=True, slots=True)
class Reasons:
    """The verdicts in order: the word of each, and its sentence or ""."""

    messages: Mapping[str, Message]
    words: tuple[str, ...]
    sentences: tuple[str, ...]
    numbers: Mapping[tuple[Severity, str], int]
    wanted: int

    def number(self, condition: Condition | Finding) -> int:
        """The verdict of a condition, or of a finding that the core reports."""
        message = self.messages[condition.message]
        return self.numbers[message.severity, message.cell.format_map(condition.details)]

    def said(self, number: int) -> str:
        """What the status of a question says: its word, and the sentence if there is one."""
        return ": ".join(filter(None, (self.words[number], self.sentences[number])))

    def said_of(self, number: int, label: str) -> str:
        """What the status of a record says: which of its answers it is."""
        if number <= COMPLETE:
            return self.words[number]
        return f"{self.words[number]}: {' '.join(filter(None, (label, self.sentences[number])))}"


def reasons_of(
    conditions: Iterable[Condition], messages: Mapping[str, Message], texts: Mapping[str, str]
) -> Reasons:
    """The numbers of everything that these conditions can say, warnings below what is wanted."""
    said = dict.fromkeys(
        (messages[c.message].severity, messages[c.message].cell.format_map(c.details)) for c in conditions
    )
    warnings = [key for key in said if key[0] != "E"]
    errors = [key for key in said if key[0] == "E"]
    wanted = COMPLETE + len(warnings) + 1
    numbers = {key: n for n, key in enumerate(warnings, start=COMPLETE + 1)}
    numbers |= {key: n for n, key in enumerate(errors, start=wanted + 1)}
    words = ("", texts["complete"], *[texts["doubtful"]] * len(warnings), texts["required"])
    words += (texts["wrong"],) * len(errors)
    sentences = ("", "", *(s for _, s in warnings), "", *(s for _, s in errors))
    return Reasons(messages, words, sentences, numbers, wanted)
