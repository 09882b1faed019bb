"""Ways of doing the same thing, timed in turn: a machine that slows down slows all of them.

Only ratios inside one run count. Nothing is done about garbage: users have it collected as it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Way(Generic[Item]):
    """One way. `most`: on how many items it is tried, for ways that take long; 0: on all.

    `repeats`: how often in a row, for ways that users see follow each other.
    """

    name: str
    run: Callable[[Item], object]
    most: int = 0
    repeats: int = 1
    elsewhere: bool = False  # another process works: its processor time is not known here


@dataclass(frozen=True, slots=True)
class Figure:
    """How long one way takes: median, least and most in ms, processor time in ms, peak memory in MB."""

    way: str
    ms: float
    least: float
    most: float
    cpu: float | None = None
    memory: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of one piece of work."""

    key: str
    title: str
    said: str
    figures: tuple[Figure, ...]
    compared: bool = True  # the figures are of the same work

    def of(self, way: str) -> Figure:
        """The figure of a way. KeyError when it was not measured."""
        for figure in self.figures:
            if figure.way == way:
                return figure
        raise KeyError(way)


def interleaved(ways: Sequence[Way[Item]], items: Sequence[Item], per: int = 1) -> tuple[Figure, ...]:
    """Every way on every item, item by item; `per` things in an item. Of several items the first warms up."""
    for way in ways:
        if len(items) > 1:
            way.run(items[0])
    taken: dict[str, list[tuple[float, float]]] = {way.name: [] for way in ways}
    for number, item in enumerate(items):
        for way in ways:
            if not way.most or number < way.most:
                taken[way.name] += [_timed(way, item) for _ in range(way.repeats)]
    return tuple(figure(way.name, taken[way.name], per, elsewhere=way.elsewhere) for way in ways)


def figure(
    name: str,
    taken: Iterable[tuple[float, float]],
    per: int = 1,
    *,
    memory: float | None = None,
    note: str = "",
    elsewhere: bool = False,
) -> Figure:
    """The figure of a way that took these seconds, on the clock and of the processor."""
    clock, cpu = ([1000 * seconds / per for seconds in column] for column in zip(*taken, strict=True))
    busy = None if elsewhere else median(cpu)
    return Figure(name, median(clock), min(clock), max(clock), busy, memory, note)


def _timed(way: Way[Item], item: Item) -> tuple[float, float]:
    clock, cpu = perf_counter(), process_time()
    way.run(item)
    return perf_counter() - clock, process_time() - cpu
