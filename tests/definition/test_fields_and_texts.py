"""What each type of field needs, keys that differ, patterns and texts that can be used."""

from collections.abc import Callable

import pytest

Refused = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        pytest.param(
            "m2.toml",
            'choices = ["ใหม่", "ต่อเนื่อง"]\n',
            "",
            "M2.project_type.choices: a choice needs choices",
            id="choice",
        ),
        pytest.param(
            "m5.toml",
            'of = ["budget_lines.total"]\n',
            "",
            "M5.budget_plan_total.of: a sum needs `of`",
            id="sum",
        ),
        pytest.param(
            "m4.toml",
            'type = "seq"\n',
            'type = "active"\nof = ["activities.start", "activities.end"]\nword = "มีแผน"\n',
            "M4.activities.seq: an active field has two months in `of`, a `word`, and a module per quarter",
            id="active_in_no_quarter",
        ),
        pytest.param(
            "m2.toml",
            'key = "area"',
            'key = "project_name"',
            "M2: 'project_name' stands 2 times",
            id="two_items_of_one_key",
        ),
        pytest.param(
            "m3.toml",
            'key = "expected_results"',
            'key = "objectives"',
            "M3: 'objectives' stands 2 times",
            id="two_tables_of_one_key",
        ),
        pytest.param(
            "m4.toml",
            'key = "owner"',
            'key = "weight"',
            "M4.activities: 'weight' stands 2 times",
            id="two_columns_of_one_key",
        ),
        pytest.param(
            "m4.toml",
            'key = "owner"',
            'key = "Owner %"',
            "M4.activities.Owner %.key: a key has small letters, digits and underscores",
            id="key",
        ),
        pytest.param(
            "m4.toml",
            "rows = 40",
            "rows = 0",
            "M4.subactivities.rows: a table has at least one row",
            id="no_rows",
        ),
        pytest.param(
            "m2.toml",
            "rows = 2\nmin_rows = 1",
            "rows = 2\nmin_rows = 3",
            "M2.implementation_mode.min_rows: 0 or 1: more cannot be asked",
            id="more_rows_asked",
        ),
        pytest.param(
            "m2.toml",
            "pattern = '0[0-9",
            "pattern = '(0[0-9",
            "M2.coordinator_phone.pattern: "
            "not a regular expression: missing ), unterminated subpattern at position 0",
            id="pattern",
        ),
        pytest.param(
            "form.toml",
            r"shape = '\d{4}$'",
            r"shape = '(\d{4}$'",
            "catalogues.master_plan_subplans.shape: "
            "not a regular expression: missing ), unterminated subpattern at position 0",
            id="shape",
        ),
        pytest.param(
            "messages.toml",
            "“{label}” is blank. Fill it in.",
            "“{lable}” is blank. Fill it in.",
            "messages.toml: C-01: the Thai and the English text name different details",
            id="details",
        ),
        pytest.param(
            "messages.toml",
            "“{label}” is blank. Fill it in.",
            "“{label” is blank. Fill it in.",
            "messages.toml: C-01: the braces of a text do not pair: expected '}' before end of string",
            id="braces",
        ),
    ],
)
def test_a_definition_that_cannot_be_used(
    refused: Refused, file: str, old: str, new: str, fault: str
) -> None:
    assert refused((file, old, new)) == [fault]
