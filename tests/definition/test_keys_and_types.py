"""Unknown keys, missing keys and wrong types are refused wherever they stand, each with its path."""

from collections.abc import Callable

import pytest

Refused = Callable[..., list[str]]
UNKNOWN = "unknown key; known are …"


@pytest.mark.parametrize(
    ("file", "old", "new", "path"),
    [
        pytest.param("m2.toml", 'hint = "โครงการต่อ', 'hnt = "โครงการต่อ', "m2.toml: items[6].hnt", id="field"),
        pytest.param("m4.toml", "width = 24", "widht = 24", "m4.toml: items[0].fields[2].widht", id="column"),
        pytest.param("m2.toml", "min_rows = 1", "least_rows = 1", "m2.toml: items[9].least_rows", id="table"),
        pytest.param("m3.toml", "intro =", "introduction =", "m3.toml.introduction", id="module"),
        pytest.param("m6.toml", "lock", "unlock", "m6.toml: items[0].unlocked", id="quarterly_module"),
        pytest.param("form.toml", "version =", "owner = 1\nversion =", "form.toml: owner", id="form"),
        pytest.param(
            "register.toml", "version =", "year = 1\nversion =", "register.toml: year", id="register"
        ),
        pytest.param(
            "register.toml",
            'hint = "ตัวอักษร',
            'hints = "ตัวอักษร',
            "register.toml: module[1]: items[0].fields[0].hints",
            id="register_column",
        ),
        pytest.param(
            "form.toml",
            "parent_digits = 4",
            "parent_digit = 4",
            "form.toml: catalogues.targets_y1.parent_digit",
            id="catalogue",
        ),
        pytest.param(
            "messages.toml", '["T-06"]', '["T-06"]\nnote = "ดู"', "messages.toml: T-06.note", id="message"
        ),
    ],
)
def test_an_unknown_key(refused: Refused, file: str, old: str, new: str, path: str) -> None:
    assert refused((file, old, new)) == [f"{path}: {UNKNOWN}"]


@pytest.mark.parametrize(
    ("file", "line", "paths"),
    [
        pytest.param("m2.toml", 'label = "ประเภทโครงการ"\n', ["m2.toml: items[6].label"], id="field"),
        pytest.param("m4.toml", 'type = "seq"\n', ["m4.toml: items[0].fields[0].type"], id="column"),
        pytest.param(
            "m4.toml",
            'record = "กิจกรรมย่อยที่ {n}"\nrows = 40\n',
            ["m4.toml: items[1].record", "m4.toml: items[1].rows"],
            id="table",
        ),
        pytest.param("m3.toml", 'sheet = "M3 รายละเอียด"\n', ["m3.toml.sheet"], id="module"),
        pytest.param(
            "m6.toml", 'type = "money"\n', ["m6.toml: items[2].fields[7].type"], id="quarterly_module"
        ),
        pytest.param("form.toml", "fiscal_year = 2570\n", ["form.toml: fiscal_year"], id="form"),
        pytest.param("register.toml", 'id = "emenscr-register"\n', ["register.toml: id"], id="register"),
        pytest.param(
            "form.toml",
            'name = "{component_name_th}"\n',
            ["form.toml: catalogues.value_chain_components.name"],
            id="catalogue",
        ),
        pytest.param(
            "messages.toml", 'basis = "everyday fault"\n', ["messages.toml: T-06.basis"], id="message"
        ),
    ],
)
def test_a_missing_key(refused: Refused, file: str, line: str, paths: list[str]) -> None:
    assert refused((file, line, "")) == [f"{path}: missing key" for path in paths]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        pytest.param(
            "m2.toml",
            "locked = true",
            'locked = "yes"',
            "m2.toml: items[1].locked: 'yes' is not of the type bool",
            id="truth",
        ),
        pytest.param(
            "m4.toml",
            "rows = 40",
            "rows = 40.0",
            "m4.toml: items[1].rows: 40.0 is not of the type int",
            id="whole",
        ),
        pytest.param(
            "m4.toml",
            "maximum = 20",
            'maximum = "20"',
            "m4.toml: items[1].fields[1].maximum: '20' is not of the type decimal.Decimal | None",
            id="number",
        ),
        pytest.param(
            "m4.toml",
            'label = "กิจกรรมย่อย"',
            "label = 4",
            "m4.toml: items[1].label: 4 is not of the type str",
            id="text",
        ),
        pytest.param(
            "m2.toml",
            'choices = ["ใหม่", "ต่อเนื่อง"]',
            'choices = ["ใหม่", 2]',
            "m2.toml: items[6].choices: 2 is not of the type str",
            id="choices",
        ),
        pytest.param(
            "m4.toml",
            'type = "integer"',
            'type = "int"',
            "m4.toml: items[1].fields[1].type: 'int' is not one of …",
            id="type",
        ),
        pytest.param(
            "register.toml",
            'layout = "list"',
            'layout = "lists"',
            "register.toml: module[1].layout: 'lists' is not one of …",
            id="layout",
        ),
        pytest.param(
            "messages.toml",
            'severity = "I"',
            'severity = "note"',
            "messages.toml: STR-12.severity: 'note' is not one of …",
            id="severity",
        ),
        pytest.param(
            "form.toml",
            "fiscal_year = 2570",
            'fiscal_year = "2570"',
            "form.toml: fiscal_year: '2570' is not of the type int",
            id="fiscal_year",
        ),
    ],
)
def test_a_wrong_type(refused: Refused, file: str, old: str, new: str, fault: str) -> None:
    assert refused((file, old, new)) == [fault]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        pytest.param(
            "form.toml",
            "[catalogues.",
            "[catalogues]\nx = 5\n[catalogues.",
            "form.toml: catalogues.x: not a table",
            id="catalogue",
        ),
        pytest.param(
            "messages.toml", "[", '"C-99" = "ข้อความ"\n[', "messages.toml: C-99: not a table", id="message"
        ),
        pytest.param(
            "register.toml",
            'layout = "list"',
            'layout = "list"\nrules = 5',
            "register.toml: module[1]: rules: not a list of tables",
            id="rules",
        ),
    ],
)
def test_a_value_where_a_table_belongs(refused: Refused, file: str, old: str, new: str, fault: str) -> None:
    assert refused((file, old, new)) == [fault]
