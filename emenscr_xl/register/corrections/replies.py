"""How each request was answered: judged on the return that answers it, by rules that anybody can follow."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Submission, Where
from emenscr_xl.form.model import Form, Module
from emenscr_xl.register.corrections.changes import Changes, text_at
from emenscr_xl.register.corrections.requests import COMMENT, Request, part_name
from emenscr_xl.register.files.decided import Circumstances, decided
from emenscr_xl.register.files.ledger import Received
from emenscr_xl.register.follow_up.punctuality import received_on

Answer = Literal["fixed", "not_fixed", "elsewhere", "waiting", "waived"]
FIXED, NOT_FIXED, ELSEWHERE, WAITING, EXCUSED = "แก้แล้ว", "ยังไม่แก้", "แก้ที่อื่น", "รอส่งคืน", "ยกเว้นแล้ว"
WORDS: Mapping[Answer, str] = {
    "fixed": FIXED, "not_fixed": NOT_FIXED, "elsewhere": ELSEWHERE, "waiting": WAITING, "waived": EXCUSED,
}  # fmt: skip
#: The answers after which nothing more is asked.
SETTLED: tuple[Answer, ...] = ("fixed", "elsewhere", "waived")
SAME_AGAIN = "ส่งคืนแล้วโดยไม่ได้เปลี่ยนคำตอบใด"
STILL_FOUND = "เปลี่ยนแล้วแต่ยังพบข้อเดิม"
GONE, NO_QUESTION = "แถวนี้ไม่มีแล้ว", "แบบไม่มีคำถามนี้แล้ว"
NOTHING_CHANGED = "ไม่พบแล้วโดยไม่มีคำตอบใดเปลี่ยน (ฉบับที่ออกใหม่แก้ให้ หรือโครงการอื่นเปลี่ยน)"
CHANGED = "คำตอบที่เปลี่ยน: {what}"
LOOK = "คำตอบที่เปลี่ยน: {what} — คนควรอ่านว่าตรงตามที่ขอ"
MORE = "และอีก {count} รายการ"
LOST = "สำเนาของไฟล์ที่ขอให้แก้หายหรือเสียหาย จึงเทียบไม่ได้ — เปิดไฟล์ที่ส่งคืนดู"
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Returned:
    """The file that answers a round. `submission` is None when nobody had filled in anything."""

    file: Received
    submission: Submission | None
    findings: Sequence[Said] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """A request and its answer today."""

    request: Request
    answer: Answer
    remark: str = ""
    file: Received | None = None

    @property
    def word(self) -> str:
        """The answer in a word."""
        return WORDS[self.answer]

    @property
    def open(self) -> bool:
        """True while the owner has something to do about it."""
        return self.answer not in SETTLED


def answering(received: Iterable[Received], project: str, issue: int) -> Received | None:
    """The file that answers a round sent as an issue: the best of that issue, else of the next one returned.

    A workbook that came back without any change answers when nothing else does.
    """
    lines = [r for r in received if r.project == project and r.issue >= issue]
    for number in sorted({r.issue for r in lines if r.readable}):
        of_issue = [r for r in lines if r.issue == number and r.readable]
        today = [*of_issue, *decided(of_issue, Circumstances({project}))]
        return next(r for r in today if r.decision == "counted")
    return next((r for r in lines if r.decision == "unfilled"), None)


def rounds(
    requests: Iterable[Request], issued: Container[tuple[str, int]]
) -> dict[tuple[str, int], list[Request]]:
    """The requests of each correction workbook that was issued: by project and issue, oldest first.

    Requests are noted before their workbook, so a run that was killed leaves some without one: they were
    never sent, and give way to those that are noted under the same number later.
    """
    found: dict[tuple[str, int], list[Request]] = {}
    for request in requests:
        asked = found.setdefault((request.project, request.issue), [])
        if asked and request.number <= asked[-1].number:
            asked.clear()
        asked.append(request)
    return {key: asked for key, asked in found.items() if key in issued}


def still_out(
    sent: Mapping[tuple[str, int], Sequence[Request]], received: Iterable[Received]
) -> dict[str, tuple[Request, ...]]:
    """By project: what its newest correction workbook asks, while neither that nor a later issue is back."""
    newest = {project: tuple(sent[project, issue]) for project, issue in sorted(sent)}
    back: dict[str, int] = {}
    for line in received:
        if line.readable:
            back[line.project] = max(line.issue, back.get(line.project, 0))
    return {project: asked for project, asked in newest.items() if back.get(project, 0) < asked[0].issue}


def reply(
    request: Request, returned: Returned | None, before: Submission | None, again: bool = False
) -> Reply:
    """The answer to a request. `before`: the return that it speaks of, None when its copy is lost.

    `again`: a later round asks the same; so says what is found only across an office's projects.
    """
    if returned is None:
        return Reply(request, "waiting")
    if returned.submission is None:
        return Reply(request, "not_fixed", SAME_AGAIN, returned.file)
    changes = Changes(before, returned.submission) if before else None
    if request.code == COMMENT:
        answer, remark = _comment(request, returned.submission, changes)
    else:
        answer, remark = _finding(request, returned, returned.submission, changes, again)
    return Reply(request, answer, remark, returned.file)


Judged = tuple[Answer, str]


def _finding(
    request: Request, returned: Returned, after: Submission, changes: Changes | None, again: bool
) -> Judged:
    """Of a finding: is it still found in the same place, and did that place change?"""
    where = request.where
    if where and not after.form.asks(where.address):
        return "elsewhere", NO_QUESTION
    place = changes.place(where) if changes and where else where
    if where and place is None:
        return "fixed", GONE
    same = [f for f in returned.findings if f.code == request.code and _at(f, place)]
    changed = bool(place and text_at(after, place) != request.text)
    if any(not f.waived for f in same) or (again and not same):
        return "not_fixed", STILL_FOUND if changed else ""
    if same:
        return "waived", same[0].waived
    if changed:
        return "fixed", ""
    named = _named(after.form, changes, after.form.modules) if changes else ""
    return "elsewhere", CHANGED.format(what=named) if named else NOTHING_CHANGED


def _at(found: Said, place: Where | None) -> bool:
    if place is None:
        return not found.module
    return (found.module, found.field, found.record) == (place.module, place.field, place.record)


def _comment(request: Request, after: Submission, changes: Changes | None) -> Judged:
    """Of a reviewer's words: did anything change in that part, or elsewhere? A person judges it."""
    if changes is None:
        return "not_fixed", LOST
    form = after.form
    asked = modules_of(form, request.part)
    if named := _named(form, changes, asked):
        return "fixed", LOOK.format(what=named)
    if named := _named(form, changes, form.modules):
        return "elsewhere", CHANGED.format(what=named)
    return "not_fixed", ""


def modules_of(form: Form, part: str) -> tuple[Module, ...]:
    """The modules that a part of the return log names: one, or all of the project."""
    return tuple(m for m in form.modules if part_name(m) == part) or form.modules


def _named(form: Form, changes: Changes, modules: Iterable[Module]) -> str:
    """The changed answers of some modules: `M3 ผลผลิต, ตัวชี้วัด; M5 แผนการใช้จ่าย`, the first few."""
    items = list(changes.items({m.key for m in modules}))
    by_part: dict[str, list[str]] = {}
    for module, label in items[:MOST_NAMED]:
        by_part.setdefault(part_name(module), []).append(label)
    said = "; ".join(f"{part} {', '.join(labels)}" for part, labels in by_part.items())
    rest = len(items) - MOST_NAMED
    return f"{said} {MORE.format(count=rest)}" if rest > 0 else said


def days_open(reply: Reply, today: date) -> int:
    """How many days a request was, or has been, with the owner."""
    until = received_on(reply.file).date() if reply.file else today
    return max(0, (until - reply.request.sent).days)
