"""A zip package written again: members go over as the compressed bytes that they are, some are replaced."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from struct import Struct, unpack_from
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_LOCAL = Struct("<4sHHHHHIIIHH")
_CENTRAL = Struct("<4sHHHHHHIIIHHHHHII")
_END = Struct("<4sHHHHIIH")
_VERSION = 20  # deflate, no zip64
_FIRST_DAY = 1 << 5 | 1  # 1 January 1980: the same content gives the same bytes
#: An empty block that ends a deflate stream.
LAST_BLOCK = b"\x03\x00"
_POLYNOMIAL = 0xEDB88320
_UTF8 = 1 << 11  # the only flag that we write: the name is UTF-8


@dataclass(frozen=True, slots=True)
class Deflated:
    """A member's content as a zip holds it: raw deflate stream, CRC-32, length in bytes when inflated."""

    pieces: tuple[bytes, ...]  # of the stream: a big one is never copied into one
    crc: int
    size: int

    @property
    def data(self) -> bytes:
        """The whole stream."""
        return b"".join(self.pieces)

    @property
    def length(self) -> int:
        """How many bytes the stream has."""
        return sum(map(len, self.pieces))


def deflated(content: bytes, level: int) -> Deflated:
    """Content that ends on a byte of its deflate stream, so that more may follow."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = deflate.compress(content) + deflate.flush(zlib.Z_FULL_FLUSH)
    return Deflated((data,), zlib.crc32(content), len(content))


def joined(pieces: Iterable[Deflated]) -> Deflated:
    """One member of pieces that `deflated` gave, in their order."""
    data: list[bytes] = []
    crc = size = 0
    for piece in pieces:
        data += piece.pieces
        crc = _times(_zeros(piece.size), crc) ^ piece.crc
        size += piece.size
    return Deflated((*data, LAST_BLOCK), crc, size)


def _zeros(number: int) -> int:
    """What a CRC-32 is multiplied by when so many bytes follow, as zlib's `crc32_combine` does."""
    power, square = 1 << 31, 1 << 23  # x⁰ and x⁸: the bits of a CRC stand in reverse
    while number:
        if number & 1:
            power = _times(square, power)
        square = _times(square, square)
        number >>= 1
    return power


def _times(one: int, other: int) -> int:
    """The product of two polynomials over GF(2), modulo that of CRC-32."""
    product = 0
    for bit in range(31, -1, -1):
        if one >> bit & 1:
            product ^= other
        other = other >> 1 ^ (_POLYNOMIAL if other & 1 else 0)
    return product


@dataclass(frozen=True, slots=True)
class _Member:
    name: bytes
    method: int
    content: Deflated


@dataclass(frozen=True, slots=True)
class Package:
    """A zip package in memory, its members deflated."""

    members: tuple[_Member, ...]

    @classmethod
    def from_bytes(cls, content: bytes) -> Package:
        """The package that the bytes hold. Raises BadZipFile, and ValueError for kinds we do not write."""
        with ZipFile(BytesIO(content)) as package:
            return cls(tuple(_member(content, info) for info in package.infolist()))

    def content(self, name: str) -> bytes:
        """A member as it was before it was deflated. KeyError when there is none of that name."""
        for member in self.members:
            if member.name == name.encode():
                return _inflated(member)
        raise KeyError(f"the package has no member {name}")

    def packed(self) -> Package:
        """The same package, its members as small as deflate makes them."""
        return Package(tuple(_packed(member) for member in self.members))

    def with_members(self, replaced: Mapping[str, Deflated]) -> bytes:
        """The package with some members replaced, in the same order. Raises KeyError for an unknown name."""
        return b"".join(self.pieces(replaced))

    def pieces(self, replaced: Mapping[str, Deflated]) -> list[bytes]:
        """What `with_members` gives, as the pieces that it is made of."""
        new = {name.encode(): content for name, content in replaced.items()}
        if strangers := new.keys() - {m.name for m in self.members}:
            raise KeyError(f"the package has no member {', '.join(sorted(s.decode() for s in strangers))}")
        files: list[bytes] = []
        directory: list[bytes] = []
        offset = 0
        for member in self.members:
            content, method = new.get(member.name), ZIP_DEFLATED
            if content is None:
                content, method = member.content, member.method
            flags = 0 if member.name.isascii() else _UTF8
            facts = (_VERSION, flags, method, 0, _FIRST_DAY, content.crc, content.length, content.size)
            local = _LOCAL.pack(b"PK\3\4", *facts, len(member.name), 0) + member.name
            central = _CENTRAL.pack(b"PK\1\2", _VERSION, *facts, len(member.name), 0, 0, 0, 0, 0, offset)
            files += (local, *content.pieces)
            directory += (central, member.name)
            offset += len(local) + content.length
        listed = b"".join(directory)
        count = len(self.members)
        return [*files, listed, _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), offset, 0)]


def stored(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts by name, not compressed."""
    return Package(
        tuple(
            _Member(name.encode(), ZIP_STORED, Deflated((part,), zlib.crc32(part), len(part)))
            for name, part in parts.items()
        )
    ).with_members({})


def _member(content: bytes, info: ZipInfo) -> _Member:
    if info.flag_bits & ~_UTF8 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise ValueError(f"{info.filename}: encrypted, streamed or compressed otherwise than by deflate")
    name_length, extra_length = unpack_from("<HH", content, info.header_offset + 26)
    start = info.header_offset + _LOCAL.size + name_length + extra_length
    data = content[start : start + info.compress_size]
    return _Member(info.filename.encode(), info.compress_type, Deflated((data,), info.CRC, info.file_size))


def _packed(member: _Member) -> _Member:
    deflate = zlib.compressobj(zlib.Z_BEST_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = deflate.compress(_inflated(member)) + deflate.flush()
    return _Member(member.name, ZIP_DEFLATED, Deflated((data,), member.content.crc, member.content.size))


def _inflated(member: _Member) -> bytes:
    data = member.content.data
    return data if member.method == ZIP_STORED else zlib.decompress(data, -zlib.MAX_WBITS)
