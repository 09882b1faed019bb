"""Returns of the demonstration (every one: `make thorough`), checked and cleared in a live application.

The sheets that nobody sees, and that nobody paints, are compared in `test_findings_on_the_cells`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import xlwings as xw

import support
from emenscr_xl.addin import ribbon
from emenscr_xl.form.catalogue import read_rows
from emenscr_xl.form.load import templates
from emenscr_xl.jobs.check import check_file
from emenscr_xl.jobs.demo import Demonstrated
from oracles import require
from support.document_facts import seen
from support.listed import listed
from thorough import some

RETURNS = [row["file"] for row in read_rows(templates() / "2570" / "sample" / "returns.csv")]


@pytest.fixture(scope="module")
def app() -> Iterator[xw.App]:
    require(support.available(), "LibreOffice with python3-uno")
    with support.libreoffice_app() as running:
        yield running


@pytest.mark.parametrize("name", some(RETURNS, 16))
def test_the_live_findings_are_those_of_the_file_and_clearing_leaves_no_trace(
    app: xw.App, year: Demonstrated, name: str
) -> None:
    path = year.folder / "returns" / name
    book = app.books.open(str(path))
    book.impl.uno.UndoManager.lock()  # LibreOffice would note every step, to take it back
    book.impl.uno.calculateAll()  # LibreOffice gives a formula its format when it is first computed
    before = seen(book)
    ribbon.check_completeness(book)
    found = check_file(path).findings
    assert listed(book) == [(f.code, f"{f.sheet} {f.cell}".strip(), f.message_th) for f in found]
    ribbon.clear_findings(book)
    assert seen(book) == before
    book.close()
