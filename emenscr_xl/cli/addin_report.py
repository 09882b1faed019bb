"""What the add-in's commands say: what was made and where, what is wrong, what to do next."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape

from emenscr_xl.cli.report import console_of, pick
from emenscr_xl.form.messages import Language
from emenscr_xl.jobs.addin import Built, Installed, Removed
from emenscr_xl.jobs.addin_faults import Trouble, trouble
from emenscr_xl.jobs.addin_places import MACOS_STARTUP, WINDOWS_STARTUP
from emenscr_xl.jobs.addin_status import AddinStatus

#: Versions in the order that they are told, with their names.
_VERSIONS = (
    ("addin", "Add-in", "add-in"),
    ("program", "โปรแกรมนี้", "this program"),
    ("package", "โปรแกรมที่ Add-in เรียก", "program that it calls"),
    ("xlwings", "xlwings", "xlwings"),
    ("python", "Python", "Python"),
    ("excel", "Excel", "Excel"),
)


def say_built(done: Built, lang: Language) -> None:
    """Where the file is, and what to do with it."""
    console = console_of()
    _say(
        console,
        lang,
        f"สร้าง Add-in รุ่น {done.version} แล้ว: {done.addin}",
        f"Built {done.addin}, {done.version}",
    )
    _by_hand(console, lang)


def say_installed(done: Installed, troubles: Iterable[Trouble], lang: Language) -> None:
    """Where the add-in lies, how it is connected, and what to do next."""
    console = console_of()
    if not done.placed:
        _trouble(console, trouble("no_excel"), lang)
        say_built(Built(done.addin, done.version), lang)
        return
    over = (f" แทนรุ่น {done.former}", f" over {done.former}") if done.former else ("", "")
    _say(
        console,
        lang,
        f"ติดตั้ง Add-in รุ่น {done.version} แล้ว{over[0]}: {done.addin}",
        f"Installed the add-in, {done.version}{over[1]}: {done.addin}",
    )
    if done.lost_dll:
        _trouble(console, trouble("no_dll", name=done.lost_dll), lang)
        _say(
            console,
            lang,
            "จึงติดตั้งแบบช้าให้ ใช้ได้ทุกปุ่ม",
            "So the slow connection was installed; every button works.",
        )
    troubles = tuple(troubles)
    for found in troubles:
        _trouble(console, found, lang)
    if not troubles:
        _say(console, lang, "เปิด Excel จะเห็นแท็บ eMENSCR", "Open Excel: there is a tab eMENSCR.")


def say_removed(done: Removed, lang: Language) -> None:
    """What was removed, and what was left because somebody else has changed it."""
    console = console_of()
    if done.was_installed:
        _say(console, lang, "ถอน Add-in แล้ว", "The add-in was removed.")
    else:
        _say(
            console,
            lang,
            "ไม่มี Add-in ที่ติดตั้งไว้ ไม่ได้เปลี่ยนแปลงสิ่งใด",
            "No add-in is installed; nothing was changed.",
        )
    for place in done.left:
        kind = (
            ("โฟลเดอร์นี้มีไฟล์ของผู้อื่นหรือบันทึกการทำงาน", "holds other files")
            if place.is_dir()
            else ("ไฟล์นี้ถูกแก้ไขหลังติดตั้ง", "was changed after the installation")
        )
        _say(console, lang, f"เหลือไว้ เพราะ{kind[0]}: {place}", f"Left, as it {kind[1]}: {place}")
    if done.foreign and done.addin:
        _say(
            console,
            lang,
            f"เหลือไว้ เพราะไม่ได้ติดตั้งด้วยโปรแกรมนี้ ลบเองได้: {done.addin}",
            f"Left, as this program did not install it; you may delete it: {done.addin}",
        )


def say_status(found: AddinStatus, lang: Language) -> None:
    """What is installed, line by line; then what is wrong, each with its cure."""
    console = console_of()
    if found.installed:
        _say(console, lang, f"ติดตั้งอยู่ที่: {found.addin}", f"Installed at: {found.addin}")
        _say(
            console,
            lang,
            f"เรียก Python: {found.interpreter or '–'}",
            f"Calls Python: {found.interpreter or '–'}",
        )
        _say(
            console,
            lang,
            f"การเชื่อมต่อ: {'เร็ว (Python ค้างไว้)' if found.warm else 'เริ่ม Python ทุกครั้ง'}",
            f"Connection: {'warm' if found.warm else 'cold'}",
        )
    versions = found.versions or {}
    said = [f"{pick(lang, th, en)} {versions[key]}" for key, th, en in _VERSIONS if versions.get(key)]
    if said:
        console.print(escape(pick(lang, "รุ่น: ", "Versions: ") + " · ".join(said)))
    for each in found.troubles:
        _trouble(console, each, lang)
        if lang == "th" and each.cure:
            console.print(escape(f"  {each.cure}"))
    if found.well:
        console.print(pick(lang, "[green]พร้อมใช้[/]", "[green]All is well.[/]"))


def _by_hand(console: Console, lang: Language) -> None:
    """How the file gets into an Excel elsewhere."""
    _say(
        console,
        lang,
        "ในเครื่องที่มี Excel ให้ติดตั้งโปรแกรมนี้ ปิด Excel แล้วสั่ง emenscr-xl addin install"
        " ซึ่งวางไฟล์ให้และบอก Add-in ว่าใช้ Python ใด",
        "Where Excel is, install this program, close Excel and run emenscr-xl addin install:"
        " it puts the file in place and names a Python in it.",
    )
    _say(
        console,
        lang,
        "ไฟล์ที่คัดลอกไปวางเองแสดงแท็บได้ แต่ปุ่มจะขอให้สั่งคำสั่งนั้นก่อน Excel เปิด Add-in จาก",
        "A file copied by hand shows its tab, but its buttons ask for that. Excel starts add-ins from",
    )
    console.print(escape(f"  Windows: {WINDOWS_STARTUP}"))
    console.print(escape(f"  macOS:   {MACOS_STARTUP}"))


def _say(console: Console, lang: Language, th: str, en: str) -> None:
    console.print(escape(pick(lang, th, en)))


def _trouble(console: Console, found: Trouble, lang: Language) -> None:
    console.print(f"[red]✗[/] {escape(found.text(lang))}")
