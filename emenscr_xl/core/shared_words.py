"""The words that a text shares with a wording, fit to be read: for Thai, without a dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from emenscr_xl.core.likeness import runs

#: Fewer letters say nothing to a reader.
SHORTEST = 5
#: Words in more than one of so many wordings speak for none of them.
COMMON = 8
#: Every objective says these.
EMPTY = ("เพื่อ", "เพื่อให้", "ได้รับการ", "ได้อย่าง")
#: A Thai cluster is not cut: not after a vowel written before its letter, not before what hangs on a letter.
_LEADING = "\u0e40-\u0e44"
_HANGING = "\u0e30-\u0e3a\u0e45\u0e47-\u0e4e"
_CLUSTER = re.compile(f"[{_LEADING}].|.[{_HANGING}]")


def shared_words(text: str, names: Iterable[str], wordings: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """The longest runs of letters that a text shares with names, the rarest among all wordings first."""
    texts, corpus = runs(text), [" ".join(runs(wording)) for wording in wordings]
    found = {_from_its_start(run, corpus) for name in names for run in _shared(runs(name), texts)}
    spread = {run: sum(run in wording for wording in corpus) for run in found if len(run) >= SHORTEST}
    telling = [r for r, times in spread.items() if times * COMMON <= len(corpus) and r not in EMPTY]
    whole = [run for run in telling if not any(run in other for other in telling if other != run)]
    return tuple(sorted(whole, key=lambda run: (spread[run], -len(run), run))[:most])


def _shared(letters: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    """From left to right, the longest runs that stand in some text."""
    for run in letters:
        start = 0
        while start < len(run):
            end = max(_ends(run, start, texts), default=0)
            if end:
                yield run[start:end]
            start = end or start + 1


def _ends(run: str, start: int, texts: Sequence[str]) -> Iterator[int]:
    """Where what begins at a start may end, so that it stands uncut in its run and in a text."""
    for end in range(start + SHORTEST, len(run) + 1):
        word = run[start:end]
        places = [(m.start(), text) for text in texts for m in re.finditer(word, text)]
        if not places:
            return
        if _uncut(start, end, run) and any(_uncut(at, at + len(word), text) for at, text in places):
            yield end


def _uncut(start: int, end: int, text: str) -> bool:
    """True when neither end cuts a Thai cluster."""
    return not any(_CLUSTER.match(text[cut - 1 : cut + 1]) for cut in (start, end) if cut)


def _from_its_start(run: str, corpus: Sequence[str]) -> str:
    """The run without a first letter that ends the word before: before the rest, more letters are found."""
    rest = run[1:]
    return rest if _uncut(1, len(run), run) and _preceding(rest, corpus) > _preceding(run, corpus) else run


def _preceding(run: str, corpus: Sequence[str]) -> int:
    """How many different letters, or none, stand before a run."""
    return len({before for text in corpus for before in re.findall(f"(^|.){run}", text)})
