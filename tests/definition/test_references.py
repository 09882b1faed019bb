"""Every name that a definition uses names something: fields, catalogues, messages, sources."""

from collections.abc import Callable

import pytest

Refused = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        pytest.param(
            "m1.toml",
            'catalogue = "reform_areas"',
            'catalogue = "reforms"',
            "M1.reform_area.catalogue: there is no catalogue 'reforms'",
            id="catalogue",
        ),
        pytest.param(
            "form.toml",
            'parent = "targets_y1"',
            'parent = "targets"',
            "catalogues.value_chain_components.parent: there is no catalogue 'targets'",
            id="parent_catalogue",
        ),
        pytest.param(
            "topics.toml",
            'never = ["C-01"]',
            'never = ["C-00"]',
            "topics.toml: C.never: the topic has no code C-00",
            id="never_waived",
        ),
        pytest.param(
            "topics.toml",
            'for_staff = ["STR-12", "STR-13", "STR-14"]',
            'for_staff = ["STR-12", "REG-01"]',
            "topics.toml: STR.for_staff: the topic has no code REG-01",
            id="for_staff",
        ),
        pytest.param(
            "topics.toml",
            "[REG]",
            "[REGISTER]",
            "messages.toml: REG: there is no such topic in topics.toml",
            id="topic",
        ),
        pytest.param(
            "export.toml",
            'like = "M2.start_date"',
            'like = "M2.began"',
            "export.toml: start_date: the form has no question M2.began",
            id="export_column",
        ),
        pytest.param(
            "export.toml",
            'key = "name"',
            'key = "title"',
            "export.toml: columns: there is no column name",
            id="export_name",
        ),
        pytest.param(
            "m3.toml",
            'source = ["criteria", "rubber_form"]',
            'source = ["criterion"]',
            "M3.indicators.name.source: there is no source 'criterion'",
            id="source",
        ),
        pytest.param(
            "m2.toml",
            'prefill = "settings.office"',
            'prefill = "settings.name"',
            "M2.org_l3.prefill: 'settings.name' names nothing in stamp, settings or action plan",
            id="prefill",
        ),
        pytest.param(
            "m2.toml",
            'prefill = "project.name"',
            'prefill = "name"',
            "M2.project_name.prefill: 'name' names nothing in stamp, settings or action plan",
            id="prefill_of_nowhere",
        ),
        pytest.param(
            "m2.toml",
            'field = "project_type"',
            'field = "project_kind"',
            "M2.previous_project_code: there is no field project_kind",
            id="required_when",
        ),
        pytest.param(
            "m2.toml",
            'equals = "ต่อเนื่อง"',
            'equal = "ต่อเนื่อง"',
            "M2.previous_project_code.required_when: needs `field` and `equals`",
            id="required_when_what",
        ),
        pytest.param(
            "m5.toml",
            'of = ["q1", "q2", "q3", "q4"]',
            'of = ["q1", "q2", "q3", "q5"]',
            "M5.budget_lines.total: there is no field q5",
            id="sum",
        ),
        pytest.param(
            "m6.toml",
            'rows_of = "M3.indicators"',
            'rows_of = "M3.indicator"',
            "M6Q1.indicator_results.rows_of: there is no table M3.indicator",
            id="rows_of",
        ),
    ],
)
def test_a_name_that_names_nothing(refused: Refused, file: str, old: str, new: str, fault: str) -> None:
    quarters = [fault.replace("M6Q1", f"M6Q{n}") for n in (1, 2, 3, 4)] if "M6" in fault else [fault]
    assert refused((file, old, new)) == quarters


@pytest.mark.parametrize(
    ("file", "old", "new", "faults"),
    [
        pytest.param(
            "m2.toml",
            'code = "T-06"',
            'code = "T-99"',
            ["form: rule era: there is no message T-99"],
            id="rule",
        ),
        pytest.param(
            "m1.toml",
            'missing = "C-02"',
            'missing = "C-99"',
            ["form: M1.ns_primary_strategy: there is no message C-99"],
            id="blank",
        ),
        pytest.param(
            "m3.toml",
            'missing = "C-03"',
            'missing = "C-99"',
            ["form: M3.objectives: there is no message C-99"],
            id="empty_table",
        ),
        pytest.param(
            "m3.toml",
            'invalid = "C-10"',
            'invalid = "C-99"',
            [
                "form: M3.target_groups.amount: there is no message C-99.number",
                "form: M3.target_groups.amount: there is no message C-99.range",
            ],
            id="bad_number",
        ),
        pytest.param(
            "messages.toml",
            '["C-04.number"]',
            '["C-04.numbers"]',
            [
                f"form: M3.{t}.target: there is no message C-04.number"
                for t in ("indicators", "outcomes", "outputs")
            ],
            id="variant",
        ),
    ],
)
def test_a_message_that_does_not_exist(
    refused: Refused, file: str, old: str, new: str, faults: list[str]
) -> None:
    assert refused((file, old, new)) == faults


RULES = {
    "field": (
        "m5.toml",
        '"budget_lines.q4"',
        '"budget_lines.q9"',
        "m5.toml: rules[0].sums: there is no field budget_lines.q9",
    ),
    "field_of_another_module": (
        "m6.toml",
        '"M2.budget_total"',
        '"M2.total"',
        "m6.toml: rules[3].limit: there is no field M2.total",
    ),
    "kind": ("m2.toml", '"in_order"', '"ordered"', "m2.toml: rules[0]: needs a code and a kind out of …"),
    "no_code": ("m2.toml", 'code = "T-01"', "", "m2.toml: rules[0]: needs a code and a kind out of …"),
    "no_parameter": ("m2.toml", 'second = "end_date"', "", "m2.toml: rules[0].second: missing key"),
    "no_option": (
        "m2.toml",
        'zero_when = "ไม่ใช้งบประมาณ"',
        "",
        "m2.toml: rules[4].zero_when: missing key",
    ),
    "unknown_parameter": (
        "m2.toml",
        'second = "end_date"',
        'second = "end_date"\nthird = "area"',
        "m2.toml: rules[0].third: unknown key for the kind in_order",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "fault"), RULES.values(), ids=RULES)
def test_a_rule_that_names_nothing(refused: Refused, file: str, old: str, new: str, fault: str) -> None:
    assert refused((file, old, new)) == [fault]
