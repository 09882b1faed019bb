"""All faults are listed at once, in three stages that each need the one before.

First every file by itself, syntax and keys and types together; then the rules of a form whose own fields
are sound; then what must hold across the whole definition.
"""

from collections.abc import Callable

Refused = Callable[..., list[str]]


def test_every_fault_of_every_file(refused: Refused) -> None:
    found = refused(
        ("m1.toml", 'key = "M1"', "key = "),
        ("m2.toml", 'hint = "โครงการต่อ', 'hnt = "โครงการต่อ'),
        ("m3.toml", 'sheet = "M3 รายละเอียด"', ""),
        ("m4.toml", "rows = 40", 'rows = "40"'),
        ("m6.toml", 'type = "money"', 'type = "baht"'),
        ("form.toml", 'version = "1"', "version = 1"),
        ("form.toml", '"fiscal_months.csv"', '"months.csv"'),
        ("catalogues/obec_policies.csv", "OBEC-POLICY-2563,", "OBEC-POLICY-4,"),
        ("register.toml", "max_length = 200", "length = 200"),
        ("messages.toml", 'severity = "I"', ""),
        ("style.toml", "# The house style", "x = \n# The house style"),
        ("texts.toml", "# Fixed words", "x = \n# Fixed words"),
    )
    assert sorted(found) == [
        "catalogues.fiscal_months: the file months.csv does not exist",
        "catalogues.obec_policies, row 9: code 'OBEC-POLICY-4-1' is blank or stands twice",
        "form.toml: version: 1 is not of the type str",
        "m1.toml: not readable as TOML: Invalid value (at line 1, column 7)",
        "m2.toml: items[6].hnt: unknown key; known are …",
        "m3.toml.sheet: missing key",
        "m4.toml: items[1].rows: '40' is not of the type int",
        "m6.toml: items[2].fields[7].type: 'baht' is not one of …",
        "messages.toml: STR-12.severity: missing key",
        "register.toml: module[0]: items[0].length: unknown key; known are …",
        "style.toml: not readable as TOML: Invalid value (at line 1, column 5)",
        "texts.toml: not readable as TOML: Invalid value (at line 1, column 5)",
    ]


def test_every_fault_of_the_rules_beside_those_of_other_files(refused: Refused) -> None:
    found = refused(
        ("m1.toml", 'kind = "one_primary"', 'kind = "one"'),
        ("m2.toml", 'second = "end_date"', ""),
        ("m5.toml", '"budget_lines.q1"', '"budget_lines.q0"'),
        ("m6.toml", 'limit = "M2', 'limits = "M2'),
        ("register.toml", "max_length = 200", "length = 200"),
        ("messages.toml", 'severity = "I"', ""),
    )
    assert sorted(found) == [
        "m1.toml: rules[0]: needs a code and a kind out of …",
        "m2.toml: rules[0].second: missing key",
        "m5.toml: rules[0].sums: there is no field budget_lines.q0",
        "m6.toml: rules[3].limit: missing key",
        "m6.toml: rules[3].limits: unknown key for the kind at_most",
        "messages.toml: STR-12.severity: missing key",
        "register.toml: module[0]: items[0].length: unknown key; known are …",
    ]


def test_every_fault_across_the_whole_definition(refused: Refused) -> None:
    found = refused(
        ("m1.toml", 'catalogue = "reform_areas"', 'catalogue = "x"'),
        ("m2.toml", '"settings.org_l1"', '"settings.x"'),
        ("m2.toml", 'key = "area"', 'key = "project_name"'),
        ("m3.toml", 'missing = "C-03"', 'missing = "C-99"'),
        ("m4.toml", 'sheet = "M4 กิจกรรม"', 'sheet = "M4?"'),
        ("m5.toml", 'of = ["budget_lines.total"]', 'of = ["total"]'),
        ("register.toml", 'choices = ["ขยายเวลา", "ยกเว้น"]', ""),
        ("messages.toml", "“{label}” is blank. Fill it in.", "It is blank."),
        ("form.toml", r"shape = '\d{6}$'", "shape = '*'"),
    )
    assert sorted(found) == [
        "M1.reform_area.catalogue: there is no catalogue 'x'",
        "M2.org_l1.prefill: 'settings.x' names nothing in stamp, settings or action plan",
        "M2: 'project_name' stands 2 times",
        "M4.sheet: a sheet name has 1 to 31 characters, none of []:*?/\\",
        "M5.budget_plan_total: there is no field total",
        "catalogues.targets_y1.shape: not a regular expression: nothing to repeat at position 0",
        "extensions.extensions.kind.choices: a choice needs choices",
        "form: M3.objectives: there is no message C-99",
        "messages.toml: C-01: the Thai and the English text name different details",
    ]


def test_a_fault_of_a_quarterly_module_is_said_once(refused: Refused) -> None:
    assert refused(("m6.toml", 'type = "money"\n', "")) == ["m6.toml: items[2].fields[7].type: missing key"]
