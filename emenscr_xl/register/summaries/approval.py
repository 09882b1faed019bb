"""The block of approval as a funnel: from what must be entered down to what the last step has approved."""

from __future__ import annotations

from collections.abc import Iterator

from emenscr_xl.form.model import Module
from emenscr_xl.register.collected import Collected
from emenscr_xl.register.follow_up.punctuality import LATE, NOT_RECEIVED, ON_TIME
from emenscr_xl.register.office import APPROVED, IN_PROCESS, PROJECT_SCOPE, SENT_BACK
from emenscr_xl.register.summaries.figures import Block, Count, Heading, Line, OverData, Sum
from emenscr_xl.register.tables import project_table as projects
from emenscr_xl.register.tables.project_table import PROJECTS, scope_of

STAGES = ("ต้องนำเข้า", "ส่งคืนแล้ว", "ข้อมูลครบถ้วน", "นำเข้าระบบแล้ว", "ส่งขออนุมัติแล้ว")
PASSED, APPROVAL = "ผ่านขั้น {step}", "อนุมัติ"
NOTES = (
    "M1-M5: นำเข้าระบบแล้ว = มีรหัสโครงการ eMENSCR ในทะเบียนคุม · M6: มีบรรทัดของไตรมาสนั้นในแผ่นติดตาม M7"
    " · โครงการที่ได้รับยกเว้นไม่นับเป็นต้องนำเข้า",
    "ขั้นที่ผ่านดูจากบรรทัดล่าสุดในแผ่นติดตาม M7 เรื่องที่ส่งกลับแก้ไขเริ่มนับขั้นใหม่",
)


def funnel_block(collected: Collected, modules: tuple[Module | None, ...], title: str) -> Block:
    """A line for each stage, a column for each scope: the yearly modules (None) or a quarter's module."""
    chain = collected.office.approval_chain or (APPROVAL,)
    stages = (*STAGES, *(PASSED.format(step=step) for step in chain))
    columns = [tuple(_stages(collected, module, len(chain))) for module in modules]
    lines = tuple(
        Line(str(number), stage, cells)
        for number, (stage, *cells_of) in enumerate(zip(stages, *columns, strict=True), start=1)
        for cells in [tuple(cells_of)]
    )
    headings = tuple(Heading(_scope(module)) for module in modules)
    return Block("funnel", title, ("ลำดับ", "ขั้น"), headings, lines, NOTES)


def _scope(module: Module | None) -> str:
    return scope_of(module) if module else PROJECT_SCOPE


def _stages(collected: Collected, module: Module | None, steps: int) -> Iterator[OverData]:
    """The figures of one scope from top to bottom."""
    scope, passed = _scope(module), projects.passed_column(_scope(module))
    if module is None:
        yield Count(PROJECTS)
        yield Count(PROJECTS, ((projects.STATUS, projects.RETURNED),))
        yield Count(PROJECTS, ((projects.COMPLETE, projects.WHOLE),))
        yield Count(PROJECTS, ((projects.KEYED_IN, projects.KEYED),))
    else:
        yield _any(f"due:{scope}", ON_TIME, LATE, NOT_RECEIVED)
        yield _any(f"due:{scope}", ON_TIME, LATE)
        yield Count(PROJECTS, ((projects.word_column(module.key), projects.DONE),))
        yield _any(f"approval:{scope}", *statuses(collected))
    yield _any(f"approval:{scope}", IN_PROCESS, SENT_BACK, APPROVED)
    for step in range(1, steps + 1):
        yield _any(passed, *range(step, steps + 1))


def statuses(collected: Collected) -> tuple[str, ...]:
    """The words that the tracker's status can be."""
    (tracker,) = collected.definition.register.module("approvals").tables
    return tuple(next(f for f in tracker.fields if f.key == "approval_status").choices)


def _any(column: str, *values: str | int) -> OverData:
    """How many projects hold any of these values."""
    counts = tuple(Count(PROJECTS, ((column, value),)) for value in values)
    return counts[0] if len(counts) == 1 else Sum(counts)
