"""Reading a file that anyone may have put there: its kind and its size are looked at first."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from emenscr_xl.jobs.system_words import reasons
from emenscr_xl.sheets.budget import BUDGET, over
from emenscr_xl.sheets.unreadable import UnreadableWorkbook

#: What is no file, in both languages. To open one may never end.
_KINDS: Mapping[Callable[[int], bool], tuple[str, str]] = {
    stat.S_ISDIR: ("โฟลเดอร์หรือทางลัดไปยังโฟลเดอร์", "a folder, or a link to one"),
    stat.S_ISFIFO: ("ท่อส่งข้อมูล", "a pipe"),
    stat.S_ISSOCK: ("ซ็อกเก็ต", "a socket"),
    stat.S_ISCHR: ("อุปกรณ์", "a device"),
    stat.S_ISBLK: ("อุปกรณ์", "a device"),
}
#: Never wait for the other end of a pipe that came there a moment ago; Windows has no such wait.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def file_content(path: Path) -> bytes:
    """The content of a file. Nothing but a file within the budget is opened, and it is read once.

    Raises UnreadableWorkbook: it is not there, is no file, is too large, or changes while it is read.
    """
    try:
        _judge(path.stat())
        with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
            before = os.fstat(stream.fileno())
            _judge(before)
            content = stream.read(BUDGET["bytes"].most + 1)
            after = os.fstat(stream.fileno())
    except OSError as error:
        raise UnreadableWorkbook("STR-01.missing", **reasons(error)) from error
    if _version(before) != _version(after) or len(content) != before.st_size:
        raise UnreadableWorkbook("STR-01.changing")
    return content


def bounded(path: Path) -> bytes:
    """A file that may be anyone's: as much of it as the budget allows, and a byte by which it is refused.

    Raises OSError.
    """
    with path.open("rb") as stream:
        return stream.read(BUDGET["bytes"].most + 1)


def files_below(folder: Path, unlisted: Callable[[Path, OSError], object]) -> list[Path]:
    """What lies in a folder at any depth and is no folder itself, in order; links are not followed.

    `unlisted` is told of each folder that the system does not list, and why.
    """
    found = []
    for above, folders, files in os.walk(folder, onerror=lambda error: unlisted(Path(error.filename), error)):
        here = Path(above)
        found += [here / name for name in files] + [p for p in map(here.joinpath, folders) if p.is_symlink()]
    return sorted(found)


def _judge(found: os.stat_result) -> None:
    """Raises UnreadableWorkbook for what is not opened, or not read."""
    for is_kind, (th, en) in _KINDS.items():
        if is_kind(found.st_mode):
            raise UnreadableWorkbook("STR-01.special", kind=th, kind_en=en)
    if found.st_size > BUDGET["bytes"].most:
        raise UnreadableWorkbook("STR-02", **over("bytes", found.st_size))


def _version(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns
