"""What `align` says: where the workbook lies, what it holds, and what staff should know of the one before."""

from __future__ import annotations

from collections.abc import Iterator

from rich.markup import escape

from emenscr_xl.cli.report import console_of, pick, say_register
from emenscr_xl.form.messages import Language
from emenscr_xl.jobs.align import Aligned


def say_aligned(result: Aligned, lang: Language) -> None:
    """Where the alignment-analysis workbook lies, and what it was filled from."""
    console = console_of()
    say_register(console, result.register_findings, lang)
    console.print(escape(str(result.workbook)))
    of, said = result.projects, result.returned
    console.print(
        pick(
            lang,
            f"แบบวิเคราะห์ความเชื่อมโยง ฉบับที่ {result.issue}: {of} โครงการ เติมจากแบบที่ส่งคืน {said} โครงการ",
            f"Alignment-analysis workbook, issue {result.issue}: {of} projects, {said} from returns",
        )
    )
    if result.before:
        name = result.before.name
        console.print(
            escape(
                pick(
                    lang,
                    f"ยกสิ่งที่เจ้าหน้าที่เลือกไว้ใน {name} มา {result.decisions} ช่อง ต่อไปใช้ฉบับใหม่",
                    f"{result.decisions} cells decided in {name} were carried over; use the new workbook.",
                )
            )
        )
    for text in _align_doubts(result, lang):
        console.print(escape(text))


def _align_doubts(result: Aligned, lang: Language) -> Iterator[str]:
    """What staff should know of the workbook before, and of what they typed there."""
    yield from (pick(lang, *doubt) for doubt in result.doubts)
    if result.apart:
        ids = ", ".join(result.apart)
        yield pick(
            lang,
            f"เก็บไว้แต่ไม่แสดง เพราะไม่มีในทะเบียนคุมหรือไม่ต้องวิเคราะห์: {ids} — ตรวจรหัสโครงการ",
            f"Kept but not shown, as the register has no such project to analyse: {ids}. Check the ids.",
        )
    if result.unknown_nodes:
        nodes = ", ".join(result.unknown_nodes)
        yield pick(
            lang,
            f"เป้าหมายของเขตที่ไม่มีในบัญชีรายการ: {nodes} — ตรวจแผนและรหัส",
            f"Nodes to be served that no list holds: {nodes}. Check plan and code.",
        )
