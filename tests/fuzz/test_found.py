"""What damaging returns at random has found, each as a file that shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import at, complete, definition, submitted, written
from emenscr_xl.core.submission import Where
from emenscr_xl.jobs.check import Checked, check_content
from emenscr_xl.register.files.journal import JournalError
from emenscr_xl.register.files.ledger import read_ledger
from emenscr_xl.sheets.source import ClosedWorkbook
from fuzz.package import Package

#: Sheets of a whole return, and answers that stand in them.
PARTS = {
    "M2": "xl/worksheets/sheet4.xml",
    "M4": "xl/worksheets/sheet6.xml",
    "stamp": "xl/worksheets/sheet14.xml",
}
WEIGHT, START = at("M4.activities.weight", 1), at("M2.start_date")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return Package.of(written(tmp_path_factory.mktemp("sent") / "x.xlsx", submitted(complete())).read_bytes())


@pytest.fixture(scope="module")
def whole(sent: Package) -> Checked:
    return check_content("x", sent.packed())


def checked(sent: Package, part: str, rewrite: Callable[[bytes], bytes]) -> Checked:
    """What is found when a part of a whole return is written otherwise."""
    changed = sent.rewritten(PARTS[part], rewrite)
    assert changed != sent
    return check_content("x", changed.packed())


def in_cell(whole: Checked, where: Where, attributes: bytes, content: bytes) -> Callable[[bytes], bytes]:
    """Lets the cell of an answer have other attributes than its place and style, and another content."""
    cell = re.compile(rb'(<c r="%s"(?: s="\d+")?)[^>]*>.*?</c>' % whole.places[where][1].encode())
    return lambda xml: cell.sub(lambda old: old[1] + attributes + b">" + content + b"</c>", xml, count=1)


def typed(found: Checked, where: Where) -> str:
    assert found.submission
    return found.submission.typed(where.address, where.record)


@pytest.mark.parametrize("area", ["A1:A" + "9" * 5_000, "A" * 400 + "1:B2"])
def test_cells_merged_where_no_sheet_has_any(sent: Package, area: str) -> None:
    merged = f'</sheetData><mergeCells><mergeCell ref="{area}"/></mergeCells>'.encode()
    assert checked(sent, "M2", lambda xml: xml.replace(b"</sheetData>", merged)).status == "clean"


@pytest.mark.parametrize("value", [b"<![CDATA[35]]>", b"&#51;&#x35;", b"<!-- 1 -->35", b"3<!-- 1 -->5"])
def test_a_number_written_otherwise_is_the_same_number(sent: Package, whole: Checked, value: bytes) -> None:
    found = checked(sent, "M4", in_cell(whole, WEIGHT, b"", b"<v>%s</v>" % value))
    assert typed(found, WEIGHT) == "35"


@pytest.mark.parametrize("value", [b"<v>#N/A</v>", b"\n  <v>#N/A</v>\n", b'<v xml:space="preserve">#N/A</v>'])
def test_an_error_written_otherwise_is_no_blank(sent: Package, whole: Checked, value: bytes) -> None:
    found = checked(sent, "M4", in_cell(whole, WEIGHT, b' t="e"', value))
    assert "STR-09" in [f.code for f in found.findings]


def test_formulas_of_a_sheet_that_is_set_for_reading_are_not_gone(sent: Package) -> None:
    assert (
        checked(sent, "M4", lambda xml: xml.replace(b"><f", b">\n<f").replace(b"</v><", b"</v>\n<")).status
        == "clean"
    )


def test_elements_that_do_not_close_far_from_the_cells(sent: Package) -> None:
    found = checked(sent, "M2", lambda xml: xml.replace(b"</sheetData>", b"</sheetData><a:c>"))
    assert [f.code for f in found.findings] == ["STR-01"]


@pytest.mark.parametrize("number", [b"99999999999", b"1e15", b"-1e15", b"1e308"])
def test_a_day_that_no_calendar_has_prints_nothing(
    sent: Package, whole: Checked, number: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    found = checked(sent, "M2", in_cell(whole, START, b"", b"<v>%s</v>" % number))
    assert "TYP-02" in [f.code for f in found.findings]
    assert capfd.readouterr() == ("", "")


def test_a_version_of_endless_digits(sent: Package) -> None:
    version = re.compile(rb'<c r="B3"([^>]*) t="s"><v>\d+</v>')
    found = checked(
        sent,
        "stamp",
        lambda xml: version.sub(rb'<c r="B3"\1 t="inlineStr"><is><t>%s</t></is>' % (b"9" * 5_000), xml),
    )
    assert [f.code for f in found.findings] == ["STR-05"]


def test_a_sheet_beside_whose_part_is_not_found_is_blank(sent: Package) -> None:
    """The list of sheets names it; the second reader, which then reads the whole workbook, does not."""
    lists, part = definition().texts["lists_sheet"], b"worksheets/sheet13"
    relations = "xl/_rels/workbook.xml.rels"
    changed = sent.rewritten(relations, lambda xml: xml.replace(part, part.replace(b"/", b"\\")))
    assert changed != sent
    assert ClosedWorkbook(changed.packed(), [lists]).grid(lists) == ()


def test_a_row_that_is_no_number_beside_a_comment(sent: Package) -> None:
    found = checked(sent, "M2", lambda xml: re.sub(rb'<row r="7"', b'<!-- --><row r="x"', xml))
    assert [f.code for f in found.findings] == ["STR-01"]


def test_a_ledger_whose_heading_was_changed(tmp_path: Path) -> None:
    line = f"2569-12-09T16:30:00,{'0' * 64},returns/a.xlsx"
    (tmp_path / "received.csv").write_text(f"received_at,sha256,ไฟล์\n{line}\n", encoding="utf-8")
    with pytest.raises(JournalError, match="file"):
        read_ledger(tmp_path)
