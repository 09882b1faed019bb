"""What stops the add-in from being installed or from working: sentences of `macros/messages.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from emenscr_xl.form.messages import Language
from emenscr_xl.jobs.workspace import JobError
from emenscr_xl.xlam.sentences import both, sentences


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong, by the key of its sentence, with its details."""

    key: str
    details: tuple[tuple[str, str], ...] = ()

    def text(self, language: Language) -> str:
        """What is wrong, then what to do."""
        return sentences()[self.key].text(language, dict(self.details))

    @property
    def cure(self) -> str:
        """The longer advice of the guide, in Thai."""
        return sentences()[self.key].cure

    def as_json(self) -> dict[str, str]:
        """The trouble as the published JSON says it."""
        return {
            "key": self.key,
            "message_th": self.text("th"),
            "message_en": self.text("en"),
            "cure_th": self.cure,
        }


def trouble(key: str, **details: object) -> Trouble:
    """A trouble with its details as text."""
    return Trouble(key, tuple((name, str(value)) for name, value in details.items()))


def refused(key: str, **details: object) -> JobError:
    """The same, when a job cannot go on."""
    return JobError(*both(key, **details))
