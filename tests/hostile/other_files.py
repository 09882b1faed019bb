"""Packages that are no workbook of ours: other programs' files, and other kinds of workbook."""

from __future__ import annotations

from hostile.good import BOOK, good, packed, parts
from hostile.kinds import content


@content("an .ods under our suffix", "STR-01.resave")
def open_document() -> bytes:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": b"<x/>", "META-INF/manifest.xml": b"<x/>"})


@content("OpenDocument inside a workbook", "STR-01.resave")
def open_document_inside() -> bytes:
    return packed(parts() | {"content.xml": b"<x/>"})


@content("an .xlsb", "STR-01.resave", "แบบ.xlsb")
def binary_workbook() -> bytes:
    return packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\x83\x01\x00"})


@content("a Word document", "STR-01.named", "รายงาน.docx")
def document() -> bytes:
    return packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"})


@content("a presentation under our suffix", "STR-01.named")
def presentation() -> bytes:
    return packed({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<x/>"})


@content("a zip with the workbook inside", "STR-01.archive", "ส่งงาน.zip")
def zipped_workbook() -> bytes:
    return packed({"ส่งงาน/แบบ.xlsx": good()})


@content("an empty zip", "STR-01.archive")
def empty_zip() -> bytes:
    return packed({})


@content("a Numbers document", "STR-01.archive")
def numbers() -> bytes:
    return packed({"Index/Document.iwa": b"\x00", "preview.jpg": b"\xff\xd8\xff"})


@content("a workbook of somebody else", "STR-03")
def other_workbook() -> bytes:
    return packed(parts() | {BOOK: _without_our_sheets(parts()[BOOK])})


def _without_our_sheets(book: bytes) -> bytes:
    start, end = book.index(b"<sheet "), book.index(b"</sheets>")
    first = book[start : book.index(b"/>", start) + 2]
    return book[:start] + first + book[end:]
