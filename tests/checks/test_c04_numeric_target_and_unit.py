"""C-04 (E): output, outcome and indicator rows have a numeric target and a unit. Basis: criterion 6."""

from datetime import date

import pytest

from builders import at, complete, found, found_after
from emenscr_xl.core.submission import Cell

TABLES = ["M3.outputs", "M3.outcomes", "M3.indicators"]


def test_numbers_with_units_are_silent() -> None:
    assert found(complete()) == []


@pytest.mark.parametrize("column", ["name", "target", "unit"])
@pytest.mark.parametrize("table", TABLES)
def test_a_blank_is_said_where_it_stands(table: str, column: str) -> None:
    assert found_after({at(f"{table}.{column}", 1): None}) == [("C-04", f"{table}.{column}", 1)]


@pytest.mark.parametrize("table", TABLES)
def test_a_new_row_wants_what_it_lacks(table: str) -> None:
    expected = [("C-04", f"{table}.name", 5), ("C-04", f"{table}.target", 5)]
    if table == "M3.indicators":
        expected.append(("C-01", "M3.indicators.kind", 5))
    assert found_after({at(f"{table}.unit", 5): "คน"}) == expected


@pytest.mark.parametrize(
    "target",
    [0, -1, 0.5, 85.0, "85", " ๔,๓๑๐ ", "4 310", "1,234,567.89", "+5"],
    ids=["zero", "negative", "fraction", "float", "text", "thai", "blank_between", "separators", "sign"],
)
@pytest.mark.parametrize("table", TABLES)
def test_a_number_however_typed_is_silent(table: str, target: Cell) -> None:
    assert found_after({at(f"{table}.target", 1): target}) == []


@pytest.mark.parametrize(
    "target",
    ["ทุกคน", "ร้อยละ 85", "85%", "85 คน", "80-90", "1,23", "-", True, date(2026, 10, 1)],
    ids=["word", "percent_word", "percent", "unit", "range", "separator", "dash", "truth", "date"],
)
@pytest.mark.parametrize("table", TABLES)
def test_no_number_is_said_once(table: str, target: Cell) -> None:
    assert found_after({at(f"{table}.target", 1): target}) == [("C-04.number", f"{table}.target", 1)]
