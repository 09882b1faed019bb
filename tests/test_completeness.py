"""What the consolidated sheets rest on: completeness, sums and deadlines, each equal to its other reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from builders import complete, definition, plan, without
from collected_builder import FULL, HALF, PROJECTS, collected, submission
from emenscr_xl.core.completeness import completeness
from emenscr_xl.core.submission import Where
from emenscr_xl.core.sums import amount
from emenscr_xl.register.follow_up.punctuality import punctuality
from emenscr_xl.register.tables.answered import Answered
from emenscr_xl.sheets.live.judged import answered, judge


@pytest.mark.parametrize(
    "cells",
    [
        complete(),
        complete(quarters=(1, 2), quarter=2),
        complete("2570-039"),
        without(complete(), "M3.objectives", "M3.rationale", "M4.activities", "M1.mp_primary_y2"),
        without(complete(quarters=(1,)), "M6Q1.activity_results.status", "M6Q1.budget_actual"),
        {Where("M3", "outputs.unit", 4): "คน", Where("M2", "project_type"): "ต่อเนื่อง"},
    ],
    ids=["complete", "quarters", "no budget", "holes", "half a report", "nearly blank"],
)
def test_completeness_counts_as_the_status_column_does(cells: Mapping[Where, Any]) -> None:
    form = definition().form
    texts_locked = [(m.key, f.key) for m in form.modules for f in m.fields if f.locked and f.type == "text"]
    locked = {Where(*key): "ก" for key in texts_locked}
    given = submission(locked | {Where("M2", "fiscal_year"): 2570} | dict(cells))
    judged = judge(plan().live, plan().rows, plan().row_of, given)
    for module in form.modules:
        rows = zip(plan().rows, judged.rows, strict=True)
        mine = [verdict for row, verdict in rows if row.places[0].module == module.key]
        needed = sum(v.greatest > 0 for v in mine)
        assert completeness(given)[module.key] == (answered(mine, judged.wanted), needed), module.key


def test_sums_are_those_of_the_core() -> None:
    given = submission(complete(FULL, (1, 2)))
    known = Answered(given)
    for module, table, field in given.form.questions():
        if field.type == "sum":
            name = f"{module.key}.{table.key}.{field.key}" if table else f"{module.key}.{field.key}"
            for record in (1, 2, 12) if table else (0,):
                assert known.cell(Where.at(name, record)) == amount(given, name, record), name


def test_no_due_date_is_no_lateness() -> None:
    whole = collected()
    words = punctuality(replace(whole.office, calendar=()), PROJECTS, whole.received, whole.today)
    assert words.word(FULL, "M6 Q2", 2) == "ตรงเวลา"
    assert words.word(HALF, "M6 Q2", 2) == "ยังไม่ได้รับ"
