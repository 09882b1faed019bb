"""C-22 (W): "no budget" with a sum above 0, or "uses budget" with 0. Basis: agency forms."""

import pytest

from builders import Found, at, complete, found, spoiled, without
from emenscr_xl.core.submission import Cell

TOTAL, NATURE = "M2.budget_total", "M2.project_nature"
USES, NONE = "ใช้งบประมาณ", "ไม่ใช้งบประมาณ"
DISAGREE = [("C-22", NATURE, 0)]


def after(nature: Cell, total: Cell) -> Found:
    """What is found in a project of that nature and total, whose spending plan is of the same total."""
    cells = without(complete(), "M5.budget_lines")
    if isinstance(total, int | float) and total:
        line: dict[str, Cell] = {"category": "งบดำเนินงาน", "source": "เงินอื่น", "fiscal_year": 2570}
        line["month_10"] = total
        cells |= {at(f"M5.budget_lines.{column}", 1): answer for column, answer in line.items()}
    return found(spoiled(cells, {at(NATURE): nature, at(TOTAL): total}))


@pytest.mark.parametrize("project", ["2570-001", "2570-038"])
def test_agreement_is_silent(project: str) -> None:
    assert found(complete(project)) == []


@pytest.mark.parametrize(
    ("nature", "total", "expected"),
    [
        (USES, 50000, []),
        (USES, 0.01, []),
        (USES, 0, DISAGREE),
        (USES, "๐", DISAGREE),
        (NONE, 0, []),
        (NONE, "0.00", []),
        (NONE, 0.01, DISAGREE),
        (NONE, 50000, DISAGREE),
    ],
)
def test_nature_and_total(nature: str, total: Cell, expected: Found) -> None:
    assert after(nature, total) == expected


@pytest.mark.parametrize(
    ("nature", "total", "expected"),
    [
        (None, 50000, [("C-01", NATURE, 0)]),
        (None, 0, [("C-01", NATURE, 0)]),
        (USES, None, [("C-01", TOTAL, 0)]),
        (NONE, None, [("C-01", TOTAL, 0)]),
        ("บางส่วน", 50000, [("VAL-01", NATURE, 0)]),
    ],
)
def test_silent_while_either_cannot_be_read(nature: Cell, total: Cell, expected: Found) -> None:
    assert after(nature, total) == expected
