"""What `notices` says: how many owners there are to tell, where the texts are, what was not yet taken in."""

from __future__ import annotations

from rich.markup import escape

from emenscr_xl.cli.report import console_of, pick
from emenscr_xl.form.messages import Language
from emenscr_xl.jobs.notices import Noticed


def say_noticed(done: Noticed, lang: Language) -> None:
    """Files that were not consolidated first: a notice may be out of date because of them."""
    console = console_of()
    if done.unseen:
        count = len(done.unseen)
        text = pick(
            lang,
            f"มี {count} ไฟล์ใน returns/ ที่ยังไม่ได้รับเข้าทะเบียน — สั่ง consolidate แล้วสั่ง notices อีกครั้งก่อนส่งข้อความ",
            f"{count} files in returns/ were not taken in yet. "
            "Run consolidate, then notices again, before you send.",
        )
        console.print(f"[yellow]{escape(text)}[/]")
    for notice in done.notices:
        late, soon, returned = (len(lines) for lines in (notice.late, notice.soon, notice.returned))
        who = notice.name or str(notice.owner.get("unit", "–"))
        figures = pick(
            lang,
            f"เลยกำหนด {late} · ใกล้ครบกำหนด {soon} · ขอให้แก้ไข {returned}",
            f"{late} late · {soon} due soon · {returned} to correct",
        )
        console.print(f"  {escape(who)}: {figures}")
    if not done.notices:
        console.print(pick(lang, "วันนี้ไม่มีผู้รับผิดชอบที่ต้องแจ้งเตือน", "Nobody needs a notice today."))
    many = len(done.notices)
    console.print(
        pick(lang, f"ข้อความแจ้งเตือน {many} คน: ", f"Notices for {many} owners: ") + escape(str(done.workbook))
    )
