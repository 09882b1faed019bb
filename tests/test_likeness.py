"""How well likeness of wording does, on invented texts that were labelled first (docs/likeness.md).

The labelling rules stand in `tests/data/labelled/`. The figures are exact, so that every change is seen.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import definition
from emenscr_xl.core.suggest import likeness_to, suggestions
from emenscr_xl.form.model import Rule
from emenscr_xl.register.plans.copied import copies

DATA = Path(__file__).parent / "data" / "labelled"
FORM = definition().form
Project = tuple[str, set[str], list[str]]


def labelled(half: str) -> list[Project]:
    """The label, all accepted codes, and the objectives and outcomes."""
    lines = tomllib.loads((DATA / "targets_y1.toml").read_text(encoding="utf-8"))[half]
    return [(y1, {y1, also} - {""}, texts) for y1, also, _, *texts in lines]


def rule(code: str) -> Rule:
    return next(rule for rule in FORM.rules if rule.code == code)


# ---------------------------------------------------------------- suggestions


@pytest.mark.parametrize("half", ["first", "held"])
def test_labels_are_listed_targets(half: str) -> None:
    assert {code for _, accepted, _ in labelled(half) for code in accepted} <= set(
        FORM.catalogues["targets_y1"].entries
    )


@pytest.mark.parametrize(("half", "expected"), [("first", (53, 62, 202, 82)), ("held", (42, 55, 185, 76))])
def test_how_often_suggestions_hit(half: str, expected: tuple[int, int, int, int]) -> None:
    """Projects whose target is suggested first, and among those given; how many are given; projects."""
    lines = labelled(half)
    given = [([s.code for s in suggestions(FORM, texts)], accepted) for _, accepted, texts in lines]
    first = sum(bool(accepted.intersection(codes[:1])) for codes, accepted in given)
    three = sum(bool(accepted.intersection(codes)) for codes, accepted in given)
    assert (first, three, sum(len(codes) for codes, _ in given), len(lines)) == expected


# ----------------------------------------------------------------


def wrong(lines: list[Project], number: int) -> str:
    """The label of another project, of another issue, as the data file says."""
    start = number + len(lines) // 3
    following = (lines[n % len(lines)][0] for n in range(start, start + len(lines)))
    own, accepted, _ = lines[number]
    return next(code for code in following if code[:2] != own[:2] and code not in accepted)


def flagged(texts: list[str], code: str) -> bool:
    return likeness_to(FORM, texts, code) < float(rule("A-08").options["below"])


@pytest.mark.parametrize(("half", "expected"), [("first", (63, 5, 82)), ("held", (56, 8, 76))])
def test_how_well_a08_tells_a_wrong_target(half: str, expected: tuple[int, int, int]) -> None:
    """Wrong targets flagged, right targets flagged, of how many each."""
    lines = labelled(half)
    rightly = sum(flagged(texts, wrong(lines, n)) for n, (_, _, texts) in enumerate(lines))
    falsely = sum(flagged(texts, y1) for y1, _, texts in lines)
    assert (rightly, falsely, len(lines)) == expected


# ---------------------------------------------------------------- A-07.copied


def pairs(half: str) -> Iterator[tuple[bool, bool]]:
    """Whether it is copied, and whether it is found to be."""
    share = float(rule("A-07.copied").options["share"])
    for is_copy, *texts in tomllib.loads((DATA / "copied.toml").read_text(encoding="utf-8"))[half]:
        yield is_copy, bool(copies(dict(enumerate(texts)), share))


@pytest.mark.parametrize(("half", "expected"), [("first", (16, 0, 16, 16)), ("held", (16, 1, 16, 16))])
def test_how_well_copied_wording_is_told(half: str, expected: tuple[int, int, int, int]) -> None:
    """Copies found, own wording taken for a copy, of how many each."""
    found = list(pairs(half))
    rightly, falsely = (sum(seen for is_copy, seen in found if is_copy == kind) for kind in (True, False))
    of = [sum(is_copy == kind for is_copy, _ in found) for kind in (True, False)]
    assert (rightly, falsely, *of) == expected
