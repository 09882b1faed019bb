"""Which projects a job held back, and what to do: the same sentences wherever a job is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from emenscr_xl.core.said import Worded
from emenscr_xl.register.files.ledger import Received


class HoldsBack(Protocol):
    """What a job did that issues workbooks: projects without one, and among them those whose copy is lost."""

    @property
    def held(self) -> Sequence[str]:
        """The projects that were given none."""

    @property
    def lost(self) -> Sequence[Received]:
        """The lines of the returns whose kept copies are missing or cannot be read."""


def held_back(result: HoldsBack) -> Iterator[Worded]:
    """A sentence for all whose row is doubtful, and one for each whose copy is lost."""
    lost = {line.project for line in result.lost}
    doubtful = [p for p in result.held if p not in lost]
    if doubtful:
        names = ", ".join(doubtful)
        yield Worded(
            f"ยังไม่ออกแบบให้ {len(doubtful)} โครงการ เพราะรหัสหรือชื่อโครงการยังใช้ไม่ได้"
            f" — แก้ในทะเบียนคุมแล้วสั่งอีกครั้ง: {names}",
            f"{len(doubtful)} projects held back: {names}. "
            "Their ids or names cannot be used. Correct the register and run again.",
        )
    for line in result.lost:
        yield Worded(
            f"ยังไม่ออกแบบให้ {line.project} เพราะสำเนาคำตอบ {line.copy} หายหรืออ่านไม่ได้"
            f" — คัดลอกไฟล์ที่ได้รับ ({line.file}) หรือไฟล์สำรองไปไว้ที่นั่นแล้วสั่งอีกครั้ง",
            f"{line.project} held back: the copy of its answers {line.copy} is missing or cannot be read. "
            f"Copy the file received ({line.file}) or a backup to that place and run again.",
        )
