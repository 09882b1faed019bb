"""What becomes of a file that was received: a closed set of decisions, in words, and the reasons for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from emenscr_xl.form.messages import Language

Decision = Literal[
    "counted",
    "superseded",
    "older_issue",
    "duplicate",
    "conflicting",
    "waiting",
    "set_aside",
    "unfilled",
    "attachment",
    "unreadable",
    "other_form",
    "unknown_project",
    "ignored",
]
DECISION_WORDS: Mapping[Language, Mapping[Decision, str]] = {
    "th": {
        "counted": "นับ",
        "superseded": "มีฉบับใหม่กว่า",
        "older_issue": "ฉบับเก่ากว่า",
        "duplicate": "ไฟล์ซ้ำ",
        "conflicting": "ขัดกัน",
        "waiting": "รอคนตัดสิน",
        "set_aside": "ไม่นับตามคำตัดสิน",
        "unfilled": "ยังไม่ได้กรอก",
        "attachment": "เอกสารแนบ",
        "unreadable": "อ่านไม่ได้",
        "other_form": "แบบอื่น",
        "unknown_project": "ไม่พบโครงการ",
        "ignored": "ไม่ใช่ไฟล์ที่ส่ง",
    },
    "en": {
        "counted": "counted",
        "superseded": "superseded",
        "older_issue": "older issue",
        "duplicate": "duplicate",
        "conflicting": "conflicting",
        "waiting": "waits for a person",
        "set_aside": "set aside by a person",
        "unfilled": "not filled in",
        "attachment": "attachment",
        "unreadable": "unreadable",
        "other_form": "another form",
        "unknown_project": "unknown project",
        "ignored": "ignored",
    },
}
#: Why files with a decision are not counted, said once for all of them in the summary.
WHY_LEFT_OUT: Mapping[Decision, str] = {
    "superseded": "ใช้ฉบับใหม่กว่าของโครงการเดียวกันแทน",
    "older_issue": "เป็นฉบับที่ออกก่อนฉบับที่นับ",
    "duplicate": "เนื้อหาเหมือนไฟล์ที่รับไว้แล้วทุกประการ",
    "conflicting": "ฉบับเดียวกันแต่เนื้อหาต่างจากไฟล์ที่นับ รอคนตัดสิน",
    "waiting": "รอคนตัดสินในทะเบียนคุม",
    "set_aside": "มีคำตัดสินในทะเบียนคุมว่าไม่นับ",
    "unfilled": "ไม่มีคำตอบใดต่างจากแบบที่ออกให้",
    "attachment": "เอกสารที่ส่งมาด้วย ไม่ใช่แบบเก็บข้อมูล",
    "unreadable": "เปิดหรืออ่านไฟล์ไม่ได้",
    "other_form": "ไม่ใช่แบบเก็บข้อมูลของปีนี้",
    "unknown_project": "ไม่มีรหัสโครงการนี้ในแผนปฏิบัติการของทะเบียนคุม",
    "ignored": "ไฟล์ที่โปรแกรมวางไว้ ไม่มีใครส่งมา",
}
#: Decisions of files that hold answers of a known project and were sent in earnest.
SENT: tuple[Decision, ...] = ("counted", "superseded", "older_issue", "conflicting")
#: Decisions that nobody but a person can settle, in the register.
FOR_A_PERSON: tuple[Decision, ...] = ("conflicting", "waiting")
#: What a person does who settles one.
_DECIDE = (
    "ตัดสินในแผ่น “ตัดสินไฟล์” ของทะเบียนคุมด้วยเลขไฟล์ {number}",
    "Decide in the register's sheet “ตัดสินไฟล์” with file number {number}.",
)
#: Why a file has its decision, in Thai as it is kept and shown, and in English. Of a file that cannot be
#: read, is another form or of an unknown project, the message catalogue says why (STR).
REASONS: Mapping[str, tuple[str, str]] = {
    "counted": ("ฉบับที่ {issue} ล่าสุดของโครงการ", "the project's newest, issue {issue}"),
    "newer_issue": (
        "มีฉบับที่ {newer} ซึ่งใหม่กว่าฉบับที่ {issue}",
        "there is issue {newer}, newer than issue {issue}",
    ),
    "newer_file": (
        "ฉบับที่ {issue} เหมือนกัน แต่มีไฟล์ที่รับหรือแก้ไขภายหลัง",
        "also issue {issue}, but another file was received or modified later",
    ),
    "conflicting": (
        f"ฉบับที่ {{issue}} เหมือนกันแต่เนื้อหาต่างจาก {{file}} ที่มาพร้อมกัน ซึ่งนับไว้ก่อนเพราะแก้ไขหลังสุด — {_DECIDE[0]}",
        "also issue {issue} but not the same as {file}, which came at the same time and counts"
        f" for now because it was modified last. {_DECIDE[1]}",
    ),
    "provisional": (
        f"ฉบับที่ {{issue}} นับไว้ก่อนเพราะแก้ไขหลังสุด แต่มีไฟล์ฉบับเดียวกันที่ต่างกันมาพร้อมกัน — {_DECIDE[0]}",
        "issue {issue}, counts for now because it was modified last, but other files of that issue came"
        f" at the same time. {_DECIDE[1]}",
    ),
    "never_issued": (
        f"ไม่เคยออกฉบับที่ {{issue}} ให้โครงการนี้ตาม issued.csv จึงยังไม่นับ — {_DECIDE[0]}",
        f"issue {{issue}} was never issued to this project according to issued.csv. {_DECIDE[1]}",
    ),
    "after_ruling": (
        f"มาหลังคำตัดสินวันที่ {{day}} ที่ให้นับ {{file}} — {_DECIDE[0]}",
        f"came after the decision of {{day}} to count {{file}}. {_DECIDE[1]}",
    ),
    "overruled": ("มีคำตัดสินให้นับ {file} แทน", "a person decided to count {file} instead"),
    "ruled": ("ตัดสินโดย {by}: {why}", "decided by {by}: {why}"),
    "ruled_by_nobody": ("ตัดสินในทะเบียนคุม: {why}", "decided in the register: {why}"),
    "duplicate": ("เหมือนกับ {file} ทุกประการ", "exactly the same as {file}"),
    "unfilled": (
        "ไม่มีคำตอบใดต่างจากแบบที่ออกให้ — ขอให้ผู้รับผิดชอบกรอกแบบแล้วส่งอีกครั้ง",
        "No answer differs from the form as issued. Ask the owner to fill it in and send it again.",
    ),
    "attachment": ("เก็บสำเนาไว้แล้ว ไม่ใช่แบบเก็บข้อมูล", "a copy is kept; it is not a data-collection workbook"),
    "lock": (
        "ไฟล์ล็อกที่โปรแกรมตารางทำงานวางไว้ขณะเปิดสมุด",
        "a lock file that a spreadsheet program leaves while a workbook is open",
    ),
    "unfinished": (
        "ไฟล์ชั่วคราวของการดาวน์โหลดหรือซิงก์ — ถ้าไฟล์จริงยังไม่มา ให้ดาวน์โหลดใหม่",
        "a temporary file of a download or a sync. If the file itself has not come, download it again.",
    ),
    "system": ("ไฟล์ของระบบปฏิบัติการ ไม่มีใครส่งมา", "a file of the operating system that nobody sent"),
    "lost": (
        "สำเนา {copy} หายหรือเสียหาย — วางไฟล์นี้ใน returns/ อีกครั้ง แล้วสั่งรวมใหม่",
        "The copy {copy} is missing or damaged. Put the file into returns/ again, then consolidate again.",
    ),
}
Verdict = tuple[Decision, str]  # a decision and its reason in Thai


def reason(key: str, **details: object) -> str:
    """A reason in Thai, with its details."""
    return REASONS[key][0].format_map(details)
