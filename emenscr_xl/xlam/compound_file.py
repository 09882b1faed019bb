"""A compound file (MS-CFB, version 3): folders and streams in one file, as a VBA project is stored.

Folders are mappings by name, streams are bytes. No dates: the same content gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from struct import pack
from typing import TypeAlias

Folder: TypeAlias = "Mapping[str, Folder | bytes]"

_SECTOR, _MINI_SECTOR = 512, 64
_SMALL = 4096  # a shorter stream lies in the mini stream
_FREE, _END, _TABLE = (
    0xFFFFFFFF,
    0xFFFFFFFE,
    0xFFFFFFFD,
)  # what a sector is, in the place of the one that follows
_NONE = 0xFFFFFFFF  # no line of the directory
_IN_HEADER = 109  # sectors of the allocation table that the header can name: files up to 7 MB
_FOLDER, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_LONGEST_NAME = 31
_UNUSED_LINE = bytes(68) + pack("<3I", _NONE, _NONE, _NONE) + bytes(48)


@dataclass(slots=True)
class _Line:
    """A line of the directory; `left`, `right` and `child` are numbers of other lines."""

    name: str
    kind: int
    content: bytes = b""
    colour: int = _BLACK
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        """The 128 bytes of the line."""
        name = self.name.encode("utf-16-le") + b"\0\0"
        links = pack("<HBB3I", len(name), self.kind, self.colour, self.left, self.right, self.child)
        return name.ljust(64, b"\0") + links + bytes(36) + pack("<IQ", self.start, self.size)


@dataclass(slots=True)
class _Sectors:
    """Sectors of one size, each with the number of the one that follows it."""

    width: int
    data: bytearray = field(default_factory=bytearray)
    following: list[int] = field(default_factory=list)

    def add(self, content: bytes) -> int:
        """Put content into sectors of its own; the number of the first."""
        if not content:
            return _END
        first, count = len(self.following), -(-len(content) // self.width)
        self.data += content.ljust(count * self.width, b"\0")
        self.following += [*range(first + 1, first + count), _END]
        return first


def compound_file(root: Folder) -> bytes:
    """The folder as a file. ValueError for a name or a size that the format cannot hold."""
    lines = [_Line("Root Entry", _ROOT)]
    lines[0].child = _enter(lines, root)
    sectors, mini = _Sectors(_SECTOR), _Sectors(_MINI_SECTOR)
    for line in lines:
        if line.kind == _STREAM:
            line.start = (mini if len(line.content) < _SMALL else sectors).add(line.content)
            line.size = len(line.content)
    lines[0].start, lines[0].size = sectors.add(bytes(mini.data)), len(mini.data)
    mini_table = _table(mini.following)
    mini_start = sectors.add(mini_table)
    directory = sectors.add(b"".join([line.packed() for line in lines] + [_UNUSED_LINE] * (-len(lines) % 4)))
    table = _table_with_itself(sectors.following)
    places = range(len(sectors.following), len(sectors.following) + len(table) // _SECTOR)
    header = _header(places, directory, mini_start, len(mini_table) // _SECTOR)
    return header + bytes(sectors.data) + table


def _enter(lines: list[_Line], folder: Folder) -> int:
    """Put a folder's members, and theirs, into the directory; the number of the line that leads to them."""
    names = sorted(folder, key=_order)
    if len({_order(name) for name in names}) < len(names) or not all(map(_fits, names)):
        raise ValueError(f"a compound file cannot hold these names: {', '.join(names)}")
    numbers = range(len(lines), len(lines) + len(names))
    members = [_Line(name, _STREAM if isinstance(folder[name], bytes) else _FOLDER) for name in names]
    lines += members
    for member in members:
        content = folder[member.name]
        if isinstance(content, bytes):
            member.content = content
        else:
            member.child = _enter(lines, content)
    return _tree(lines, numbers, len(numbers).bit_length(), _BLACK)


def _order(name: str) -> tuple[int, str]:
    """Shorter names first, then by their capitals: the order in which readers search."""
    return len(name.encode("utf-16-le")), name.upper()


def _fits(name: str) -> bool:
    return 0 < len(name.encode("utf-16-le")) // 2 <= _LONGEST_NAME and not set(name) & set("/\\:!")


def _tree(lines: list[_Line], numbers: range, levels: int, lowest: int) -> int:
    """Link sorted lines into a search tree. Its lowest level is red: all ways down are equally black."""
    if not numbers:
        return _NONE
    middle = len(numbers) // 2
    line = lines[numbers[middle]]
    line.colour = lowest if levels == 1 else _BLACK
    line.left = _tree(lines, numbers[:middle], levels - 1, _RED)
    line.right = _tree(lines, numbers[middle + 1 :], levels - 1, _RED)
    return numbers[middle]


def _table(following: list[int]) -> bytes:
    """An allocation table, filled up to whole sectors."""
    padding = -len(following) % (_SECTOR // 4)
    return pack(f"<{len(following) + padding}I", *following, *[_FREE] * padding)


def _table_with_itself(following: list[int]) -> bytes:
    """The allocation table of all sectors, the ones that it fills included."""
    own = 0
    while (len(following) + own) * 4 > own * _SECTOR:
        own += 1
    if own > _IN_HEADER:
        raise ValueError("a compound file of more than 7 MB is not written here")
    return _table([*following, *[_TABLE] * own])


def _header(table: range, directory: int, mini_table: int, mini_count: int) -> bytes:
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    version = pack(
        "<5H6x", 0x3E, 3, 0xFFFE, 9, 6
    )  # minor, major, little-endian, 2**9 and 2**6 bytes a sector
    counts = pack("<9I", 0, len(table), directory, 0, _SMALL, mini_table, mini_count, _END, 0)
    return signature + version + counts + pack("<109I", *table, *[_FREE] * (_IN_HEADER - len(table)))
