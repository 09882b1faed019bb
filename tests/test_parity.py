"""Sheet and core say the same: random submissions judged live in LibreOffice and by the core."""

from pathlib import Path
from random import Random

import oracles
from builders import definition, stamp
from emenscr_xl.core.answers import submission_of
from emenscr_xl.core.check import ASKING, check
from emenscr_xl.form.kinds import KINDS
from emenscr_xl.sheets.live.rules import CONDITIONS, UNSAID
from oracles import live
from parity.judges import disagreements
from parity.submissions import random_submission
from thorough import THOROUGH

SUBMISSIONS, SEED = 300 if THOROUGH else 80, 2572


def test_no_status_differs(tmp_path: Path) -> None:
    oracles.require(live.available(), "LibreOffice with python3-uno")
    with live.office() as office:
        assert disagreements(office, tmp_path, SUBMISSIONS, SEED) == []


def test_the_submissions_break_every_rule_that_the_sheet_says() -> None:
    random, broken = Random(SEED), set[str]()
    for _ in range(SUBMISSIONS):
        typed = random_submission(random)
        issued = stamp(quarter=typed.quarter)
        submission = submission_of(definition().form, issued, typed.cells, typed.shown)
        broken |= {finding.code for finding in check(submission)}
    assert {rule.code for rule in definition().form.rules if rule.kind in CONDITIONS} - broken == set()


def test_every_rule_kind_is_said_in_the_sheet_or_left_for_a_reason() -> None:
    assert {*CONDITIONS, *ASKING, *UNSAID} == set(KINDS)
    assert all(UNSAID.values())
