"""The house style, the fixed words, the calendar and rules' parameters are checked like everything else."""

from collections.abc import Callable

import pytest

Refused = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("file", "old", "new", "faults"),
    [
        ("style.toml", "brand =", "brnad =", {"style.toml: colour.brnad", "style.toml: colour.brand"}),
        ("style.toml", "[height]", "[heights]", {"style.toml: heights", "style.toml: height.line"}),
        ("style.toml", "number = 7", 'number = "7"', {"style.toml: width.number"}),
        ("texts.toml", "how_5 =", "how_7 =", {"texts.toml.how_7", "texts.toml.how_5"}),
        ("guide.toml", "{ready}", "{redy}", {"guide.toml: section[0]"}),
        ("guide.toml", "lines =", "line =", {"guide.toml: section[0].line", "guide.toml: section[0].lines"}),
        ("damage.toml", "[merged]", "[mergde]", {"damage.toml: mergde", "damage.toml: merged.th"}),
        ("damage.toml", "และอีก {count}", "และอีก", {"damage.toml: more"}),
        ("form.toml", "owners_due = 10", "owner_due = 10", {"form.toml: calendar[0].owner_due"}),
        ("form.toml", "month = 12", 'month = "12"', {"form.toml: calendar[0].month"}),
        ("m2.toml", 'first = "start_date"', 'first = ["start_date", "area"]', {"m2.toml: rules[0].first"}),
        ("m1.toml", 'codes = ["nesdp_milestone"', 'codes = ["related_law"', {"m1.toml: rules[9].codes"}),
    ],
    ids=["colour", "group", "width_type", "text", "guide_word", "guide_lines", "damage",
         "damage_detail", "deadline", "month_type", "one_field", "code_field"],
)  # fmt: skip
def test_a_slip_is_refused_with_its_path(
    refused: Refused, file: str, old: str, new: str, faults: set[str]
) -> None:
    said = refused((file, old, new))
    assert {path for path in faults if any(fault.startswith(path) for fault in said)} == faults
