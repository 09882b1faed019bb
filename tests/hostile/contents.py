"""Files that are no package at all: nothing, noise, text, and other programs' files under our suffix."""

from __future__ import annotations

import random
from io import BytesIO

import msoffcrypto
from msoffcrypto.format.ooxml import OOXMLFile

from emenscr_xl.xlam.compound_file import compound_file
from hostile.good import good
from hostile.kinds import content


@content("zero bytes", "STR-01.empty")
def zero_bytes() -> bytes:
    return b""


@content("one byte", "STR-01.foreign")
def one_byte() -> bytes:
    return b"P"


@content("nothing but zeros, as a broken download leaves", "STR-01.foreign")
def zeros() -> bytes:
    return bytes(100_000)


@content("random bytes", "STR-01.foreign")
def random_bytes() -> bytes:
    return random.Random(7).randbytes(50_000)


@content("a text", "STR-01.named", "จดหมาย.xlsx")
def text() -> bytes:
    return "เรียน ผู้อำนวยการ ขอส่งแบบเก็บข้อมูล\n".encode()


@content("a text in the Thai code page", "STR-01.named")
def thai_code_page() -> bytes:
    return "โครงการ,งบประมาณ\nอบรมครู,5000\n".encode("cp874")


@content("a CSV", "STR-01.named", "ข้อมูล.csv.xlsx")
def csv() -> bytes:
    return "\ufeffโครงการ,งบประมาณ\r\nอบรมครู,5000\r\n".encode()


@content("a text in UTF-16", "STR-01.named")
def unicode_text() -> bytes:
    return "โครงการ\tงบประมาณ\r\n".encode("utf-16")


@content("a web page, as old systems send for Excel", "STR-01.named", "รายงาน.xls")
def html() -> bytes:
    return "<html><body><table><tr><td>โครงการ</td></tr></table></body></html>".encode()


@content("an XML spreadsheet of 2003", "STR-01.named")
def spreadsheet_2003() -> bytes:
    return b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


@content("a shortcut of Google Drive", "STR-01.named", "แบบ.gsheet")
def shortcut() -> bytes:
    return b'{"url":"https://docs.google.com/open?id=x","doc_id":"x","email":"x@example.com"}'


@content("a PDF under our suffix", "STR-01.named")
def pdf() -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(200)


@content("a picture under our suffix", "STR-01.named")
def png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(200)


@content("a photograph under our suffix", "STR-01.named", "ถ่ายหน้าจอ.xlsx")
def jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200)


@content("a RAR archive", "STR-01.archive")
def rar() -> bytes:
    return b"Rar!\x1a\x07\x01\x00" + bytes(200)


@content("a 7z archive", "STR-01.archive")
def seven_zip() -> bytes:
    return b"7z\xbc\xaf\x27\x1c" + bytes(200)


@content("a program of Windows", "STR-01.foreign", "แบบ.xlsx.exe")
def program() -> bytes:
    return b"MZ\x90\x00" + bytes(500)


@content("a workbook that needs a password", "STR-01.password")
def encrypted() -> bytes:
    plain, secret = BytesIO(good()), BytesIO()
    OOXMLFile(plain).encrypt("ความลับ", secret)
    assert msoffcrypto.OfficeFile(BytesIO(secret.getvalue())).is_encrypted()
    return secret.getvalue()


@content("an old .xls", "STR-01.old", "แบบ.xls")
def old_workbook() -> bytes:
    return compound_file({"Workbook": b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(5_000)})


@content("an old .xls without its container", "STR-01.old")
def older_workbook() -> bytes:
    return b"\x09\x08\x08\x00\x00\x05\x10\x00" + bytes(500)


@content("an old .doc", "STR-01.foreign")
def old_document() -> bytes:
    return compound_file({"WordDocument": bytes(5_000)})


@content("an old container that is cut off", "STR-01.foreign")
def half_old() -> bytes:
    return old_workbook()[:600]
