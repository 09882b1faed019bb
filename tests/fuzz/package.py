"""A workbook's package as a sequence of members, packed quickly, and packed to lie when told to."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

_LOCAL, _CENTRAL, _END = "<4s5H3I2H", "<4s6H3I5H2I", "<4s4H2IH"
_VERSION, _DATE, _UTF8 = 20, 33, 0x800
#: The fields of a member's headers that may lie.
FIELDS = ("flags", "method", "crc", "packed_size", "size")
#: By header ("local", "central") and field: what it says instead of the truth.
Lies = Mapping[tuple[str, str], int]


def _deflated(content: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


@dataclass(frozen=True)
class Member:
    """One member: its name, its content, how it is packed, and what its headers say that is not so."""

    name: str
    content: bytes
    method: int = ZIP_DEFLATED
    lies: Lies = field(default_factory=dict)

    @cached_property
    def packed(self) -> bytes:
        """The content as it lies in the file. A whole corpus shares it with each damaged copy."""
        return self.content if self.method == ZIP_STORED else _deflated(self.content, 1)

    def header(self, which: str) -> tuple[int, ...]:
        """Flags, method, CRC and the two sizes, as one of the two headers says them."""
        flags = 0 if self.name.isascii() else _UTF8
        true = (flags, self.method, zlib.crc32(self.content), len(self.packed), len(self.content))
        return tuple(self.lies.get((which, name), value) for name, value in zip(FIELDS, true, strict=True))


@dataclass(frozen=True)
class Package:
    """The members in their order, and a comment at the end."""

    members: tuple[Member, ...]
    comment: bytes = b""

    @classmethod
    def of(cls, content: bytes) -> Package:
        """The package that a file is."""
        with ZipFile(BytesIO(content)) as package:
            return cls(tuple(Member(i.filename, package.read(i)) for i in package.infolist()))

    def names(self) -> list[str]:
        """The members' names, in order."""
        return [member.name for member in self.members]

    def part(self, name: str) -> bytes:
        """The content of the first member of that name; KeyError when there is none."""
        for member in self.members:
            if member.name == name:
                return member.content
        raise KeyError(name)

    def having(self, index: int, **changes: object) -> Package:
        """The same with one member changed."""
        return self.with_members(
            replace(m, **changes) if n == index else m  # type: ignore[arg-type]
            for n, m in enumerate(self.members)
        )

    def rewritten(self, name: str, rewrite: Callable[[bytes], bytes]) -> Package:
        """The same with the content of a part rewritten."""
        return self.having(self.names().index(name), content=rewrite(self.part(name)))

    def with_members(self, members: Iterator[Member]) -> Package:
        """The same with other members."""
        return replace(self, members=tuple(members))

    def packed(self) -> bytes:
        """The file."""
        body, directory = bytearray(), bytearray()
        for member in self.members:
            name, place = member.name.encode("utf-8", "surrogateescape"), len(body)
            flags, method, *rest = member.header("local")
            body += struct.pack(_LOCAL, b"PK\3\4", _VERSION, flags, method, 0, _DATE, *rest, len(name), 0)
            body += name + member.packed
            flags, method, *rest = member.header("central")
            directory += struct.pack(
                _CENTRAL, b"PK\1\2", _VERSION, _VERSION, flags, method, 0, _DATE, *rest,
                len(name), 0, 0, 0, 0, 0, place,
            )  # fmt: skip
            directory += name
        count, comment = len(self.members) & 0xFFFF, self.comment
        end = struct.pack(_END, b"PK\5\6", 0, 0, count, count, len(directory), len(body), len(comment))
        return bytes(body + directory + end + comment)
