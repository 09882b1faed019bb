"""What `report` says: which key-in workbooks and memos it wrote, and what staff should know first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.markup import escape

from emenscr_xl.cli.report import console_of, pick
from emenscr_xl.form.messages import Language
from emenscr_xl.jobs.report import Reported

#: Projects named in one line; the rest are counted.
MOST_NAMED = 8


def say_reported(done: Reported, lang: Language) -> None:
    """The files written, then the projects that need something first, then doubts."""
    console = console_of()
    for path in (*done.keyin, *done.memos):
        console.print(escape(str(path)))
    for text in _said(done, lang):
        console.print(escape(text))
    for doubt in done.doubts:
        console.print(f"[yellow]{escape(pick(lang, *doubt))}[/]")


def _said(done: Reported, lang: Language) -> Iterator[str]:
    if done.keyin:
        yield pick(lang, f"ใบนำเข้า {len(done.keyin)} ไฟล์", f"{len(done.keyin)} key-in workbooks")
    if done.current:
        yield pick(
            lang,
            f"ใบนำเข้าเดิมยังใช้ได้ {len(done.current)} โครงการ ไม่มีสิ่งใดเปลี่ยน (ออกใหม่ด้วย --project)",
            f"{len(done.current)} projects: nothing changed, use the last one (--project: anew)",
        )
    if done.unready:
        yield pick(
            lang,
            f"ยังไม่ควรนำเข้า {len(done.unready)} โครงการ เพราะมีข้อต้องแก้: {_names(done.unready)}",
            f"{len(done.unready)} projects have findings to be fixed before key-in: {_names(done.unready)}",
        )
    if done.absent:
        yield pick(
            lang,
            f"ยังไม่มีแบบที่นับได้ {len(done.absent)} โครงการ จึงไม่มีใบนำเข้า: {_names(done.absent)}",
            f"{len(done.absent)} projects without a counted return, so without key-in: {_names(done.absent)}",
        )


def _names(projects: Sequence[str]) -> str:
    more = len(projects) - MOST_NAMED
    return ", ".join(projects[:MOST_NAMED]) + (f" +{more}" if more > 0 else "")
