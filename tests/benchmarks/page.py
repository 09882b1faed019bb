"""`docs/performance.md`, from the figures of one run; what is written in it by hand stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.clock import Figure, Table
from benchmarks.goals import Verdict

BEGIN, END = "<!-- by hand: kept when the page is written again -->", "<!-- end of what is by hand -->"
TITLE = "# How fast it is, beside what users would otherwise do"
HOW = (
    "Written by `make bench`. All ways were measured in this one run, in turn: machines get faster and slower"
    " from minute to minute, so only ratios inside one run count. Figures are medians; what takes less than a"
    " second was tried once before; files are always new ones. The code is in `tests/benchmarks/`; the"
    " returns are made from the sample office, one in ten with a fault. Measure on an idle machine: where"
    " the load is near the number of cores, short pieces of work look faster than they are beside long ones,"
    " and processor times say more."
)
GOALS = "| work | goal | measured | met |\n|---|---|---:|---|"
FIGURES = "| way | ms | least – most | processor ms | peak MB | ratio |\n|---|---:|---:|---:|---:|---:|"


def page(
    facts: Iterable[tuple[str, str]], verdicts: Sequence[Verdict], tables: Iterable[Table], by_hand: str
) -> str:
    """The whole page."""
    lines = [TITLE, "", HOW, "", "| machine | |", "|---|---|"]
    lines += [f"| {name} | {text} |" for name, text in facts]
    lines += ["", "## Goals", "", summary(verdicts), "", GOALS]
    lines += [_goal(verdict) for verdict in verdicts]
    lines += ["", BEGIN, by_hand.strip("\n"), END]
    for table in tables:
        lines += ["", *_table(table)]
    return "\n".join(lines) + "\n"


def summary(verdicts: Sequence[Verdict]) -> str:
    """How many goals are met, and which are not."""
    missed = [f"{v.goal.work} ({v.goal.says})" for v in verdicts if v.figure is not None and not v.met]
    unknown = sum(v.figure is None for v in verdicts)
    said = f"{sum(v.met for v in verdicts)} of {len(verdicts)} goals are met."
    said += f" {unknown} were not measured." if unknown else ""
    return said + (f" Not met: {'; '.join(missed)}." if missed else "")


def by_hand(page: str) -> str:
    """What was written by hand in a page; "" when there is nothing."""
    return page.partition(BEGIN)[2].partition(END)[0]


def _goal(verdict: Verdict) -> str:
    goal, figure = verdict.goal, verdict.figure
    measured = "–" if figure is None else f"{number(figure)}{goal.unit}"
    return f"| {goal.work} | {goal.says} | {measured} | {verdict.answer} |"


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.title}"
    yield ""
    yield table.said
    yield ""
    yield FIGURES
    slowest = max(figure.ms for figure in table.figures)
    for figure in table.figures:
        yield _figure(figure, f"{number(slowest / figure.ms)}×" if table.compared else "–")


def _figure(figure: Figure, ratio: str) -> str:
    way = f"{figure.way} ({figure.note})" if figure.note else figure.way
    cpu, memory = (number(n) if n else "–" for n in (figure.cpu, figure.memory))
    span = f"{number(figure.least)} – {number(figure.most)}"
    return f"| {way} | {number(figure.ms)} | {span} | {cpu} | {memory} | {ratio} |"


def number(value: float) -> str:
    """A figure with as many digits as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"
