"""The register of hostile kinds: what a file holds, or what lies on the disk, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

#: A hostile file of which nothing is lost: its answers are read as if nothing had been done to it.
READ = "read"
#: One whose answers cannot all be read, or not as they were meant: findings say so.
CHANGED = "changed"
#: Said of a file that the first reader refused and the second has read.
SECOND = ("STR-15",)
#: Said of a file whose build has changed: nothing needs doing, or somebody should look.
DAMAGED, LOOK = ("STR-12",), ("STR-12.look",)
#: What consolidating says of a thing on the disk.
Outcome = Literal["unread", "ignored", "superseded", "duplicate"]

CONTENTS: dict[str, Content] = {}
ON_DISK: dict[str, OnDisk] = {}


@dataclass(frozen=True, slots=True)
class Content:
    """A file by what it holds: READ, CHANGED, or the message that says why it cannot be read."""

    name: str
    says: str
    file: str
    make: Callable[[], bytes]
    notes: tuple[str, ...] = ()  # messages said of a file that is read, beside those of the good return


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A thing on the disk: made under a path of the folder of returns."""

    name: str
    outcome: Outcome
    file: str
    make: Callable[[Path], None]


def content(
    name: str, says: str, file: str = "", notes: tuple[str, ...] = ()
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Register what a function makes as the content of a file."""

    def registered(make: Callable[[], bytes]) -> Callable[[], bytes]:
        assert name not in CONTENTS, name
        made = cache(make)
        CONTENTS[name] = Content(name, says, file or f"{name.replace('/', '-')}.xlsx", made, notes)
        return made

    return registered


def on_disk(
    name: str, outcome: Outcome, file: str = ""
) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register a function that puts something at a path."""

    def registered(make: Callable[[Path], None]) -> Callable[[Path], None]:
        assert name not in ON_DISK, name
        ON_DISK[name] = OnDisk(name, outcome, file or f"{name}.xlsx", make)
        return make

    return registered
