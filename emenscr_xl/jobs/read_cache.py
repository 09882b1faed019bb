"""What was read of files before: a folder of packed returns, by the content of each file.

Nothing depends on it. An entry counts only for the very definition and program that made it; whoever deletes
the folder, or damages what lies in it, makes the next run read again.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from emenscr_xl.core.packed import Packed, Unpackable
from emenscr_xl.form.load import Definition, templates
from emenscr_xl.form.model import Form
from emenscr_xl.register.files.whole_file import beside

FOLDER = ".emenscr-xl-cache"
#: What decides how a file is read beside our own program.
_READERS = ("python-calamine", "openpyxl")
_CHECKSUM = 4  # bytes


@dataclass(frozen=True, slots=True)
class ReadCache:
    """The returns that one definition and this program have read in a workspace."""

    folder: Path
    form: Form

    @classmethod
    def of(cls, workspace: Path, definition: Definition) -> ReadCache:
        """The workspace's own. What another definition or program has left there is deleted."""
        folder = workspace / FOLDER / fingerprint(definition)
        with suppress(OSError):
            for other in folder.parent.iterdir():
                if other != folder:
                    shutil.rmtree(other, ignore_errors=True)
        return cls(folder, definition.form)

    def get(self, sha256: str) -> Packed | None:
        """What was read of a file's content; None when nobody knows."""
        try:
            data = (self.folder / sha256).read_bytes()
            checksum, data = data[:_CHECKSUM], data[_CHECKSUM:]
            return Packed.from_bytes(self.form, data) if checksum == _checksum(data) else None
        except (OSError, Unpackable):
            return None

    def put(self, sha256: str, read: Packed) -> None:
        """Keep what was read of a file's content, where the folder can be written."""
        data, path = read.to_bytes(), self.folder / sha256
        with suppress(OSError):
            temporary = beside(path)
            temporary.write_bytes(_checksum(data) + data)
            temporary.replace(path)


def _checksum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(_CHECKSUM, "big")


def fingerprint(definition: Definition) -> str:
    """What tells one way of reading from every other: the program, its readers, and all that is asked."""
    asked = (definition.form, definition.messages, definition.texts, definition.damage)
    return hashlib.sha256(_program() + repr(asked).encode()).hexdigest()[:32]


@cache
def _program() -> bytes:
    """A digest of the program and its definitions as they are installed, and of what it reads with."""
    told = hashlib.sha256(sys.version.encode())
    for name in _READERS:
        with suppress(PackageNotFoundError):
            told.update(f"{name} {version(name)}\n".encode())
    for folder in (Path(__file__).parents[1], templates()):
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".toml", ".csv")):
            told.update(path.name.encode() + path.read_bytes())
    return told.digest()
