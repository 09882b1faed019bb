"""A VBA project (MS-OVBA) from source text: the file `vbaProject.bin` of a workbook.

It has no performance cache: version 0xFFFF and module offsets of 0 make every application compile the text.
Names and text are ASCII, whose bytes are the same in every code page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from struct import pack
from typing import Literal

from emenscr_xl.xlam.compound_file import compound_file
from emenscr_xl.xlam.compression import compressed
from emenscr_xl.xlam.project_stream import project_names, project_stream

#: Known to every system. The text is ASCII, so no other code page would read it differently.
_CODE_PAGE = 1252
_LANGUAGE = 0x409  # of names in libraries; en-US, as VBA's own
_WIN32 = 1  # what 32-bit, 64-bit and macOS Excel read alike
_VERSION = (1, 0)
_ANY = 0xFFFF  # a cookie that readers must ignore
_PROCEDURES, _OBJECT = 0x21, 0x22
#: Reserved, version "no cache", reserved: nothing to trust, compile the text.
_NO_CACHE = bytes.fromhex("CC61FFFF000000")

_REFERENCES = (
    (
        "stdole",
        "{00020430-0000-0000-C000-000000000046}",
        r"C:\Windows\System32\stdole2.tlb",
        "OLE Automation",
    ),
    (
        "Office",
        "{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}",
        r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL",
        "Microsoft Office 16.0 Object Library",
    ),
)


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the project: its text with CRLF line ends, attributes first.

    A `document` module belongs to a sheet or to the workbook, and has its code name.
    """

    name: str
    text: str
    kind: Literal["module", "class", "document"] = "module"


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """The project as a compound file. UnicodeEncodeError for what is not ASCII."""
    streams = {module.name: compressed(module.text.encode("ascii")) for module in modules}
    kinds = {module.name: module.kind for module in modules}
    return compound_file(
        {
            "PROJECT": project_stream(name, kinds),
            "PROJECTwm": project_names(list(kinds)),
            "VBA": {"_VBA_PROJECT": _NO_CACHE, "dir": compressed(_directory(name, modules)), **streams},
        }
    )


def _directory(name: str, modules: Sequence[Module]) -> bytes:
    """What the stream `dir` says: the project, its references, its modules."""
    references = b"".join(_reference(*reference) for reference in _REFERENCES)
    count = _record(0x0F, pack("<H", len(modules))) + _record(0x13, pack("<H", _ANY))
    described = b"".join(map(_module, modules))
    return _information(name) + references + count + described + _record(0x10)


def _information(name: str) -> bytes:
    return b"".join(
        (
            _record(0x01, pack("<I", _WIN32)),
            _record(0x02, pack("<I", _LANGUAGE)),
            _record(0x14, pack("<I", _LANGUAGE)),
            _record(0x03, pack("<H", _CODE_PAGE)),
            _record(0x04, name.encode("ascii")),
            _both(0x05, 0x40, ""),  # description
            _both(0x06, 0x3D, ""),  # help file
            _record(0x07, pack("<I", 0)),  # help topic
            _record(0x08, pack("<I", 0)),  # flags
            pack("<HIIH", 0x09, 4, *_VERSION),  # longer than its length says
            _both(0x0C, 0x3C, ""),  # constants
        )
    )


def _reference(name: str, library: str, path: str, title: str) -> bytes:
    """A library by its GUID; every system looks up its own path."""
    identity = rf"*\G{library}#2.0#0#{path}#{title}".encode("ascii")
    return _both(0x16, 0x3E, name) + _record(0x0D, pack("<I", len(identity)) + identity + bytes(6))


def _module(module: Module) -> bytes:
    return b"".join(
        (
            _both(0x19, 0x47, module.name),
            _both(0x1A, 0x32, module.name),  # of the stream
            _both(0x1C, 0x48, ""),  # description
            _record(0x31, pack("<I", 0)),  # the text begins at once: no cache before it
            _record(0x1E, pack("<I", 0)),  # help topic
            _record(0x2C, pack("<H", _ANY)),
            _record(_PROCEDURES if module.kind == "module" else _OBJECT),
            _record(0x2B),
        )
    )


def _record(number: int, content: bytes = b"") -> bytes:
    return pack("<HI", number, len(content)) + content


def _both(number: int, unicode_number: int, text: str) -> bytes:
    """The same text twice: in the code page and in UTF-16."""
    return _record(number, text.encode("ascii")) + _record(unicode_number, text.encode("utf-16-le"))
