"""Sheet and core say the same: random submissions judged live in LibreOffice and by the core."""

from pathlib import Path

import oracles
from emenscr_xl.core.check import ASKING
from emenscr_xl.form.kinds import KINDS
from emenscr_xl.sheets.live.rules import CONDITIONS, UNSAID
from oracles import live
from parity.judges import disagreements

SUBMISSIONS, SEED = 300, 2570


def test_no_status_differs(tmp_path: Path) -> None:
    oracles.require(live.available(), "LibreOffice with python3-uno")
    with live.office() as office:
        assert disagreements(office, tmp_path, SUBMISSIONS, SEED) == []


def test_every_rule_kind_is_said_in_the_sheet_or_left_for_a_reason() -> None:
    assert {*CONDITIONS, *ASKING, *UNSAID} == set(KINDS)
    assert all(UNSAID.values())
