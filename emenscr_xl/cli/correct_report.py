"""What `correct` says: the workbooks made, what they ask and until when, and which projects got none."""

from __future__ import annotations

from collections.abc import Iterator

from rich.markup import escape

from emenscr_xl.cli.report import console_of, pick, say_register
from emenscr_xl.form.messages import Language
from emenscr_xl.form.thai import be_date
from emenscr_xl.jobs.correct import Corrected
from emenscr_xl.jobs.correction import Sent
from emenscr_xl.jobs.held_back import held_back


def say_corrected(result: Corrected, lang: Language) -> None:
    """Doubts about the register first; then each workbook, and how many projects were sent none and why."""
    console = console_of()
    say_register(console, result.register_findings, lang)
    for sent in result.sent:
        console.print(escape(_sent(sent, lang)))
    count = len(result.sent)
    console.print(pick(lang, f"ออกสมุดแก้ไข {count} ไฟล์", f"Issued {count} correction workbooks"))
    for text in (*_others(result, lang), *(note.text(lang) for note in held_back(result))):
        console.print(escape(text))


def _sent(sent: Sent, lang: Language) -> str:
    """A workbook's file, in which round it goes out, how much it asks and until when."""
    count, number = len(sent.requests), sent.requests[0].round
    due = min(r.due for r in sent.requests if r.due)
    return pick(
        lang,
        f"{sent.line.file} · ครั้งที่ {number} · {count} รายการ · ส่งคืนภายใน {be_date(due)}",
        f"{sent.line.file} · round {number} · {count} requests · due {due.isoformat()}",
    )


def _others(result: Corrected, lang: Language) -> Iterator[str]:
    """The projects that were sent nothing, and what should be known of this run."""
    waiting, clean = len(result.waiting), len(result.clean)
    if waiting:
        yield pick(
            lang,
            f"รอส่งคืน {waiting} โครงการ (ส่งเรื่องเดียวกันไว้แล้ว ออกซ้ำด้วย --project)",
            f"{waiting} projects have the same requests already (issue again with --project)",
        )
    if clean:
        yield pick(lang, f"ไม่มีเรื่องที่ต้องแก้ไข {clean} โครงการ", f"{clean} projects have nothing to correct")
    if result.new_files:
        yield pick(
            lang,
            f"รับไฟล์ใหม่ {result.new_files} ไฟล์ก่อนส่งกลับ — สั่ง consolidate เพื่อให้สมุดรวมเป็นปัจจุบัน",
            f"{result.new_files} new files were taken in first. Run consolidate for an up-to-date workbook.",
        )
    for name in result.unread:
        yield pick(
            lang,
            f"{name}: อ่านไม่ได้ขณะนี้ (อาจเปิดอยู่) ยังไม่ได้นำมาพิจารณา",
            f"{name}: could not be read now (it may be open) and was left out.",
        )
