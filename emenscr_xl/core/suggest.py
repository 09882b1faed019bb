"""Which sub-plan targets (Y1) a project's words speak for: suggestions for a person, never verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from emenscr_xl.core.likeness import Likeness
from emenscr_xl.core.shared_words import shared_words
from emenscr_xl.core.text import shortened
from emenscr_xl.form.model import Form

#: The catalogue of sub-plan targets.
TARGETS = "targets_y1"
MOST = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry of a catalogue, its likeness (0 to 1) and the words of the texts that speak for it."""

    code: str
    name: str
    score: float
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """`120101 name [“word”, “word”]`, a long name shortened."""
        words = ", ".join(f"“{word}”" for word in self.words)
        named = f"{self.code} {shortened(self.name, 80)}"
        return f"{named} [{words}]" if words else named


def suggestions(
    form: Form, texts: Sequence[str], catalogue: str = TARGETS, most: int = MOST
) -> tuple[Suggestion, ...]:
    """The entries whose words are most like the texts, best first; an entry that shares nothing is none.

    An entry's words are its own name and those of all that it hangs on. `texts` are a project's objectives
    and outcomes: how often these alone hit is measured in docs/likeness.md.
    """
    chains, text = tuple(_chains(form, catalogue)), "\n".join(texts)
    scored = sorted(zip(_index(chains).to(text), chains, strict=True), key=lambda pair: -pair[0])
    wordings = [" ".join(names) for _, *names in chains]
    return tuple(
        Suggestion(code, names[0], score, shared_words(text, names, wordings))
        for score, (code, *names) in scored[:most]
        if score
    )


def likeness_to(form: Form, texts: Sequence[str], code: str, catalogue: str = TARGETS) -> float:
    """How like the texts are to one entry, as a share of the likeness to the entry most like them (0 to 1).

    1 when they are like none: then nothing speaks for another entry. KeyError when the code is not offered.
    """
    chains = tuple(_chains(form, catalogue))
    codes = (code for code, *_ in chains)
    scores = dict(zip(codes, _index(chains).to("\n".join(texts)), strict=True))
    best = max(scores.values())
    return scores[code] / best if best else 1.0


def _chains(form: Form, key: str) -> Iterator[tuple[str, ...]]:
    """Each entry that may be chosen: its code, its name, and the names of its parents upwards."""
    for entry in form.catalogues[key].offered(form.fiscal_year):
        yield entry.code, *_names(form, key, entry.code)


def _names(form: Form, key: str, code: str) -> Iterator[str]:
    """An entry's name and those of its parents."""
    catalogue = form.catalogues[key]
    entry, parent = catalogue.get(code), catalogue.parent_of(code)
    if entry:
        yield entry.name
    if catalogue.parent and parent:
        yield from _names(form, catalogue.parent, parent)


@cache
def _index(chains: tuple[tuple[str, ...], ...]) -> Likeness:
    """Made once for a catalogue: its weights depend on all its entries."""
    return Likeness([" ".join(names) for _, *names in chains])
