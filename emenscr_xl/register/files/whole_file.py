"""Files that appear whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from time import sleep

_LEFT_OVER = re.compile(r"\..+\.[0-9]+\.tmp")
#: By system: seconds to wait between tries, together two. On Windows a virus scanner, the indexer or a cloud
#: client holds for a moment what was just written or closed; elsewhere holding keeps nobody from replacing.
_PAUSES: Mapping[str, Sequence[float]] = {"win32": (0.05, 0.1, 0.2, 0.35, 0.5, 0.8)}


def beside(path: Path) -> Path:
    """A temporary file in the same folder, so that replacing is atomic; the folder is made when missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def put_in_place(temporary: Path, path: Path) -> None:
    """Give a finished temporary file its real name, once the disk holds all of it.

    Raises PermissionError when somebody holds the old file; on Windows only after some tries.
    """
    with temporary.open("rb+") as stream:
        os.fsync(stream.fileno())
    for pause in _PAUSES.get(sys.platform, ()):
        try:
            temporary.replace(path)
        except PermissionError:
            sleep(pause)
        else:
            return
    temporary.replace(path)


def write_whole(path: Path, *content: bytes) -> None:
    """Write a file of one or more pieces, whole or not at all; its folder is made when it is missing."""
    temporary = beside(path)
    try:
        with temporary.open("wb") as stream:
            stream.writelines(content)
        put_in_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def all_or_none(drafts: Iterable[tuple[Path, Callable[[Path], object]]]) -> Iterator[None]:
    """Have every file written beside its place, then put them all there.

    When that fails, or what is done meanwhile, none of them is there.
    """
    with ExitStack() as temporaries:
        finished, placed = [], []
        for path, write in drafts:
            temporary = beside(path)
            temporaries.callback(partial(temporary.unlink, missing_ok=True))
            write(temporary)
            finished.append((temporary, path))
        try:
            for temporary, path in finished:
                put_in_place(temporary, path)
                placed.append(path)
            yield
        except BaseException:
            for path in placed:
                with suppress(OSError):
                    path.unlink()
            raise


def leftovers(folder: Path) -> Iterator[Path]:
    """The temporary files of `beside` in a folder: when nobody is writing, what a killed run left."""
    if folder.is_dir():
        yield from (p for p in sorted(folder.iterdir()) if _LEFT_OVER.fullmatch(p.name) and p.is_file())
