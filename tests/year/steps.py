"""The twelve days of the year on which files come in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from emenscr_xl.core.submission import Cell
from emenscr_xl.form.thai import be_date
from year.story import PROJECTS, Rows, Sent, Step, first, identity

CHAIN = ("เขต (ผู้นำเข้า)", "รองเลขาธิการ กพฐ.", "เลขาธิการ กพฐ.", "ปลัด ศธ.")
#: What owners were asked in each round, and how it came out in the end, as the story is told. T-01 is asked
#: at the activities, and mended by the project's dates.
ROUNDS = {
    (5, 1, "", "แก้แล้ว"), (26, 1, "C-20", "แก้แล้ว"), (27, 1, "C-20", "แก้แล้ว"), (28, 1, "C-20", "ยังไม่แก้"),
    (29, 1, "C-04", "แก้แล้ว"), (29, 1, "C-10", "แก้แล้ว"), (30, 1, "T-01", "แก้ที่อื่น"), (31, 1, "C-04", "แก้แล้ว"),
    (31, 1, "C-10", "แก้แล้ว"), (32, 1, "T-01", "แก้ที่อื่น"), (33, 1, "C-20", "แก้ที่อื่น"), (28, 2, "C-20", "ยังไม่แก้"),
    (29, 2, "T-01", "แก้ที่อื่น"), (28, 3, "C-20", "แก้แล้ว"),
}  # fmt: skip
#: When each round was sent, and when a project's answer to it came where it is not the next day of the story.
SENT_ON = {1: date(2026, 12, 14), 2: date(2026, 12, 18), 3: date(2026, 12, 22)}
CAME_ON = {1: date(2026, 12, 18), 2: date(2026, 12, 22), 3: date(2026, 12, 28)}
#: One came back unchanged, and was mended with the next report.
UNCHANGED, MENDED_ON = 30, date(2027, 1, 9)
WAITING, SENT_BACK, APPROVED = "รออนุมัติ", "ส่งกลับแก้ไข", "อนุมัติ"


def waivers() -> Rows:
    """The last twenty projects say what the first twenty say: the office knows."""
    until = be_date(date(2027, 12, 31))
    return [
        {"project": identity(p), "rule": "A-07", "until": until, "reason": "ตัวอย่าง: โครงการชุดเดียวกัน"}
        for p in range(1, PROJECTS + 1)
    ]


def extension(project: int, scope: str, until: date | None, kind: str = "ขยายเวลา") -> dict[str, Cell]:
    """A line of the list of extensions."""
    line: dict[str, Cell] = {"project": identity(project), "scope": scope, "kind": kind, "reason": "ตัวอย่าง"}
    return line | ({"until": be_date(until)} if until else {})


def approval(projects: Iterable[int], scope: str, status: str, step: int, day: date) -> Rows:
    """Lines of the tracker."""
    said = {"return_comment": "ตัวอย่าง: เพิ่มตัวชี้วัด", "returned_by": CHAIN[step]} if status == SENT_BACK else {}
    return [
        {
            "project": identity(p), "approval_scope": scope, "approval_step": CHAIN[step],
            "approval_status": status, "date": be_date(day), **said,
        }
        for p in projects
    ]  # fmt: skip


#: Project 33 makes its plan agree with the budget instead of the budget with its plan.
OTHER_PLAN: dict[str, Cell] = {
    f"M5.budget_lines.month_{m:02d}[1]": 200000 if m == 11 else None for m in range(1, 13)
}
REWORDED: dict[str, Cell] = {
    "M3.rationale": "ผลการประเมินปีการศึกษา 2568 (ที่มา: สำนักทดสอบทางการศึกษา)"
    " มีโรงเรียนขนาดเล็ก 42 แห่งที่ต่ำกว่าเกณฑ์ร้อยละ 60"
}
AGAIN: dict[str, Cell] = {**REWORDED, "M2.area": "ตัวอย่าง: โรงเรียนขนาดเล็ก 42 แห่ง"}
COMMENT: dict[str, Cell] = {
    "date": be_date(date(2026, 12, 14)), "project": identity(5), "part": "M3",
    "comment": "ขอให้เพิ่มข้อมูลปีล่าสุดในหลักการและเหตุผล", "by": "ตัวอย่าง: ผู้ตรวจ", "due": be_date(date(2026, 12, 20)),
}  # fmt: skip


def _quarter(issues: dict[int, int], quarter: int, projects: Iterable[int], *silent: int) -> tuple[Sent, ...]:
    """Reports of all quarters until this one, in the workbooks issued for it."""
    reports = tuple(range(1, quarter + 1))
    return tuple(Sent(p, issues[p], quarter, reports, ("silent",) if p in silent else ()) for p in projects)


def steps() -> tuple[Step, ...]:
    """The year, day by day."""
    issues = dict.fromkeys(range(1, PROJECTS + 1), 1)
    faulty = {26: "budget", 27: "budget", 28: "budget", 29: "no_targets", 30: "dates", 31: "no_targets",
              32: "dates", 33: "budget"}  # fmt: skip
    told = [
        Step(
            date(2026, 11, 20),
            (*first(range(1, 26)), *(s for p, f in faulty.items() for s in first([p], f))),
            register={
                "rule_waivers": waivers(),
                "extensions": [
                    extension(56, "M1-M5", date(2026, 12, 20)), extension(57, "M1-M5", None, "ยกเว้น"),
                    extension(46, "M6 Q1", date(2027, 1, 25)),
                ],
            },
        ),
        Step(
            date(2026, 12, 9),
            (*first(range(35, 51)), Sent(34, 1, faults=("no_targets",), name="ส่งครั้งแรก.xlsx", minute=1),
             Sent(34, 1, name="โฟลเดอร์/final (1).xlsx", minute=9)),
            stray={"~$2570-036_1.xlsx": b"\x05owner", "35 ซ้ำ.xlsx": 35, "ไฟล์เสีย.xlsx": b"PK\x03\x04 broken"},
        ),
        Step(date(2026, 12, 14), first(range(51, 56)), register={"returns": [COMMENT]}, correct=True),
    ]  # fmt: skip
    for project in (5, *faulty):
        issues[project] = 2
    told.append(
        Step(
            date(2026, 12, 18),
            (
                *(Sent(p, 2) for p in (26, 27, 31, 32)),
                Sent(28, 2, faults=("budget",), changes=REWORDED),
                Sent(29, 2, faults=("dates",)),
                Sent(33, 2, faults=("budget",), mended=("C-20",), changes=OTHER_PLAN),
                Sent(5, 2, changes=REWORDED),
                Sent(56, 1),
            ),
            correct=True,
        )
    )  # fmt: skip
    issues |= {28: 3, 29: 3}
    told.append(
        Step(
            date(2026, 12, 22),
            (
                Sent(28, 3, faults=("budget",), changes=AGAIN),
                Sent(29, 3),
                Sent(30, 2, faults=("dates",), unchanged=True),
            ),
            register={"returns": [{**COMMENT, "done": be_date(date(2026, 12, 18))}]},
            correct=True,
        )
    )
    issues |= {28: 4}
    told.append(
        Step(
            date(2026, 12, 28),
            (Sent(28, 4, changes=AGAIN),),
            register={"approvals": approval(range(1, 21), "M1-M5", WAITING, 0, date(2026, 12, 28))},
        )
    )
    told += _reports(issues)
    return tuple(told)


def _reports(issues: dict[int, int]) -> list[Step]:
    """The four quarters."""
    told = []

    def issued() -> None:
        for project in issues:
            issues[project] += 1

    issued()
    told.append(
        Step(
            date(2027, 1, 9), _quarter(issues, 1, range(1, 46), 7, 8), forms=(1, date(2027, 1, 2)),
            register={"approvals": [
                *approval(range(1, 11), "M1-M5", APPROVED, 3, date(2027, 1, 8)),
                *approval([11], "M1-M5", SENT_BACK, 1, date(2027, 1, 5)),
                *approval([12], "M1-M5", APPROVED, 1, date(2027, 1, 6)),
            ]},
        )
    )  # fmt: skip
    told.append(
        Step(
            date(2027, 1, 25), _quarter(issues, 1, range(46, 51)),
            register={"approvals": approval(range(21, 46), "M1-M5", WAITING, 0, date(2027, 1, 20))},
        )
    )  # fmt: skip
    issued()
    told.append(
        Step(
            date(2027, 4, 9), _quarter(issues, 2, range(1, 51)), forms=(2, date(2027, 4, 2)),
            register={"approvals": [
                *approval(range(11, 46), "M1-M5", APPROVED, 3, date(2027, 2, 20)),
                *approval(range(1, 41), "M6 Q1", WAITING, 0, date(2027, 1, 29)),
            ]},
        )
    )  # fmt: skip
    issued()
    told.append(
        Step(
            date(2027, 7, 9), _quarter(issues, 3, range(1, 46)), forms=(3, date(2027, 7, 2)),
            register={"approvals": approval(range(1, 31), "M6 Q1", APPROVED, 3, date(2027, 5, 3))},
        )
    )  # fmt: skip
    issued()
    told.append(Step(date(2027, 10, 9), _quarter(issues, 4, range(1, 46)), forms=(4, date(2027, 10, 2))))
    told.append(Step(date(2027, 10, 25)))
    return told
