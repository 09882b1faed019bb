"""Workbooks that carry something along: macros, links, objects. Their answers are read, the rest is not."""

from __future__ import annotations

from hostile.good import MAIN, OFFICE, TYPES, packed, parts, related, replaced, with_parts, with_rows
from hostile.kinds import READ, SECOND, content

PAYLOAD = "cmd|' /C calc'!A0"
MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
EXTERNAL = ' TargetMode="External"'


@content("a workbook with macros", READ, "แบบ.xlsm")
def macros() -> bytes:
    changed = parts()
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    changed[TYPES] = changed[TYPES].replace(plain, MACRO.encode())
    return packed(changed | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(5_000)})


@content("macros of Excel 4", READ, notes=SECOND)
def old_macros() -> bytes:
    formula = '<c r="A1"><f>EXEC("calc.exe")</f></c>'
    sheet = f'<xm:macrosheet xmlns:xm="x" xmlns="{MAIN}"><sheetData><row r="1">{formula}</row></sheetData>'
    return related(
        "macrosheets/sheet1.xml", "xlMacrosheet", f"{sheet}</xm:macrosheet>".encode(),
        '<sheet name="Macro1" sheetId="94" state="veryHidden" r:id="x1"/>',
    )  # fmt: skip


@content("a link to another workbook", READ)
def external_link() -> bytes:
    link = f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{OFFICE}" r:id="rId1"/></externalLink>'
    return related("externalLinks/externalLink1.xml", "externalLink", link.encode())


@content("a relation to the network", READ)
def network() -> bytes:
    return related("http://127.0.0.1:9/evil.xml", "externalLinkPath", b"", mode=EXTERNAL)


@content("DDE that starts a program", READ)
def dde() -> bytes:
    link = f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic=" /C calc"/></externalLink>'
    return related("externalLinks/externalLink1.xml", "externalLink", link.encode())


@content("formulas that start programs and call the network", READ)
def evil_formulas() -> bytes:
    formulas = (PAYLOAD, "WEBSERVICE(&quot;http://127.0.0.1:9/&quot;)", "[1]Sheet1!A1", "CALL(&quot;x&quot;)")
    cells = "".join(f'<c r="{c}900"><f>{f}</f></c>' for c, f in zip("FGHI", formulas, strict=True))
    return with_rows(f'<row r="900">{cells}</row>')


@content("an OLE object", READ)
def ole_object() -> bytes:
    return with_parts(**{"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + bytes(3_000)})


@content("ActiveX controls", READ)
def active_x() -> bytes:
    return with_parts(**{"xl/activeX/activeX1.xml": b"<ocx/>", "xl/activeX/activeX1.bin": bytes(3_000)})


@content("custom XML with an entity", READ)
def custom_xml() -> bytes:
    return with_parts(**{"customXml/item1.xml": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///x">]><x>&a;</x>'})


@content("data connections", READ)
def connections() -> bytes:
    connection = '<connection id="1" type="4"><webPr url="http://127.0.0.1:9/"/></connection>'
    part = f'<connections xmlns="{MAIN}">{connection}</connections>'
    return related("connections.xml", "connections", part.encode())


@content("names that refer to other workbooks", READ)
def evil_names() -> bytes:
    name = f'<definedName name="_xlnm.Auto_Open" hidden="1">{PAYLOAD}</definedName>'
    return replaced("xl/workbook.xml", "</definedNames>", f"{name}</definedNames>")


@content("another workbook inside", READ)
def embedded() -> bytes:
    return with_parts(**{"xl/embeddings/book.xlsx": packed({"xl/workbook.xml": b"<x/>"})})
