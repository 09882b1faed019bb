"""Texts that are the same or nearly the same, found among many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from itertools import chain
from typing import TypeVar

from emenscr_xl.core.likeness import pieces

Key = TypeVar("Key", bound=Hashable)
Pieces = frozenset[str]
#: Longer than the pieces that words are weighed by: these make clauses, and few texts share one by chance.
LETTERS = 8


def copies(texts: Mapping[Key, str], share: float) -> list[list[Key]]:
    """The groups of two or more texts that are alike by at least a share, in the order of the texts.

    Likeness is the share of the pieces of two texts together that is in both (Jaccard); figures and
    punctuation do not count. A text joins the group to whose first text it is most like. The first texts are
    found by their pieces: those without one in common are never compared.
    """
    same: dict[Pieces, list[Key]] = defaultdict(list)
    for key, text in texts.items():
        same[frozenset(pieces(text, LETTERS))].append(key)
    same.pop(frozenset(), None)
    firsts: list[tuple[Pieces, list[Key]]] = []
    holding: dict[str, list[int]] = defaultdict(list)  # by piece: which of the first texts hold it
    for found, keys in same.items():
        both = Counter(chain.from_iterable(holding[p] for p in found if p in holding))
        likeness = {n: times / (len(found) + len(firsts[n][0]) - times) for n, times in both.items()}
        nearest = max(likeness, key=lambda n: (likeness[n], -n), default=None)
        if nearest is not None and likeness[nearest] >= share:
            firsts[nearest][1].extend(keys)
            continue
        for piece in found:
            holding[piece].append(len(firsts))
        firsts.append((found, list(keys)))
    place = {key: number for number, key in enumerate(texts)}
    return [sorted(keys, key=place.__getitem__) for _, keys in firsts if len(keys) > 1]
