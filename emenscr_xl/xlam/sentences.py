"""What the add-in says: every sentence in Thai and English, from `macros/messages.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import tomli

from emenscr_xl.form.faults import Faults, build
from emenscr_xl.form.messages import Language


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was done or what is wrong, then what to do. Names in braces are details.

    `cure`: the longer advice of the guide, for faults. `vba`: said before Python runs.
    """

    th: str
    en: str
    cure: str = ""
    vba: bool = False

    def text(self, language: Language, details: Mapping[str, str]) -> str:
        """The sentence with its details; KeyError when one is missing."""
        return (self.th if language == "th" else self.en).format_map(details)


@cache
def sentences() -> Mapping[str, Sentence]:
    """Every sentence by its key, in the file's order. DefinitionError when the file has faults."""
    said = tomli.loads(files("emenscr_xl.macros").joinpath("messages.toml").read_text(encoding="utf-8"))
    faults = Faults()
    built = {key: build(Sentence, table, f"messages.toml: {key}", faults) for key, table in said.items()}
    faults.raise_any()
    return {key: sentence for key, sentence in built.items() if sentence}


def sentence(key: str, **details: object) -> str:
    """A sentence with its details, in Thai."""
    return both(key, **details)[0]


def both(key: str, **details: object) -> tuple[str, str]:
    """A sentence with its details, in Thai and in English."""
    said, texts = sentences()[key], {name: str(value) for name, value in details.items()}
    return said.text("th", texts), said.text("en", texts)
