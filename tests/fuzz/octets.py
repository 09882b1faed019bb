"""Damage to the bytes of the file, as by a bad disk or a broken download. Checksums guard the answers."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from fuzz.case import Case, Mutation


def _after(case: Case, words: str, content: bytes) -> Case:
    return replace(case, words=(*case.words, words), content=content)


def _place(chance: Random, content: bytes) -> int:
    """Anywhere, or in what says where the members lie: there damage is not noticed by a checksum."""
    directory = content.rfind(b"PK\1\2", 0, max(4, len(content) - 1_500))
    begin = chance.choice((0, max(0, directory), max(0, len(content) - 30)))
    return chance.randrange(begin, max(begin + 1, len(content)))


def _changed(chance: Random, case: Case) -> Case:
    content = bytearray(case.packed())
    count = chance.choice((1, 1, 2, 5, 50)) if content else 0
    places = [_place(chance, content) for _ in range(count)]
    for place in places:
        content[place] = chance.choice(
            (0, 255, content[place] ^ 1 << chance.randrange(8), chance.randrange(256))
        )
    return _after(case, f"{count} bytes changed, the first at {places[:1]}", bytes(content))


def _cut(chance: Random, case: Case) -> Case:
    content = case.packed()
    end = chance.randrange(len(content) + 1)
    return _after(case, f"cut to {end} bytes", content[:end])


def _removed(chance: Random, case: Case) -> Case:
    content = case.packed()
    place, count = _place(chance, content), chance.choice((1, 2, 7, 512))
    return _after(case, f"{count} bytes gone at {place}", content[:place] + content[place + count :])


def _inserted(chance: Random, case: Case) -> Case:
    content = case.packed()
    more = chance.choice(
        (b"\0", b"PK", b"PK\5\6", b"\r\n", chance.randbytes(16), b"MZ\x90\0" * 40, b"\xef\xbb\xbf")
    )
    place = chance.choice((0, len(content), _place(chance, content)))
    return _after(case, f"{len(more)} bytes inserted at {place}", content[:place] + more + content[place:])


def _repeated(chance: Random, case: Case) -> Case:
    content = case.packed()
    return _after(case, "the file twice in one", content + content)


def _zeroed(chance: Random, case: Case) -> Case:
    content = case.packed()
    place, count = _place(chance, content), chance.choice((4, 64, 512, 4_096))
    zeroed = content[:place] + bytes(count) + content[place + count :]
    return _after(case, f"{count} bytes at {place} are zero", zeroed[: len(content)])


MUTATIONS: tuple[Mutation, ...] = (_changed, _changed, _cut, _removed, _inserted, _repeated, _zeroed)
