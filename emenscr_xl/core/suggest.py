"""Which sub-plan targets (Y1) a project's words speak for: suggestions for a person, never verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from emenscr_xl.core.likeness import Likeness
from emenscr_xl.core.shared_words import shared_words
from emenscr_xl.core.text import shortened
from emenscr_xl.form.catalogue import Entry
from emenscr_xl.form.model import Form

#: The catalogue of sub-plan targets.
TARGETS = "targets_y1"
MOST = 3
#: What is less like is no suggestion. Chosen on the labelled first half (docs/likeness.md).
FLOOR = 0.08
#: What the likeness to an entry of a seldom used plan counts for, so that it stands after others as like.
SELDOM = 0.9


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
        return f"{self.code} {shortened(self.name, 80)} [{words}]"


def suggestions(
    form: Form, texts: Sequence[str], catalogue: str = TARGETS, most: int = MOST
) -> tuple[Suggestion, ...]:
    """The entries whose words are most like the texts, best first; one that shares no word is none.

    There may be fewer than `most`, or none. An entry's words are its own name and those of all that it hangs
    on. `texts` are a project's objectives and outcomes: how often these hit is measured in docs/likeness.md.
    """
    chains, text = _chains(form, catalogue), "\n".join(texts)
    scored = zip(_index(form, catalogue).to(text), chains, strict=True)
    weighed = ((score * (SELDOM if _seldom(form, catalogue, c[0]) else 1), c) for score, c in scored)
    wordings = [" ".join(names) for _, *names in chains]
    return tuple(islice(_told(sorted(weighed, key=lambda pair: -pair[0]), text, wordings), most))


def _told(
    ranked: Sequence[tuple[float, tuple[str, ...]]], text: str, wordings: Sequence[str]
) -> Iterator[Suggestion]:
    """Those of the ranked entries that are like enough and share a word that can be shown."""
    for score, (code, *names) in ranked:
        if score < FLOOR:
            return
        words = shared_words(text, names, wordings)
        if words:
            yield Suggestion(code, names[0], score, words)


def likeness_to(form: Form, texts: Sequence[str], code: str, catalogue: str = TARGETS) -> float:
    """How like the texts are to one entry, as a share of the likeness to the entry most like them (0 to 1).

    1 when they are like none: then nothing speaks for another entry. KeyError when the code is not offered.
    """
    codes = (code for code, *_ in _chains(form, catalogue))
    scores = dict(zip(codes, _index(form, catalogue).to("\n".join(texts)), strict=True))
    best = max(scores.values())
    return scores[code] / best if best else 1.0


@lru_cache(maxsize=8)  # the same for every return of a run
def _chains(form: Form, key: str) -> tuple[tuple[str, ...], ...]:
    """Each entry that may be chosen: its code, its name, and the names of its parents upwards."""
    offered = form.catalogues[key].offered(form.fiscal_year)
    return tuple((e.code, *(part.name for part in _line(form, key, e.code))) for e in offered)


def _seldom(form: Form, key: str, code: str) -> bool:
    """True when an entry hangs on one that the list says is seldom used (the rule of kind `seldom_used`)."""
    marks = [(r.options["column"], r.options["says"]) for r in form.rules if r.kind == "seldom_used"]
    return any(entry.row.get(column) == says for entry in _line(form, key, code) for column, says in marks)


def _line(form: Form, key: str, code: str) -> Iterator[Entry]:
    """An entry and its parents upwards."""
    catalogue = form.catalogues[key]
    entry, parent = catalogue.get(code), catalogue.parent_of(code)
    if entry:
        yield entry
    if catalogue.parent and parent:
        yield from _line(form, catalogue.parent, parent)


@lru_cache(maxsize=8)
def _index(form: Form, key: str) -> Likeness:
    """Made once for a catalogue: its weights depend on all its entries."""
    return Likeness([" ".join(names) for _, *names in _chains(form, key)])
