"""Killed, out of disk or without rights: the workspace stays usable and nothing is half done."""

import random
from pathlib import Path

import pytest

from kills.trials import TRIALS, Killing, Trial, office
from thorough import some

#: `make kills N=200` does more at random, `make thorough` all of the writes.
KILLS, WRITES = 3, 5


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office(tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("trial", TRIALS, ids=lambda t: t.name)
def test_a_job_killed_at_any_moment_leaves_a_usable_workspace(
    trial: Trial, ready: Path, tmp_path: Path
) -> None:
    """At random moments, and before its writes are safe on the disk."""
    chance, killing = random.Random(2570), Killing(trial, ready, tmp_path)
    assert killing.writes > 4
    harms = [killing.before(n + 1) for n in some(range(killing.writes), WRITES)]
    harms += [killing.once(chance) for _ in range(KILLS)]
    assert [harm for harm in harms if harm] == []
