"""Likeness of Thai wording, without a dictionary: pieces of three letters, weighed by how rare they are.

Thai writes no blanks between words, so words cannot simply be counted; pieces of three letters serve instead
(measured beside other lengths in docs/likeness.md). Digits and punctuation do not count.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log, sqrt

from emenscr_xl.core.text import clean

LETTERS = 3
_RUN = re.compile("[a-z\u0e01-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]+")


def runs(text: str) -> list[str]:
    """The runs of letters in a text, in small letters: what stands between blanks, digits and punctuation."""
    return _RUN.findall(clean(text).lower())


def pieces(text: str, letters: int = LETTERS) -> Iterator[str]:
    """Every run of so many letters in a text, as often as it stands there."""
    for run in runs(text):
        yield from (run[i : i + letters] for i in range(len(run) - letters + 1))


class Likeness:
    """How like a text is to each of some wordings: the cosine of their pieces, tf-idf over the wordings."""

    def __init__(self, wordings: Sequence[str]) -> None:
        counts = [Counter(pieces(wording)) for wording in wordings]
        self._size = len(wordings)
        found = Counter(piece for count in counts for piece in count)
        self._rarity = {piece: log((1 + self._size) / (1 + times)) + 1 for piece, times in found.items()}
        self._rarest = log(1 + self._size) + 1
        self._in: Mapping[str, list[tuple[int, float]]] = defaultdict(list)
        for number, count in enumerate(counts):
            for piece, weight in self._weights(count):
                self._in[piece].append((number, weight))

    def to(self, text: str) -> list[float]:
        """By wording, in order: 0 (no piece in common) to 1 (the same pieces)."""
        likeness = [0.0] * self._size
        for piece, weight in self._weights(Counter(pieces(text))):
            for number, other in self._in.get(piece, ()):
                likeness[number] += weight * other
        return likeness

    def _weights(self, count: Mapping[str, int]) -> list[tuple[str, float]]:
        """Pieces with their weights, as a vector of length 1: the rarer in the wordings, the weightier."""
        rarity, rarest = self._rarity, self._rarest
        weights = {piece: (1 + log(times)) * rarity.get(piece, rarest) for piece, times in count.items()}
        length = sqrt(sum(w * w for w in weights.values()))
        return [(piece, weight / length) for piece, weight in weights.items()]
