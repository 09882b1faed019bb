"""The compression of VBA source text (MS-OVBA 2.4.1), as the streams of a VBA project hold it.

Text is cut into chunks of 4096 bytes. A chunk is a row of tokens, eight after each byte of flags: a literal
byte, or two bytes that copy what stands earlier in the same chunk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from struct import pack

_SIGNATURE = b"\x01"
_CHUNK = 4096
_SHORTEST = 3  # a copy of fewer bytes would save nothing
#: As many bytes as fit into a chunk when none can be copied: each costs itself and an eighth of flags.
_LITERALS = _CHUNK * 8 // 9
_COMPRESSED, _RAW = 0xB000, 0x3000
#: How many earlier places are tried for a copy: more gain little.
_TRIED = 32


def compressed(data: bytes) -> bytes:
    """The data as a compressed container. Every decompressor gives back exactly these bytes."""
    return _SIGNATURE + b"".join(_chunk(data[at : at + _CHUNK]) for at in range(0, len(data), _CHUNK))


def _chunk(data: bytes) -> bytes:
    """A chunk with its header: tokens; the bytes as they are when these are a full chunk and shorter so.

    The specification pads a short chunk that cannot be compressed with zeros, which would stay in the text.
    It is held as two chunks instead. Source text never comes to that.
    """
    tokens = b"".join(_groups(data))
    if len(tokens) <= _CHUNK:
        return pack("<H", _COMPRESSED | len(tokens) - 1) + tokens
    if len(data) == _CHUNK:
        return pack("<H", _RAW | _CHUNK - 1) + data
    return _chunk(data[:_LITERALS]) + _chunk(data[_LITERALS:])


def _groups(data: bytes) -> Iterator[bytes]:
    """The tokens, eight behind each byte of flags, the first token's flag lowest."""
    tokens = list(_tokens(data))
    for at in range(0, len(tokens), 8):
        group = tokens[at : at + 8]
        flags = sum(1 << bit for bit, token in enumerate(group) if len(token) == 2)
        yield bytes((flags,)) + b"".join(group)


def _tokens(data: bytes) -> Iterator[bytes]:
    """Literals of one byte, copies of two."""
    seen: defaultdict[bytes, list[int]] = defaultdict(list)
    at = 0
    while at < len(data):
        offset_bits = max(4, (at - 1).bit_length()) if at else 4
        source, length = _longest(data, at, seen[data[at : at + _SHORTEST]], (0xFFFF >> offset_bits) + 3)
        if length:
            yield pack("<H", at - source - 1 << 16 - offset_bits | length - _SHORTEST)
        else:
            yield data[at : at + 1]
        for passed in range(at, at + (length or 1)):
            seen[data[passed : passed + _SHORTEST]].append(passed)
        at += length or 1


def _longest(data: bytes, at: int, places: list[int], limit: int) -> tuple[int, int]:
    """Where what begins at `at` stood before, as long as can be, and its length; 0 when nowhere."""
    best = (0, 0)
    if at + _SHORTEST > len(data):
        return best
    limit = min(limit, len(data) - at)
    for source in places[: -_TRIED - 1 : -1]:
        length = _SHORTEST
        while length < limit and data[source + length] == data[at + length]:
            length += 1
        if length > best[1]:
            best = (source, length)
    return best
