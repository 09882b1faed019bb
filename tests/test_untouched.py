"""Whoever opens a workbook of ours and closes it is not asked to save it: Excel has computed nothing."""

from pathlib import Path

import pytest
import xlsxwriter

from emenscr_xl.form.load import templates
from recalculation import ENGINE, reasons


@pytest.mark.parametrize("name", ["register-2570.xlsx", "form-2570.xlsx"])
def test_the_blank_workbooks_ask_for_no_computing(name: str) -> None:
    assert list(reasons(templates() / "built" / name)) == []


def workbook(
    path: Path, *formulas: str, on_load: bool = False, engine: int = ENGINE, named: str = ""
) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, formula in enumerate(formulas):
            sheet.write_formula(row, 0, formula, None, 1)
        if named:
            book.define_name("N", named)
        book.set_calc_mode("auto", engine)
        book.calc_on_load = on_load
    return path


def test_a_workbook_that_asks_for_nothing_gives_no_reason(tmp_path: Path) -> None:
    quiet = ('="TODAY()"&A2', "=SUM(B1:B9)", "=INDEX(B1:B9,2)", "=SUMIFS(B1:B9,C1:C9,1)")
    assert list(reasons(workbook(tmp_path / "x.xlsx", *quiet, named="=Sheet1!$B$1:$B$9"))) == []


VOLATILE = (
    "=TODAY()", "=now()", "=OFFSET(A2,1,1)", "=SUM(B1:INDEX(B:B,3))", "=SUM(INDEX(B:B,1):B3)", '=CELL("row")',
)  # fmt: skip


@pytest.mark.parametrize("formula", VOLATILE)
def test_volatile_formulas_are_seen(tmp_path: Path, formula: str) -> None:
    assert len(list(reasons(workbook(tmp_path / "x.xlsx", "=1", formula)))) == 1


def test_other_reasons_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    assert len(list(reasons(workbook(path, on_load=True)))) == 1
    assert len(list(reasons(workbook(path, engine=124519)))) == 1
    assert len(list(reasons(workbook(path, named="=OFFSET(Sheet1!$A$1,1,1)")))) == 1
