"""Sheets whose cells reach too far, lie out of order or nowhere, and workbooks that lack parts."""

from __future__ import annotations

from hostile.good import (
    ANSWERS,
    BOOK,
    OFFICE,
    RELATIONS,
    STYLES,
    TEXTS,
    cell,
    parts,
    related,
    replaced,
    sheet,
    with_parts,
    with_rows,
    with_sheet,
    without,
)
from hostile.kinds import CHANGED, DAMAGED, LOOK, READ, SECOND, content

FAR = cell("XFD1048576")

content("two cells, A1 and XFD1048576, among the answers", "STR-02")(lambda: with_rows(FAR))
content("two cells, A1 and XFD1048576, in a sheet of one's own", "STR-02")(
    lambda: with_sheet(sheet(cell("A1"), FAR))
)
content("the last cell of all in single quotes", "STR-02")(lambda: with_rows(FAR.replace('"', "'")))
content("the last cell of all by a character reference", "STR-02")(
    lambda: with_rows(FAR.replace("XFD", "&#88;FD"))
)
content("the last cell of all by counting", "STR-02")(
    lambda: with_rows('<row r="1048576">' + "<c/>" * 16_383 + "<c><v>1</v></c></row>")
)
content("a million rows of one cell", "STR-02")(lambda: with_rows("<row><c/></row>" * 1_000_000))
content("16,384 columns in row 900", "STR-02")(
    lambda: with_rows('<row r="900">' + "<c/>" * 16_384 + "</row>")
)
content("16,384 columns in one row", READ)(lambda: with_sheet(sheet("<row>" + "<c/>" * 16_384 + "</row>")))
content("a dimension that lies", READ)(
    lambda: replaced(ANSWERS, "<dimension", '<dimension ref="A1:XFD1048576"/><dimension')
)
content("cells out of order", READ)(lambda: with_rows('<row r="800"><c r="C800"/><c r="A800"/></row>'))
content("rows out of order", READ)(lambda: with_rows(cell("A900", ""), cell("A800", "")))
content("rows and cells without numbers", READ)(lambda: with_rows("<row><c/><c/></row>" * 50))
content("a cell in column ZZZZ, row 99999999", "STR-01")(lambda: with_rows(cell("ZZZZ99999999", row="900")))
content("a cell one column beyond the last", "STR-02")(lambda: with_rows(cell("XFE900")))
content("a cell one row beyond the last", "STR-02")(lambda: with_rows(cell("A1048577")))
content("a cell in row 0", READ, notes=SECOND)(lambda: with_rows(cell("A0")))
content("a cell in a negative row", "STR-01")(lambda: with_rows(cell("A-5", row="900")))
content("a cell without a row", "STR-01")(lambda: with_rows(cell("XFD", row="900")))
content("a row number of 30 digits", "STR-02")(lambda: with_rows(f'<row r="{"9" * 30}"><c/></row>'))
content("a row number of ten thousand digits", READ)(lambda: with_rows(f'<row r="{"9" * 10_000}"/>'))
content("a negative row number", READ, notes=SECOND)(lambda: with_rows('<row r="-1"><c/></row>'))
content("a row number that is a word", "STR-01")(lambda: with_rows('<row r="แถว"><c/></row>'))
content("a row number in Thai digits", READ, notes=SECOND)(lambda: with_rows('<row r="๙๙"><c/></row>'))

content("one text of 30 MB", "STR-02")(lambda: text_added("ก" * 10_000_000))
content("one text of 2 MB that does not shrink much", "STR-02")(lambda: text_added(noise(2_000_000)))
content("a text longer than a cell can hold", READ)(lambda: text_added("ก" * 40_000))
content("200,000 texts that nobody uses", READ)(
    lambda: text_added("", "".join(f"<si><t>{n * 7919 % 1_000_003}</t></si>" for n in range(200_000)))
)
content("texts said to be a hundred thousand million", READ, notes=SECOND)(
    lambda: replaced(TEXTS, ' uniqueCount="', ' uniqueCount="99999999')
)
content("a text that is not there", "STR-01")(lambda: replaced(ANSWERS, 't="s"><v>', 't="s"><v>99999'))
content("a text of a negative number", READ, notes=DAMAGED)(
    lambda: replaced(ANSWERS, 't="s"><v>', 't="s"><v>-')
)


def text_added(text: str, more: str = "") -> bytes:
    """The good return with one more text among those that its cells share."""
    return replaced(TEXTS, "</sst>", f"<si><t>{text}</t></si>{more}</sst>")


def noise(length: int) -> str:
    """Letters that compress to some three quarters."""
    import base64
    import random

    return base64.b64encode(random.Random(3).randbytes(length * 3 // 4)).decode()


content("no workbook part", "STR-01.foreign")(lambda: without(BOOK))
content("no relations of the workbook", "STR-01")(lambda: without(RELATIONS))
content("no part of the answers", CHANGED)(lambda: without(ANSWERS))
content("no shared texts", "STR-01")(lambda: without(TEXTS))
content("no styles", READ)(lambda: without(STYLES))
content("no types of content", READ)(lambda: without("[Content_Types].xml"))
content("no relations of the package", READ, notes=SECOND)(lambda: without("_rels/.rels"))
content("a workbook without sheets", "STR-03")(
    lambda: with_parts(**{BOOK: f'<workbook xmlns:r="{OFFICE}"><sheets/></workbook>'.encode()})
)
content("a relation to a part that is not there", READ)(
    lambda: replaced(RELATIONS, "</Relationships>", relation("gone.xml"))
)
content("a sheet whose part is not there", "STR-01")(
    lambda: replaced(BOOK, "</sheets>", '<sheet name="หาย" sheetId="98" r:id="ไม่มี"/></sheets>')
)
content("a relation to itself", READ)(
    lambda: replaced(RELATIONS, "</Relationships>", relation("_rels/workbook.xml.rels"))
)
content("a relation that climbs out of the package", READ)(
    lambda: replaced(RELATIONS, "</Relationships>", relation("../../../etc/passwd"))
)
content("a sheet that is the workbook part itself", CHANGED)(
    lambda: replaced(RELATIONS, "worksheets/sheet4.xml", "workbook.xml")
)
content("two sheets of one part", READ, notes=LOOK)(
    lambda: replaced(BOOK, "</sheets>", '<sheet name="อีกชื่อ" sheetId="96" r:id="rId2"/></sheets>')
)
content("two sheets with the same name", READ, notes=DAMAGED)(
    lambda: replaced(BOOK, "</sheets>", '<sheet name="_checks" sheetId="97" r:id="rId2"/></sheets>')
)
content("a sheet name with control characters", READ)(
    lambda: with_sheet(sheet(cell("A1", "")), "ก&#10;ข&#9;ค")
)
content("a sheet name that XML forbids", "STR-01")(lambda: with_sheet(sheet(), "ก&#0;ข"))
content("a sheet name of 5,000 letters", READ)(lambda: with_sheet(sheet(), "ก" * 5_000))
content("two thousand sheets", "STR-02")(lambda: many_sheets(2_000))


def relation(target: str) -> str:
    return f'<Relationship Id="x9" Type="{OFFICE}/worksheet" Target="{target}"/></Relationships>'


def many_sheets(count: int) -> bytes:
    """The good return with as many empty sheets more."""
    changed = parts()
    listed = "".join(f'<sheet name="x{n}" sheetId="{n + 100}" r:id="x{n}"/>' for n in range(count))
    kind = f"{OFFICE}/worksheet"
    named = "".join(
        f'<Relationship Id="x{n}" Type="{kind}" Target="worksheets/x{n}.xml"/>' for n in range(count)
    )
    changed[BOOK] = changed[BOOK].replace(b"</sheets>", f"{listed}</sheets>".encode())
    changed[RELATIONS] = changed[RELATIONS].replace(b"</Relationships>", f"{named}</Relationships>".encode())
    added = {f"xl/worksheets/x{n}.xml": sheet().encode() for n in range(count)}
    return with_parts(**{**changed, **added})


content("a chart sheet among the sheets", READ)(
    lambda: related(
        "chartsheets/sheet1.xml",
        "chartsheet",
        b"<chartsheet/>",
        '<sheet name="กราฟ" sheetId="95" r:id="x1"/>',
    )
)
