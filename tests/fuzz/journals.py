"""Damage to CSV files: as Excel, text editors and disks do it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from random import Random

from fuzz.values import NUMBERS, TEXTS

_CELLS = (
    *(t for t in TEXTS if len(t) < 2_000),
    *(n for n in NUMBERS if len(n) < 50),
    "2569-12-09T16:30:00",
    "31/2/2570",
    "x\ny",
)
Damage = Callable[[Random, bytes], bytes]


def _rows(chance: Random, content: bytes) -> bytes:
    """Cells and lines changed by a program that knows CSV."""
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig", "replace").replace("\0", ""), newline="")))
    for _ in range(chance.choice((1, 1, 2, 5))):
        if rows:
            _one(chance, rows)
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=chance.choice(",,,;\t")).writerows(rows)
    codec = chance.choice(("utf-8-sig", "utf-8-sig", "utf-8", "cp874", "utf-16"))
    return stream.getvalue().encode(codec, "replace")


def _one(chance: Random, rows: list[list[str]]) -> None:
    at, how = chance.randrange(len(rows)), chance.randrange(6)
    if how < 3 and rows[at]:
        rows[at][chance.randrange(len(rows[at]))] = chance.choice(_CELLS)
    elif how == 3:
        del rows[at]
    elif how == 4:
        rows.insert(chance.randrange(len(rows) + 1), [*rows[at]])
    elif rows[at]:
        del rows[at][chance.randrange(len(rows[at]))]


def _bytes(chance: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 2, 10))):
        place = chance.randrange(len(changed) + 1)
        changed[place : place + chance.choice((0, 1, 1))] = chance.choice(
            (b"", b"\0", b'"', b",", b"\r", b"\n", b"\xff", b"\xe0")
        )
    return bytes(changed)


def _cut(chance: Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content) + 1)] + chance.choice((b"", b"", bytes(512)))


def damaged(chance: Random, content: bytes) -> bytes:
    """A journal after some damage."""
    return chance.choice((_rows, _rows, _rows, _bytes, _cut))(chance, content)
