"""C-03 (E): objectives, outputs, outcomes and target groups are all present. Basis: criterion 4."""

import pytest

from builders import at, complete, found, found_after, without

PARTS = {
    "M3.objectives": "M3.objectives.text",
    "M3.outputs": "M3.outputs.name",
    "M3.outcomes": "M3.outcomes.name",
    "M3.target_groups": "M3.target_groups.name",
}


def test_all_four_are_silent() -> None:
    assert found(complete()) == []


@pytest.mark.parametrize("part", PARTS)
def test_an_absent_part_is_said_once(part: str) -> None:
    assert found(without(complete(), part)) == [("C-03", PARTS[part], 1)]


def test_all_absent_are_said_in_reading_order() -> None:
    assert found(without(complete(), *PARTS)) == [("C-03", address, 1) for address in PARTS.values()]


@pytest.mark.parametrize("part", PARTS)
def test_one_record_is_enough_wherever_it_stands(part: str) -> None:
    first = {w: c for w, c in complete().items() if f"{w.address}.".startswith(f"{part}.") and w.record == 1}
    moved = {at(w.address, 8): c for w, c in first.items()}
    assert found(without(complete(), part) | moved) == []


def test_a_begun_record_is_no_absent_part() -> None:
    assert found_after({at("M3.outcomes.name", 1): None, at("M3.outcomes.target", 1): None}) == [
        ("C-04", "M3.outcomes.name", 1),
        ("C-04", "M3.outcomes.target", 1),
    ]
