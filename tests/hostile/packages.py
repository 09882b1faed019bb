"""Packages that are broken, or lie about what is in them: zip itself as a weapon."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Iterator
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZIP_STORED

from hostile.good import ANSWERS, BOOK, STAMP, STYLES, TEXTS, good, packed, parts, with_parts
from hostile.kinds import READ, content

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def entries(package: bytes, mark: bytes = CENTRAL) -> Iterator[int]:
    """Where the headers of the members begin, in the directory or before the members."""
    at = package.find(mark)
    while at >= 0:
        yield at
        at = package.find(mark, at + 4)


def entry(package: bytes, name: str) -> int:
    """Where the directory's header of a member begins."""
    return next(at for at in entries(package) if package[at + 46 :].startswith(name.encode()))


def patched(package: bytes, at: int, layout: str, *values: int) -> bytes:
    """The package with numbers written over some of its bytes."""
    changed = bytearray(package)
    struct.pack_into(layout, changed, at, *values)
    return bytes(changed)


def cut(part: float) -> Callable[[], bytes]:
    return lambda: good()[: int(len(good()) * part)]


for tenths in (1, 5, 9):
    content(f"cut off after {tenths} tenths", "STR-01")(cut(tenths / 10))
content("cut off in its first header", "STR-01")(lambda: good()[:20])
content("cut off in its last bytes", "STR-01")(lambda: good()[:-3])


def flipped(name: str) -> bytes:
    """The good return, stored, with one bit of a member turned over."""
    package = packed(parts(), ZIP_STORED)
    at = package.find(parts()[name][-60:-20])
    return patched(package, at, "B", package[at] ^ 1)


@content("a bit turned over in the answers", "STR-01")
def bad_answers() -> bytes:
    return flipped(ANSWERS)


@content("a bit turned over in the theme, which nobody needs", READ)
def bad_theme() -> bytes:
    return flipped("xl/theme/theme1.xml")


@content("a member twice, the second empty", "STR-01")
def duplicate_member() -> bytes:
    return _doubled(good(), packed({ANSWERS: b""}))


def _doubled(one: bytes, other: bytes) -> bytes:
    """One package with the members of another after its own."""
    first, second = one.index(CENTRAL), other.index(CENTRAL)
    size = one.rindex(END) - first
    added = other[second : other.rindex(END)]
    moved = patched(added, 42, "<I", first)
    body = one[:first] + other[:second] + one[first : first + size] + moved
    count = sum(1 for _ in entries(body))
    return body + END + struct.pack("<4H2IH", 0, 0, count, count, size + len(added), first + second, 0)


@content("paths with backslashes", READ)
def backslashes() -> bytes:
    return packed({name.replace("/", "\\"): part for name, part in parts().items()})


@content("a member that climbs out of the folder", READ)
def traversal() -> bytes:
    return with_parts(**{"../../../../var/evil.txt": b"x", "..\\..\\evil.txt": b"x"})


@content("a member with an absolute path", READ)
def absolute() -> bytes:
    return with_parts(**{"/etc/cron.d/evil": b"x", "C:\\Windows\\evil.exe": b"x"})


@content("members with odd names", READ)
def odd_names() -> bytes:
    return with_parts(**{"": b"x", "a\nb": b"x", "CON": b"x", "ก" * 300: b"x", "xl/": b""})


@content("bytes before the package, as mail programs leave", "STR-01.foreign")
def prefixed() -> bytes:
    return b"Content-Type: application/zip\r\n\r\n" + good()


@content("bytes after the package", READ)
def suffixed() -> bytes:
    return good() + b"\r\n--boundary--\r\n"


@content("a comment of the package", READ)
def commented() -> bytes:
    return patched(good(), len(good()) - 2, "<H", 300) + bytes(300)


@content("two directories, the second of another file", "STR-01.named")
def two_directories() -> bytes:
    return good() + packed({"word/document.xml": b"<x/>"})


@content("members said to be encrypted", "STR-01")
def encrypted_members() -> bytes:
    package = good()
    for at in [*entries(package)]:
        package = patched(package, at + 8, "<H", 1)
    for at in [*entries(package, LOCAL)]:
        package = patched(package, at + 6, "<H", 1)
    return package


@content("a compression that nobody knows", "STR-01")
def unknown_compression() -> bytes:
    package = good()
    for at in [*entries(package)]:
        package = patched(package, at + 10, "<H", 99)
    return package


@content("compressed by bzip2", "STR-01")
def bzip2() -> bytes:
    return packed({BOOK: parts()[BOOK]}, ZIP_BZIP2)


@content("compressed by LZMA", "STR-01")
def lzma() -> bytes:
    return packed({BOOK: parts()[BOOK]}, ZIP_LZMA)


@content("sizes in the directory that are too small", "STR-01")
def small_sizes() -> bytes:
    return patched(good(), entry(good(), ANSWERS) + 24, "<I", 100)


@content("sizes in the directory that are too large", READ)
def large_sizes() -> bytes:
    return patched(good(), entry(good(), ANSWERS) + 24, "<I", 100_000)


@content("a directory that says 300 MB", "STR-02")
def says_much() -> bytes:
    package = with_parts(**{"xl/media/photo.jpg": random.Random(1).randbytes(2_000_000)})
    return patched(package, entry(package, "xl/media/photo.jpg") + 24, "<I", 301_000_000)


@content("5 MB of texts, said to be few bytes with the right check sum", READ)
def lied_size() -> bytes:
    honest = parts()[TEXTS]
    package = with_parts(**{TEXTS: honest + b" " * 5_000_000})
    at = entry(package, TEXTS)
    package = patched(package, at + 16, "<I", zlib.crc32(honest))
    return patched(package, at + 24, "<I", len(honest))


@content("a member that points far outside of the file", "STR-01")
def outside() -> bytes:
    return patched(good(), entry(good(), BOOK) + 42, "<I", 0xF0000000)


@content("many members over the same bytes", "STR-02")
def overlapping() -> bytes:
    package = packed({"[Content_Types].xml": b"<Types/>", BOOK: b" " * 1_000_000})
    start, end = package.index(CENTRAL), package.rindex(END)
    line = package[entry(package, BOOK) : end]
    directory = package[start:end] + line * 1_500
    count = 1_502
    return (
        package[:start]
        + directory
        + END
        + struct.pack("<4H2IH", 0, 0, count, count, len(directory), start, 0)
    )


@content("zip64 sizes that no disk holds", "STR-02")
def zip64() -> bytes:
    return patched(good(), entry(good(), STYLES) + 20, "<2I", 0xFFFFFFFF, 0xFFFFFFFF)


@content("a zip in a zip in a zip", "STR-01.archive")
def nested() -> bytes:
    inner = packed({"0": b"\0" * 1_000_000})
    for level in range(5):
        inner = packed({f"{level}{n}.zip": inner for n in range(16)})
    return inner


@content("a part that grows a thousand times", "STR-02")
def ratio() -> bytes:
    return with_parts(**{"xl/worksheets/sheet1.xml": b" " * 20_000_000})


@content("the stamp grows a thousand times", "STR-02")
def ratio_stamp() -> bytes:
    return with_parts(**{STAMP: parts()[STAMP] + b" " * 20_000_000})


@content("too many members", "STR-02")
def members() -> bytes:
    return with_parts(**{f"xl/media/{n}.png": b"" for n in range(5_000)})


@content("more bytes than any workbook of ours", "STR-02")
def bytes_without_end() -> bytes:
    return packed(parts() | {"xl/media/film.mp4": random.Random(2).randbytes(31_000_000)}, ZIP_STORED)
