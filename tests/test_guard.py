"""The guard: a file that is not safe or not possible to read is one finding, and no reader sees it."""

import random
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from builders import complete, submitted, written
from emenscr_xl.jobs.check import check, check_content
from emenscr_xl.sheets import source
from emenscr_xl.sheets.bounds import USUAL_CELLS, bounds, usual
from emenscr_xl.sheets.budget import BUDGET
from emenscr_xl.sheets.guard import opened
from emenscr_xl.sheets.readers import Refused
from emenscr_xl.sheets.source import ClosedWorkbook
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
DECLARED = '<!DOCTYPE x [<!ENTITY a "b">]><x/>'
Parts = Mapping[str, str | bytes]


def zipped(parts: Parts, how: int = ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", how) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()


def sheet(*rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def parts(*sheets: str | bytes, at: str = SHEET) -> dict[str, str | bytes]:
    """The least that readers take for a workbook; `at` is the part of the first sheet."""
    named = dict(zip([at, "xl/worksheets/sheet2.xml"], sheets, strict=False))
    listed, related = "", ""
    for n, name in enumerate(named, start=1):
        listed += f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>'
        related += f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="/{name}"/>'
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">'
    first = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f"{relations}{first}</Relationships>",
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": f"{relations}{related}</Relationships>",
        **named,
    }


A1 = '<row r="1"><c r="A1"><v>1</v></c></row>'
CORNER = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
FAR = sheet(A1, CORNER)
NAMELESS = '<row r="1048576">' + "<c/>" * 16383 + "<c><v>1</v></c></row>"
LARGE = sheet(A1, '<row r="1000000"><c r="C1000000"><v>1</v></c></row>')  # 3 million cells: fine alone


def encrypted(content: bytes) -> bytes:
    """The package with the flag of encryption on every member, as password tools of zip set it."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = content.find(mark)
        while found >= 0:
            changed[found + offset] |= 1
            found = content.find(mark, found + 1)
    return bytes(changed)


def unknown_method(content: bytes) -> bytes:
    """The package whose directory says that its members are compressed by a method of nobody's."""
    before = b"PK\x01\x02\x14\x03\x14\x00\x00\x00"
    return content.replace(before + b"\x08\x00", before + b"\x63\x00")


PLAIN = zipped(parts(sheet(A1)))
OPEN_DOCUMENT = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "STR-01.empty"),
    "a text": ("โครงการ,งบประมาณ\n".encode, "STR-01.named"),
    "a PDF": (lambda: b"%PDF-1.7\n", "STR-01.named"),
    "something old of Microsoft's": (lambda: b"\xd0\xcf\x11\xe0" + bytes(512), "STR-01.foreign"),
    "an OpenDocument sheet": (lambda: zipped(OPEN_DOCUMENT), "STR-01.resave"),
    "OpenDocument in disguise": (lambda: zipped(parts(sheet(A1)) | OPEN_DOCUMENT), "STR-01.resave"),
    "an .xlsb": (lambda: zipped({"xl/workbook.bin": b"\x83"}), "STR-01.resave"),
    "a Word document": (lambda: zipped({"word/document.xml": "<x/>"}), "STR-01.named"),
    "a first byte of zip and no more": (lambda: b"PK\x03\x04", "STR-01"),
    "truncated": (lambda: PLAIN[: len(PLAIN) // 2], "STR-01"),
    "encrypted members": (lambda: encrypted(PLAIN), "STR-01"),
    "an unknown compression": (lambda: unknown_method(PLAIN), "STR-01"),
    "a changed byte": (lambda: zipped(parts(sheet(A1)), ZIP_STORED).replace(b"S1", b"S2"), "STR-01"),
    "XML that is none": (lambda: zipped(parts(sheet(A1)[:-5])), "STR-01"),
    "DOCTYPE in a sheet": (lambda: zipped(parts('<!DOCTYPE x [<!ENTITY a "b">]>' + sheet(A1))), "STR-01"),
    "DOCTYPE in the texts": (lambda: zipped(parts(sheet(A1)) | {TEXTS: "<!DOCTYPE x><x/>"}), "STR-01"),
    "DOCTYPE in UTF-16": (lambda: zipped(parts(sheet(A1)) | {TEXTS: DECLARED.encode("utf-16")}), "STR-01"),
    "a cell nowhere": (lambda: zipped(parts(sheet('<row r="1"><c r="ABCD1"/></row>'))), "STR-01"),
    "unzips to 200 times itself": (lambda: zipped(parts(sheet(A1)) | {"x": " " * 2_000_000}), "STR-02"),
    "unzips to 300 MB": (lambda: declaring(301_000_000), "STR-02"),
    "too many members": (lambda: zipped(parts(sheet(A1)) | {f"m{n}": "" for n in range(2_001)}), "STR-02"),
    "too many bytes": (lambda: PLAIN + bytes(30_000_000), "STR-02"),
    "A1 and XFD1048576": (lambda: zipped(parts(FAR)), "STR-02"),
    "… in single quotes": (lambda: zipped(parts(FAR.replace('"', "'"))), "STR-02"),
    "… in UTF-16": (lambda: zipped(parts(FAR.encode("utf-16"))), "STR-02"),
    "… by a character reference": (lambda: zipped(parts(FAR.replace("XFD", "&#88;FD"))), "STR-02"),
    "… with a prefix": (lambda: zipped(parts(prefixed(FAR))), "STR-02"),
    "… in a part of another name": (lambda: zipped(parts(FAR, at="xl/far.bin")), "STR-02"),
    "… by counting": (lambda: zipped(parts(sheet(A1, NAMELESS))), "STR-02"),
    "many sheets that are fine alone": (lambda: zipped(parts(LARGE, LARGE)), "STR-02"),
}  # fmt: skip
every_refusal = pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=REFUSED)


def prefixed(xml: str) -> str:
    for name in ("worksheet", "sheetData", "row", "c", "v"):
        for end in (" ", ">"):
            xml = xml.replace(f"<{name}{end}", f"<x:{name}{end}").replace(f"</{name}>", f"</x:{name}>")
    return xml.replace("xmlns=", "xmlns:x=")


def declaring(size: int) -> bytes:
    """A package whose directory declares that size of its largest member."""
    noise = random.Random(1).randbytes(2_000_000)  # does not compress: the ratio is not what refuses it
    content = zipped(parts(sheet(A1)) | {"noise": noise}, ZIP_STORED)
    return content.replace(len(noise).to_bytes(4, "little"), size.to_bytes(4, "little"))


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The readers that were asked; each refuses."""
    asked: list[str] = []

    def reader(name: str, refusal: Exception) -> Callable[..., None]:
        def refuse(*_: object, **__: object) -> None:
            asked.append(name)
            raise refusal

        return refuse

    monkeypatch.setattr(source, "read_cells", reader("first", Refused()))
    monkeypatch.setattr(source, "read_again", reader("second", UnreadableWorkbook("STR-01")))
    return asked


@every_refusal
def test_each_fault_has_one_code_and_no_reader_sees_it(
    content: Callable[[], bytes], code: str, readers: list[str]
) -> None:
    with pytest.raises(UnreadableWorkbook) as caught:
        source.ClosedWorkbook(content())
    assert caught.value.message == code
    assert readers == []


@every_refusal
def test_check_says_it_once_and_goes_on(content: Callable[[], bytes], code: str, tmp_path: Path) -> None:
    bad, good = tmp_path / "เสีย.xlsx", written(tmp_path / "ดี.xlsx", submitted(complete()))
    bad.write_bytes(content())
    refused, clean = check([bad, good])
    assert (refused.status, refused.project, refused.submission) == ("unreadable", "", None)
    assert [f.code for f in refused.findings] == [code.partition(".")[0]]
    assert clean.status == "clean"


def test_the_far_cell_needs_no_large_file() -> None:
    assert len(zipped(parts(FAR))) < 1_500


def test_a_missing_file_and_a_folder_are_findings_too(tmp_path: Path) -> None:
    checked = check([tmp_path / "ไม่มี.xlsx", tmp_path])
    assert [(c.status, [f.code for f in c.findings]) for c in checked] == [("unreadable", ["STR-01"])] * 2


def test_a_workbook_of_others_is_opened_and_is_no_form(tmp_path: Path) -> None:
    assert [f.code for f in check_content("x", PLAIN).findings] == ["STR-03"]


def test_what_readers_both_refuse_is_damaged(readers: list[str]) -> None:
    assert [f.code for f in check_content("x", PLAIN).findings] == ["STR-01"]
    assert readers == ["first", "second"]


@pytest.mark.parametrize(
    "rows",
    [
        ('<row r="1048576"><c r="A1048576"/></row>',),  # one column formatted to its end
        ('<row r="9"><c r="XFD9"/></row>',),
        ('<row r="1"><c r="H1"/></row>', '<row r="1048576" ht="12.8"/>'),  # LibreOffice, a row deleted
        ("<row><c/><c/></row>",) * 1_000,  # cells without references, as some programs write them
        ('<row r="1" spans="1:2"><c r="a1"/></row>',),
    ],
)
def test_odd_but_bounded_sheets_are_opened(rows: tuple[str, ...]) -> None:
    assert SHEET in opened(zipped(parts(sheet(*rows)))).needed


@pytest.mark.parametrize("name", ["xl/media/image1.svg", "xl/drawings/drawing1.xml", "customXml/item1.xml"])
def test_what_nobody_reads_does_no_harm(name: str) -> None:
    """It is not unzipped, and no reader sees it."""
    content = zipped(parts(sheet(A1)) | {name: DECLARED})
    assert ClosedWorkbook(content).grid("S1") == [[1.0]]
    assert name not in ZipFile(BytesIO(opened(content).packed())).namelist()


def test_our_own_workbooks_are_read_in_the_process_that_asks(tmp_path: Path) -> None:
    """To start a process for each of a thousand returns would take minutes."""
    content = written(tmp_path / "form.xlsx", submitted(complete())).read_bytes()
    assert opened(content).here


def test_our_own_workbooks_are_far_from_the_bounds(tmp_path: Path) -> None:
    content = written(tmp_path / "form.xlsx", submitted(complete())).read_bytes()
    package = opened(content)
    sheets = [package.parts.read(s.part) for s in package.book.sheets]
    reaches = [rows * columns for rows, columns in map(bounds, sheets)]
    assert len(reaches) == 14
    assert sum(reaches) < BUDGET["cells"].most / 100


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_file_never_stops_a_run(tmp_path: Path, seed: int) -> None:
    """Any bytes changed or cut off: unreadable, or read; never an exception."""
    chance = random.Random(seed)
    whole = written(tmp_path / "form.xlsx", submitted(complete())).read_bytes()
    for _ in range(40):
        spoiled = bytearray(whole)
        aim = chance.choice((0, len(whole) - 3_000))  # anywhere, or at the directory
        for _ in range(chance.choice((1, 2, 5, 50))):
            spoiled[chance.randrange(aim, len(whole))] = chance.randrange(256)
        cut = chance.choice((len(whole), chance.randrange(len(whole))))
        checked = check_content("x", bytes(spoiled[:cut]))
        assert checked.status == "clean" or len(checked.findings) >= 1
        assert (checked.submission is None) == (checked.status == "unreadable")


@pytest.mark.parametrize(
    "rows",
    [
        (A1,),
        ('<row r="999"><c r="AZ999"/></row>',),
        ('<row r="1000"><c r="A1000"/></row>',),
        ('<row r="1"><c r="BA1"/></row>',),
        (CORNER,),
        ('<row r="1"><c s="1" r="XFD1048576"/></row>',),
        ("<row><c/></row>",),
        ('<row r="1048576"><c t="n"/></row>',),
        ("<row r=\"1\"><c r='XFD1'/></row>",),
        ('<row r="1"><x:c xmlns:x="main" r="XFD1"/></row>',),
        ('<row r="1"><c\nr="XFD1"/></row>',),
        ('<row r="1"><c r="A1"/></row></sheetData><sheetData><row r="9999"><c r="XFD9999"/></row>',),
        ('<row r="1"><c r="A1"/></row><!-- </sheetData> --><row r="9999"><c r="XFD9999"/></row>',),
    ],
)
def test_a_usual_sheet_reaches_no_farther_than_the_usual_cells(rows: tuple[str, ...]) -> None:
    """What is not counted cell by cell is small whatever a parser makes of it."""
    xml = f'<?xml version="1.0" encoding="UTF-8"?>{sheet(*rows)}'.encode()
    last_row, last_column = bounds(xml)
    assert not usual(xml) or last_row * last_column <= USUAL_CELLS
