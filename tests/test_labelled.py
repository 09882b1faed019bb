"""How well the rules that judge wording do, measured on invented texts that were labelled first.

`tests/data/labelled/*.toml` say how they were labelled. The figures are exact, so that every change is seen.
"""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from builders import at, complete, definition, found, sample
from emenscr_xl.core.submission import Cell, Where

DATA = Path(__file__).parent / "data" / "labelled"
Y1 = definition().form.catalogues["targets_y1"].entries["120101"].name
NAME = sample().projects[0]["name"]

#: For each set: the rule's code, and where a text is put in a complete workbook.
PLACED: Mapping[str, tuple[str, Callable[[str], Mapping[Where, Cell]]]] = {
    "measurable": (
        "C-05",
        lambda text: {
            at("M3.outcomes.name", 1): text,
            at("M3.outcomes.target", 1): 80,
            at("M3.outcomes.unit", 1): "ร้อยละ",
        },
    ),
    "evidence": ("C-06", lambda text: {at("M3.rationale"): text}),
    "own_words": ("A-07", lambda text: {at("M1.mp_primary_y1_explain"): text.format(y1=Y1, name=NAME)}),
    "own_report": ("C-31", lambda text: {at("M6Q2.activity_results.result", 3): text}),
}


def measured(name: str, half: str) -> tuple[int, int, int, int]:
    """Rightly flagged, wrongly flagged, missed, rightly left alone."""
    code, placed = PLACED[name]
    counts = {(True, True): 0, (False, True): 0, (True, False): 0, (False, False): 0}
    for label, text in tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))[half]:
        messages = [message for message, _, _ in found({**complete(quarters=(1, 2)), **placed(text)})]
        counts[label, any(message.partition(".")[0] == code for message in messages)] += 1
    right, wrong, missed, silent = counts.values()
    return right, wrong, missed, silent


@pytest.mark.parametrize(
    ("name", "half", "expected"),
    [
        ("measurable", "first", (16, 0, 0, 22)),
        ("measurable", "held", (10, 2, 2, 16)),
        ("evidence", "first", (15, 0, 0, 13)),
        ("evidence", "held", (12, 1, 0, 7)),
        ("own_words", "first", (12, 0, 0, 8)),
        ("own_words", "held", (8, 1, 2, 9)),
        ("own_report", "first", (6, 0, 2, 6)),
        ("own_report", "held", (5, 0, 1, 6)),
    ],
)
def test_how_well_a_rule_does(name: str, half: str, expected: tuple[int, int, int, int]) -> None:
    assert measured(name, half) == expected
