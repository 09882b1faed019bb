"""What is aimed for, as data: each goal is a figure of a run and a bound. Nothing here is measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from benchmarks import consolidating, generating, imports, reading
from benchmarks.clock import Table

Tables = Mapping[str, Table]
#: The size of the office that the goals of consolidating are about, and the one that memory is.
OFFICE, LARGEST = 1_000, 5_000
#: How much longer a return may take in the largest office than in the smallest: machines drift by as much.
LINEAR = 1.5


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal. `measure` gives a figure in `unit` from a run's tables, KeyError when it was not measured."""

    work: str
    says: str
    measure: Callable[[Tables], float]
    bound: float
    kind: Literal["at least", "at most"]
    unit: str = "×"
    stretch: float | None = None

    def met(self, figure: float) -> bool:
        """True when a figure is within the bound."""
        return figure >= self.bound if self.kind == "at least" else figure <= self.bound


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a run stands to a goal; `figure` None: not measured."""

    goal: Goal
    figure: float | None

    @property
    def met(self) -> bool:
        """False also when nothing was measured."""
        return self.figure is not None and self.goal.met(self.figure)

    @property
    def answer(self) -> str:
        """Yes or no, in words of a table."""
        if self.figure is None:
            return "not measured"
        if self.goal.stretch and self.goal.met(self.figure):
            return "yes, the stretch too" if self.figure >= self.goal.stretch else "yes"
        return "yes" if self.met else "**no**"


def verdicts(tables: Tables, goals: Sequence[Goal]) -> list[Verdict]:
    """How a run stands to each goal."""
    return [Verdict(goal, _measured(goal, tables)) for goal in goals]


def goals_of(sizes: Sequence[int]) -> list[Goal]:
    """The goals of a run over offices of these sizes, ascending."""
    office = max((size for size in sizes if size <= OFFICE), default=sizes[0])
    table = f"consolidate {office}"
    consolidate = f"{office:,} returns → consolidated workbook"
    return [
        _faster("generate", generating.OPENPYXL, generating.STAMPED, 100, "issue a workbook"),
        _faster("generate", generating.DRAWN, generating.STAMPED, 40, "issue a workbook"),
        _near("generate", generating.BYTES, generating.STAMPED, 10, "issue a workbook"),
        _near("generate", generating.SAFE, generating.STAMPED, 10, "issue a workbook"),
        _faster("read", reading.PANDAS, reading.OURS, 40, "read a return, of many"),
        _faster("read", reading.OPENPYXL, reading.OURS, 15, "read a return, of many"),
        _near("read", reading.INFLATED, reading.OURS, 7, "read a return, of many"),
        _faster(table, consolidating.PANDAS, consolidating.FIRST, 40, consolidate, stretch=70),
        _faster(
            table, consolidating.FIRST, consolidating.AGAIN, 3, f"{consolidate}, again with some changed"
        ),
        *(_linear(job, sizes[0], sizes[-1]) for job in consolidating.JOBS),
        *(_memory(job, sizes[-1]) for job in consolidating.JOBS),
        _imported(imports.CHECK),
        _imported(imports.CLICK),
    ]


def _faster(table: str, peer: str, ours: str, times: float, work: str, stretch: float | None = None) -> Goal:
    def measure(tables: Tables) -> float:
        return tables[table].of(peer).ms / tables[table].of(ours).ms

    more = f"; stretch ≥ {stretch:g}×" if stretch else ""
    return Goal(work, f"≥ {times:g}× as fast as: {peer}{more}", measure, times, "at least", stretch=stretch)


def _near(table: str, limit: str, ours: str, times: float, work: str) -> Goal:
    def measure(tables: Tables) -> float:
        return tables[table].of(ours).ms / tables[table].of(limit).ms

    return Goal(work, f"≤ {times:g}× as long as: {limit}", measure, times, "at most")


def _linear(job: str, small: int, large: int) -> Goal:
    def measure(tables: Tables) -> float:
        growth = tables["growth"]
        return growth.of(consolidating.sized(job, large)).ms / growth.of(consolidating.sized(job, small)).ms

    says = f"a return of {large:,} takes ≤ {LINEAR:g}× as long as one of {small:,}"
    return Goal(f"growth: {job}", says, measure, LINEAR, "at most")


def _memory(job: str, size: int) -> Goal:
    def measure(tables: Tables) -> float:
        return tables["growth"].of(consolidating.sized(job, size)).memory or float("nan")

    return Goal(f"memory: {job}", f"below 400 MB at {size:,} returns", measure, 400, "at most", " MB")


def _imported(way: str) -> Goal:
    return Goal(
        "imports", f"≤ 150 ms: {way}", lambda tables: tables["imports"].of(way).ms, 150, "at most", " ms"
    )


def _measured(goal: Goal, tables: Tables) -> float | None:
    try:
        return goal.measure(tables)
    except KeyError:
        return None
