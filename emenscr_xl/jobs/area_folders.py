"""Where the offices' workspaces lie: in the folders that were named, at any depth, as they came."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from emenscr_xl.jobs.workspace import Workspace
from emenscr_xl.register.files.journal import path_text
from emenscr_xl.register.files.ledger import LEDGER

#: What a workspace without a register still has.
_TRACES = (LEDGER, "received", "returns")
PACKED = (".zip", ".rar", ".7z")
NO_REGISTER = "ในโฟลเดอร์นี้ไม่มีทะเบียนคุม register.xlsx — ขอให้สำนักงานส่งโฟลเดอร์ทำงานของปีทั้งโฟลเดอร์"
STILL_PACKED = "เป็นไฟล์บีบอัด — แตกไฟล์ลงในโฟลเดอร์ของสำนักงานนั้น แล้วสั่งใหม่"


@dataclass(frozen=True, slots=True)
class Found:
    """A folder that holds a workspace; or, with the reason, what came in the place of one."""

    path: Path
    folder: str  # as it is shown: from the folder that was named
    group: str  # the folders between the one that was named and this
    reason: str = ""


def found_in(folders: Iterable[Path], out: Path) -> tuple[Found, ...]:
    """Every workspace, and every last folder or packed file that holds none; each once, in order.

    Nothing below a workspace is looked at, nor `out`, nor what begins with a dot. Links to folders are not
    followed. Raises OSError when a folder that was named cannot be listed.
    """
    seen, found = set[Path](), []
    for folder in folders:
        for each in _below(folder, folder, out.resolve()):
            if each.path.resolve() not in seen:
                seen.add(each.path.resolve())
                found.append(each)
    return tuple(found)


def _below(folder: Path, top: Path, out: Path) -> Iterator[Found]:
    if (folder / Workspace(folder).register.name).is_file() or _broken(folder):
        yield _found(folder, top)
        return
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    below = [Path(e.path) for e in entries if e.is_dir(follow_symlinks=False) and not e.name.startswith(".")]
    packed = [Path(e.path) for e in entries if e.is_file() and e.name.lower().endswith(PACKED)]
    below = [path for path in below if path.resolve() != out]
    for path in below:
        yield from _below(path, top, out)
    for path in packed:
        yield _found(path, top, STILL_PACKED)
    if not (below or packed) and folder != top:
        yield _found(folder, top, NO_REGISTER)


def _broken(folder: Path) -> bool:
    """True for a workspace that has lost its register: it is told so in one line."""
    return any((folder / trace).exists() for trace in _TRACES)


def _found(path: Path, top: Path, reason: str = "") -> Found:
    within = path.relative_to(top)
    group = path_text(within.parent) if len(within.parts) > 1 else ""
    return Found(path, path_text(within) if within.parts else path.name or str(path), group, reason)
