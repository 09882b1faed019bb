"""Options of rules, relations of catalogues, severities by fiscal year: what holds, what is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from emenscr_xl.form.load import load_definition

Refused = Callable[..., list[str]]
RELATION = "catalogues/master_plan_to_strategy.csv"


def with_severity(folder: Path, severity: str, fiscal_year: int = 2570) -> Path:
    """The folder where A-01, the first that is W, has this severity, in this fiscal year."""
    messages, head = folder / "messages.toml", folder / "form.toml"
    text = messages.read_text(encoding="utf-8")
    old = '["A-01"]\nseverity = "W"'
    assert old in text
    messages.write_text(text.replace(old, f'["A-01"]\nseverity = {severity}'), encoding="utf-8")
    text = head.read_text(encoding="utf-8")
    head.write_text(text.replace("fiscal_year = 2570", f"fiscal_year = {fiscal_year}"), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("fiscal_year", "severity"), [(2570, "I"), (2571, "W"), (2572, "W"), (2573, "E"), (2590, "E")]
)
def test_a_severity_holds_from_its_fiscal_year_on(folder: Path, fiscal_year: int, severity: str) -> None:
    by_year = '{ 2573 = "E", 2570 = "I", 2571 = "W" }'
    definition = load_definition(with_severity(folder, by_year, fiscal_year))
    assert definition.messages["A-01"].severity == severity


def test_a_variant_has_the_severity_of_its_code_in_the_year(folder: Path) -> None:
    messages = folder / "messages.toml"
    text = messages.read_text(encoding="utf-8")
    old = '["A-07"]\nseverity = "W"'
    assert old in text
    messages.write_text(
        text.replace(old, '["A-07"]\nseverity = { 2569 = "I", 2571 = "E" }'), encoding="utf-8"
    )
    found = load_definition(folder).messages
    assert {found[code].severity for code in ("A-07", "A-07.short", "A-07.same")} == {"I"}


@pytest.mark.parametrize(
    ("severity", "fault"),
    [
        ('{ 2571 = "W" }', "says nothing of fiscal year 2570"),
        ("{}", "says nothing of fiscal year 2570"),
        ('{ 2570 = "X" }', "{'2570': 'X'} names no fiscal years, each with E, W or I"),
        ('{ 2570 = "W", 2571 = 5 }', "{'2570': 'W', '2571': 5} names no fiscal years, each with E, W or I"),
        ('{ 2027 = "W" }', "{'2027': 'W'} names no fiscal years, each with E, W or I"),
        ('{ later = "W" }', "{'later': 'W'} names no fiscal years, each with E, W or I"),
    ],
    ids=["of_a_later_year", "of_no_year", "no_letter", "a_number", "common_era", "no_year"],
)
def test_severities_that_cannot_be_settled(refused: Refused, severity: str, fault: str) -> None:
    edit = ("messages.toml", '["A-01"]\nseverity = "W"', f'["A-01"]\nseverity = {severity}')
    assert refused(edit) == [f"messages.toml: A-01.severity: {fault}"]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        pytest.param(
            "m6.toml",
            'uses_when = "ใช้"',
            'uses_when = "ใช่"',
            "m6.toml: rules[7].uses_when: 'ใช่' is no choice of M4.activities.uses_budget",
            id="no_choice",
        ),
        pytest.param(
            "m2.toml",
            'zero_when = "ไม่ใช้งบประมาณ"',
            'zero_when = "ไม่ใช้งบ"',
            "m2.toml: rules[4].zero_when: 'ไม่ใช้งบ' is no choice of M2.project_nature",
            id="no_choice_of_an_older_rule",
        ),
        pytest.param(
            "m6.toml",
            'settled = ["แล้วเสร็จ", "ยกเลิก"]',
            'settled = ["แล้วเสร็จ", "เลิก"]',
            "m6.toml: rules[5].settled: 'เลิก' is no choice of M6Q1.activity_results.status",
            id="no_choice_in_a_list",
        ),
        pytest.param(
            "m5.toml",
            "late = 3",
            'late = "สาม"',
            "m5.toml: rules[2].late: 'สาม' is not a number",
            id="no_number",
        ),
        pytest.param(
            "m5.toml",
            "above = [10, 30, 60]",
            "above = [10, 30, 60, 90]",
            "m5.toml: rules[1]: above, scores are not of one length",
            id="lists_of_other_lengths",
        ),
        pytest.param(
            "m5.toml",
            "above = [10, 30, 60]",
            "above = []",
            "m5.toml: rules[1].above: not a list of texts",
            id="an_empty_list",
        ),
        pytest.param(
            "m5.toml",
            '"budget_lines.month_07", "budget_lines.month_08", ',
            "",
            "m5.toml: rules[2].months: names 12 fields",
            id="ten_months",
        ),
        pytest.param(
            "m1.toml",
            'relation = "master_plan_to_strategy"',
            'relation = "master_plan"',
            "form: rule A-01: there is no relation 'master_plan' of "
            "('master_plan_issues', 'national_strategies')",
            id="no_relation",
        ),
        pytest.param(
            "form.toml",
            'of_column = "issue_code"',
            'of_column = "issue"',
            "relations.master_plan_to_strategy, row 1: the pair '' and '1' has a blank or stands twice",
            id="no_column",
        ),
        pytest.param(
            "form.toml",
            'file = "master_plan_to_strategy.csv"\nof = "master_plan_issues"',
            'file = "master_plan_to_strategy.csv"\nof = "master_plan_subplans"',
            "relations.master_plan_to_strategy: the catalogue 'master_plan_subplans' has no code '01'",
            id="codes_of_another_catalogue",
        ),
        pytest.param(
            RELATION,
            "19,2,secondary",
            "19,9,secondary",
            "relations.master_plan_to_strategy: the catalogue 'national_strategies' has no code '9'",
            id="an_unknown_code",
        ),
        pytest.param(
            RELATION,
            "19,2,secondary",
            "19,5,secondary",
            "relations.master_plan_to_strategy, row 34: the pair '19' and '5' has a blank or stands twice",
            id="a_pair_twice",
        ),
        pytest.param(
            "form.toml",
            'file = "master_plan_to_strategy.csv"',
            'file = "ไม่มี.csv"',
            "relations.master_plan_to_strategy: the file ไม่มี.csv does not exist",
            id="no_file",
        ),
    ],
)
def test_what_is_refused(refused: Refused, file: str, old: str, new: str, fault: str) -> None:
    assert refused((file, old, new))[0] == fault


def test_a_relation_is_unconfirmed_while_one_of_its_rows_is(folder: Path) -> None:
    path = folder / RELATION
    text = path.read_text(encoding="utf-8")
    assert not load_definition(folder).form.relations["master_plan_to_strategy"].confirmed
    path.write_text(text.replace("unconfirmed", "official list", 33), encoding="utf-8")
    assert not load_definition(folder).form.relations["master_plan_to_strategy"].confirmed
    path.write_text(text.replace("unconfirmed", "official list"), encoding="utf-8")
    assert load_definition(folder).form.relations["master_plan_to_strategy"].confirmed


def test_a_relation_pairs_codes_in_the_order_of_its_file(folder: Path) -> None:
    pairs = load_definition(folder).form.relations["master_plan_to_strategy"].pairs
    assert (pairs["12"], pairs["06"], pairs["18"]) == (("3", "4"), ("2", "4", "5"), ("5",))
    assert len(pairs) == 23
