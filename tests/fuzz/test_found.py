"""What damaging returns at random has found, each as a file that shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builders import complete, submitted, written
from emenscr_xl.jobs.check import Checked, check_content
from fuzz.package import Package


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return Package.of(written(tmp_path_factory.mktemp("sent") / "x.xlsx", submitted(complete())).read_bytes())


def checked(sent: Package, part: str, rewrite: Callable[[bytes], bytes]) -> Checked:
    """What is found when a part of a whole return is written otherwise."""
    changed = sent.rewritten(part, rewrite)
    assert changed != sent
    return check_content("x", changed.packed())


@pytest.mark.parametrize("area", ["A1:A" + "9" * 5_000, "A" * 400 + "1:B2"])
def test_cells_merged_where_no_sheet_has_any(sent: Package, area: str) -> None:
    merged = f'</sheetData><mergeCells><mergeCell ref="{area}"/></mergeCells>'.encode()
    found = checked(sent, "xl/worksheets/sheet4.xml", lambda xml: xml.replace(b"</sheetData>", merged))
    assert found.status == "clean"
