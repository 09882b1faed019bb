"""What a file is that is no workbook of Excel's, so that the sentence about it can name it."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Mapping

from emenscr_xl.sheets.unreadable import UnreadableWorkbook

ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_EMPTY_ZIP = b"PK\x05\x06"
_ARCHIVES = (_EMPTY_ZIP, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")
_OLD = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # sheets of Excel 2 to 5 without a container
#: How files begin that people send in place of a workbook, and what they are called in either language.
_HEADS: Mapping[bytes, str] = {b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF"}
_TEXT = ".csv/.txt"
#: A member of a package that tells what it is: how to go on, and what it is called.
_PACKAGES: Mapping[str, tuple[str, str]] = {
    "content.xml": ("STR-01.resave", ".ods"),
    "xl/workbook.bin": ("STR-01.resave", ".xlsb"),
    "word/document.xml": ("STR-01.named", "Word"),
    "ppt/presentation.xml": ("STR-01.named", "PowerPoint"),
}
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAMPLE = 4_096  # bytes from which a text is told


def foreign_file(content: bytes) -> UnreadableWorkbook:
    """What is said of a file that is no package."""
    if content.startswith(_OLE):
        return UnreadableWorkbook(_in_container(content))
    if content.startswith(_ARCHIVES):
        return UnreadableWorkbook("STR-01.archive")
    if content.startswith(_OLD) and len(content) > 8:
        return UnreadableWorkbook("STR-01.old")
    for head, kind in _HEADS.items():
        if content.startswith(head):
            return UnreadableWorkbook("STR-01.named", kind=kind)
    if _is_text(content[:_SAMPLE]):
        return UnreadableWorkbook("STR-01.named", kind=_TEXT)
    return UnreadableWorkbook("STR-01.foreign")


def foreign_package(names: Collection[str]) -> UnreadableWorkbook | None:
    """What is said of a package of these members, in small letters; None for a workbook."""
    for name, (code, kind) in _PACKAGES.items():
        if name in names:
            return UnreadableWorkbook(code, kind=kind)
    if "xl/workbook.xml" in names:
        return None
    return UnreadableWorkbook("STR-01.foreign" if "[content_types].xml" in names else "STR-01.archive")


def _in_container(content: bytes) -> str:
    """What Microsoft's old container holds, by the names in its directory."""
    if _named("EncryptedPackage") in content:
        return "STR-01.password"
    return "STR-01.old" if any(_named(n) in content for n in ("Workbook", "Book")) else "STR-01.foreign"


def _named(name: str) -> bytes:
    return f"{name}\0".encode("utf-16-le")


def _is_text(sample: bytes) -> bool:
    """True for what begins as a text that people write: no control characters but those of lines."""
    if sample.startswith(_UTF_16):
        return True
    return len(sample) > 1 and not any(byte < 32 and byte not in b"\t\n\r\f" for byte in sample)
