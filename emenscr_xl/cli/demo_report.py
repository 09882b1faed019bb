"""What the terminal says of the demonstration."""

from __future__ import annotations

from rich.markup import escape

from emenscr_xl.cli.report import console_of, pick, say_consolidated
from emenscr_xl.form.messages import Language
from emenscr_xl.form.thai import be_date_long
from emenscr_xl.jobs.demo import Demonstrated


def say_demo(done: Demonstrated, lang: Language) -> None:
    """In a few lines: what was made, where, and what was found."""
    console = console_of()
    consolidated = done.consolidated
    console.print(pick(lang, "[bold]ตัวอย่างทั้งปี (ข้อมูลสมมุติ)[/]", "[bold]A sample year (invented data)[/]"))
    made = (
        ("ทะเบียนคุม", "Register", done.register),
        (f"แบบที่ออก {done.forms} ไฟล์", f"Workbooks issued: {done.forms}", done.folder / "forms"),
        (f"ไฟล์ที่ส่งคืน {done.returns} ไฟล์", f"Returns: {done.returns}", done.folder / "returns"),
        ("แบบวิเคราะห์ความเชื่อมโยง", "Alignment analysis", done.alignment),
        (
            f"สมุดแก้ไข {done.corrections} ไฟล์",
            f"Correction workbooks: {done.corrections}",
            done.folder / "corrections",
        ),
        ("ข้อความแจ้งเตือน", "Notices", done.notices),
        (
            f"ใบนำเข้า {len(done.printed.keyin)} ไฟล์",
            f"Key-in workbooks: {len(done.printed.keyin)}",
            done.folder / "keyin",
        ),
        *(("บันทึกข้อความ", "Memo", memo) for memo in done.printed.memos),
    )
    for th, en, place in made:
        console.print(escape(f"{pick(lang, th, en)}: {place}"))
    day = consolidated.collected.today
    console.print(
        pick(
            lang,
            f"ตัวเลขทั้งหมดเป็นของวันที่สมมุติ {be_date_long(day)} คำสั่งอื่นใช้วันที่ของเครื่อง ผลจึงต่างจากนี้",
            f"All figures are those of an invented day, {day}; other commands go by today's date.",
        )
    )
    say_consolidated(consolidated, lang)
