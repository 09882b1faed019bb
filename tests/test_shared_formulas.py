"""Formulas that the file holds once are read as the formulas that were written."""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from itertools import groupby
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from builders import definition, drawn, issued, plan, submitted, written
from emenscr_xl.sheets.book import Book
from emenscr_xl.sheets.live.rows import FIRST_ROW, row_formulas
from workbook_differences import Read

Place = tuple[int, int]


def sheet_xml(path: Path, number: int = 1) -> str:
    """A sheet's XML."""
    with zipfile.ZipFile(path) as package:
        return package.read(f"xl/worksheets/sheet{number}.xml").decode()


def saved(path: Path, formulas: Mapping[Place, str]) -> dict[Place, str]:
    """The formulas of a workbook that was written with these, as openpyxl reads them."""
    with Book(path, definition().style, "ทดสอบ") as book:
        sheet = book.sheet("แผ่น")
        for (row, column), formula in formulas.items():
            sheet.write_formula(row, column, formula, None, f"{row}")
    read = load_workbook(BytesIO(path.read_bytes()))["แผ่น"]
    return {(c.row - 1, c.column - 1): c.value for r in read.iter_rows() for c in r if c.data_type == "f"}


def down(formula: str, rows: int = 3) -> dict[Place, str]:
    """A formula of row 1 filled down: `{}` is the row, which moves along."""
    return {(row, 2): formula.replace("{}", str(row + 1)) for row in range(rows)}


@pytest.mark.parametrize(
    ("formulas", "groups"),
    [
        (down("=A{}+$A{}*A$1"), ["C1:C3"]),
        (down("=SUM(A{}:$B{},$A$1:A{})"), ["C1:C3"]),
        (down('=IF(A{}="A1! {B2}","",LEN(B{}))'), ["C1:C3"]),  # what looks like a reference inside a text
        (down("=SUMPRODUCT(LEN(L_a1)*ROW($1:$9))+A{}"), ["C1:C3"]),  # a name, whole rows that stay
        (down('="ก"'), ["C1:C3"]),
        (down("=A1"), []),  # not filled down: each means another cell beside it
        (down("='แผ่น'!A{}"), []),  # Excel shares no reference to a sheet,
        (down("=SUM({1,2})+A{}"), []),  # nor a constant array
        ({(0, 0): "=B1", (0, 1): "=C1"}, []),  # rows only
        ({(0, 0): "=B1", (2, 0): "=B3"}, []),  # a gap
        ({(0, 0): "=B1", (1, 0): "=B2", (2, 0): "=C3", (3, 0): "=C4"}, ["A1:A2", "A3:A4"]),
        ({**down("=A{}"), (3, 2): "=A1", (3, 3): "=A4"}, ["C1:C3"]),
    ],
)
def test_formulas_filled_down_are_written_once(
    formulas: Mapping[Place, str], groups: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "small.xlsx"
    assert saved(path, formulas) == formulas
    assert re.findall(r'<f [^>]*ref="(\S+)"', sheet_xml(path)) == groups


def test_a_cell_keeps_its_own_value_and_style(tmp_path: Path) -> None:
    path = tmp_path / "small.xlsx"
    saved(path, down("=A{}"))
    assert re.findall(r"<c .*?</c>", sheet_xml(path)) == [
        '<c r="C1" t="str"><f t="shared" ref="C1:C3" si="0">A1</f><v>0</v></c>',
        '<c r="C2" t="str"><f t="shared" si="0"/><v>1</v></c>',
        '<c r="C3" t="str"><f t="shared" si="0"/><v>2</v></c>',
    ]


def test_the_sheet_of_checks_holds_every_formula_of_the_checks(tmp_path: Path) -> None:
    read = Read(written(tmp_path / "form.xlsx", submitted(issued()))).formulas
    live = plan().live
    asked = dict(live.formulas)
    for n, row in enumerate(plan().rows):
        asked |= {(FIRST_ROW + n, column): formula for column, formula in row_formulas(live, row, n).items()}
    found = {at[1:]: formula for at, formula in read.items() if at[0] == live.terms.places.sheet}
    assert {at: formula for at, formula in found.items() if asked.get(at, formula) != formula} == {}
    assert asked.keys() <= found.keys()


def test_a_run_lies_in_one_column_without_a_gap_and_begins_with_its_formula(tmp_path: Path) -> None:
    path = drawn(tmp_path / "form.xlsx", submitted(issued()))
    with zipfile.ZipFile(path) as package:
        sheets = [package.read(n).decode() for n in package.namelist() if "worksheets/sheet" in n]
    marked = re.compile(r'<c r="([A-Z]+)(\d+)"[^>]*><f t="shared"(?: ref="(\S+)")? si="(\d+)"(?:/>|>([^<]*))')
    count = 0
    for xml in sheets:
        found = sorted(marked.findall(xml), key=lambda m: (int(m[3]), int(m[1])))
        for _, group in groupby(found, lambda m: m[3]):
            first, *others = group
            left, top, right, bottom = range_boundaries(first[2])
            rows = [int(m[1]) for m in (first, *others)]
            assert left == right
            assert rows == list(range(top, bottom + 1))
            assert {m[0] for m in others} == {first[0]}
            assert [m[2] or m[4] for m in others] == [""] * len(others)
            assert not {"!", "{"} & set(re.sub(r'"[^"]*"', "", first[4]))
            count += len(others)
    assert count > 4_000
