"""What damaging returns at random has found, each as a file that shows it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from builders import complete, submitted, written
from emenscr_xl.jobs.check import Checked, check_content
from fuzz.package import Package

#: Sheets of a whole return.
PARTS = {
    "M2": "xl/worksheets/sheet4.xml",
    "M4": "xl/worksheets/sheet6.xml",
    "stamp": "xl/worksheets/sheet14.xml",
}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return Package.of(written(tmp_path_factory.mktemp("sent") / "x.xlsx", submitted(complete())).read_bytes())


def checked(sent: Package, part: str, rewrite: Callable[[bytes], bytes]) -> Checked:
    """What is found when a part of a whole return is written otherwise."""
    changed = sent.rewritten(PARTS[part], rewrite)
    assert changed != sent
    return check_content("x", changed.packed())


@pytest.mark.parametrize("area", ["A1:A" + "9" * 5_000, "A" * 400 + "1:B2"])
def test_cells_merged_where_no_sheet_has_any(sent: Package, area: str) -> None:
    merged = f'</sheetData><mergeCells><mergeCell ref="{area}"/></mergeCells>'.encode()
    assert checked(sent, "M2", lambda xml: xml.replace(b"</sheetData>", merged)).status == "clean"


def test_a_version_of_endless_digits(sent: Package) -> None:
    version = re.compile(rb'<c r="B3"([^>]*) t="s"><v>\d+</v>')
    found = checked(
        sent,
        "stamp",
        lambda xml: version.sub(rb'<c r="B3"\1 t="inlineStr"><is><t>%s</t></is>' % (b"9" * 5_000), xml),
    )
    assert [f.code for f in found.findings] == ["STR-05"]
