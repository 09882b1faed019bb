"""The law of taking in: the same files give the same workbook, in whatever order they come."""

import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given, seed, settings
from hypothesis import strategies as st

from builders import at
from consolidated_reader import frames_of
from emenscr_xl import consolidate
from emenscr_xl.register.files.decided import Circumstances, decided
from emenscr_xl.register.files.issued import Issued, append_issued
from emenscr_xl.register.files.ledger import Received, sha256_of
from emenscr_xl.register.files.overruled import Ruling
from workspaces import FIRST, NOW, SECOND, THIRD, send, workspace

#: A file: its name, which content it has, when it was modified.
File = tuple[str, str, int]
NAMES = (
    "a.xlsx", "final (1).xlsx", "final-DESKTOP-AB12.xlsx", "โครงการ/ส่งแล้ว.xlsx", "โครงการ/ก/ข/z.XLSM",
    "~$a.xlsx", "b.pdf", "x.crdownload", ".DS_Store", "เก็บ.zip", "ไม่มีสกุล",
)  # fmt: skip

#: A conflict whose last one comes first, and one content under names of other kinds.
HARD: list[File] = [
    ("a.xlsx", "first", 0), ("b.xlsx", "other", 2), ("ก/z.XLSM", "second", 1), ("~$a.xlsx", "second", 1),
    ("b.pdf", "no workbook", 0), ("ไม่มีสกุล", "no workbook", 0),
]  # fmt: skip


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """What can come in: returns that compete, one that waits, and what is no return."""
    folder = tmp_path_factory.mktemp("contents")
    (folder / "returns").mkdir()
    sent = {
        "first": send(folder, "1.xlsx", FIRST),
        "other": send(folder, "2.xlsx", FIRST, changes={at("M2.area"): None}),
        "third": send(folder, "3.xlsx", FIRST, changes={at("M2.area"): "ที่สาม"}, quarters=(1,)),
        "next issue": send(folder, "4.xlsx", FIRST, issue=2),
        "stray issue": send(folder, "5.xlsx", FIRST, issue=9),
        "second": send(folder, "6.xlsx", SECOND),
        "not planned": send(folder, "7.xlsx", THIRD),
    }
    found = {name: path.read_bytes() for name, path in sent.items()}
    return {**found, "broken": found["first"][:3000], "no workbook": b"\0\1\2"}


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory, contents: Mapping[str, bytes]) -> Sequence[Path]:
    """An office at its beginning, and one that knows what it gave out and in which a person has decided."""
    ruled = {"file": sha256_of(contents["other"])[:12], "decision": "นับไฟล์นี้", "reason": "เจ้าของยืนยัน"}
    new = workspace(tmp_path_factory.mktemp("new"), FIRST, SECOND)
    later = workspace(tmp_path_factory.mktemp("later"), FIRST, SECOND, lists={"file_decisions": [ruled]})
    append_issued(later, [Issued("", FIRST, n, 0, f"forms/{n}.xlsx") for n in (1, 2)])
    return new, later


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[list[File], list[list[int]]]:
    """Some files, and the runs in which they come: their places, each once, in any order."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=3, max_size=6, unique=True))
    known = (
        "first",
        "other",
        "third",
        "next issue",
        "stray issue",
        "second",
        "not planned",
        "broken",
        "no workbook",
    )
    files = [(n, draw(st.sampled_from(known)), draw(st.integers(0, 2))) for n in names]
    order = draw(st.permutations(range(len(files))))
    cut = draw(st.integers(1, len(files) - 1))
    return files, [list(order[:cut]), list(order[cut:])]


def consolidated(
    office: Path, folder: Path, runs: Sequence[Sequence[File]], contents: Mapping[str, bytes]
) -> Path:
    shutil.copytree(office, folder)
    for run in runs:
        for name, content, hour in run:
            path = folder / "returns" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents[content])
            moment = datetime(2026, 12, 1, hour).timestamp()
            os.utime(path, (moment, moment))
        workbook = consolidate(folder, NOW).workbook
    return workbook


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[list[Received], list[Received], Circumstances]:
    """The lines of one moment in two orders, and what the office says of them."""
    facts = {
        f"{n:0>64}": {"project": draw(st.sampled_from(["P", "Q", "X"])), "issue": draw(st.integers(1, 3)),
                      "decision": draw(st.sampled_from(["counted", "counted", "unfilled", "unreadable"]))}
        for n in range(draw(st.integers(2, 4)))
    }  # fmt: skip
    of = st.sampled_from(sorted(facts))
    chosen = draw(st.lists(st.tuples(st.sampled_from("abcdefg"), of), max_size=7, unique_by=lambda f: f[0]))
    lines = [
        Received(
            "2026-12-09T16:30:00",
            sha256,
            f"returns/{name}.xlsx",
            draw(st.sampled_from("12")),
            **facts[sha256],
        )
        for name, sha256 in chosen
    ]
    ruled = {
        sha256: Ruling(draw(st.booleans()), "เหตุผล", None, place)
        for place, sha256 in enumerate(draw(st.lists(of, max_size=2, unique=True)))
    }
    office = Circumstances({"P", "Q"}, issued={"Q": {1, 3}}, rulings=ruled)
    return lines, draw(st.permutations(lines)), office


@seed(2570)
@settings(max_examples=150, deadline=None, database=None)
@given(ledgers())
def test_the_order_of_lines_changes_no_decision(
    drawn: tuple[list[Received], list[Received], Circumstances],
) -> None:
    lines, others, office = drawn
    assert decided(lines, office) == decided(others, office)


@seed(2570)
@settings(max_examples=3, deadline=None, database=None)
@example(arriving=(HARD, [[4, 2, 1], [5, 3, 0]]), decided=False)
@given(arriving=arrivals(), decided=st.booleans())
def test_the_order_of_arrival_changes_nothing(
    arriving: tuple[list[File], list[list[int]]],
    decided: bool,
    offices: Sequence[Path],
    contents: Mapping[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    files, runs = arriving
    folder, office = tmp_path_factory.mktemp("run"), offices[decided]
    together = consolidated(office, folder / "x", [files], contents)
    apart = consolidated(office, folder / "y", [[files[n] for n in run] for run in runs], contents)
    if together.read_bytes() != apart.read_bytes():
        one, other = (frames_of(p)["ไฟล์ที่ได้รับ"].to_dict("records") for p in (together, apart))
        assert one == other
        pytest.fail("the workbooks differ outside the list of files")
    shutil.rmtree(folder)


def test_reports_that_were_removed_are_rebuilt_exactly(
    tmp_path: Path, offices: Sequence[Path], contents: Mapping[str, bytes]
) -> None:
    """Also when the returns are gone: the register and `received/` are enough."""
    files = [(f"{n}.xlsx", name, 0) for n, name in enumerate(contents)]
    for number, office in enumerate(offices):
        folder = tmp_path / str(number)
        before = consolidated(office, folder, [files], contents).read_bytes()
        shutil.rmtree(folder / "reports")
        shutil.rmtree(folder / "returns")
        again = consolidate(folder, NOW.replace(hour=23)).workbook
        assert again.read_bytes() == before
