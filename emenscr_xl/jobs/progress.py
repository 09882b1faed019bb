"""How far a job is: told to whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

#: Given how many are done, of how many, and the name of the next; what it raises ends the job.
Progress = Callable[[int, int, str], None]
T = TypeVar("T")


def unseen(done: int, total: int, name: str) -> None:
    """Nobody looks."""


def told(items: Collection[T], name: Callable[[T], str], progress: Progress) -> Iterator[T]:
    """Each item in turn, told before it is given."""
    for number, item in enumerate(items, start=1):
        progress(number, len(items), name(item))
        yield item
