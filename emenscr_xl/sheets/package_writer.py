"""A zip package written again: members go over as the compressed bytes that they are, some are replaced."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from struct import Struct, unpack_from
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_LOCAL = Struct("<4sHHHHHIIIHH")
_CENTRAL = Struct("<4sHHHHHHIIIHHHHHII")
_END = Struct("<4sHHHHIIH")
_VERSION = 20  # deflate, no zip64
_FIRST_DAY = 1 << 5 | 1  # 1 January 1980: the same content gives the same bytes
_UTF8 = 1 << 11  # the only flag that we write: the name is UTF-8


@dataclass(frozen=True, slots=True)
class Deflated:
    """A member's content as a zip holds it: raw deflate stream, CRC-32, length in bytes when inflated."""

    data: bytes
    crc: int
    size: int


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

    def packed(self) -> Package:
        """The same package, its members as small as deflate makes them."""
        return Package(tuple(_packed(member) for member in self.members))

    def with_members(self, replaced: Mapping[str, Deflated]) -> bytes:
        """The package with some members replaced, in the same order. Raises KeyError for an unknown name."""
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
            facts = (_VERSION, flags, method, 0, _FIRST_DAY, content.crc, len(content.data), content.size)
            local = _LOCAL.pack(b"PK\3\4", *facts, len(member.name), 0) + member.name
            central = _CENTRAL.pack(b"PK\1\2", _VERSION, *facts, len(member.name), 0, 0, 0, 0, 0, offset)
            files += (local, content.data)
            directory += (central, member.name)
            offset += len(local) + len(content.data)
        listed = b"".join(directory)
        count = len(self.members)
        return b"".join((*files, listed, _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), offset, 0)))


def _member(content: bytes, info: ZipInfo) -> _Member:
    if info.flag_bits & ~_UTF8 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise ValueError(f"{info.filename}: encrypted, streamed or compressed otherwise than by deflate")
    name_length, extra_length = unpack_from("<HH", content, info.header_offset + 26)
    start = info.header_offset + _LOCAL.size + name_length + extra_length
    data = content[start : start + info.compress_size]
    return _Member(info.filename.encode(), info.compress_type, Deflated(data, info.CRC, info.file_size))


def _packed(member: _Member) -> _Member:
    content = member.content
    raw = content.data if member.method == ZIP_STORED else zlib.decompress(content.data, -zlib.MAX_WBITS)
    deflate = zlib.compressobj(zlib.Z_BEST_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = deflate.compress(raw) + deflate.flush()
    return _Member(member.name, ZIP_DEFLATED, Deflated(data, content.crc, content.size))
