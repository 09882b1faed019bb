"""What may lie in a folder that is no ordinary file, or is not ordinarily named."""

from __future__ import annotations

import os
from pathlib import Path

from hostile.good import good
from hostile.kinds import on_disk


@on_disk("a lock file of Excel", "ignored", "~$แบบ.xlsx")
def excel_lock(path: Path) -> None:
    path.write_bytes(b"\x05user".ljust(165, b" "))


@on_disk("a lock file of LibreOffice", "ignored", ".~lock.แบบ.xlsx#")
def libreoffice_lock(path: Path) -> None:
    path.write_text(",user,pc,09.12.2026 16:30,file:///x;", encoding="utf-8")


@on_disk("a twin of macOS", "ignored", "._แบบ.xlsx")
def twin(path: Path) -> None:
    path.write_bytes(b"\0\5\x16\7" + bytes(4_000))


@on_disk("an unfinished download", "ignored", "แบบ.xlsx.crdownload")
def unfinished(path: Path) -> None:
    path.write_bytes(good()[:10_000])


@on_disk("a folder named as a workbook", "superseded", "โฟลเดอร์.xlsx")
def folder(path: Path) -> None:
    path.mkdir()
    (path / "แบบ.xlsx").write_bytes(good())


@on_disk("a pipe", "unread")
def pipe(path: Path) -> None:
    os.mkfifo(path)


@on_disk("a device without end", "unread")
def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@on_disk("a terminal", "unread")
def terminal(path: Path) -> None:
    path.symlink_to("/dev/tty")


@on_disk("a link to nothing", "unread")
def dangling(path: Path) -> None:
    path.symlink_to(path.with_name("ไม่มี.xlsx"))


@on_disk("a link to itself", "unread")
def link_loop(path: Path) -> None:
    path.symlink_to(path)


@on_disk("a link to the folder that it lies in", "unread", "วน")
def folder_loop(path: Path) -> None:
    path.symlink_to(path.parent, target_is_directory=True)


@on_disk("a link to a file", "duplicate")
def link(path: Path) -> None:
    target = path.with_name("ต้นฉบับ.xlsx")
    target.write_bytes(good())
    path.symlink_to(target)


@on_disk("five thousand million bytes", "unread")
def sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(5_000_000_000)


@on_disk("a name of 255 bytes", "duplicate", "a" * 250 + ".xlsx")
def long_name(path: Path) -> None:
    path.write_bytes(good())


@on_disk("a name of as many Thai letters as there is room for", "duplicate", "ก" * 83 + ".xlsx")
def long_thai_name(path: Path) -> None:
    path.write_bytes(good())


@on_disk("a name with line breaks and control characters", "duplicate", "แบบ\n\r\t\x1b[31m\x07.xlsx")
def control_characters(path: Path) -> None:
    path.write_bytes(good())


@on_disk("a name that turns the text around", "duplicate", "แบบ\u202exslx.exe.xlsx")
def turned_around(path: Path) -> None:
    path.write_bytes(good())


@on_disk("a name that is a formula", "duplicate", "=cmd|'C calc'!A0.xlsx")
def formula_name(path: Path) -> None:
    path.write_bytes(good())


@on_disk("a name that is no UTF-8", "duplicate", os.fsdecode(b"\xe1\xba\xba\xff.xlsx"))
def no_utf_8(path: Path) -> None:
    path.write_bytes(good())


@on_disk("a name without letters", "duplicate", " ")
def blank_name(path: Path) -> None:
    path.write_bytes(good())


@on_disk("folders in each other as deep as the system allows", "duplicate", "ลึก")
def deep(path: Path) -> None:
    folder = path.joinpath(*("ก" for _ in range(60)))
    folder.mkdir(parents=True)
    (folder / "แบบ.xlsx").write_bytes(good())
