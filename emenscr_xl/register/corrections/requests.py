"""What an owner is asked to correct: findings that stand, and what a reviewer wrote.

Each is a line of corrections.csv, append-only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from emenscr_xl.core.said import Said
from emenscr_xl.core.submission import Where, record_name
from emenscr_xl.form.messages import SEVERITY_WORDS, Severity
from emenscr_xl.form.model import Form, Module
from emenscr_xl.register.files.journal import JournalLine, appended, moment_of, read_lines
from emenscr_xl.register.office import Row

CORRECTIONS = "corrections.csv"
#: The code of what a reviewer asks for, and what it is called in the severity's place.
COMMENT, COMMENT_WORD = "comment", "ข้อเสนอแนะ"
#: Severities that owners are asked about: a mere note asks nothing of anybody.
ASKED: tuple[Severity, ...] = ("E", "W")
WHOLE_PROJECT, WHOLE_FILE = "ทั้งโครงการ", "ทั้งไฟล์"
_SHA256 = re.compile("[0-9a-f]{64}")
#: Around what a cell held: Excel keeps it as text, whatever it looks like.
_QUOTES = "“”"


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked of one owner, in meaning; `part` as the return log calls it (`M3`, `M6 Q1`).

    `text`: what the cell held when it was sent; `about`: the SHA-256 of the return that it speaks of, "" when
    nothing has been returned. A request of a whole file or a part has no address.
    """

    code: str
    severity: Severity | Literal[""] = ""
    part: str = ""
    address: str = ""
    record: int = 0
    text: str = ""
    message: str = ""
    comment: str = ""
    by: str = ""
    due: date | None = None
    issued_at: str = ""
    round: int = 0
    project: str = ""
    issue: int = 0
    number: int = 0
    about: str = ""

    @property
    def need(self) -> tuple[str, str, int, str]:
        """What makes two requests the same, in whatever round they are made."""
        return self.code, self.address or self.part, self.record, self.comment

    @property
    def where(self) -> Where | None:
        """The place in the form; None for a whole part or file."""
        return Where.at(self.address, self.record) if self.address else None

    @property
    def kind(self) -> str:
        """`ต้องแก้`, `ควรตรวจ` or `ข้อเสนอแนะ`."""
        return SEVERITY_WORDS["th"][self.severity] if self.severity else COMMENT_WORD

    @property
    def sent(self) -> date:
        """The day on which it was sent."""
        return date.fromisoformat(self.issued_at[:10])

    @property
    def asks(self) -> str:
        """What is asked, in words."""
        return self.comment or self.message


COLUMNS = [
    "issued_at", "project", "round", "issue", "number", "code", "severity", "part", "address", "record",
    "text", "message", "comment", "by", "due", "about",
]  # fmt: skip
_WORDS = ("project", "code", "severity", "part", "address", "message", "comment", "by")


def part_name(module: Module) -> str:
    """A module as the return log names parts: `M3`, `M6 Q1`."""
    return f"{module.base} Q{module.quarter}" if module.quarter else module.key


def question(form: Form, request: Request) -> str:
    """`ผลผลิต: ค่าเป้าหมาย · ผลผลิตที่ 2`; "" for a request of a whole part or file, or a question that is gone."""
    if not form.asks(request.address):
        return ""
    _, table, field = form.question(request.address)
    if table is None:
        return field.label
    name = f"{table.label}: {field.label}" if table.label != field.label else field.label
    return " · ".join(filter(None, (name, record_name(table, request.record) if request.record else "")))


def of_findings(form: Form, findings: Iterable[Said]) -> Iterator[Request]:
    """A request for each finding that asks something, the gravest first, the same sentences together."""
    asked = [f for f in findings if f.severity in ASKED]
    first = {key: n for n, key in reversed(list(enumerate(map(_sentence, asked))))}
    parts = {m.key: part_name(m) for m in form.modules}
    for f in sorted(asked, key=lambda f: (ASKED.index(f.severity), first[_sentence(f)])):
        address = f"{f.module}.{f.field}" if f.module else ""
        part = parts.get(f.module, WHOLE_FILE)
        yield Request(f.code, f.severity, part, address, f.record, message=f.message_th)


def of_comments(lines: Iterable[Row], project: str) -> Iterator[Request]:
    """A request for each line of the return log about a project that has not come back yet, in its order."""
    for line in lines:
        if line.get("project") == project and "done" not in line:
            part, due = str(line.get("part", WHOLE_PROJECT)), line.get("due")
            comment, by = str(line.get("comment", "")), str(line.get("by", ""))
            day = due if isinstance(due, date) else None
            yield Request(COMMENT, part=part, comment=comment, by=by, due=day)


def _sentence(found: Said) -> tuple[str, str]:
    return found.code, found.message_th


def read_requests(workspace: Path) -> list[Request]:
    """Every request ever noted, oldest first. Raises JournalError when a line cannot be understood."""
    return [_request(row) for row in read_lines(workspace / CORRECTIONS)]


def _request(row: JournalLine) -> Request:
    about, due = row["about"], moment_of(row["due"])
    if about and not _SHA256.fullmatch(about):
        raise row.error("about")
    moment = moment_of(row["issued_at"])
    if moment is None:
        raise row.error("issued_at")
    if row["severity"] not in ("", *SEVERITY_WORDS["th"]):
        raise row.error("severity")
    words = {key: row[key] for key in _WORDS}
    numbers = {key: row.integer(key) for key in ("record", "round", "issue", "number")}
    if not numbers["issue"]:  # nobody would know which workbook asked it
        raise row.error("issue")
    return Request(
        **words, **numbers,  # type: ignore[arg-type]
        text=row["text"].removeprefix(_QUOTES[0]).removesuffix(_QUOTES[1]),
        issued_at=moment.isoformat(),
        due=due.date() if due else None,
        about=about,
    )  # fmt: skip


def noting_requests(workspace: Path, requests: Iterable[Request]) -> AbstractContextManager[None]:
    """Add requests at the end, for good when their workbooks are issued meanwhile."""
    lines = list(map(_line, requests))
    return appended(workspace / CORRECTIONS, COLUMNS, lines) if lines else nullcontext()


def _line(request: Request) -> dict[str, object]:
    text = f"{_QUOTES[0]}{request.text}{_QUOTES[1]}" if request.text else ""
    return asdict(request) | {"text": text, "due": request.due or ""}
