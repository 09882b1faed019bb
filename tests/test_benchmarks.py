"""The benchmarks run, say of each goal whether it is met, and keep what was written beside their figures."""

import sys
from pathlib import Path
from time import perf_counter

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks import child, consolidating, generating
from benchmarks.clock import Figure, Table, Way, interleaved
from benchmarks.goals import goals_of, verdicts
from benchmarks.page import BEGIN, END, by_hand, page, summary

ROOT = Path(__file__).parents[1]


def figure(way: str, ms: float, memory: float | None = None) -> Figure:
    return Figure(way, ms, ms, ms, ms, memory)


def generated(stamped: float) -> Table:
    ways = {generating.OPENPYXL: 500.0, generating.DRAWN: 200.0, generating.STAMPED: stamped}
    ways[generating.BYTES] = 0.25
    return Table("generate", "One workbook", "", tuple(figure(way, ms) for way, ms in ways.items()))


def said(*tables: Table) -> dict[str, str]:
    found = verdicts({table.key: table for table in tables}, goals_of((200, 1000, 5000)))
    return {f"{v.goal.work}, {v.goal.says}": v.answer for v in found}


def here(job: str, *arguments: str | int) -> child.Run:
    """A job in this process, which has imported everything already."""
    begun = perf_counter()
    child.job(job)(*arguments)
    return child.Run(perf_counter() - begun, 0.5, 100.0)


@pytest.mark.filterwarnings("ignore:.*extension:UserWarning:openpyxl")
def test_a_run_measures_every_way_and_writes_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two returns, in one process; imports and LibreOffice, which take a while each, are left out."""
    written = tmp_path / "performance.md"
    written.write_text(f"{BEGIN}\nWhat was tried.\n{END}\n", encoding="utf-8")
    monkeypatch.setattr(child, "run", here)
    monkeypatch.setattr(sys, "argv", ["benchmarks", "2", "--quick", "--page", str(written)])
    benchmarks.main()
    text = written.read_text(encoding="utf-8")
    assert by_hand(text) == "\nWhat was tried.\n"
    rows = {line.split(" | ")[0].strip("| ") for line in text.splitlines() if line.startswith("| ")}
    assert {generating.OPENPYXL, generating.STAMPED, consolidating.PANDAS, consolidating.AGAIN} <= rows
    assert text.count("not measured |") == 2
    assert (
        "2 returns → consolidated workbook (≥ 40×" in capsys.readouterr().out
    )  # nobody is that fast with two


def test_a_goal_that_is_missed_is_said_so() -> None:
    near = "issue a workbook, ≤ 10× as long as: the same bytes written"
    assert said(generated(stamped=2.5))[near] == "yes"
    assert said(generated(stamped=2.6))[near] == "**no**"
    found = verdicts({"generate": generated(stamped=2.6)}, goals_of((200,)))
    assert summary(found).endswith("Not met: issue a workbook (≤ 10× as long as: the same bytes written).")


def test_growth_and_memory_are_those_of_the_largest_office() -> None:
    sizes = {
        200: figure("consolidate: 200 returns", 10, 90),
        5000: figure("consolidate: 5,000 returns", 16, 401),
    }
    growth = Table("growth", "Growth", "", tuple(sizes.values()))
    answers = said(growth)
    assert answers["growth: consolidate, a return of 5,000 takes ≤ 1.5× as long as one of 200"] == "**no**"
    assert answers["memory: consolidate, below 400 MB at 5,000 returns"] == "**no**"
    assert answers["memory: read, below 400 MB at 5,000 returns"] == "not measured"


def test_the_stretch_is_told_apart() -> None:
    def office(ours: float) -> Table:
        ways = figure(consolidating.PANDAS, 700), figure(consolidating.FIRST, ours)
        return Table("consolidate 1000", "", "", ways)

    works = [next(a for w, a in said(office(ours)).items() if "stretch" in w) for ours in (10, 17.5, 18)]
    assert works == ["yes, the stretch too", "yes", "**no**"]


def test_a_job_in_a_process_of_its_own_is_measured(tmp_path: Path) -> None:
    """It reads no returns, but imports what reads them."""
    run = child.run("whole_jobs:reads", str(tmp_path))
    assert 0 < run.cpu < 60
    assert run.memory is None or 20 < run.memory < 400
    with pytest.raises(RuntimeError):
        child.run("whole_jobs:issues", str(tmp_path))


def test_ways_take_turns() -> None:
    done: list[str] = []
    ways = [Way("slow", lambda n: done.append(f"slow {n}"), most=1)]
    ways.append(Way("quick", lambda n: done.append(f"quick {n}"), repeats=2))
    figures = interleaved(ways, [1, 2])
    assert done == ["slow 1", "quick 1", "slow 1", "quick 1", "quick 1", "quick 2", "quick 2"]
    assert [f.way for f in figures] == ["slow", "quick"]


def test_the_page_of_the_repository_is_one_of_these() -> None:
    """`make bench` writes it, with every goal that there is today; those of offices name their size."""
    kept = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert by_hand(kept).strip()
    today = [goal.says for goal in goals_of((200, 1000, 5000))]
    assert [says for says in today if says not in kept and "5,000" not in says] == []
    assert page([], [], [], by_hand(kept)).splitlines()[:3] == kept.splitlines()[:3]
